import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readScan } from '../../../electron/domain/scan'
import { usCharacter } from '../../../native/scanner/us-keyboard'
import {
  createWedge,
  WEDGE_DEFAULTS,
  type WedgeKey,
  type WedgeScan,
  type WedgeStep,
} from '../../../native/scanner/wedge'

/** Where a scanner set to a US keyboard finds each character. */
const KEYS = new Map<string, { readonly code: string; readonly shift: boolean }>()
for (const code of [
  ...Array.from({ length: 26 }, (_, at) => `Key${String.fromCharCode(65 + at)}`),
  ...Array.from({ length: 10 }, (_, at) => `Digit${at}`),
  ...['Space', 'Minus', 'Equal', 'BracketLeft', 'BracketRight', 'Backslash', 'Semicolon', 'Quote'],
  ...['Backquote', 'Comma', 'Period', 'Slash'],
])
  for (const shift of [false, true]) {
    const character = usCharacter(code, shift)
    if (character) KEYS.set(character, { code, shift })
  }

type Layout = (code: string, shift: boolean, caps?: boolean) => string
const cased = (letter: string, upper: boolean): string => (upper ? letter.toUpperCase() : letter)
const qwerty: Layout = (code, shift, caps = false) =>
  code.startsWith('Key')
    ? cased(usCharacter(code, false) ?? '', shift !== caps)
    : (usCharacter(code, shift) ?? '')
/** Windows: Caps Lock shifts the digits too. */
const azerty: Layout = (code, shift, caps = false) => {
  const digits = 'à&é"\'(-è_ç'
  const digit = /^Digit(\d)$/.exec(code)?.[1]
  if (digit) return shift !== caps ? digit : (digits[Number(digit)] ?? '')
  const moved: Record<string, string> = {
    KeyQ: 'a',
    KeyA: 'q',
    KeyW: 'z',
    KeyZ: 'w',
    KeyM: ',',
    Semicolon: 'm',
    Minus: ')',
  }
  return cased(moved[code] ?? usCharacter(code, false) ?? '', shift !== caps)
}
const arabic: Layout = (code, shift) => {
  const rows: Record<string, string> = {
    KeyA: 'ش',
    KeyS: 'س',
    KeyD: 'ي',
    KeyG: 'ل',
    KeyC: 'ؤ',
    KeyH: 'ا',
    KeyU: 'ع',
    KeyI: 'ه',
  }
  return rows[code] ?? usCharacter(code, shift) ?? ''
}

interface Typed {
  readonly steps: readonly WedgeStep[]
  readonly scans: readonly string[]
  readonly seen: readonly WedgeScan[]
  /** What a focused field holds at the end: what passed, less what leaked of scans, plus what was given back. */
  readonly field: string
}

/** Plays keys, each `gapMs` after the last, then silence; keeps the book of a focused field. */
function play(events: readonly WedgeKey[], wedge = createWedge()): Typed {
  const steps: WedgeStep[] = []
  let field = ''
  const take = (step: WedgeStep, own: string): void => {
    steps.push(step)
    if (step.scan !== null || step.tooLong) field = field.slice(0, field.length - step.leaked)
    field += step.giveBack
    if (!step.consume) field += own
  }
  let last = 0
  for (const event of events) {
    if (event.timeMs - last > 80) take(wedge.idle(last + 80), '')
    take(wedge.key(event), event.key.length === 1 ? event.key : '')
    last = event.timeMs
  }
  take(wedge.idle(last + 80), '')
  const seen = steps.flatMap(({ scan }) => (scan === null ? [] : [scan]))
  return { steps, scans: seen.map(({ text }) => text), seen, field }
}

function keysOf(
  text: string,
  layout: Layout,
  { gapMs = 5, fromMs = 1_000, end = 'Enter' as string | null, caps = false, undone = false } = {},
): WedgeKey[] {
  let timeMs = fromMs
  const events: WedgeKey[] = []
  for (const character of text) {
    const place = KEYS.get(character)
    if (!place) throw new Error(`no key for ${character}`)
    const { code } = place
    // A scanner that undoes Caps Lock pushes Shift the other way round.
    const shiftKey = undone && code.startsWith('Key') ? !place.shift : place.shift
    if (shiftKey) events.push({ code: 'ShiftLeft', key: 'Shift', shiftKey, altKey: false, timeMs })
    events.push({
      code,
      key: layout(code, shiftKey, caps),
      shiftKey,
      altKey: false,
      timeMs,
      ...(caps ? { capsLock: true } : {}),
    })
    timeMs += gapMs
  }
  if (end) events.push({ code: end, key: end, shiftKey: false, altKey: false, timeMs })
  return events
}

describe('a wedge scanner', () => {
  it.each([
    ['QWERTY', qwerty],
    ['AZERTY', azerty],
    ['Arabic', arabic],
  ])('is read by position under a %s layout', (_, layout) => {
    for (const text of [
      '1122334455',
      'GUICHET:CASA1-000724:0123456789ab',
      'aA0-9zZ_/+]',
      'HA112'.padEnd(6, '7'),
    ])
      expect(play(keysOf(text, layout)).scans).toEqual([text])
  })

  it.each([
    ['QWERTY', qwerty],
    ['AZERTY', azerty],
    ['Arabic', arabic],
  ])('is read the same with Caps Lock on, under a %s layout', (_, layout) => {
    for (const text of ['1122334455', 'OR01-1234ABCD', 'GUICHET:CASA1-000724:0123456789ab']) {
      const { seen } = play(keysOf(text, layout, { caps: true }))
      expect(seen).toMatchObject([{ text, capsLock: true }])
    }
  })

  it.each([
    ['QWERTY', qwerty],
    ['AZERTY', azerty],
    ['Arabic', arabic],
  ])('that undoes Caps Lock itself changes no reference and no paper, under a %s layout', (_, layout) => {
    const read = (text: string) =>
      play(keysOf(text, layout, { caps: true, undone: true })).scans.map(readScan)
    expect(read('1122334455')).toEqual([{ kind: 'reference', reference: '1122334455' }])
    expect(read('OR01-1234ABCD')).toEqual([{ kind: 'reference', reference: 'OR01-1234ABCD' }])
    expect(read('GUICHET:CASA1-000724:0123456789ab')).toEqual([
      { kind: 'paper', mark: { number: 'CASA1-000724', shortHash: '0123456789ab' } },
    ])
  })

  it('says what it saw: ending, rhythm, and whether the system writes the same', () => {
    expect(play(keysOf('1122334455', qwerty, { gapMs: 2 })).seen).toEqual([
      {
        text: '1122334455',
        written: '1122334455',
        aim: null,
        suffix: 'cr',
        meanGapMs: 2,
        tookMs: 18,
        layout: 'same',
        capsLock: false,
      },
    ])
    expect(play(keysOf('1122334455', azerty, { end: 'Tab' })).seen).toMatchObject([
      { suffix: 'tab', layout: 'keyboard_other' },
    ])
    expect(play(keysOf('aA0-9zZ_/+]', arabic, { end: null })).seen).toMatchObject([
      { suffix: 'none', layout: 'keyboard_other' },
    ])
  })

  it("set to the system's own country is told, with what the system writes", () => {
    // A French scanner on a French keyboard: digits are sent with Shift, and signs of that row without.
    const places = new Map([...KEYS.values()].map((key) => [azerty(key.code, key.shift), key] as const))
    const french = (text: string): WedgeKey[] =>
      Array.from(text, (character, at) => {
        const { code = '', shift = false } = places.get(character) ?? {}
        return { code, key: character, shiftKey: shift, altKey: false, timeMs: 1_000 + at * 4 }
      })
    for (const text of ['1122334455', 'OR01-1234', 'aA0-9zZ_'])
      expect(play(french(text)).seen).toMatchObject([{ written: text, layout: 'scanner_other' }])
  })

  it('may send its AIM identifier and a prefix, which are taken off', () => {
    const wedge = createWedge({ ...WEDGE_DEFAULTS, prefix: 'SC:' })
    const { seen, field } = play(
      [
        ...keysOf(']Q11122334455', qwerty),
        ...keysOf('SC:1122334455', qwerty, { fromMs: 2_000 }),
        ...keysOf('SC:]C0OR01-1234', qwerty, { fromMs: 3_000 }),
        ...keysOf(']C0SC:998877', qwerty, { fromMs: 4_000 }),
      ],
      wedge,
    )
    expect(seen).toMatchObject([
      { text: '1122334455', aim: ']Q1' },
      { text: '1122334455', aim: null },
      { text: 'OR01-1234', aim: ']C0' },
      { text: '998877', aim: ']C0' },
    ])
    expect(field).toBe('')
  })

  it('may begin with a control key that the shop has set', () => {
    const control = (code: string, timeMs: number): WedgeKey => ({
      code,
      key: code.slice(-1).toLowerCase(),
      shiftKey: false,
      altKey: false,
      ctrlKey: true,
      timeMs,
    })
    const wedge = createWedge({ ...WEDGE_DEFAULTS, prefix: '\u0002' })
    const { scans, steps, field } = play(
      [control('KeyB', 995), ...keysOf('1122334455', qwerty), control('KeyB', 9_000)],
      wedge,
    )
    expect(scans).toEqual(['1122334455'])
    expect(steps[1]?.consume).toBe(true)
    expect(field).toBe('')
    expect(createWedge().key(control('KeyB', 1)).consume).toBe(false)
  })

  it('that ends with Enter twice presses nothing with the second one', () => {
    const enter = (timeMs: number): WedgeKey => ({
      code: 'Enter',
      key: 'Enter',
      shiftKey: false,
      altKey: false,
      timeMs,
    })
    const lineFeed = (timeMs: number): WedgeKey => ({
      ...enter(timeMs),
      code: 'KeyJ',
      key: 'j',
      ctrlKey: true,
    })
    for (const second of [enter, lineFeed]) {
      const wedge = createWedge()
      const { seen, steps } = play(
        [...keysOf('1122334455', qwerty), second(1_055), ...keysOf('998877', qwerty, { fromMs: 2_000 })],
        wedge,
      )
      expect(seen.map(({ text, suffix }) => [text, suffix])).toEqual([
        ['1122334455', 'cr'],
        ['998877', 'crlf'],
      ])
      expect(steps.filter(({ again }) => again)).toMatchObject([{ consume: true }])
      // Later, Enter is a person's again.
      expect(wedge.key(enter(9_000)).consume).toBe(false)
    }
  })

  it('may be two, and typing between them', () => {
    const typed = keysOf('7', qwerty, { fromMs: 1_300, end: null })
    const { scans, field } = play([
      ...keysOf('1122334455', qwerty),
      ...keysOf('998877', azerty, { fromMs: 1_060, end: 'Tab' }),
      ...typed,
      ...keysOf('OR01-1234', qwerty, { fromMs: 1_600 }),
    ])
    expect(scans).toEqual(['1122334455', '998877', 'OR01-1234'])
    expect(field).toBe('7')
  })

  it('may scan two hundred codes in a row', () => {
    const codes = Array.from({ length: 200 }, (_, at) => String(1_000_000 + at))
    const { scans, field } = play(
      codes.flatMap((code, at) => keysOf(code, azerty, { fromMs: 1_000 + at * 50, gapMs: 2 })),
    )
    expect(scans).toEqual(codes)
    expect(field).toBe('')
  })

  it('that sends more than 4,096 characters sends nothing, and its Enter presses nothing', () => {
    const { scans, steps, field } = play(keysOf('7'.repeat(5_000), qwerty, { gapMs: 1 }))
    expect(scans).toEqual([])
    expect(field).toBe('')
    expect(steps.filter(({ tooLong }) => tooLong)).toMatchObject([{ consume: true }])
    expect(play(keysOf('7'.repeat(4_096), qwerty, { gapMs: 1 })).scans).toEqual(['7'.repeat(4_096)])
  })

  it('that breaks off after a few characters has typed them, and the next code is whole', () => {
    const { scans, field } = play([
      ...keysOf('11223', qwerty, { end: null }),
      ...keysOf('1122334455', qwerty, { fromMs: 2_000 }),
    ])
    expect(scans).toEqual(['1122334455'])
    expect(field).toBe('11223')
  })

  it('ends on Enter, on Tab, or on silence', () => {
    for (const end of ['Enter', 'Tab', null])
      expect(play(keysOf('1122334455', qwerty, { end })).scans).toEqual(['1122334455'])
  })

  it('leaves nothing in a focused field, and keeps its Enter from the page', () => {
    const { field, steps } = play(keysOf('1122334455', azerty))
    expect(field).toBe('')
    expect(steps.find(({ scan }) => scan !== null)).toMatchObject({ consume: true, leaked: 3 })
  })

  it('may follow another at once', () => {
    const first = keysOf('1122334455', qwerty)
    expect(play([...first, ...keysOf('0655443322', qwerty, { fromMs: 1_100 })]).scans).toEqual([
      '1122334455',
      '0655443322',
    ])
  })

  it('may send digits from the numeric pad', () => {
    const events = Array.from('778899').map((digit, at) => ({
      code: `Numpad${digit}`,
      key: digit,
      shiftKey: false,
      altKey: false,
      timeMs: 1_000 + at * 4,
    }))
    expect(play(events).scans).toEqual(['778899'])
  })

  it('may send a group separator as Alt+029 or Ctrl+]', () => {
    const start = keysOf('0100123', qwerty, { end: null })
    const alt = Array.from('029').map((digit, at) => ({
      code: `Numpad${digit}`,
      key: digit,
      shiftKey: false,
      altKey: true,
      timeMs: 1_036 + at * 3,
    }))
    const rest = keysOf('21ABC', qwerty, { fromMs: 1_048 })
    expect(play([...start, ...alt, ...rest]).scans).toEqual(['0100123\u001d21ABC'])
    const ctrl = {
      code: 'BracketRight',
      key: ']',
      shiftKey: false,
      altKey: false,
      ctrlKey: true,
      timeMs: 1_040,
    }
    expect(play([...start, ctrl, ...rest]).scans).toEqual(['0100123\u001d21ABC'])
  })

  it('is told apart from what was being typed before it', () => {
    const typed = keysOf('12', qwerty, { gapMs: 150, end: null })
    const { scans, field } = play([...typed, ...keysOf('1122334455', qwerty, { fromMs: 1_400 })])
    expect(scans).toEqual(['1122334455'])
    expect(field).toBe('12')
  })

  it('finds every code whatever its characters and its speed', () => {
    const code = fc.string({ unit: fc.constantFrom(...KEYS.keys()), minLength: 6, maxLength: 60 })
    fc.assert(
      fc.property(
        code,
        fc.integer({ min: 0, max: 35 }),
        fc.constantFrom(qwerty, azerty, arabic),
        (text, gapMs, layout) => {
          const { scans, field } = play(keysOf(text, layout, { gapMs }))
          expect(scans).toEqual([text])
          expect(field).toBe('')
        },
      ),
      { seed: 20260616, numRuns: 300 },
    )
  })
})

describe('a person', () => {
  it('typing is never a scan, and every letter arrives as the layout writes it', () => {
    const text = fc.string({ unit: fc.constantFrom(...KEYS.keys()), minLength: 1, maxLength: 40 })
    const gaps = fc.integer({ min: 60, max: 400 })
    fc.assert(
      fc.property(text, gaps, fc.constantFrom(qwerty, azerty, arabic), (typed, gapMs, layout) => {
        const events = keysOf(typed, layout, { gapMs })
        const { scans, field } = play(events)
        expect(scans).toEqual([])
        expect(field).toBe(
          events
            .filter(({ key }) => key.length === 1)
            .map(({ key }) => key)
            .join(''),
        )
      }),
      { seed: 20260616, numRuns: 300 },
    )
  })

  it('gets a quick roll of keys back, and their Enter works', () => {
    const { scans, field, steps } = play(keysOf('12345', qwerty, { gapMs: 10 }))
    expect(scans).toEqual([])
    expect(field).toBe('12345')
    expect(steps.some(({ consume, scan }) => consume && scan !== null)).toBe(false)
  })

  it('holding a key down is no scanner', () => {
    const held = Array.from({ length: 30 }, (_, at) => ({
      code: 'Digit0',
      key: '0',
      shiftKey: false,
      altKey: false,
      repeat: at > 0,
      timeMs: 1_000 + at * 30,
    }))
    const { scans, field } = play(held)
    expect(scans).toEqual([])
    expect(field).toBe('0'.repeat(30))
  })

  it('keeps shortcuts and function keys', () => {
    const wedge = createWedge()
    const press = (code: string, ctrlKey = false) =>
      wedge.key({ code, key: code, shiftKey: false, altKey: false, ctrlKey, timeMs: 1 })
    expect(press('KeyC', true).consume).toBe(false)
    expect(press('F5').consume).toBe(false)
    expect(press('Enter').consume).toBe(false)
  })
})
