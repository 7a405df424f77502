import { useTranslation } from 'react-i18next'
import { CheckItem } from '../../components/CheckItem'
import { ChoiceCards } from '../../components/ChoiceCards'
import { Field } from '../../components/Field'
import { RangeField } from '../../components/RangeField'
import { SelectField } from '../../components/SelectField'
import { profileName } from './device-words'
import type { EditorFieldsProps } from './PrinterEditor'
import { type PageChoice, profileOf } from './printer-draft'

/** What comes out of a printer: its family, paper, letters and pictures, and the drawer behind it. */
export function PaperFields({ draft, devices, change, problem }: EditorFieldsProps) {
  const { t } = useTranslation()
  const { profiles, badProfiles } = devices
  const profile = profileOf(draft.profile, profiles)
  const pages = [
    { value: 'auto', words: t('devices.page_auto') },
    ...(profile?.codePages ?? []).map(({ page, n }) => ({
      value: String(n),
      words: t('devices.page_named', { page, n }),
    })),
    { value: 'typed', words: t('devices.page_typed') },
  ]
  return (
    <>
      <SelectField
        label={t('devices.profile')}
        value={draft.profile}
        options={[
          ...(profile === null ? [{ value: draft.profile, words: draft.profile }] : []),
          ...profiles.map((one) => ({
            value: one.id,
            words: one.own ? t('devices.profile_own', { name: one.name }) : profileName(t, one),
          })),
        ]}
        error={problem('profile')}
        testId="editor-profile"
        onChange={(value) => {
          const next = profileOf(value, profiles)
          const width = next?.widths.includes(draft.paper) === false ? next.widths[0] : undefined
          change(
            {
              profile: value,
              page: 'auto',
              ...(width === undefined ? {} : { paper: width }),
              ...(next?.drawer === false ? { drawer: false } : {}),
            },
            'profile',
          )
        }}
      />
      {badProfiles.map(({ file, detail }) => (
        <p key={file} className="field-error" role="status">
          {t('devices.profile_bad', { file, detail })}
        </p>
      ))}
      <div className="setup-two">
        <ChoiceCards
          label={t('setup.paper')}
          small
          choices={(['58', '80'] as const).map((width) => ({
            value: width,
            title: t('setup.paper_mm', { width }),
          }))}
          value={draft.paper === 58 ? '58' : '80'}
          testId="editor-paper"
          onChange={(width) => change({ paper: width === '58' ? 58 : 80 }, 'paper')}
        />
        <RangeField
          label={t('devices.darkness')}
          value={draft.darkness}
          min={1}
          max={5}
          words={t('devices.darkness_of', { darkness: draft.darkness })}
          testId="editor-darkness"
          onChange={(darkness) => change({ darkness })}
        />
      </div>
      {problem('paper') !== null && <p className="field-error">{problem('paper')}</p>}
      <div className="setup-two">
        <SelectField
          label={t('devices.page')}
          value={draft.page}
          options={pages}
          testId="editor-page"
          onChange={(value) => change({ page: value as PageChoice }, 'codePage')}
        />
        {draft.page === 'typed' && (
          <Field
            label={t('devices.page_number')}
            ltr
            inputMode="numeric"
            maxLength={3}
            value={draft.pageTyped}
            error={problem('codePage')}
            testId="editor-page-number"
            onChange={(pageTyped) => change({ pageTyped }, 'codePage')}
          />
        )}
      </div>
      <CheckItem checked={draft.logo} onChange={(logo) => change({ logo })} testId="editor-logo">
        <strong>{t('devices.logo_on')}</strong>
        {t(devices.logo === null ? 'devices.logo_none_yet' : 'devices.logo_on_about')}
      </CheckItem>
    </>
  )
}

/** The cash drawer that hangs on this printer. */
export function DrawerFields({ draft, change, problem }: EditorFieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      <CheckItem checked={draft.drawer} onChange={(drawer) => change({ drawer })} testId="editor-drawer">
        <strong>{t('devices.drawer_on')}</strong>
        {t('devices.drawer_on_about')}
      </CheckItem>
      {draft.drawer && (
        <div className="setup-two">
          <ChoiceCards
            label={t('devices.pin')}
            small
            choices={(['2', '5'] as const).map((pin) => ({ value: pin, title: t('devices.pin_n', { pin }) }))}
            value={draft.drawerPin === 2 ? '2' : '5'}
            testId="editor-pin"
            onChange={(pin) => change({ drawerPin: pin === '2' ? 2 : 5 })}
          />
          <Field
            label={t('devices.pulse')}
            hint={t('devices.pulse_hint')}
            suffix="ms"
            ltr
            inputMode="numeric"
            maxLength={3}
            value={draft.drawerPulseMs}
            error={problem('drawerPulseMs')}
            testId="editor-pulse"
            onChange={(drawerPulseMs) => change({ drawerPulseMs }, 'drawerPulseMs')}
          />
        </div>
      )}
    </>
  )
}
