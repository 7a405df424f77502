import '../setup/setup.css'
import './till.css'
import { ArrowLeft, Users, Wallet } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TillSettings } from '../../../electron/domain/closing'
import { useActions } from '../../actions/use-actions'
import { request } from '../../client'
import { ActionRow, Rule } from '../../components/ActionRow'
import { ActionButton } from '../../components/Button'
import { CheckItem } from '../../components/CheckItem'
import { ChoiceCards } from '../../components/ChoiceCards'
import { Field } from '../../components/Field'
import { Panel } from '../../components/Layout'
import { MainAction } from '../../components/MainAction'
import { Skeleton } from '../../components/Skeleton'
import { useApp } from '../../stores/app'
import { refreshStatus } from '../../stores/till'
import { useSupervised } from '../devices/use-supervised'
import { SettingsLayout } from '../settings/SettingsLayout'
import { type AmountField, draftOf, LEVELS, problemsOf, settingsOf, TOLERANCES } from './till-settings-draft'

/** What the shop sets of its till: drawers, blind counts, tolerances, and when it warns or stops. */
export function TillSettingsScreen() {
  const go = useApp((state) => state.go)
  const [settings, setSettings] = useState<TillSettings | null>(null)
  useEffect(() => {
    let here = true
    void request('till.settings', {}).then((answer) => {
      if (here) setSettings(answer)
    })
    return () => {
      here = false
    }
  }, [])
  useActions([
    { id: 'settings_back', key: 'Escape', label: 'till.back', off: null, perform: () => go('counter') },
  ])
  return (
    <SettingsLayout current="till_settings">
      {settings === null ? <Skeleton rows={4} /> : <Form settings={settings} />}
    </SettingsLayout>
  )
}

function Form({ settings }: { readonly settings: TillSettings }) {
  const { t } = useTranslation()
  const { run, dialog } = useSupervised()
  const [saved, setSaved] = useState(settings)
  const [draft, setDraft] = useState(() => draftOf(settings))
  const [told, setTold] = useState<string | null>(null)
  const problems = problemsOf(draft)
  const next = settingsOf(draft)
  const same = JSON.stringify(draft) === JSON.stringify(draftOf(saved))
  const off = next === null ? 'till.off_settings' : same ? 'till.off_same' : null
  const change = (part: Partial<typeof draft>): void => {
    setDraft({ ...draft, ...part })
    setTold(null)
  }
  const save = async (): Promise<void> => {
    if (next === null) return
    const result = await run((approval) => request('till.saveSettings', { settings: next, approval }))
    if (result.kind === 'left') return
    if (result.kind === 'refused') return setTold(result.words)
    setSaved(result.value)
    setDraft(draftOf(result.value))
    setTold(t('till.settings_saved'))
    await refreshStatus()
  }
  useActions([{ id: 'settings_save', key: 'Enter', label: 'till.settings_save', off, perform: save }])
  const field = (name: AmountField) => {
    const problem = problems[name]
    return (
      <Field
        key={name}
        label={t(`till.set_${name}`)}
        hint={t(`till.set_${name}_hint`)}
        suffix="MAD"
        ltr
        inputMode="decimal"
        maxLength={16}
        value={draft[name]}
        error={problem === undefined ? null : t(problem)}
        testId={`set-${name}`}
        onChange={(text) => change({ [name]: text })}
      />
    )
  }
  return (
    <>
      <div className="settings-scroll">
        <Panel className="till-set" title={t('till.set_drawers')}>
          <ChoiceCards
            label={t('till.set_drawers_label')}
            choices={[
              {
                value: 'shared',
                title: t('till.set_shared'),
                about: t('till.set_shared_about'),
                icon: Wallet,
              },
              { value: 'each', title: t('till.set_each'), about: t('till.set_each_about'), icon: Users },
            ]}
            value={draft.drawers}
            testId="set-drawers"
            onChange={(drawers) => change({ drawers })}
          />
        </Panel>
        <Panel className="till-set" title={t('till.set_differences')}>
          <CheckItem checked={draft.blind} onChange={(blind) => change({ blind })} testId="set-blind">
            <strong>{t('till.set_blind')}</strong>
            {t('till.set_blind_about')}
          </CheckItem>
          <div className="setup-two">{TOLERANCES.map(field)}</div>
        </Panel>
        <Panel className="till-set" title={t('till.set_levels')}>
          <p className="till-note">{t('till.set_levels_about')}</p>
          <div className="setup-two">{LEVELS.map(field)}</div>
        </Panel>
      </div>
      <ActionRow
        start={<ActionButton action="settings_back" icon={ArrowLeft} flip size="main" />}
        middle={
          <Rule reason={off === null || told !== null ? null : t(off)}>
            <span role="status" data-testid="settings-told">
              {told}
            </span>
          </Rule>
        }
        end={<MainAction action="settings_save" testId="settings-save" />}
      />
      {dialog}
    </>
  )
}
