import { codePage, cutNow, PROLOGUE } from '../../native/printer/commands'
import type { CODE_PAGES, PrinterProfile } from '../../native/printer/profile'
import { byteOf } from '../../native/printer/text'
import type { Bitmap, Printer } from '../../native/printer/types'
import type { PrinterSettings } from '../domain/devices'
import type { PaperData } from '../domain/paper'
import { encodeLaid } from './encode'
import { type LayPaper, widthOf } from './layout'
import type { Raster } from './types'

export interface TestPrintDeps {
  readonly connect: (settings: PrinterSettings) => Printer | null
  readonly profile: (settings: PrinterSettings) => PrinterProfile
  readonly raster: Raster
  readonly lay: LayPaper
  /** The shop's logo for a paper of so many dots; null: it has none. */
  readonly logo: (dots: number) => Bitmap | null
  readonly log: (what: string, facts: Record<string, unknown>) => void
}

/** A paper to lay out, or bytes that are a whole job already. */
export type TestJob = { readonly data: PaperData } | { readonly bytes: Uint8Array }

export interface TestPrinted {
  readonly ok: boolean
  /** The printer itself said that it is printed. */
  readonly confirmed: boolean
  /** Why not: a trouble of PrinterStatus, or `error`; null where there is no printer. */
  readonly trouble: string | null
}

/** Prints one page on a printer that may not be the shop's yet: no queue, no journal, one connection. */
export function createTestPrint(deps: TestPrintDeps) {
  async function bytesOf(settings: PrinterSettings, job: TestJob): Promise<Uint8Array> {
    if ('bytes' in job) return job.bytes
    const profile = deps.profile(settings)
    const { dots, columns } = widthOf(profile, settings.paper)
    const logo = settings.logo ? deps.logo(dots) : null
    const laid = deps.lay({ data: job.data, copy: 0, columns, logo: logo !== null })
    return encodeLaid(laid, settings, profile, deps.raster, logo)
  }

  return async (settings: PrinterSettings, job: TestJob): Promise<TestPrinted> => {
    const printer = deps.connect(settings)
    if (!printer) return { ok: false, confirmed: false, trouble: null }
    try {
      const end = await printer.print(await bytesOf(settings, job), {
        beforeFirstByte: () => undefined,
        onSuspended: () => undefined,
      })
      return {
        ok: end.kind === 'printed',
        confirmed: end.kind === 'printed' && end.confirmed,
        trouble: end.kind === 'not_started' ? end.trouble : end.kind === 'unknown' ? 'error' : null,
      }
    } catch (error) {
      deps.log('print.test_failed', { error: String(error) })
      return { ok: false, confirmed: false, trouble: 'error' }
    } finally {
      await printer.close()
    }
  }
}

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text)
const LINE_FEED = Uint8Array.of(0x0a)

/** Where a feed and a cut stand at the end of a job of our own. */
const ending = ({ cut, feedLines }: PrinterProfile): readonly Uint8Array[] => [
  new Uint8Array(feedLines).fill(0x0a),
  ...(cut === 'none' ? [] : [cutNow(cut)]),
]

/** Nothing but feed and cut. */
export const cutOnly = (profile: PrinterProfile): Uint8Array =>
  Uint8Array.from(Buffer.concat([PROLOGUE, ...ending(profile)]))

/** `ESC t` numbers under which any family of DEVICES.md 1.2 has a page of ours. */
const KNOWN_NUMBERS = [0, 2, 11, 14, 15, 16, 19, 40] as const
const PROBED = [
  'cp858',
  'windows1252',
  'iso8859-15',
  'cp850',
] as const satisfies readonly (typeof CODE_PAGES)[number][]
/** Told apart by these: euro and œ stand in different places, or nowhere. */
const SAMPLE = Array.from('éèàçŒ’—€')

/** Those of the sample that a page has. */
const sampleBytes = (page: (typeof PROBED)[number]): Uint8Array =>
  Uint8Array.from(SAMPLE.map((character) => byteOf(character, page)).filter((byte) => byte !== null))

/**
 * A page from which a person reads the printer's `ESC t` numbers: for each plausible n one line for each character
 * set, in its raw bytes. The line that shows `éèàç€` names both, and they go into a profile or the settings.
 */
export function probeCodePages(profile: PrinterProfile): Uint8Array {
  const numbers = [...new Set([...profile.codePages.map(({ n }) => n), ...KNOWN_NUMBERS])].sort(
    (a, b) => a - b,
  )
  const lines = numbers.flatMap((n) => [
    codePage(n),
    ...PROBED.flatMap((page) => [
      ascii(`n = ${n}`.padEnd(8)),
      ascii(page.padEnd(13)),
      sampleBytes(page),
      LINE_FEED,
    ]),
  ])
  return Uint8Array.from(Buffer.concat([PROLOGUE, ...lines, ...ending(profile)]))
}
