import {
  Cable,
  GraduationCap,
  Lock,
  Network,
  Plus,
  Printer,
  ScanBarcode,
  Search,
  Square,
  Usb,
} from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceFound, PrinterSettings } from '../../../electron/domain/devices'
import type { Devices, EventPayload } from '../../../electron/ipc/contract'
import { on, request } from '../../client'
import { Bidi } from '../../components/Bidi'
import { Button } from '../../components/Button'
import { DeviceRow } from '../../components/DeviceRow'
import { Panel } from '../../components/Layout'
import { Remedy } from '../../components/Remedy'
import { Tag } from '../../components/Tag'
import { printerOfFound } from './found-printer'
import { newPrinter } from './printer-draft'
import { TestLine } from './TestLine'
import type { PrinterTests } from './use-printer-tests'

const ICON = { serial: Cable, hid: ScanBarcode, usb: Usb, device: Printer, spooler: Printer } as const

export interface FoundPanelProps {
  readonly devices: Devices
  readonly tests: PrinterTests
  readonly onAdd: (printer: PrinterSettings) => void
  readonly onTeach: () => void
}

/** What is plugged in now, by name; it follows plugging and pulling by itself. */
export function FoundPanel({ devices, tests, onAdd, onTeach }: FoundPanelProps) {
  const { t } = useTranslation()
  const { printer, reservePrinters, scanners } = devices.settings
  const used = new Set([printer, ...reservePrinters].map(({ device }) => device))
  const kept = new Set(scanners.map(({ device }) => device))
  return (
    <Panel flush className="devices-panel" title={t('devices.found')} aside={t('devices.found_live')}>
      {devices.found.length === 0 ? (
        <p className="devices-empty" data-testid="found-none">
          {t('devices.found_none')}
        </p>
      ) : (
        <ul>
          {devices.found.map((found) => (
            <Found
              key={`${found.transport} ${found.id}`}
              found={found}
              placed={used.has(found.id) ? 'printer' : kept.has(found.id) ? 'scanner' : null}
              tests={tests}
              onAdd={onAdd}
              onTeach={onTeach}
            />
          ))}
        </ul>
      )}
    </Panel>
  )
}

interface FoundProps extends Omit<FoundPanelProps, 'devices'> {
  readonly found: DeviceFound
  /** What it is in the settings already. */
  readonly placed: 'printer' | 'scanner' | null
}

function Found({ found, placed, tests, onAdd, onTeach }: FoundProps) {
  const { t } = useTranslation()
  const denied = found.access === 'denied'
  const mine = printerOfFound(found)
  const canPrint = found.use !== 'scanner'
  const canScan = found.use !== 'printer'
  return (
    <DeviceRow
      icon={ICON[found.transport]}
      name={found.name}
      testId="found-device"
      state={found.access}
      line={
        <>
          {t(`devices.line_${found.transport}`)}
          {' · '}
          <Bidi>{found.path}</Bidi>
        </>
      }
      tag={
        denied ? (
          <Tag tone="stop" icon={Lock}>
            {t('devices.denied')}
          </Tag>
        ) : placed !== null ? (
          <Tag tone="neutral" icon={placed === 'printer' ? Printer : ScanBarcode}>
            {t(`devices.placed_${placed}`)}
          </Tag>
        ) : undefined
      }
      note={
        <>
          {denied && <p className="device-note">{t('devices.denied_about')}</p>}
          {found.remedy !== null && <Remedy command={found.remedy} />}
          {canPrint && placed === null && <TestLine result={tests.of(mine)} />}
        </>
      }
    >
      {placed !== null || denied ? undefined : (
        <>
          {canPrint && (
            <>
              <Button
                icon={Printer}
                disabled={tests.of(mine)?.state === 'busy'}
                onPress={() => void tests.run(mine, 'page')}
              >
                {t('devices.test_short')}
              </Button>
              <Button icon={Plus} onPress={() => onAdd(mine)}>
                {t('devices.add_printer')}
              </Button>
            </>
          )}
          {canScan && (
            <Button icon={GraduationCap} onPress={onTeach}>
              {t('devices.try_scanner')}
            </Button>
          )}
        </>
      )}
    </DeviceRow>
  )
}

type NetworkPrinter = EventPayload<'networkPrinter'>

export interface NetworkPanelProps {
  readonly tests: PrinterTests
  /** Addresses that stand in the settings already. */
  readonly known: ReadonlySet<string>
  readonly onAdd: (printer: PrinterSettings) => void
}

/** Printers of the local network: by address, or found by asking, which only a person starts. */
export function NetworkPanel({ tests, known, onAdd }: NetworkPanelProps) {
  const { t } = useTranslation()
  const [found, setFound] = useState<readonly NetworkPrinter[]>([])
  const [state, setState] = useState<'idle' | 'asking' | 'done'>('idle')
  const asking = useRef(false)
  useEffect(() => {
    const stop = on('networkPrinter', (one) =>
      setFound((before) => [
        ...before.filter(({ host, port }) => host !== one.host || port !== one.port),
        one,
      ]),
    )
    return () => {
      stop()
      if (asking.current) void request('devices.findPrinters', { stop: true })
    }
  }, [])
  const search = async (): Promise<void> => {
    asking.current = true
    setFound([])
    setState('asking')
    try {
      const result = await request('devices.findPrinters', { stop: false })
      setFound((before) => (result.found.length > before.length ? result.found : before))
    } finally {
      asking.current = false
      setState('done')
    }
  }
  const about =
    state === 'asking'
      ? t('devices.network_asking', { count: found.length })
      : state === 'done'
        ? t('devices.network_done', { count: found.length })
        : t('devices.network_about')
  return (
    <Panel flush className="devices-panel" title={t('devices.network')}>
      <div className="network-search">
        <p role="status" data-testid="network-state" data-state={state}>
          {about}
        </p>
        <Button icon={Plus} onPress={() => onAdd(newPrinter({ transport: 'tcp' }))} testId="network-add">
          {t('devices.network_add')}
        </Button>
        {state === 'asking' ? (
          <Button
            icon={Square}
            onPress={() => void request('devices.findPrinters', { stop: true })}
            testId="network-stop"
          >
            {t('devices.network_stop')}
          </Button>
        ) : (
          <Button icon={Search} onPress={() => void search()} testId="network-search">
            {t('devices.network_search')}
          </Button>
        )}
      </div>
      {found.length > 0 && (
        <ul>
          {found.map((one) => {
            const at = `${one.host}:${one.port}`
            const mine = newPrinter({
              transport: 'tcp',
              host: one.host,
              port: one.port,
              name: (one.model ?? '').slice(0, 60),
            })
            return (
              <DeviceRow
                key={at}
                icon={Network}
                name={one.model ?? t('devices.network_unnamed')}
                testId="network-printer"
                line={
                  <>
                    <Bidi>{at}</Bidi>
                    {' · '}
                    {t(one.answers ? 'devices.network_answers' : 'devices.network_mute')}
                  </>
                }
                tag={
                  known.has(at) ? (
                    <Tag tone="neutral" icon={Printer}>
                      {t('devices.placed_printer')}
                    </Tag>
                  ) : undefined
                }
                note={<TestLine result={tests.of(mine)} />}
              >
                {known.has(at) ? undefined : (
                  <>
                    <Button
                      icon={Printer}
                      disabled={tests.of(mine)?.state === 'busy'}
                      onPress={() => void tests.run(mine, 'page')}
                    >
                      {t('devices.test_short')}
                    </Button>
                    <Button icon={Plus} onPress={() => onAdd(mine)}>
                      {t('devices.add_printer')}
                    </Button>
                  </>
                )}
              </DeviceRow>
            )
          })}
        </ul>
      )}
    </Panel>
  )
}
