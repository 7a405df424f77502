import { stripMarks } from './aim'
import { MAX_CHARACTERS } from './text'
import type { Suffix } from './types'
import { controlCharacter, usCharacter } from './us-keyboard'

/**
 * Tells a keyboard-wedge scanner from a person typing, by rhythm and ending. Pure: key events in, scans out.
 *
 * Characters are read from the key's position as a US keyboard has it, so that no layout of the system
 * changes a digit. Precondition: the scanner's keyboard country is US (DEVICES.md 5.4); a scan tells where it is not.
 */

/** What is needed of a `keydown`; a DOM KeyboardEvent with its `timeStamp` as `timeMs` fits. */
export interface WedgeKey {
  /** Position: `Digit1`, `KeyA`, `Numpad7`. */
  readonly code: string
  /** What the system's layout makes of it. */
  readonly key: string
  readonly shiftKey: boolean
  readonly altKey: boolean
  readonly ctrlKey?: boolean
  readonly metaKey?: boolean
  readonly capsLock?: boolean
  /** A held key repeats itself as fast as a scanner types. */
  readonly repeat?: boolean
  readonly timeMs: number
}

/**
 * What the system's writing tells of the two keyboards. same: the system writes what a US keyboard would.
 * keyboard_other: the system's keyboard is no US one, the scanner types as one: fine.
 * scanner_other: the scanner seems to type for another country than the US: `text` is then wrong.
 */
export type WedgeLayout = 'same' | 'keyboard_other' | 'scanner_other'

export interface WedgeScan {
  /** Without ending, prefix and AIM identifier. */
  readonly text: string
  /** The same as the system's layout writes it: right where the scanner is set to the system's own country. */
  readonly written: string
  readonly aim: string | null
  /** cr: Enter; crlf: Enter twice, or Enter and Ctrl+J, known from the second scan on. */
  readonly suffix: Suffix
  /** Milliseconds between two characters. */
  readonly meanGapMs: number
  readonly tookMs: number
  readonly layout: WedgeLayout
  /** Caps Lock was on: letters may have changed case, where the scanner meant to undo it. */
  readonly capsLock: boolean
}

export interface WedgeStep {
  /** Keep this key from the page. */
  readonly consume: boolean
  readonly scan: WedgeScan | null
  /** More than 4,096 characters in a scanner's rhythm: no code, and no typing. */
  readonly tooLong: boolean
  /** With a scan or `tooLong`: how many characters had already reached a focused field, to be taken out again. */
  readonly leaked: number
  /** Kept keys that turned out to be typing: put them into the focused field. */
  readonly giveBack: string
  /** The second key of the ending of the scan just given: it ends with CR and LF. */
  readonly again: boolean
}

export interface WedgeOptions {
  /** Mean time between two characters of a scan, at most. */
  readonly meanGapMs: number
  /** Shorter bursts are typing. */
  readonly minLength: number
  /** A burst without Enter or Tab ends after this silence. */
  readonly silenceMs: number
  /** Taken off where it stands. A control character, sent as Ctrl and a key, begins a scan. */
  readonly prefix: string
}

export const WEDGE_DEFAULTS: WedgeOptions = { meanGapMs: 35, minLength: 6, silenceMs: 80, prefix: '' }

export interface Wedge {
  readonly key: (event: WedgeKey) => WedgeStep
  /** To be called `silenceMs` after each key: ends a scan that has no suffix. */
  readonly idle: (timeMs: number) => WedgeStep
}

/** So many characters in the rhythm, and keys are kept from the page. */
const KEEP_FROM = 4

const MODIFIER = /^(Shift|Alt|Control|Meta|OS)(Left|Right)$|^(CapsLock|NumLock|AltGraph)$/
const ENDINGS: Readonly<Record<string, Suffix>> = { Enter: 'cr', NumpadEnter: 'cr', Tab: 'tab' }
/** The same as Ctrl and a letter. */
const CONTROL_ENDINGS: Readonly<Record<string, Suffix>> = { '\r': 'cr', '\n': 'lf', '\t': 'tab' }
const PASSED: WedgeStep = {
  consume: false,
  scan: null,
  tooLong: false,
  leaked: 0,
  giveBack: '',
  again: false,
}
const KEPT: WedgeStep = { ...PASSED, consume: true }

interface Burst {
  text: string
  /** Characters that reached the page. */
  leaked: number
  /** Keys kept from it, as the layout wrote them. */
  kept: string
  /** The whole burst as the layout writes it. */
  written: string
  capsLock: boolean
  firstMs: number
  lastMs: number
  /** Digits of an Alt+numpad character under way. */
  altDigits: string
}

/**
 * A scanner for another country shifts its digits where a US one does not, and then the system writes the digit where
 * a US keyboard has a sign.
 */
function layoutOf({ text, written, capsLock }: Burst): WedgeLayout {
  const same = capsLock ? text.toLowerCase() === written.toLowerCase() : text === written
  if (same) return 'same'
  const digit = (character: string | undefined): boolean => /^\d$/.test(character ?? '')
  let shifted = 0
  let plain = 0
  for (let at = 0; at < text.length; at++) {
    if (digit(text[at]) === digit(written[at])) continue
    if (digit(text[at])) plain += 1
    else shifted += 1
  }
  return shifted > 0 && shifted >= plain ? 'scanner_other' : 'keyboard_other'
}

export function createWedge(options: WedgeOptions = WEDGE_DEFAULTS): Wedge {
  let burst: Burst | null = null
  /** The ending of the last scan: another one right behind it belongs to it. */
  let ended: { readonly suffix: Suffix; timeMs: number } | null = null
  /** The last scan ended with two keys: the next one of this scanner will. */
  let twice = false

  const meanGap = (whole: Burst): number =>
    whole.text.length > 1 ? (whole.lastMs - whole.firstMs) / (whole.text.length - 1) : 0

  function closeAlt(whole: Burst): void {
    if (whole.altDigits === '') return
    const character = String.fromCharCode(Number(whole.altDigits) & 0x7f)
    whole.text += character
    whole.written += character
    whole.altDigits = ''
  }

  /** Takes the burst apart: a scan if it was one, else what must go back to the field. */
  const close = (suffix: Suffix = 'none'): WedgeStep => {
    if (!burst) return PASSED
    const whole = burst
    burst = null
    closeAlt(whole)
    if (whole.text.length < options.minLength || meanGap(whole) > options.meanGapMs)
      return { ...PASSED, giveBack: whole.kept }
    if (whole.text.length > MAX_CHARACTERS) return { ...PASSED, tooLong: true, leaked: whole.leaked }
    const layout = layoutOf(whole)
    const { text, aim } = stripMarks(whole.text, options.prefix)
    const scan: WedgeScan = {
      text,
      written: stripMarks(whole.written, options.prefix).text,
      aim,
      suffix: suffix === 'cr' && twice ? 'crlf' : suffix,
      meanGapMs: meanGap(whole),
      tookMs: whole.lastMs - whole.firstMs,
      layout,
      capsLock: whole.capsLock,
    }
    return { ...PASSED, scan: text === '' ? null : scan, leaked: whole.leaked }
  }

  const start = (timeMs: number): Burst => ({
    text: '',
    leaked: 0,
    kept: '',
    written: '',
    capsLock: false,
    firstMs: timeMs,
    lastMs: timeMs,
    altDigits: '',
  })

  const character = (text: string, written: string, event: WedgeKey): WedgeStep => {
    let before = PASSED
    if (burst) {
      closeAlt(burst)
      const mean = (event.timeMs - burst.firstMs) / Math.max(1, burst.text.length)
      if (event.timeMs - burst.lastMs > options.silenceMs || mean > options.meanGapMs) before = close()
    }
    burst ??= start(event.timeMs)
    burst.lastMs = event.timeMs
    burst.capsLock ||= event.capsLock === true
    if (burst.text.length > MAX_CHARACTERS) return { ...before, consume: true }
    burst.text += text
    burst.written += written
    const consume = burst.text.length >= KEEP_FROM || event.ctrlKey === true
    if (event.ctrlKey) return { ...before, consume }
    if (consume) burst.kept += event.key.length === 1 ? event.key : ''
    else burst.leaked += 1
    return { ...before, consume }
  }

  const ending = (suffix: Suffix, timeMs: number): WedgeStep => {
    const follows = burst === null && ended !== null && timeMs - ended.timeMs <= options.silenceMs
    if (follows && ended) {
      ended.timeMs = timeMs
      const again = ended.suffix === 'cr' && suffix !== 'tab'
      if (again) twice = true
      return { ...KEPT, again }
    }
    const late = burst !== null && timeMs - burst.lastMs > options.silenceMs
    const closed = close(late ? 'none' : suffix)
    const took = closed.scan !== null || closed.tooLong
    // After a scan without suffix the next Enter is a person's.
    if (took && !late) {
      ended = { suffix, timeMs }
      twice = false
    }
    return { ...closed, consume: took && !late }
  }

  /** Ctrl and a key: a character of a code, an ending, or a prefix; null where it is a person's shortcut. */
  const control = (event: WedgeKey): WedgeStep | null => {
    const text = controlCharacter(event.code)
    if (text === null) return null
    const suffix = CONTROL_ENDINGS[text]
    const rhythm = burst !== null && event.timeMs - burst.lastMs <= options.silenceMs
    if (suffix !== undefined) {
      const follows = ended !== null && event.timeMs - ended.timeMs <= options.silenceMs
      return (rhythm && (burst?.text.length ?? 0) >= options.minLength) || (burst === null && follows)
        ? ending(suffix, event.timeMs)
        : null
    }
    const begins = burst === null && options.prefix.startsWith(text)
    const inside = rhythm && ((burst?.text.length ?? 0) >= KEEP_FROM || options.prefix.includes(text))
    return begins || inside ? character(text, text, event) : null
  }

  return {
    key: (event) => {
      const { code, timeMs } = event
      if (MODIFIER.test(code)) return PASSED
      if (event.repeat) return { ...PASSED, giveBack: close().giveBack }
      const suffix = ENDINGS[code]
      if (suffix !== undefined) return ending(suffix, timeMs)
      if (event.altKey && /^Numpad\d$/.test(code)) {
        burst ??= start(timeMs)
        burst.altDigits += code.slice(-1)
        burst.lastMs = timeMs
        return PASSED
      }
      const sent = event.ctrlKey && !event.altKey && !event.metaKey ? control(event) : null
      if (sent) return sent
      ended = null
      if (event.ctrlKey || event.metaKey || event.altKey) return { ...close(), consume: false }
      const text = code === '' && /^[ -~]$/.test(event.key) ? event.key : usCharacter(code, event.shiftKey)
      if (text === null) return { ...close(), consume: false }
      return character(text, event.key.length === 1 ? event.key : '\ufffd', event)
    },
    idle: (timeMs) =>
      burst && timeMs - burst.lastMs >= options.silenceMs ? { ...close(), consume: false } : PASSED,
  }
}
