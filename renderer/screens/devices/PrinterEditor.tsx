import { ArrowLeft, Check, ReceiptText, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PrinterSettings } from '../../../electron/domain/devices'
import type { Devices } from '../../../electron/ipc/contract'
import { useActions } from '../../actions/use-actions'
import { ActionRow, Rule } from '../../components/ActionRow'
import { ActionButton, Button } from '../../components/Button'
import { CheckItem } from '../../components/CheckItem'
import { Field } from '../../components/Field'
import { MainAction } from '../../components/MainAction'
import { LineFields } from './LineFields'
import { DrawerFields, PaperFields } from './PaperFields'
import {
  draftOfPrinter,
  type Place,
  type PrinterDraft,
  type PrinterField,
  printerOfDraft,
  printerProblems,
} from './printer-draft'
import { TestLine } from './TestLine'
import type { PrinterTests } from './use-printer-tests'
import type { Supervised } from './use-supervised'

export interface PrinterEditorProps {
  readonly devices: Devices
  /** As it stands in the settings, or as it was found. */
  readonly printer: PrinterSettings
  readonly place: Place
  readonly tests: PrinterTests
  /** Takes it out of the settings; absent for a new one and where there is none. */
  readonly onRemove: (() => void) | null
  readonly onSave: (printer: PrinterSettings, inUse: boolean) => Promise<Supervised<unknown>>
  readonly onClose: () => void
}

/** What every group of fields of the editor gets. */
export interface EditorFieldsProps {
  readonly draft: PrinterDraft
  readonly devices: Devices
  readonly change: (part: Partial<PrinterDraft>, field?: PrinterField) => void
  /** The sentence under a field that was typed in; null while it is fine or untouched. */
  readonly problem: (field: PrinterField) => string | null
}

/** One printer: its line, its paper, its drawer. Checked as it is typed; Enter saves, Esc leaves it as it was. */
export function PrinterEditor({
  devices,
  printer,
  place,
  tests,
  onRemove,
  onSave,
  onClose,
}: PrinterEditorProps) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState<PrinterDraft>(() => draftOfPrinter(printer, devices.profiles))
  const [inUse, setInUse] = useState(place === null)
  const [touched, setTouched] = useState<ReadonlySet<PrinterField>>(new Set())
  const [refused, setRefused] = useState<{ readonly field: string; readonly words: string } | null>(null)
  const [saving, setSaving] = useState(false)
  const problems = printerProblems(draft, devices.profiles)
  const first =
    Object.values(problems)[0] ?? (draft.transport === 'none' ? 'devices.transport_missing' : null)
  const typed = printerOfDraft(draft)
  const testing = tests.of(typed)?.state === 'busy'

  const change = (part: Partial<PrinterDraft>, field?: PrinterField): void => {
    setDraft((before) => ({ ...before, ...part }))
    setRefused(null)
    if (field !== undefined) setTouched((before) => new Set(before).add(field))
  }
  const problem = (field: PrinterField): string | null => {
    if (refused?.field === field) return refused.words
    const key = touched.has(field) ? problems[field] : undefined
    return key === undefined ? null : t(key)
  }
  const save = async (): Promise<void> => {
    setSaving(true)
    try {
      const result = await onSave(typed, inUse)
      if (result.kind === 'done') onClose()
      if (result.kind === 'refused')
        setRefused({ field: result.field, words: t('setup.not_saved', { field: fieldWords(result.field) }) })
    } finally {
      setSaving(false)
    }
  }
  const fieldWords = (field: string): string => t([`devices.field_${field}`, 'devices.field_any'])

  useActions([
    {
      id: 'editor_save',
      key: 'Enter',
      label: saving ? 'setup.saving' : 'setup.save_again',
      off: saving ? 'setup.saving' : first,
      perform: save,
    },
    { id: 'editor_back', key: 'Escape', label: 'setup.leave', off: null, perform: onClose },
    {
      id: 'printer_test',
      key: 'Alt+I',
      label: 'devices.test_page',
      off: first ?? (testing ? 'devices.test_busy' : null),
      perform: () => tests.run(typed, 'page'),
    },
  ])
  const fields = { draft, devices, change, problem }
  return (
    <>
      <section className="panel setup-panel printer-editor" aria-labelledby="editor-title">
        <header className="setup-head editor-head">
          <h1 id="editor-title">{t(place === null ? 'devices.editor_new' : 'devices.editor_title')}</h1>
          <div className="device-tests">
            <ActionButton action="printer_test" icon={ReceiptText} testId="printer-test" />
            {onRemove && (
              <Button icon={Trash2} kind="stop" onPress={onRemove} testId="printer-remove">
                {t('devices.remove')}
              </Button>
            )}
          </div>
        </header>
        <TestLine result={tests.of(typed)} />
        <div className="editor-columns">
          <div className="editor-column">
            <Field
              label={t('devices.name')}
              hint={t('devices.name_hint')}
              value={draft.name}
              maxLength={60}
              autoFocus
              testId="editor-name"
              onChange={(name) => change({ name })}
            />
            <LineFields {...fields} />
            <DrawerFields {...fields} />
            {place === null && (
              <CheckItem checked={inUse} onChange={setInUse} testId="editor-in-use">
                <strong>{t('devices.in_use')}</strong>
                {t('devices.in_use_about')}
              </CheckItem>
            )}
          </div>
          <div className="editor-column">
            <PaperFields {...fields} />
          </div>
        </div>
      </section>
      <ActionRow
        start={<ActionButton action="editor_back" icon={ArrowLeft} flip size="main" testId="editor-back" />}
        middle={
          (refused !== null || first !== null) && (
            <Rule reason={refused?.words ?? (first === null ? null : t(first))}>{null}</Rule>
          )
        }
        end={<MainAction action="editor_save" icon={Check} sending={saving} testId="editor-save" />}
      />
    </>
  )
}
