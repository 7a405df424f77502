import { characterOf, EPSON, type PageNumbers } from './code-pages'

/**
 * Reads ESC/POS as a printer does, from the makers' manuals alone: it shares no code with native/printer, and
 * whatever it does not know is reported, never skipped in silence.
 */

export interface Style {
  readonly bold: boolean
  readonly reverse: boolean
  readonly underline: boolean
  readonly wide: number
  readonly high: number
}
export interface Span extends Style {
  readonly text: string
}
export type Align = 'left' | 'center' | 'right'
export interface Picture {
  readonly width: number
  readonly height: number
  readonly rowBytes: number
  readonly data: Uint8Array
}

/** What stands on the paper, from the top. */
export type Mark =
  | {
      readonly kind: 'text'
      readonly spans: readonly Span[]
      readonly align: Align
      readonly pitch: number | null
    }
  | { readonly kind: 'picture'; readonly picture: Picture; readonly align: Align }
  | {
      readonly kind: 'qr'
      readonly content: string
      readonly module: number
      readonly level: string
      readonly align: Align
    }
  | {
      readonly kind: 'barcode'
      /** Bytes after the length, as sent: a CODE128 begins with its code set, `{B`. */
      readonly content: string
      /** `m` of `GS k`: 73 is CODE128. */
      readonly system: number
      readonly height: number
      readonly module: number
      /** The printer writes the content: 0 nowhere, 1 above, 2 below, 3 both. */
      readonly text: number
      readonly align: Align
    }
  | { readonly kind: 'feed'; readonly dots: number }
  | { readonly kind: 'cut'; readonly partial: boolean; readonly feeds: boolean }

export interface Interpreted {
  readonly marks: readonly Mark[]
  /** Text lines in order, without trailing blanks; blank lines are left out. */
  readonly lines: readonly string[]
  readonly pictures: readonly Picture[]
  readonly qrs: readonly string[]
  readonly pulses: readonly {
    readonly pin: 2 | 5
    readonly onMs: number
    readonly offMs: number
    readonly realTime: boolean
  }[]
  readonly cuts: number
  /** Status questions: `DLE EOT n`. */
  readonly asked: readonly number[]
  readonly processIds: readonly string[]
  /** `GS r n`. */
  readonly fences: readonly number[]
  /** `GS ( D`: false where real-time commands are switched off, true where on again. */
  readonly guards: readonly boolean[]
  /** `ESC t n`, in order. */
  readonly pages: readonly number[]
  /** Real-time commands found inside other data: a printer would have obeyed them. */
  readonly hazards: readonly number[]
  readonly unknown: readonly { readonly at: number; readonly bytes: string }[]
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** Commands with a fixed number of parameter bytes that change nothing we look at. */
const PLAIN: Readonly<Record<string, number>> = {
  '1b20': 1, // right-side spacing
  '1b24': 2, // absolute position
  '1b25': 1, // user-defined characters
  '1b52': 1, // international set
  '1b54': 1,
  '1b53': 0,
  '1b4c': 0,
  '1b56': 1,
  '1b5c': 2,
  '1b63': 2, // sensors, panel
  '1b3d': 1,
  '1b42': 2, // buzzer of clones
  '1b4d': 1, // font
  '1b7b': 1,
  '1c2e': 0, // out of double-byte mode
  '1c26': 0,
  '1c43': 1,
  '1d4c': 2,
  '1d50': 2,
  '1d57': 2,
  '1d61': 1,
  '1d66': 1,
  '1d49': 1,
}

interface State {
  bold: boolean
  reverse: boolean
  underline: boolean
  wide: number
  high: number
  align: Align
  page: number
  pitch: number | null
  spans: Span[]
  qr: { content: string; module: number; level: string }
  bars: { height: number; module: number; text: number }
}

const initial = (): State => ({
  bold: false,
  reverse: false,
  underline: false,
  wide: 1,
  high: 1,
  align: 'left',
  page: 0,
  pitch: null,
  spans: [],
  qr: { content: '', module: 3, level: 'L' },
  bars: { height: 162, module: 3, text: 0 },
})

const LEVELS: Readonly<Record<number, string>> = { 48: 'L', 49: 'M', 50: 'Q', 51: 'H' }

/** `numbers`: the printer's own `ESC t` numbers, where they are not an Epson's. */
export function interpret(bytes: Uint8Array, numbers: PageNumbers = EPSON): Interpreted {
  const marks: Mark[] = []
  const pulses: { pin: 2 | 5; onMs: number; offMs: number; realTime: boolean }[] = []
  const asked: number[] = []
  const processIds: string[] = []
  const fences: number[] = []
  const guards: boolean[] = []
  const pages: number[] = []
  const hazards: number[] = []
  const unknown: { at: number; bytes: string }[] = []
  let state = initial()
  let at = 0

  const peek = (ahead: number): number => bytes[at + ahead] ?? 0
  const endLine = (): void => {
    marks.push({ kind: 'text', spans: state.spans, align: state.align, pitch: state.pitch })
    state.spans = []
  }
  const inkLine = (): void => {
    if (state.spans.length > 0) endLine()
  }
  /** Data of another command: the printer still listens for real-time commands in it. */
  const data = (from: number, length: number): Uint8Array => {
    const part = bytes.subarray(from, from + length)
    if (part.length < length) unknown.push({ at: from, bytes: `cut off after ${part.length} of ${length}` })
    for (let i = from; i < from + length; i += 1)
      if (bytes[i] === 0x10 && [0x04, 0x05, 0x14].includes(bytes[i + 1] ?? 0)) hazards.push(i)
    return part
  }
  const type = (byte: number): void => {
    const { bold, reverse, underline, wide, high } = state
    const text = characterOf(byte, state.page, numbers)
    const last = state.spans.at(-1)
    if (
      last &&
      last.bold === bold &&
      last.reverse === reverse &&
      last.underline === underline &&
      last.wide === wide &&
      last.high === high
    )
      state.spans[state.spans.length - 1] = { ...last, text: last.text + text }
    else state.spans.push({ text, bold, reverse, underline, wide, high })
  }

  /** `GS ( X pL pH …`; gives the command's whole length. */
  const extended = (): number => {
    const length = peek(3) + 256 * peek(4)
    const body = data(at + 5, length)
    const fn = String.fromCharCode(peek(2))
    const [cn, code] = body
    if (fn === 'k' && cn === 0x31) {
      if (code === 0x43) state.qr.module = body[2] ?? 3
      else if (code === 0x45) state.qr.level = LEVELS[body[2] ?? 0] ?? '?'
      else if (code === 0x50) state.qr.content = Buffer.from(body.subarray(3)).toString('latin1')
      else if (code === 0x51) {
        if (state.spans.length > 0) unknown.push({ at, bytes: 'QR in the middle of a line' })
        marks.push({ kind: 'qr', ...state.qr, align: state.align })
      } else if (code !== 0x41) unknown.push({ at, bytes: hex(body) })
    } else if (fn === 'H' && cn === 0x30 && code === 0x30)
      processIds.push(Buffer.from(body.subarray(2)).toString('latin1'))
    else if (fn === 'D') {
      // One flag for each real-time function: `a` names it, `b` is 0 or 1.
      const flags = body.subarray(1)
      const known =
        cn === 20 && length % 2 === 1 && flags.every((flag, i) => (i % 2 === 0 ? flag > 0 : flag < 2))
      if (!known) unknown.push({ at, bytes: hex(body) })
      else guards.push(flags[1] === 1)
    } else if (!'AEKLM'.includes(fn) && fn !== 'k')
      unknown.push({ at, bytes: hex(bytes.subarray(at, at + 5)) })
    return 5 + length
  }

  const barcode = (): number => {
    const system = peek(2)
    if (state.spans.length > 0) unknown.push({ at, bytes: 'barcode in the middle of a line' })
    const add = (from: number, length: number): void => {
      const content = Buffer.from(data(from, length)).toString('latin1')
      if (system === 73 && !/^\{[ABC]/.test(content))
        unknown.push({ at, bytes: 'CODE128 without a code set' })
      marks.push({ kind: 'barcode', content, system, ...state.bars, align: state.align })
    }
    if (system <= 6) {
      const end = bytes.indexOf(0, at + 3)
      const stop = end < 0 ? bytes.length : end
      add(at + 3, stop - at - 3)
      return stop + 1 - at
    }
    add(at + 4, peek(3))
    return 4 + peek(3)
  }

  const raster = (): number => {
    const rowBytes = peek(4) + 256 * peek(5)
    const height = peek(6) + 256 * peek(7)
    if (state.spans.length > 0) unknown.push({ at, bytes: 'raster in the middle of a line' })
    const dots = Uint8Array.from(data(at + 8, rowBytes * height))
    const last = marks.at(-1)
    // Strips with nothing between them are one picture.
    if (last?.kind === 'picture' && last.picture.rowBytes === rowBytes && last.align === state.align) {
      const joined = Buffer.concat([last.picture.data, dots])
      const picture = { ...last.picture, height: last.picture.height + height, data: Uint8Array.from(joined) }
      marks[marks.length - 1] = { ...last, picture }
    } else
      marks.push({
        kind: 'picture',
        picture: { width: rowBytes * 8, height, rowBytes, data: dots },
        align: state.align,
      })
    return 8 + rowBytes * height
  }

  /** Reads one command and gives its length in bytes; 0 for what it does not know. */
  const command = (): number => {
    const [first, second, n] = [peek(0), peek(1), peek(2)]
    const name = `${first.toString(16).padStart(2, '0')}${second.toString(16).padStart(2, '0')}`
    const plain = PLAIN[name]
    if (plain !== undefined) return 2 + plain
    switch (name) {
      case '1004':
        asked.push(n)
        return 3
      case '1005':
        return 3
      case '1014':
        if (n === 1) {
          const ms = peek(4) * 100
          pulses.push({ pin: peek(3) === 1 ? 5 : 2, onMs: ms, offMs: ms, realTime: true })
          return 5
        }
        return n === 8 ? 10 : 5
      case '1b40':
        state = { ...initial() }
        return 2
      case '1b21':
        state.bold = (n & 0x08) !== 0
        state.high = (n & 0x10) !== 0 ? 2 : 1
        state.wide = (n & 0x20) !== 0 ? 2 : 1
        state.underline = (n & 0x80) !== 0
        return 3
      case '1b2d':
        state.underline = (n & 0x0f) !== 0
        return 3
      case '1b32':
        state.pitch = null
        return 2
      case '1b33':
        state.pitch = n
        return 3
      case '1b45':
      case '1b47':
        state.bold = (n & 1) === 1
        return 3
      case '1b4a':
        inkLine()
        marks.push({ kind: 'feed', dots: n })
        return 3
      case '1b61':
        state.align = (['left', 'center', 'right'] as const)[n & 0x03] ?? 'left'
        return 3
      case '1b64':
        inkLine()
        marks.push({ kind: 'feed', dots: n * (state.pitch ?? 30) })
        return 3
      case '1b70':
        pulses.push({ pin: (n & 1) === 1 ? 5 : 2, onMs: peek(3) * 2, offMs: peek(4) * 2, realTime: false })
        return 5
      case '1b74':
        state.page = n
        pages.push(n)
        return 3
      case '1d21':
        state.wide = ((n >> 4) & 7) + 1
        state.high = (n & 7) + 1
        return 3
      case '1d28':
        return extended()
      case '1d42':
        state.reverse = (n & 1) === 1
        return 3
      case '1d56':
        inkLine()
        if (![0, 1, 0x30, 0x31, 0x41, 0x42].includes(n)) return 0
        marks.push({ kind: 'cut', partial: [1, 0x31, 0x42].includes(n), feeds: n >= 0x41 })
        return n >= 0x41 ? 4 : 3
      case '1d48':
        state.bars.text = n & 0x03
        return 3
      case '1d68':
        state.bars.height = n
        return 3
      case '1d77':
        state.bars.module = n
        return 3
      case '1d6b':
        return barcode()
      case '1d72':
        fences.push(n)
        return 3
      case '1d76':
        return n === 0x30 ? raster() : 0
      default:
        return 0
    }
  }

  while (at < bytes.length) {
    const byte = peek(0)
    if (byte === 0x0a) {
      endLine()
      at += 1
    } else if (byte === 0x0d) at += 1
    else if (byte >= 0x20) {
      type(byte)
      at += 1
    } else {
      const length = command()
      if (length === 0) unknown.push({ at, bytes: hex(bytes.subarray(at, at + 3)) })
      at += Math.max(length, 1)
    }
  }
  inkLine()

  const ofKind = <K extends Mark['kind']>(kind: K) =>
    marks.filter((mark): mark is Extract<Mark, { kind: K }> => mark.kind === kind)
  return {
    marks,
    lines: ofKind('text')
      .map(({ spans }) =>
        spans
          .map(({ text }) => text)
          .join('')
          .trimEnd(),
      )
      .filter((line) => line !== ''),
    pictures: ofKind('picture').map(({ picture }) => picture),
    qrs: ofKind('qr').map(({ content }) => content),
    pulses,
    cuts: ofKind('cut').length,
    asked,
    processIds,
    fences,
    guards,
    pages,
    hazards,
    unknown,
  }
}
