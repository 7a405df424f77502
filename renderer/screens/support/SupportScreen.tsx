import '../setup/fault.css'
import { LifeBuoy } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../../../electron/domain/day'
import type { Boot, Status } from '../../../electron/ipc/contract'
import { useActions } from '../../actions/use-actions'
import { lock, watchIdleness } from '../../app/idle-lock'
import { Bidi } from '../../components/Bidi'
import { DiagnosticsPanel } from '../../components/DiagnosticsPanel'
import { Facts } from '../../components/Facts'
import { Frame } from '../../components/Frame'
import { useApp } from '../../stores/app'

/** All that support sees of a terminal: how it stands. It holds no cash and sets nothing. */
export function SupportScreen() {
  const { t } = useTranslation()
  const boot = useApp((state) => state.boot)
  const status = useApp((state) => state.status)
  const idleLockMs = boot?.idleLockMs ?? 0
  useEffect(() => watchIdleness(idleLockMs), [idleLockMs])
  useActions([{ id: 'lock', key: 'F12', label: 'keys.lock', off: null, perform: () => lock('asked') }])
  return (
    <Frame keys>
      <div className="fault">
        <section className="panel panel-edge panel-edge-neutral fault-told" data-testid="support">
          <header className="operation-head">
            <span className="tile tile-head tile-neutral" aria-hidden>
              <LifeBuoy className="icon" />
            </span>
            <div className="operation-head-words">
              <h1>{t('support.title')}</h1>
              <p>{t('support.lead')}</p>
            </div>
          </header>
          {boot && status && <Facts facts={factsOf(boot, status, t)} />}
        </section>
        <DiagnosticsPanel />
      </div>
    </Frame>
  )
}

type Words = ReturnType<typeof useTranslation>['t']

function factsOf(boot: Boot, status: Status, t: Words): Parameters<typeof Facts>[0]['facts'] {
  const { trouble } = status.printer
  return [
    {
      label: t('support.version'),
      value: <Bidi>{`Guichet ${boot.version}, Electron ${boot.runtime.electron}`}</Bidi>,
    },
    { label: t('support.environment'), value: t(`setup.${boot.environment}`) },
    {
      label: t('support.chari'),
      value: t(`status.chari_${status.connection}_detail`, { time: formatTime(status.connectionSince) }),
    },
    {
      label: t('support.printer'),
      value: trouble === null ? t('support.printer_fine') : t(`status.printer_${trouble}`),
    },
    { label: t('support.waiting'), value: <Bidi>{status.printer.waiting}</Bidi> },
    { label: t('support.journal'), value: t(`support.journal_${status.journal}`) },
    { label: t('support.vault'), value: t(`support.vault_${boot.vault}`) },
  ]
}
