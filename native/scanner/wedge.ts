/**
 * Tells a keyboard-wedge scanner from a person typing, by rhythm and ending. Pure: key events in, scans out.
 *
 * Characters are read from the key's position as a US keyboard has it, so that no layout of the system
 * changes a digit. Precondition: the scanner's keyboard country is US (DEVICES.md 5.4).
 */

/** What is needed of a `keydown`; a DOM KeyboardEvent with its `timeStamp` as `timeMs` fits. */
export interface WedgeKey {
  /** Position: `Digit1`, `KeyA`, `Numpad7`. */
  readonly code: string
  /** What the system's layout makes of it; only given back to a field, never read. */
  readonly key: string
  readonly shiftKey: boolean
  readonly altKey: boolean
  readonly ctrlKey?: boolean
  readonly metaKey?: boolean
  /** A held key repeats itself as fast as a scanner types. */
  readonly repeat?: boolean
  readonly timeMs: number
}

export interface WedgeStep {
  /** Keep this key from the page. */
  readonly consume: boolean
  /** A whole scan, without its ending. */
  readonly scan: string | null
  /** With a scan: how many of its characters had already reached a focused field, to be taken out again. */
  readonly leaked: number
  /** Kept keys that turned out to be typing: put them into the focused field. */
  readonly giveBack: string
}

export interface WedgeOptions {
  /** Mean time between two characters of a scan, at most. */
  readonly meanGapMs: number
  /** Shorter bursts are typing. */
  readonly minLength: number
  /** A burst without Enter or Tab ends after this silence. */
  readonly silenceMs: number
}

export const WEDGE_DEFAULTS: WedgeOptions = { meanGapMs: 35, minLength: 6, silenceMs: 80 }

export interface Wedge {
  readonly key: (event: WedgeKey) => WedgeStep
  /** To be called `silenceMs` after each key: ends a scan that has no suffix. */
  readonly idle: (timeMs: number) => WedgeStep
}

/** So many characters in the rhythm, and keys are kept from the page. */
const KEEP_FROM = 4

const SHIFTED_DIGITS = ')!@#$%^&*('
const SIGNS: Readonly<Record<string, readonly [string, string]>> = {
  Space: [' ', ' '],
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  IntlBackslash: ['\\', '|'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Backquote: ['`', '~'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
  NumpadAdd: ['+', '+'],
  NumpadSubtract: ['-', '-'],
  NumpadMultiply: ['*', '*'],
  NumpadDivide: ['/', '/'],
  NumpadDecimal: ['.', '.'],
}

/** Group separator: scanners send it as Ctrl+] or Alt+029. */
const GS = '\u001d'

/** The character that a US keyboard has on this key; null when the key writes none. */
export function usCharacter(code: string, shift: boolean): string | null {
  const digit = /^(Digit|Numpad)(\d)$/.exec(code)
  if (digit) {
    const value = digit[2] ?? ''
    return shift && digit[1] === 'Digit' ? (SHIFTED_DIGITS[Number(value)] ?? null) : value
  }
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter) return shift ? letter : letter.toLowerCase()
  return SIGNS[code]?.[shift ? 1 : 0] ?? null
}

const MODIFIER = /^(Shift|Alt|Control|Meta|OS)(Left|Right)$|^(CapsLock|NumLock|AltGraph)$/
const ENDING = /^(Enter|NumpadEnter|Tab)$/
const PASSED: WedgeStep = { consume: false, scan: null, leaked: 0, giveBack: '' }

interface Burst {
  text: string
  /** Characters that reached the page. */
  leaked: number
  /** Keys kept from it, as the layout wrote them. */
  kept: string
  firstMs: number
  lastMs: number
  /** Digits of an Alt+numpad character under way. */
  altDigits: string
}

export function createWedge(options: WedgeOptions = WEDGE_DEFAULTS): Wedge {
  let burst: Burst | null = null

  const meanGap = (whole: Burst): number =>
    whole.text.length > 1 ? (whole.lastMs - whole.firstMs) / (whole.text.length - 1) : 0

  /** Takes the burst apart: a scan if it was one, else what must go back to the field. */
  const close = (): { readonly scan: string | null; readonly leaked: number; readonly giveBack: string } => {
    if (!burst) return { scan: null, leaked: 0, giveBack: '' }
    const whole = burst
    burst = null
    closeAlt(whole)
    const isScan = whole.text.length >= options.minLength && meanGap(whole) <= options.meanGapMs
    return isScan
      ? { scan: whole.text, leaked: whole.leaked, giveBack: '' }
      : { scan: null, leaked: 0, giveBack: whole.kept }
  }

  function closeAlt(whole: Burst): void {
    if (whole.altDigits === '') return
    whole.text += String.fromCharCode(Number(whole.altDigits) & 0x7f)
    whole.altDigits = ''
  }

  const start = (timeMs: number): Burst => ({
    text: '',
    leaked: 0,
    kept: '',
    firstMs: timeMs,
    lastMs: timeMs,
    altDigits: '',
  })

  const character = (text: string, event: WedgeKey): WedgeStep => {
    let before = { scan: null as string | null, leaked: 0, giveBack: '' }
    if (burst) {
      closeAlt(burst)
      const mean = (event.timeMs - burst.firstMs) / Math.max(1, burst.text.length)
      if (event.timeMs - burst.lastMs > options.silenceMs || mean > options.meanGapMs) before = close()
    }
    burst ??= start(event.timeMs)
    burst.text += text
    burst.lastMs = event.timeMs
    const consume = burst.text.length >= KEEP_FROM
    if (consume) burst.kept += event.key.length === 1 ? event.key : ''
    else burst.leaked += 1
    return { consume, ...before }
  }

  return {
    key: (event) => {
      const { code, timeMs } = event
      if (MODIFIER.test(code)) return PASSED
      if (event.repeat) return { ...PASSED, giveBack: close().giveBack }
      if (ENDING.test(code)) {
        const late = burst !== null && timeMs - burst.lastMs > options.silenceMs
        const ended = close()
        // After a scan without suffix the next Enter is a person's.
        return { ...ended, consume: ended.scan !== null && !late }
      }
      if (event.altKey && /^Numpad\d$/.test(code)) {
        burst ??= start(timeMs)
        burst.altDigits += code.slice(-1)
        burst.lastMs = timeMs
        return PASSED
      }
      if (event.ctrlKey && code === 'BracketRight' && burst) return character(GS, event)
      if (event.ctrlKey || event.metaKey || event.altKey) return { ...PASSED, ...close() }
      const text = code === '' && /^[ -~]$/.test(event.key) ? event.key : usCharacter(code, event.shiftKey)
      return text === null ? { ...PASSED, ...close() } : character(text, event)
    },
    idle: (timeMs) =>
      burst && timeMs - burst.lastMs >= options.silenceMs ? { ...PASSED, ...close() } : PASSED,
  }
}
