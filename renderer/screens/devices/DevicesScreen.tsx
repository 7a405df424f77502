import '../setup/setup.css'
import './devices.css'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PrinterSettings } from '../../../electron/domain/devices'
import type { Devices } from '../../../electron/ipc/contract'
import { useActions } from '../../actions/use-actions'
import { request } from '../../client'
import { Skeleton } from '../../components/Skeleton'
import { useApp } from '../../stores/app'
import { useLastRead } from '../../stores/last-read'
import { PapersPanel } from '../papers/PapersPanel'
import { SettingsLayout } from '../settings/SettingsLayout'
import { DrawerDialog } from '../till/DrawerDialog'
import { nameOfPrinter } from './device-words'
import { FoundPanel, NetworkPanel } from './FoundPanel'
import { PrinterEditor } from './PrinterEditor'
import { PrintersPanel } from './PrintersPanel'
import { newPrinter, type Place, placePrinter, removePrinter, takeReserve } from './printer-draft'
import { RemoveDialog, ScannerDialog, WedgeDialog } from './ScannerDialogs'
import { ScannersPanel } from './ScannersPanel'
import { TeachDialog } from './TeachDialog'
import { useDevices } from './use-devices'
import { type PrinterTests, usePrinterTests } from './use-printer-tests'
import { type Supervised, useSupervised } from './use-supervised'
import { VirtualControls } from './VirtualControls'

type Editing = { readonly printer: PrinterSettings; readonly place: Place }
type Asking =
  | { readonly what: 'drawer' | 'teach' | 'wedge' }
  | { readonly what: 'scanner'; readonly index: number }
  | { readonly what: 'remove_scanner'; readonly index: number }

/** Printers, scanners and what is plugged in, live; every change is a supervisor's and is journaled. */
export function DevicesScreen() {
  const { devices, set, again } = useDevices()
  const tests = usePrinterTests()
  const { run, dialog } = useSupervised()
  const { t } = useTranslation()
  const [editing, setEditing] = useState<Editing | null>(null)
  const [removing, setRemoving] = useState(false)
  // A code read before the screen was opened is no answer to a code held before a scanner now.
  useEffect(() => useLastRead.setState({ read: null }), [])
  const save = async (settings: Devices['settings']): Promise<Supervised<Devices>> => {
    const result = await run((approval) => request('devices.save', { settings, approval }))
    if (result.kind === 'done') set(result.value)
    return result
  }
  if (devices === null)
    return (
      <SettingsLayout current="devices">
        <Skeleton rows={5} />
      </SettingsLayout>
    )
  return (
    <>
      {editing ? (
        <SettingsLayout current="devices">
          <PrinterEditor
            {...editing}
            devices={devices}
            tests={tests}
            onSave={(printer, inUse) =>
              save({
                ...devices.settings,
                ...placePrinter(devices.settings, printer, editing.place, inUse),
              })
            }
            onRemove={
              editing.place === null || editing.printer.transport === 'none' ? null : () => setRemoving(true)
            }
            onClose={() => setEditing(null)}
          />
        </SettingsLayout>
      ) : (
        <DevicesList devices={devices} tests={tests} save={save} again={again} onEdit={setEditing} />
      )}
      {editing && removing && (
        <RemoveDialog
          name={nameOfPrinter(t, editing.printer, devices.found)}
          onRemove={async () => {
            const { settings } = devices
            const words = told(await save({ ...settings, ...removePrinter(settings, editing.place) }))
            if (words !== null) return words
            setRemoving(false)
            setEditing(null)
            return null
          }}
          onClose={() => setRemoving(false)}
        />
      )}
      {dialog}
    </>
  )
}

interface DevicesListProps {
  readonly devices: Devices
  readonly tests: PrinterTests
  readonly save: (settings: Devices['settings']) => Promise<Supervised<Devices>>
  readonly again: () => void
  readonly onEdit: (editing: Editing) => void
}

/** Why a change was not saved: null when it was, empty when the supervisor went back without a word. */
const told = (result: Supervised<unknown>): string | null =>
  result.kind === 'done' ? null : result.kind === 'left' ? '' : result.words

function DevicesList({ devices, tests, save, again, onEdit }: DevicesListProps) {
  const { t } = useTranslation()
  const go = useApp((state) => state.go)
  const printer = useApp((state) => state.status?.printer ?? null)
  const [asking, setAsking] = useState<Asking | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const { settings } = devices
  const mine = settings.printer
  const busy = tests.of(mine)?.state === 'busy'
  const close = (): void => setAsking(null)
  const change = async (next: Devices['settings']): Promise<string | null> => {
    const words = told(await save(next))
    setProblem(words)
    return words
  }
  /** A dialog stays open on a refusal. */
  const saveFrom = async (next: Devices['settings']): Promise<string | null> => {
    const words = told(await save(next))
    if (words === null) close()
    return words
  }
  useActions([
    { id: 'settings_back', key: 'Escape', label: 'till.back', off: null, perform: () => go('counter') },
    {
      id: 'printer_test',
      key: 'Alt+I',
      label: 'devices.test_page',
      off: mine.transport === 'none' ? 'printer.none' : busy ? 'devices.test_busy' : null,
      perform: () => tests.run(mine, 'page'),
    },
  ])
  if (printer === null) return null
  const virtual = mine.transport === 'virtual'
  return (
    <>
      <SettingsLayout
        current="devices"
        preview={
          <PapersPanel
            title={virtual ? t('papers.title') : t('devices.last_paper')}
            tests={tests.papers}
            foot={
              virtual && (
                <VirtualControls
                  devices={devices}
                  onSet={again}
                  onWidth={(paper) => void change({ ...settings, printer: { ...mine, paper } })}
                />
              )
            }
          />
        }
      >
        <div className="settings-scroll">
          {problem && (
            <p className="field-error" role="alert">
              {problem}
            </p>
          )}
          <PrintersPanel
            devices={devices}
            printer={printer}
            tests={tests}
            onAdd={() => onEdit({ printer: newPrinter({ transport: 'tcp' }), place: null })}
            onEdit={(place) => onEdit({ printer: printerAt(settings, place), place })}
            onTake={(index) => void change({ ...settings, ...takeReserve(settings, index) })}
            onDrawer={() => setAsking({ what: 'drawer' })}
          />
          <ScannersPanel
            devices={devices}
            onTeach={() => setAsking({ what: 'teach' })}
            onEdit={(index) => setAsking({ what: 'scanner', index })}
            onRemove={(index) => setAsking({ what: 'remove_scanner', index })}
            onWedge={() => setAsking({ what: 'wedge' })}
          />
          <FoundPanel
            devices={devices}
            tests={tests}
            onAdd={(found) => onEdit({ printer: found, place: null })}
            onTeach={() => setAsking({ what: 'teach' })}
          />
          <NetworkPanel
            tests={tests}
            known={
              new Set(
                [mine, ...settings.reservePrinters]
                  .filter(({ transport }) => transport === 'tcp')
                  .map(({ host, port }) => `${host}:${port}`),
              )
            }
            onAdd={(found) => onEdit({ printer: found, place: null })}
          />
        </div>
      </SettingsLayout>
      {asking && (
        <Dialogs
          asking={asking}
          devices={devices}
          tests={tests}
          save={change}
          saveFrom={saveFrom}
          onClose={close}
        />
      )}
    </>
  )
}

const printerAt = ({ printer, reservePrinters }: Devices['settings'], place: Place): PrinterSettings =>
  (typeof place === 'number' ? reservePrinters[place] : printer) ?? newPrinter({})

interface DialogsProps {
  readonly asking: Asking
  readonly devices: Devices
  readonly tests: PrinterTests
  readonly save: (settings: Devices['settings']) => Promise<string | null>
  readonly saveFrom: (settings: Devices['settings']) => Promise<string | null>
  readonly onClose: () => void
}

function Dialogs({ asking, devices, tests, save, saveFrom, onClose }: DialogsProps) {
  const { t } = useTranslation()
  const { settings } = devices
  const { scanners } = settings
  switch (asking.what) {
    case 'drawer':
      return <DrawerDialog onClose={onClose} />
    case 'teach':
      return <TeachDialog devices={devices} tests={tests} onKeep={save} onClose={onClose} />
    case 'wedge':
      return (
        <WedgeDialog
          value={settings.wedge}
          onSave={(wedge) => saveFrom({ ...settings, wedge })}
          onClose={onClose}
        />
      )
    case 'scanner': {
      const scanner = scanners[asking.index]
      return scanner === undefined ? null : (
        <ScannerDialog
          value={scanner}
          onSave={(value) =>
            saveFrom({
              ...settings,
              scanners: scanners.map((one, at) => (at === asking.index ? value : one)),
            })
          }
          onClose={onClose}
        />
      )
    }
    case 'remove_scanner':
      return (
        <RemoveDialog
          name={scanners[asking.index]?.name || t('devices.scanner_unnamed')}
          onRemove={() =>
            saveFrom({ ...settings, scanners: scanners.filter((_, at) => at !== asking.index) })
          }
          onClose={onClose}
        />
      )
  }
}
