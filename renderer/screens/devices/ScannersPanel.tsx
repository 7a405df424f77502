import {
  Check,
  CircleX,
  GraduationCap,
  Keyboard,
  PencilLine,
  ScanBarcode,
  ScanLine,
  Trash2,
} from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { groupReference } from '../../../electron/domain/reference'
import { readScan } from '../../../electron/domain/scan'
import type { Devices } from '../../../electron/ipc/contract'
import { useActions } from '../../actions/use-actions'
import { Bidi } from '../../components/Bidi'
import { ActionButton, Button } from '../../components/Button'
import { DeviceRow } from '../../components/DeviceRow'
import { Field } from '../../components/Field'
import { Panel } from '../../components/Layout'
import { Remedy } from '../../components/Remedy'
import { Tag } from '../../components/Tag'
import { useApp } from '../../stores/app'
import { scanned } from '../../stores/flow'
import { type LastRead, useLastRead } from '../../stores/last-read'
import { ScannerTag, symbologyOf } from './device-words'

export interface ScannersPanelProps {
  readonly devices: Devices
  readonly onTeach: () => void
  readonly onEdit: (index: number) => void
  readonly onRemove: (index: number) => void
  readonly onWedge: () => void
}

/** Scanners that are kept, the one that types as a keyboard, and in training the one on screen. */
export function ScannersPanel({ devices, onTeach, onEdit, onRemove, onWedge }: ScannersPanelProps) {
  const { t } = useTranslation()
  const training = useApp((state) => state.boot?.training ?? false)
  const read = useLastRead((state) => state.read)
  const { scanners, wedge } = devices.settings
  return (
    <Panel
      flush
      className="devices-panel"
      title={t('devices.scanners')}
      aside={
        <Button icon={GraduationCap} kind="quiet" onPress={onTeach} testId="scanner-teach">
          {t('devices.teach')}
        </Button>
      }
    >
      <ul>
        {scanners.map((scanner, index) => {
          const status = devices.scanners.find(({ device }) => device === scanner.device)
          const state = status?.state ?? 'unplugged'
          return (
            <DeviceRow
              key={scanner.device}
              icon={ScanBarcode}
              name={scanner.name || status?.name || t('devices.scanner_unnamed')}
              line={
                <>
                  {t(`devices.scanner_kind_${scanner.kind}`)}
                  {' · '}
                  {t('devices.suffix_line', { suffix: t(`devices.suffix_${scanner.suffix}`) })}
                </>
              }
              testId="scanner-row"
              state={state}
              tag={<ScannerTag t={t} state={state} />}
              note={
                <>
                  {state !== 'ready' && <p className="device-note">{t(`devices.scanner_${state}_do`)}</p>}
                  {status?.remedy && <Remedy command={status.remedy} />}
                  {read?.device === scanner.device && <ReadLine read={read} />}
                </>
              }
            >
              <Button icon={PencilLine} onPress={() => onEdit(index)} testId={`scanner-edit-${index + 1}`}>
                {t('devices.edit')}
              </Button>
              <Button
                icon={Trash2}
                kind="quiet"
                onPress={() => onRemove(index)}
                testId={`scanner-remove-${index + 1}`}
              >
                {t('devices.remove')}
              </Button>
            </DeviceRow>
          )
        })}
        <DeviceRow
          icon={Keyboard}
          name={t('devices.wedge')}
          line={
            <>
              {t('devices.wedge_line')} · <Bidi>{t('devices.gap_of', { gap: wedge.gapMs })}</Bidi>
              {wedge.prefix !== '' && (
                <>
                  {' · '}
                  {t('devices.prefix')} <Bidi>{wedge.prefix}</Bidi>
                </>
              )}
            </>
          }
          testId="wedge-row"
          tag={
            <Tag tone="ok" icon={Check}>
              {t('devices.wedge_ready')}
            </Tag>
          }
          note={read?.source === 'wedge' ? <ReadLine read={read} /> : undefined}
        >
          <Button icon={PencilLine} onPress={onWedge} testId="wedge-edit">
            {t('devices.wedge_edit')}
          </Button>
        </DeviceRow>
        {training && (
          <DeviceRow
            icon={ScanLine}
            name={t('training.virtual_scanner')}
            line={t('devices.virtual_scanner_about')}
            testId="virtual-scanner-row"
            note={
              <>
                <VirtualScanner />
                {read?.source === 'virtual' && <ReadLine read={read} />}
              </>
            }
          />
        )}
      </ul>
    </Panel>
  )
}

/** The newest code: what it is, its kind, how long it took. */
function ReadLine({ read }: { readonly read: LastRead }) {
  const { t } = useTranslation()
  const scan = readScan(read.text)
  const understood = scan.kind === 'reference' || scan.kind === 'paper'
  const shown = scan.kind === 'reference' ? groupReference(scan.reference) : read.text.slice(0, 60)
  const about = [
    symbologyOf(read.aim),
    t([`devices.scan_${scan.kind}`, 'devices.scan_unknown']),
    read.tookMs === null ? null : t('devices.took', { ms: Math.max(1, Math.round(read.tookMs)) }),
  ].filter((part) => part !== null)
  return (
    <div className="read-line" role="status" data-testid="last-read" data-kind={scan.kind}>
      <ScanLine aria-hidden className="icon" />
      <p>
        <strong>
          <bdi dir="ltr">{shown}</bdi>
        </strong>{' '}
        {about.map((part, index) => (
          <span key={part}>
            {index > 0 && ' · '}
            <bdi>{part}</bdi>
          </span>
        ))}
      </p>
      <Tag bare tone={understood ? 'ok' : 'stop'} icon={understood ? Check : CircleX}>
        {t(understood ? 'devices.understood' : 'devices.not_understood')}
      </Tag>
    </div>
  )
}

function VirtualScanner() {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  useActions([
    {
      id: 'virtual_read',
      key: 'Enter',
      label: 'devices.virtual_read',
      off: text.trim() === '' ? 'home.off_empty' : null,
      perform: () => scanned(text.trim(), { source: 'virtual' }),
    },
  ])
  return (
    <div className="virtual-scanner">
      <Field
        label={t('devices.virtual_code')}
        ltr
        value={text}
        maxLength={400}
        testId="virtual-scan-text"
        onChange={setText}
      />
      <ActionButton action="virtual_read" icon={ScanLine} testId="virtual-scan" />
    </div>
  )
}
