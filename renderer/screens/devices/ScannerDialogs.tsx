import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScannerSettings, WedgeSettings } from '../../../electron/domain/devices'
import { scannerSettingsSchema, suffixSchema } from '../../../electron/domain/devices'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { Field } from '../../components/Field'
import { FormDialog } from '../../components/FormDialog'
import { RangeField } from '../../components/RangeField'
import { SelectField } from '../../components/SelectField'

interface EditProps<T> {
  readonly value: T
  readonly onSave: (value: T) => Promise<string | null>
  readonly onClose: () => void
}

/** How a scanner that types is told from fingers. */
export function WedgeDialog({ value, onSave, onClose }: EditProps<WedgeSettings>) {
  const { t } = useTranslation()
  const [wedge, setWedge] = useState(value)
  return (
    <FormDialog title={t('devices.wedge')} ready onSave={() => onSave(wedge)} onClose={onClose}>
      <RangeField
        label={t('devices.gap')}
        hint={t('devices.gap_hint')}
        value={wedge.gapMs}
        min={20}
        max={80}
        words={t('devices.ms', { ms: wedge.gapMs })}
        autoFocus
        testId="wedge-gap"
        onChange={(gapMs) => setWedge({ ...wedge, gapMs })}
      />
      <Field
        label={t('devices.prefix')}
        hint={t('devices.prefix_hint')}
        ltr
        value={wedge.prefix}
        maxLength={16}
        testId="wedge-prefix"
        onChange={(prefix) => setWedge({ ...wedge, prefix })}
      />
    </FormDialog>
  )
}

const SUFFIXES = ['auto', ...suffixSchema.options] as const

/** A serial or HID scanner: what it is called and how its codes end. */
export function ScannerDialog({ value, onSave, onClose }: EditProps<ScannerSettings>) {
  const { t } = useTranslation()
  const [scanner, setScanner] = useState(value)
  const [baud, setBaud] = useState(String(value.baud))
  const written = { ...scanner, baud: Number(baud) }
  const good = /^\d+$/.test(baud) && scannerSettingsSchema.safeParse(written).success
  return (
    <FormDialog
      title={t('devices.scanner_title')}
      ready={good}
      onSave={() => onSave(written)}
      onClose={onClose}
    >
      <Field
        label={t('devices.name')}
        value={scanner.name}
        maxLength={60}
        autoFocus
        testId="scanner-name"
        onChange={(name) => setScanner({ ...scanner, name })}
      />
      <div className="setup-two">
        <SelectField
          label={t('devices.suffix')}
          value={scanner.suffix}
          options={SUFFIXES.map((suffix) => ({ value: suffix, words: t(`devices.suffix_${suffix}`) }))}
          testId="scanner-suffix"
          onChange={(text) =>
            setScanner({ ...scanner, suffix: SUFFIXES.find((suffix) => suffix === text) ?? 'auto' })
          }
        />
        <Field
          label={t('devices.prefix')}
          hint={t('devices.prefix_hint')}
          ltr
          value={scanner.prefix}
          maxLength={16}
          testId="scanner-prefix"
          onChange={(prefix) => setScanner({ ...scanner, prefix })}
        />
      </div>
      {scanner.kind === 'serial' && (
        <Field
          label={t('devices.baud')}
          hint={t('devices.baud_scanner')}
          ltr
          inputMode="numeric"
          maxLength={6}
          value={baud}
          error={good ? null : t('devices.baud_bad')}
          testId="scanner-baud"
          onChange={setBaud}
        />
      )}
    </FormDialog>
  )
}

/** A printer or scanner is taken out of the settings: asked once. */
export function RemoveDialog({
  name,
  onRemove,
  onClose,
}: {
  readonly name: string
  readonly onRemove: () => Promise<string | null>
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const [problem, setProblem] = useState<string | null>(null)
  return (
    <Dialog
      title={t('devices.remove_title', { name })}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose} cap="Escape" testId="remove-cancel">
            {t('approval.cancel')}
          </Button>
          <Button kind="stop" onPress={() => void onRemove().then(setProblem)} testId="remove-confirm">
            {t('devices.remove')}
          </Button>
        </>
      }
    >
      <p>{t('devices.remove_about')}</p>
      {problem !== null && problem !== '' && <p className="field-error">{problem}</p>}
    </Dialog>
  )
}
