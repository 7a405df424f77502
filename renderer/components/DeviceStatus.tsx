import {
  Ban,
  Check,
  CircleX,
  Hourglass,
  type LucideIcon,
  RefreshCw,
  Settings,
  TriangleAlert,
  Unplug,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PrinterTrouble, ScannerStatus } from '../../electron/domain/devices'
import type { Status } from '../../electron/ipc/contract'
import { press } from '../actions/registry'
import { request } from '../client'
import { Button } from './Button'
import { Remedy } from './Remedy'
import { StatusDetail } from './StatusDetail'

const TROUBLE_ICON: Record<PrinterTrouble, LucideIcon> = {
  unreachable: TriangleAlert,
  busy: Hourglass,
  unplugged: Unplug,
  denied: Ban,
  paper_out: TriangleAlert,
  cover_open: TriangleAlert,
  cutter: CircleX,
  error: CircleX,
  offline: TriangleAlert,
}

/** The printer: ready, or what is wrong and what to do; what waits, and whether its end can be proven. */
export function PrinterStatus({ status }: { readonly status: Status }) {
  const { t } = useTranslation()
  const { transport, name, trouble, remedy, paperLow, confirms, printing, waiting, asking, held } =
    status.printer
  const word =
    transport === 'none'
      ? 'status.printer_none'
      : trouble !== null
        ? `status.printer_${trouble}`
        : paperLow
          ? 'status.printer_low'
          : 'status.printer'
  const fine = trouble === null && asking.length === 0 && held === 0 && !paperLow
  const Icon =
    transport === 'none' ? Unplug : trouble !== null ? TROUBLE_ICON[trouble] : fine ? Check : TriangleAlert
  const detail =
    transport === 'none'
      ? 'none'
      : trouble !== null
        ? trouble
        : paperLow
          ? 'low'
          : printing
            ? 'printing'
            : 'fine'
  return (
    <span
      className="statusbar-slot"
      data-testid="printer-status"
      data-state={transport === 'none' ? 'none' : (trouble ?? (paperLow ? 'paper_low' : 'ready'))}
    >
      <StatusDetail
        name={t(word)}
        icon={<Icon aria-hidden className="icon" />}
        title={name === '' || transport === 'none' ? t(word) : name}
      >
        {(close) => (
          <>
            {trouble !== null && name !== '' && (
              <p>
                <strong>{t(word)}</strong>
              </p>
            )}
            <p>{t(`status.printer_${detail}_detail`)}</p>
            {trouble !== null && remedy !== null && <Remedy command={remedy} />}
            {waiting > 0 && <p>{t('status.printer_waiting', { count: waiting })}</p>}
            {asking.length > 0 && <p>{t('status.printer_asking', { count: asking.length })}</p>}
            {held > 0 && <p>{t('status.printer_held', { count: held })}</p>}
            {transport !== 'none' && confirms !== null && (
              <p className="popover-soft">{t(`devices.confirms_${confirms ? 'yes' : 'no'}`)}</p>
            )}
            <div className="popover-buttons">
              {transport !== 'none' && (
                <Button
                  icon={RefreshCw}
                  onPress={() => void request('devices.lookAgain', {})}
                  testId="printer-look"
                >
                  {t('status.look_again')}
                </Button>
              )}
              <DevicesButton close={close} />
            </div>
          </>
        )}
      </StatusDetail>
    </span>
  )
}

/** The way to the screen of devices, by the same action as F11: off while an operation is being confirmed. */
function DevicesButton({ close }: { readonly close: () => void }) {
  const { t } = useTranslation()
  return (
    <Button
      icon={Settings}
      onPress={() => {
        close()
        press('F11')
      }}
      testId="printer-settings"
    >
      {t('status.to_devices')}
    </Button>
  )
}

const SCANNER_ICON: Record<ScannerStatus['state'], LucideIcon> = {
  ready: Check,
  unplugged: Unplug,
  busy: Hourglass,
  denied: Ban,
  error: CircleX,
}

/** Scanners: all there, or the first that is not and what to do. A keyboard one always works. */
export function ScannerStatusItem({ scanners }: { readonly scanners: readonly ScannerStatus[] }) {
  const { t } = useTranslation()
  const wrong = scanners.find(({ state }) => state !== 'ready')
  const Icon = wrong ? SCANNER_ICON[wrong.state] : Check
  const words = wrong
    ? t(`status.scanner_${wrong.state}`)
    : scanners.length > 1
      ? t('status.scanners', { count: scanners.length })
      : t('status.scanner')
  return (
    <span className="statusbar-slot" data-testid="scanner-status" data-state={wrong?.state ?? 'ready'}>
      <StatusDetail name={words} icon={<Icon aria-hidden className="icon" />} title={words}>
        {(close) => (
          <>
            {scanners.map(({ device, name, state, remedy }) => (
              <div key={device} className="popover-item">
                <p>
                  <strong>
                    <bdi>{name || t('devices.scanner_unnamed')}</bdi>
                  </strong>{' '}
                  {t(`devices.scanner_${state}`)}
                </p>
                {state !== 'ready' && <p>{t(`devices.scanner_${state}_do`)}</p>}
                {remedy !== null && <Remedy command={remedy} />}
              </div>
            ))}
            <p>{t('status.scanner_ready')}</p>
            <div className="popover-buttons">
              <DevicesButton close={close} />
            </div>
          </>
        )}
      </StatusDetail>
    </span>
  )
}
