import type { ScannerSettings } from '../../../electron/domain/devices'
import { TEACHING_CODES } from '../../../electron/domain/paper'
import type { TaughtScan } from '../../keys/listener'

/** Every kind of character that a keyboard moves or a scanner drops: DEVICES.md 5.4. */
export const TEACH_CODE = TEACHING_CODES.signs
const DIGITS: ReadonlySet<string> = new Set([TEACHING_CODES.digits, TEACHING_CODES.reference])

export interface Verdict {
  /**
   * whole: every kind of character came as it is printed. digits: a code of digits came whole, which says nothing of
   * letters and signs. harmed: the code was meant, and it came otherwise. another: none of ours.
   */
  readonly code: 'whole' | 'digits' | 'harmed' | 'another'
  /** Only keyboards have a country: us is what Guichet reads. */
  readonly country: 'us' | 'foreign' | null
  /** Keyboard: the gap that it needs, where the one in the settings is too short for it; milliseconds. */
  readonly gapMs: number | null
}

const LEAST_GAP_MS = 20
/** The widest gap that settings allow. */
export const MOST_GAP_MS = 80
/** A scanner is not always as quick as it was just now. */
const MARGIN = 1.5

/** As many characters, or nearly: a keyboard that swaps letters, or a scanner that drops a sign. */
const nearly = (text: string): boolean => Math.abs(text.length - TEACH_CODE.length) <= 3 && /\D/.test(text)

/** What a read of the teaching code says of its scanner. */
export function judge(taught: TaughtScan, gapMs: number): Verdict {
  const { text } = taught
  const code =
    text === TEACH_CODE ? 'whole' : DIGITS.has(text) ? 'digits' : nearly(text) ? 'harmed' : 'another'
  if (taught.source !== 'wedge') return { code, country: null, gapMs: null }
  const { layout, meanGapMs = 0 } = taught
  const country = layout === 'other' || code === 'harmed' ? 'foreign' : code === 'whole' ? 'us' : null
  const wanted = Math.min(MOST_GAP_MS, Math.max(LEAST_GAP_MS, Math.ceil(meanGapMs * MARGIN)))
  return { code, country, gapMs: wanted > gapMs ? wanted : null }
}

/** The scanner as it is kept; null for a keyboard, which is heard without being kept. */
export function scannerOf(taught: TaughtScan): ScannerSettings | null {
  if (taught.source === 'wedge' || !taught.device) return null
  return {
    device: taught.device,
    kind: taught.source,
    name: (taught.name ?? '').slice(0, 60),
    baud: 9_600,
    // A suffix that was seen is certain; silence may only mean that nothing had ended yet.
    suffix: taught.suffix === 'none' ? 'auto' : taught.suffix,
    prefix: '',
  }
}
