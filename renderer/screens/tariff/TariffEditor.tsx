import { ArrowLeft, Check, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OperationKind } from '../../../electron/domain/closing'
import { formatMad, readTypedAmount } from '../../../electron/domain/money'
import type { Band, TariffVersion } from '../../../electron/domain/tariff'
import { useActions } from '../../actions/use-actions'
import { ActionRow, Rule } from '../../components/ActionRow'
import { ActionButton, Button } from '../../components/Button'
import { Field } from '../../components/Field'
import { MainAction } from '../../components/MainAction'
import { readTypedDay } from '../../lib/typed-day'
import type { TariffRead } from './TariffScreen'
import {
  type BandDraft,
  type BandField,
  bandsOf,
  draftOf,
  fieldOf,
  priced,
  problemsOf,
  type TariffDraft,
  withBand,
  withoutBand,
} from './tariff-draft'

export interface TariffEditorProps {
  readonly kind: OperationKind
  /** What is altered; null: a new version. */
  readonly version: TariffVersion | null
  /** What the form begins with. */
  readonly like: TariffVersion | null
  readonly read: TariffRead
  /** Gives the sentence that says why it was not saved, or null. */
  readonly onSave: (from: string, bands: readonly Band[]) => Promise<string | null>
  readonly onClose: () => void
}

const MOST = 30

/** The bands of one kind from one day on. Checked as they are typed; Enter saves, Esc leaves them as they were. */
export function TariffEditor({ kind, version, like, read, onSave, onClose }: TariffEditorProps) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState<TariffDraft>(() => draftOf(like, version?.from ?? read.today))
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  const [refused, setRefused] = useState<string | null>(null)
  const [saving, setSaving] = useState(false)
  const problems = problemsOf(draft, { tariff: read.rules, kind, today: read.today })
  const first = Object.values(problems)[0] ?? null

  const change = (next: TariffDraft, field?: string): void => {
    setDraft(next)
    setRefused(null)
    if (field !== undefined) setTouched((before) => new Set(before).add(field))
  }
  const problem = (field: string): string | null => {
    const key = touched.has(field) ? problems[field] : undefined
    return key === undefined ? null : t(key)
  }
  const set = (band: BandDraft, field: BandField, text: string): void =>
    change(
      {
        ...draft,
        bands: draft.bands.map((one) => (one.id === band.id ? { ...one, [field]: text } : one)),
      },
      fieldOf(field, band),
    )
  const save = async (): Promise<void> => {
    const from = readTypedDay(draft.from)
    if (from === null) return
    setSaving(true)
    try {
      setRefused(await onSave(from, bandsOf(draft)))
    } finally {
      setSaving(false)
    }
  }
  useActions([
    {
      id: 'tariff_save',
      key: 'Enter',
      label: saving ? 'setup.saving' : 'setup.save_again',
      off: saving ? 'setup.saving' : first,
      perform: save,
    },
    { id: 'tariff_back', key: 'Escape', label: 'setup.leave', off: null, perform: onClose },
  ])
  const name = t(`tariff.kind_${kind}`)
  const reason = (refused === '' ? null : refused) ?? (first === null || saving ? null : t(first))
  return (
    <>
      <section className="panel setup-panel tariff-editor" aria-labelledby="tariff-title">
        <header className="setup-head">
          <h1 id="tariff-title">
            {t(version === null ? 'tariff.editor_new' : 'tariff.editor_title', { kind: name })}
          </h1>
          <p>{t('tariff.editor_lead')}</p>
        </header>
        <div className="tariff-editor-top">
          <Field
            label={t('tariff.from')}
            hint={t('tariff.from_hint')}
            ltr
            inputMode="numeric"
            maxLength={10}
            value={draft.from}
            autoFocus
            selectOnFocus
            // The day of a version is what it is: another day is another version.
            disabled={version !== null}
            error={problem('from')}
            testId="tariff-from"
            onChange={(from) => change({ ...draft, from }, 'from')}
          />
          <Preview bands={first === null ? bandsOf(draft) : null} kind={kind} />
        </div>
        <div className="tariff-bands">
          {draft.bands.map((band, at) => (
            <BandFields
              key={band.id}
              band={band}
              number={at + 1}
              last={at === draft.bands.length - 1}
              removable={draft.bands.length > 1}
              focused={version !== null && at === 0}
              problem={(field) => problem(fieldOf(field, band))}
              onSet={(field, text) => set(band, field, text)}
              onRemove={() => change(withoutBand(draft, band.id))}
            />
          ))}
          {draft.bands.length < MOST && (
            <div>
              <Button icon={Plus} onPress={() => change(withBand(draft))} testId="tariff-band-add">
                {t('tariff.band_add')}
              </Button>
            </div>
          )}
        </div>
      </section>
      <ActionRow
        start={<ActionButton action="tariff_back" icon={ArrowLeft} flip size="main" testId="tariff-back" />}
        middle={reason !== null && <Rule reason={reason}>{null}</Rule>}
        end={<MainAction action="tariff_save" icon={Check} sending={saving} testId="tariff-save" />}
      />
    </>
  )
}

/** What an operation of an amount would cost and earn by what is typed; null: something is still wrong there. */
function Preview({ bands, kind }: { readonly bands: readonly Band[] | null; readonly kind: OperationKind }) {
  const { t } = useTranslation()
  const [text, setText] = useState('800')
  const amount = readTypedAmount(text)
  const good = amount.ok && amount.value > 0 ? amount.value : null
  const price = good !== null && bands ? priced(bands, good) : null
  const told =
    good === null || bands === null || price === null
      ? t('tariff.preview_wait')
      : t('tariff.preview_told', {
          kind: t(`tariff.kind_${kind}`),
          amount: formatMad(good),
          fee: price.fee === null ? t('tariff.unknown') : formatMad(price.fee),
          commission: price.commission === null ? t('tariff.unknown') : formatMad(price.commission),
        })
  return (
    <div className="tariff-preview">
      <Field
        label={t('tariff.preview')}
        suffix="MAD"
        ltr
        inputMode="decimal"
        maxLength={14}
        value={text}
        testId="tariff-preview-amount"
        onChange={setText}
      />
      <p role="status" data-testid="tariff-preview">
        {told}
      </p>
    </div>
  )
}

interface BandFieldsProps {
  readonly band: BandDraft
  readonly number: number
  readonly last: boolean
  readonly removable: boolean
  readonly focused: boolean
  readonly problem: (field: BandField) => string | null
  readonly onSet: (field: BandField, text: string) => void
  readonly onRemove: () => void
}

function BandFields({ band, number, last, removable, focused, problem, onSet, onRemove }: BandFieldsProps) {
  const { t } = useTranslation()
  const field = (name: BandField, suffix: string, autoFocus = false) => (
    <Field
      label={t(`tariff.field_${name}`)}
      suffix={suffix}
      {...(name === 'upTo' && last ? { hint: t('tariff.up_to_last') } : {})}
      ltr
      inputMode="decimal"
      maxLength={14}
      value={band[name]}
      error={problem(name)}
      autoFocus={autoFocus}
      testId={`tariff-${number}-${name}`}
      onChange={(text) => onSet(name, text)}
    />
  )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would put a second frame around the band
    <div className="tariff-band" role="group" aria-label={t('tariff.band', { number })}>
      {field('upTo', 'MAD', focused)}
      {field('feeFixed', 'MAD')}
      {field('feeRate', '%')}
      {field('commissionFixed', 'MAD')}
      {field('commissionRate', '%')}
      <Button
        icon={Trash2}
        kind="quiet"
        disabled={!removable}
        label={t('tariff.band_remove', { number })}
        onPress={onRemove}
        testId={`tariff-${number}-remove`}
      >
        {t('devices.remove')}
      </Button>
    </div>
  )
}
