import type { PrinterSettings, ProfileChoice } from '../../../electron/domain/devices'
import { printerSettingsSchema } from '../../../electron/domain/devices'

/** Which code page: the profile's best for each line, a number of the profile's list, or one typed. */
export type PageChoice = 'auto' | 'typed' | `${number}`

/** One printer as it is typed. */
export interface PrinterDraft extends Omit<PrinterSettings, 'port' | 'baud' | 'codePage' | 'drawerPulseMs'> {
  readonly port: string
  readonly baud: string
  readonly drawerPulseMs: string
  readonly page: PageChoice
  readonly pageTyped: string
}

/** Fields that can be wrong, in the order of the form; values are keys of sentences. */
export type PrinterField =
  | 'host'
  | 'port'
  | 'device'
  | 'baud'
  | 'profile'
  | 'paper'
  | 'codePage'
  | 'drawerPulseMs'
export type PrinterProblems = Partial<Record<PrinterField, string>>

/** A printer with every default; what is known of it goes on top. */
export const newPrinter = (known: Partial<PrinterSettings>): PrinterSettings => ({
  ...printerSettingsSchema.parse({ transport: 'none' }),
  ...known,
})

export function draftOfPrinter(printer: PrinterSettings, profiles: readonly ProfileChoice[]): PrinterDraft {
  const { port, baud, codePage, drawerPulseMs, ...rest } = printer
  const listed = profileOf(printer.profile, profiles)?.codePages.some(({ n }) => n === codePage) ?? false
  return {
    ...rest,
    port: String(port),
    baud: String(baud),
    drawerPulseMs: String(drawerPulseMs),
    page: codePage === null ? 'auto' : listed ? `${codePage}` : 'typed',
    pageTyped: codePage === null ? '' : String(codePage),
  }
}

export const profileOf = (id: string, profiles: readonly ProfileChoice[]): ProfileChoice | null =>
  profiles.find((profile) => profile.id === id) ?? null

type Range = readonly [least: number, most: number]
const PORTS: Range = [1, 65_535]
const BAUDS: Range = [1_200, 921_600]
const CODE_PAGES: Range = [0, 255]
const PULSES_MS: Range = [50, 500]

const inRange = (text: string, [least, most]: Range): boolean =>
  /^\d{1,7}$/.test(text.trim()) && Number(text) >= least && Number(text) <= most

/** A field that this printer has no use for may hold anything: it is saved as it comes by default. */
const numberOr = (text: string, range: Range, otherwise: number): number =>
  inRange(text, range) ? Number(text) : otherwise

/** Lines that need a device, a queue or a path named. */
const NAMED: ReadonlySet<PrinterSettings['transport']> = new Set([
  'serial',
  'usb',
  'device',
  'spooler',
  'file',
])

/** What is wrong with what is typed; the limits are those of `printerSettingsSchema`. */
export function printerProblems(draft: PrinterDraft, profiles: readonly ProfileChoice[]): PrinterProblems {
  const { transport } = draft
  const profile = profileOf(draft.profile, profiles)
  const problems: PrinterProblems = {}
  if (transport === 'tcp' && !/^[\w.:-]+$/.test(draft.host.trim())) problems.host = 'devices.host_bad'
  if (transport === 'tcp' && !inRange(draft.port, PORTS)) problems.port = 'devices.port_bad'
  if (NAMED.has(transport) && draft.device.trim() === '') problems.device = `devices.device_bad_${transport}`
  if (transport === 'serial' && !inRange(draft.baud, BAUDS)) problems.baud = 'devices.baud_bad'
  if (profile === null) problems.profile = 'devices.profile_gone'
  else if (!profile.widths.includes(draft.paper)) problems.paper = 'devices.paper_bad'
  if (draft.page === 'typed' && !inRange(draft.pageTyped, CODE_PAGES))
    problems.codePage = 'devices.code_page_bad'
  if (draft.drawer && !inRange(draft.drawerPulseMs, PULSES_MS)) problems.drawerPulseMs = 'devices.pulse_bad'
  return problems
}

/** What main is asked to save. */
export function printerOfDraft(draft: PrinterDraft): PrinterSettings {
  const { port, baud, drawerPulseMs, page, pageTyped, ...rest } = draft
  return {
    ...rest,
    name: rest.name.trim(),
    host: rest.host.trim(),
    device: rest.device.trim(),
    port: numberOr(port, PORTS, 9_100),
    baud: numberOr(baud, BAUDS, 9_600),
    drawerPulseMs: numberOr(drawerPulseMs, PULSES_MS, 100),
    codePage: page === 'auto' ? null : Number(page === 'typed' ? pageTyped : page),
  }
}

/** Two settings of one and the same printer: its line and what stands at its end. */
export function lineKey({ transport, host, port, device }: PrinterSettings): string {
  return transport === 'tcp' ? `tcp ${host}:${port}` : `${transport} ${device}`
}

interface Placed {
  readonly printer: PrinterSettings
  readonly reservePrinters: PrinterSettings[]
}

/** Where a printer stands: in use, or the reserve of that place; null: not among them yet. */
export type Place = 'use' | number | null

/** Puts the reserve of that place in use; the one that was becomes a reserve. */
export function takeReserve({ printer, reservePrinters }: Placed, index: number): Placed {
  const chosen = reservePrinters[index]
  if (chosen === undefined) return { printer, reservePrinters }
  const rest = reservePrinters.filter((_, at) => at !== index)
  return { printer: chosen, reservePrinters: printer.transport === 'none' ? rest : [printer, ...rest] }
}

/** Writes a printer to its place; a new one goes in use or to the reserves. */
export function placePrinter(
  { printer, reservePrinters }: Placed,
  written: PrinterSettings,
  place: Place,
  inUse: boolean,
): Placed {
  if (place === 'use') return { printer: written, reservePrinters }
  const others =
    place === null
      ? [...reservePrinters, written]
      : reservePrinters.map((one, at) => (at === place ? written : one))
  const now = { printer, reservePrinters: others }
  return inUse ? takeReserve(now, place ?? others.length - 1) : now
}

/** Takes a printer away. Without the one in use the till has none, whatever its reserves are. */
export function removePrinter({ printer, reservePrinters }: Placed, place: Place): Placed {
  if (place === 'use') return { printer: newPrinter({}), reservePrinters }
  return { printer, reservePrinters: reservePrinters.filter((_, at) => at !== place) }
}
