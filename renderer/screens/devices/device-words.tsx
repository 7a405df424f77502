import type { TFunction } from 'i18next'
import {
  Check,
  CircleX,
  Hourglass,
  type LucideIcon,
  Minus,
  Monitor,
  Network,
  Printer,
  TriangleAlert,
  Unplug,
} from 'lucide-react'
import { Fragment, type ReactNode } from 'react'
import type {
  DeviceFound,
  PrinterSettings,
  ProfileChoice,
  ScannerStatus,
  Transport,
} from '../../../electron/domain/devices'
import type { Status } from '../../../electron/ipc/contract'
import { Bidi } from '../../components/Bidi'
import { Tag, type Tone } from '../../components/Tag'
import { profileOf } from './printer-draft'

export const PRINTER_ICON: Record<Transport, LucideIcon> = {
  none: Unplug,
  virtual: Monitor,
  tcp: Network,
  serial: Printer,
  usb: Printer,
  device: Printer,
  spooler: Printer,
  file: Printer,
}

/** `usb:04b8:0e03:J5XK` without its kind. */
const bare = (device: string): string => device.replace(/^[a-z]+:/, '')

/** Where a printer is, as it is shown: an address, a queue, a path; empty where the line says it all. */
export function endOf({ transport, host, port, device }: PrinterSettings): string {
  switch (transport) {
    case 'none':
    case 'virtual':
      return ''
    case 'tcp':
      return `${host}:${port}`
    default:
      return bare(device)
  }
}

/** What a printer is called: its own name, what it says it is, else its line. */
export function nameOfPrinter(
  t: TFunction,
  printer: PrinterSettings,
  found: readonly DeviceFound[] = [],
): string {
  if (printer.name !== '') return printer.name
  const plugged = printer.device === '' ? undefined : found.find(({ id }) => id === printer.device)
  return plugged?.name ?? t(`devices.printer_${printer.transport}`)
}

/** Line, width, profile, code page: `Réseau · 192.168.1.40:9100 · 80 mm · Epson`. */
export function PrinterLine({
  t,
  printer,
  profiles,
}: {
  readonly t: TFunction
  readonly printer: PrinterSettings
  readonly profiles: readonly ProfileChoice[]
}): ReactNode {
  const end = endOf(printer)
  const profile = profileOf(printer.profile, profiles)
  const parts: ReactNode[] = [
    t(`devices.line_${printer.transport}`),
    ...(end === '' ? [] : [<Bidi key="end">{end}</Bidi>]),
    <Bidi key="paper">{t('setup.paper_mm', { width: printer.paper })}</Bidi>,
    profileInLine(t, profile),
    ...(printer.codePage === null ? [] : [t('devices.page_n', { n: printer.codePage })]),
  ]
  return parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts have no other identity than their place
    <Fragment key={index}>
      {index > 0 && ' · '}
      {part}
    </Fragment>
  ))
}

/** A family's name keeps its own direction; words of ours go with the sentence. */
function profileInLine(t: TFunction, profile: ProfileChoice | null): ReactNode {
  if (profile === null) return t('devices.profile_gone')
  const name = profileName(t, profile)
  return profile.id === 'unknown' ? name : <bdi key="profile">{name}</bdi>
}

/** A profile is called by its family; the one that is safe on all has words of its own. */
export const profileName = (t: TFunction, profile: ProfileChoice): string =>
  profile.id === 'unknown' ? t('devices.profile_unknown') : profile.name

/** How the printer in use is told in one tag. */
export function printerState({ printer }: Pick<Status, 'printer'>): {
  readonly tone: Tone
  readonly icon: LucideIcon
  readonly word: string
} {
  const { trouble, transport, printing, paperLow } = printer
  if (transport === 'none') return { tone: 'neutral', icon: Unplug, word: 'devices.state_none' }
  switch (trouble) {
    case null:
      break
    case 'unplugged':
      return { tone: 'unsure', icon: Unplug, word: `devices.state_${trouble}` }
    case 'busy':
    case 'unreachable':
    case 'paper_out':
    case 'offline':
      return { tone: 'unsure', icon: TriangleAlert, word: `devices.state_${trouble}` }
    case 'denied':
    case 'cover_open':
    case 'cutter':
    case 'error':
      return { tone: 'stop', icon: CircleX, word: `devices.state_${trouble}` }
  }
  if (printing) return { tone: 'action', icon: Hourglass, word: 'devices.state_printing' }
  if (paperLow) return { tone: 'unsure', icon: TriangleAlert, word: 'devices.state_low' }
  return { tone: 'ok', icon: Check, word: 'devices.state_ready' }
}

const SCANNER_LOOK: Record<ScannerStatus['state'], { readonly tone: Tone; readonly icon: LucideIcon }> = {
  ready: { tone: 'ok', icon: Check },
  unplugged: { tone: 'unsure', icon: Unplug },
  busy: { tone: 'unsure', icon: TriangleAlert },
  denied: { tone: 'stop', icon: CircleX },
  error: { tone: 'stop', icon: CircleX },
}

export function ScannerTag({ t, state }: { readonly t: TFunction; readonly state: ScannerStatus['state'] }) {
  const { tone, icon } = SCANNER_LOOK[state]
  return (
    <Tag tone={tone} icon={icon}>
      {t(`devices.scanner_${state}`)}
    </Tag>
  )
}

/** A reserve, and whether it is there: only what is plugged into this machine can be seen without asking it. */
export function reserveState(
  printer: PrinterSettings,
  found: readonly DeviceFound[],
): { readonly tone: Tone; readonly icon: LucideIcon; readonly word: string } {
  const seen = printer.transport === 'usb' || printer.transport === 'device' || printer.transport === 'serial'
  if (!seen) return { tone: 'neutral', icon: Minus, word: 'devices.reserve' }
  return found.some(({ id }) => id === printer.device)
    ? { tone: 'ok', icon: Check, word: 'devices.reserve_plugged' }
    : { tone: 'neutral', icon: Unplug, word: 'devices.reserve_unplugged' }
}

/** What a code is, by its AIM identifier (DEVICES.md 5.2); null where the scanner sends none or another one. */
export function symbologyOf(aim: string | null): string | null {
  const letter = aim === null ? undefined : /^\](.)/.exec(aim)?.[1]
  switch (letter) {
    case 'Q':
      return 'QR'
    case 'C':
      return aim === ']C1' ? 'GS1-128' : 'Code 128'
    case 'E':
      return aim === ']E4' ? 'EAN-8' : 'EAN-13'
    case 'A':
      return 'Code 39'
    case 'I':
      return 'ITF'
    case 'F':
      return 'Codabar'
    case 'G':
      return 'Code 93'
    case 'e':
      return 'GS1 DataBar'
    case 'L':
      return 'PDF417'
    case 'd':
      return 'Data Matrix'
    case 'z':
      return 'Aztec'
    default:
      return null
  }
}
