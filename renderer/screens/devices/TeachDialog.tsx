import { Check, ReceiptText, ScanBarcode } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PrinterSettings } from '../../../electron/domain/devices'
import type { Devices } from '../../../electron/ipc/contract'
import { request } from '../../client'
import { Barcode } from '../../components/Barcode'
import { Bidi } from '../../components/Bidi'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { Facts } from '../../components/Facts'
import { Qr } from '../../components/Qr'
import { type TaughtScan, teach } from '../../keys/listener'
import { play } from '../../sounds/sounds'
import { CheckLine } from '../setup/CheckLine'
import { symbologyOf } from './device-words'
import { TestLine } from './TestLine'
import { judge, MOST_GAP_MS, scannerOf, TEACH_CODE, type Verdict } from './teach'
import type { PrinterTests } from './use-printer-tests'

const CODE_TONE = { whole: 'ok', digits: 'ok', harmed: 'stop', another: 'unsure' } as const satisfies Record<
  Verdict['code'],
  string
>

export interface TeachDialogProps {
  readonly devices: Devices
  readonly tests: PrinterTests
  /** Keeps what was taught; gives the sentence that says why not, or null. */
  readonly onKeep: (settings: Devices['settings']) => Promise<string | null>
  readonly onClose: () => void
}

/** Scan this code: it tells which scanner was used, how it speaks, and whether every character came whole. */
export function TeachDialog({ devices, tests, onKeep, onClose }: TeachDialogProps) {
  const { t } = useTranslation()
  const [taught, setTaught] = useState<TaughtScan | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [keptNow, setKept] = useState(false)
  const { settings } = devices
  useEffect(() => {
    void request('devices.learn', { on: true })
    const stop = teach((read) => {
      setTaught(read)
      setKept(false)
      setProblem(null)
      const { code } = judge(read, MOST_GAP_MS)
      play(code === 'whole' || code === 'digits' ? 'scan' : 'bad')
    })
    return () => {
      stop()
      void request('devices.learn', { on: false })
    }
  }, [])
  const verdict = taught === null ? null : judge(taught, settings.wedge.gapMs)
  const scanner = taught === null ? null : scannerOf(taught)
  const known = scanner !== null && settings.scanners.some(({ device }) => device === scanner.device)
  const next: Devices['settings'] | null =
    scanner !== null && !known
      ? { ...settings, scanners: [...settings.scanners, scanner] }
      : verdict?.gapMs != null
        ? { ...settings, wedge: { ...settings.wedge, gapMs: verdict.gapMs } }
        : null
  const keep = async (): Promise<void> => {
    if (next === null) return
    const told = await onKeep(next)
    setProblem(told)
    setKept(told === null)
  }
  return (
    <Dialog
      title={t('devices.teach')}
      wide
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose} cap="Escape" testId="teach-close">
            {t('devices.teach_close')}
          </Button>
          <Button
            kind="primary"
            icon={Check}
            disabled={next === null || keptNow}
            onPress={() => void keep()}
            testId="teach-keep"
          >
            {t(scanner === null && verdict?.gapMs != null ? 'devices.teach_keep_gap' : 'devices.teach_keep', {
              gap: verdict?.gapMs ?? 0,
            })}
          </Button>
        </>
      }
    >
      <div className="teach">
        <TeachCode printer={settings.printer} tests={tests} />
        <div className="teach-seen" data-testid="teach-seen" data-source={taught?.source}>
          {taught === null || verdict === null ? (
            <>
              <p className="teach-lead">{t('devices.teach_lead')}</p>
              <p className="soft-note">{t('devices.teach_waiting')}</p>
            </>
          ) : (
            <>
              <Seen taught={taught} />
              <CheckLine tone={CODE_TONE[verdict.code]} fact={t(`devices.teach_code_${verdict.code}`)}>
                {verdict.code === 'whole' ? undefined : verdict.code === 'digits' ? (
                  t('devices.teach_code_digits_do')
                ) : (
                  <>
                    {t('devices.teach_came')} <Bidi>{taught.text.slice(0, 40)}</Bidi>
                  </>
                )}
              </CheckLine>
              {verdict.country !== null && (
                <CheckLine
                  tone={verdict.country === 'us' ? 'ok' : 'stop'}
                  fact={t(`devices.teach_country_${verdict.country}`)}
                >
                  {verdict.country === 'us' ? undefined : t('devices.teach_country_do')}
                </CheckLine>
              )}
              {(known || keptNow || (scanner === null && verdict.gapMs === null)) && (
                <p className="teach-after" role="status" data-testid="teach-after">
                  {t(keptNow || known ? 'devices.teach_kept' : 'devices.teach_wedge_heard')}
                </p>
              )}
            </>
          )}
          {problem !== null && problem !== '' && <p className="field-error">{problem}</p>}
        </div>
      </div>
    </Dialog>
  )
}

/** The code on screen, for cameras; lasers read paper alone, so the sheet can be printed. */
function TeachCode({ printer, tests }: { readonly printer: PrinterSettings; readonly tests: PrinterTests }) {
  const { t } = useTranslation()
  const result = tests.of(printer)
  return (
    <div className="teach-code">
      <div className="teach-codes">
        <Qr className="teach-qr" content={TEACH_CODE} alt={t('devices.teach_qr')} />
        <Barcode content={TEACH_CODE} alt={t('devices.teach_barcode')} />
      </div>
      <p className="soft-note">{t('devices.teach_laser')}</p>
      <Button
        icon={ReceiptText}
        disabled={printer.transport === 'none' || result?.state === 'busy'}
        onPress={() => void tests.run(printer, 'codes')}
        testId="teach-print"
      >
        {t('devices.teach_print')}
      </Button>
      {result?.what === 'codes' && <TestLine result={result} />}
    </div>
  )
}

function Seen({ taught }: { readonly taught: TaughtScan }) {
  const { t } = useTranslation()
  const symbology = symbologyOf(taught.aim)
  return (
    <>
      <p className="teach-name">
        <ScanBarcode aria-hidden className="icon" />
        <bdi>{taught.name ?? t('devices.wedge')}</bdi>
      </p>
      <Facts
        facts={[
          { label: t('devices.seen_mode'), value: t(`devices.mode_${taught.source}`) },
          // A report says by itself where a code ends.
          taught.source === 'hid' && taught.suffix === 'none'
            ? null
            : { label: t('devices.seen_suffix'), value: t(`devices.suffix_${taught.suffix}`) },
          symbology === null ? null : { label: t('devices.seen_symbology'), value: <Bidi>{symbology}</Bidi> },
          {
            label: t('devices.seen_speed'),
            value:
              taught.meanGapMs === undefined ? (
                <Bidi>{t('devices.ms', { ms: Math.max(1, Math.round(taught.tookMs)) })}</Bidi>
              ) : (
                t('devices.seen_gap', { ms: Math.max(1, Math.round(taught.meanGapMs)) })
              ),
          },
        ]}
      />
    </>
  )
}
