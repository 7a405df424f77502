import {
  Archive,
  FileText,
  ListOrdered,
  PencilLine,
  Plus,
  Printer as PrinterIcon,
  ReceiptText,
  Scissors,
  Star,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PrinterSettings } from '../../../electron/domain/devices'
import type { Devices, Status } from '../../../electron/ipc/contract'
import { ActionButton, Button } from '../../components/Button'
import { DeviceRow } from '../../components/DeviceRow'
import { Panel } from '../../components/Layout'
import { Remedy } from '../../components/Remedy'
import { Tag } from '../../components/Tag'
import { PrintQuestions } from '../papers/PrintQuestions'
import { nameOfPrinter, PRINTER_ICON, PrinterLine, printerState, reserveState } from './device-words'
import { lineKey, type Place } from './printer-draft'
import { TestLine } from './TestLine'
import type { PrinterTests } from './use-printer-tests'

export interface PrintersPanelProps {
  readonly devices: Devices
  readonly printer: Status['printer']
  readonly tests: PrinterTests
  readonly onEdit: (place: Place) => void
  readonly onAdd: () => void
  readonly onTake: (index: number) => void
  readonly onDrawer: () => void
}

/** The printer in use with its state and tests, then the reserves. */
export function PrintersPanel(props: PrintersPanelProps) {
  const { devices, printer, onAdd } = props
  const { t } = useTranslation()
  const { reservePrinters } = devices.settings
  return (
    <Panel
      flush
      className="devices-panel"
      title={t('devices.printers')}
      aside={
        <>
          <span role="status" data-testid="print-queue">
            {printer.printing && `${t('devices.queue_printing')} · `}
            {t('devices.queue', { count: printer.waiting })}
          </span>
          <Button icon={Plus} kind="quiet" onPress={onAdd} testId="printer-add">
            {t('devices.add')}
          </Button>
        </>
      }
    >
      <PrintQuestions />
      <ul>
        <InUse {...props} />
        {reservePrinters.map((reserve, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two reserves may be alike; a reserve is its place
          <Reserve key={`${lineKey(reserve)} ${index}`} {...props} reserve={reserve} index={index} />
        ))}
      </ul>
    </Panel>
  )
}

const CONFIRMS: Readonly<Record<string, string>> = { true: 'yes', false: 'no' }

function InUse({ devices, printer, tests, onEdit, onDrawer }: PrintersPanelProps) {
  const { t } = useTranslation()
  const mine = devices.settings.printer
  const state = printerState({ printer })
  const none = mine.transport === 'none'
  const result = tests.of(mine)
  const busy = result?.state === 'busy'
  const button = (what: 'cut' | 'slip' | 'pages', icon: typeof Scissors) => (
    <Button
      icon={icon}
      disabled={busy}
      onPress={() => void tests.run(mine, what)}
      testId={`printer-test-${what}`}
    >
      {t(`devices.test_${what}`)}
    </Button>
  )
  return (
    <DeviceRow
      icon={PRINTER_ICON[mine.transport]}
      name={nameOfPrinter(t, mine, devices.found)}
      line={none ? t('devices.none_about') : <PrinterLine t={t} printer={mine} profiles={devices.profiles} />}
      testId="printer-in-use"
      state={printer.trouble ?? 'ready'}
      tag={
        <Tag tone={state.tone} icon={state.icon}>
          {t(state.word)}
        </Tag>
      }
      note={
        none ? undefined : (
          <>
            {(printer.trouble !== null || printer.confirms !== null || result === null) && (
              <p className="device-note" data-testid="printer-advice">
                {printer.trouble !== null
                  ? t(`status.printer_${printer.trouble}_detail`)
                  : t(`devices.confirms_${CONFIRMS[String(printer.confirms)] ?? 'unknown'}`)}
              </p>
            )}
            {printer.trouble !== null && printer.remedy !== null && <Remedy command={printer.remedy} />}
            <TestLine result={result} />
          </>
        )
      }
    >
      {none ? (
        <Button icon={PencilLine} onPress={() => onEdit('use')} testId="printer-edit">
          {t('devices.choose')}
        </Button>
      ) : (
        <>
          <ActionButton action="printer_test" icon={ReceiptText} testId="printer-test" />
          <Button icon={Archive} onPress={onDrawer} testId="printer-drawer">
            {t('devices.drawer')}
          </Button>
          {button('cut', Scissors)}
          {button('slip', FileText)}
          {button('pages', ListOrdered)}
          <Button icon={PencilLine} onPress={() => onEdit('use')} testId="printer-edit">
            {t('devices.edit')}
          </Button>
        </>
      )}
    </DeviceRow>
  )
}

function Reserve({
  devices,
  tests,
  onEdit,
  onTake,
  reserve,
  index,
}: PrintersPanelProps & { readonly reserve: PrinterSettings; readonly index: number }) {
  const { t } = useTranslation()
  const state = reserveState(reserve, devices.found)
  return (
    <DeviceRow
      icon={PRINTER_ICON[reserve.transport]}
      name={nameOfPrinter(t, reserve, devices.found)}
      line={<PrinterLine t={t} printer={reserve} profiles={devices.profiles} />}
      testId={`printer-reserve-${index + 1}`}
      tag={
        <Tag tone={state.tone} icon={state.icon}>
          {t(state.word)}
        </Tag>
      }
      note={<TestLine result={tests.of(reserve)} />}
    >
      <Button icon={Star} onPress={() => onTake(index)} testId={`reserve-use-${index + 1}`}>
        {t('devices.use')}
      </Button>
      <Button
        icon={PrinterIcon}
        disabled={tests.of(reserve)?.state === 'busy'}
        onPress={() => void tests.run(reserve, 'page')}
        testId={`reserve-test-${index + 1}`}
      >
        {t('devices.test_short')}
      </Button>
      <Button icon={PencilLine} onPress={() => onEdit(index)} testId={`reserve-edit-${index + 1}`}>
        {t('devices.edit')}
      </Button>
    </DeviceRow>
  )
}
