import { Check, CircleHelp, CircleX, Hourglass, TriangleAlert, WifiOff } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../../electron/domain/day'
import type { Status } from '../../electron/ipc/contract'
import { useApp } from '../stores/app'
import { Bidi } from './Bidi'
import { ChangePinDialog } from './ChangePinDialog'
import { PrinterStatus, ScannerStatusItem } from './DeviceStatus'
import { Mark } from './Mark'
import { StatusDetail } from './StatusDetail'
import { TillFigures } from './TillFigures'

/** Wall time of this computer, redrawn at each minute. */
function useTime(): string {
  const [now, setNow] = useState(() => new Date().toISOString())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date().toISOString()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return formatTime(now)
}

/** Shop, Chari and devices, what is unsettled, e-money, cash, shift, time. Each item opens the detail of that thing. */
export function StatusBar({ end = null }: { readonly end?: ReactNode }) {
  const { t } = useTranslation()
  const boot = useApp((state) => state.boot)
  const status = useApp((state) => state.status)
  const time = useTime()
  const [changingPin, setChangingPin] = useState(false)
  if (!boot) return null
  const signedIn = boot.phase === 'counter' && boot.user !== null
  return (
    <header className="statusbar">
      <div className="statusbar-name">
        <Mark />
        <span>Guichet</span>
      </div>
      {boot.shop.name !== '' && (
        <div className="statusbar-shop">
          <span className="statusbar-shop-name" dir="auto">
            {boot.shop.name}
          </span>
          <span className="statusbar-soft">
            <span className="statusbar-agent">
              <Bidi>{boot.agentCode}</Bidi> ·{' '}
            </span>
            {t('status.terminal', { terminal: boot.terminal })}
          </span>
        </div>
      )}
      <div className="statusbar-rest">
        {status && boot.phase !== 'setup' && <Connection status={status} />}
        {status && signedIn && (
          <>
            <PrinterStatus status={status} />
            <ScannerStatusItem scanners={status.scanners} />
            {boot.user?.role !== 'support' && <Queue status={status} />}
            {end === null && <TillFigures till={status.till} onChangePin={() => setChangingPin(true)} />}
          </>
        )}
        {end}
        <time className="statusbar-time" dir="ltr">
          {time}
        </time>
      </div>
      {signedIn && changingPin && <ChangePinDialog onClose={() => setChangingPin(false)} />}
    </header>
  )
}

const CONNECTION_ICON = {
  online: Check,
  offline: WifiOff,
  not_answering: TriangleAlert,
  denied: CircleX,
  throttled: Hourglass,
}

function Connection({ status }: { readonly status: Status }) {
  const { t } = useTranslation()
  const Icon = CONNECTION_ICON[status.connection]
  const since = formatTime(status.connectionSince)
  return (
    <span className="statusbar-slot" data-testid="connection" data-state={status.connection}>
      <StatusDetail
        name={t(`status.chari_${status.connection}`)}
        icon={<Icon aria-hidden className="icon" />}
        title={t(`status.chari_${status.connection}`)}
      >
        <p>{t(`status.chari_${status.connection}_detail`, { time: since })}</p>
        {status.connection === 'denied' && status.publicAddress !== null && (
          <p>{t('status.public_address', { address: status.publicAddress })}</p>
        )}
      </StatusDetail>
    </span>
  )
}

/** The state of the queue, not merely of the link: nothing waits, or how many are to settle. */
function Queue({ status }: { readonly status: Status }) {
  const { t } = useTranslation()
  const go = useApp((state) => state.go)
  const { unsettled, printWaiting } = status.queue
  return (
    <button
      type="button"
      className={unsettled > 0 ? 'statusbar-queue statusbar-queue-on' : 'statusbar-item'}
      data-testid="queue"
      data-unsettled={unsettled}
      data-print-waiting={printWaiting}
      onClick={() => go('unsettled')}
    >
      {unsettled > 0 ? <CircleHelp aria-hidden className="icon" /> : <Check aria-hidden className="icon" />}
      {t(unsettled > 0 ? 'status.unsettled' : 'status.nothing_unsettled', { count: unsettled })}
    </button>
  )
}
