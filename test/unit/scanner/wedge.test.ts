import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createWedge, usCharacter, type WedgeKey, type WedgeStep } from '../../../native/scanner/wedge'

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

type Layout = (code: string, shift: boolean) => string
const qwerty: Layout = (code, shift) => usCharacter(code, shift) ?? ''
const azerty: Layout = (code, shift) => {
  const digits = 'à&é"\'(-è_ç'
  const digit = /^Digit(\d)$/.exec(code)?.[1]
  if (digit) return shift ? digit : (digits[Number(digit)] ?? '')
  const moved: Record<string, string> = {
    KeyQ: 'a',
    KeyA: 'q',
    KeyW: 'z',
    KeyZ: 'w',
    KeyM: ',',
    Semicolon: 'm',
    Minus: ')',
  }
  const letter = moved[code] ?? usCharacter(code, false) ?? ''
  return shift ? letter.toUpperCase() : letter
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
  /** What a focused field holds at the end: what passed, less what leaked of scans, plus what was given back. */
  readonly field: string
}

/** Plays keys, each `gapMs` after the last, then silence; keeps the book of a focused field. */
function play(events: readonly WedgeKey[], wedge = createWedge()): Typed {
  const steps: WedgeStep[] = []
  let field = ''
  const take = (step: WedgeStep, own: string): void => {
    steps.push(step)
    if (step.scan !== null) field = field.slice(0, field.length - step.leaked)
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
  return { steps, scans: steps.flatMap(({ scan }) => (scan === null ? [] : [scan])), field }
}

function keysOf(
  text: string,
  layout: Layout,
  { gapMs = 5, fromMs = 1_000, end = 'Enter' as string | null } = {},
): WedgeKey[] {
  let timeMs = fromMs
  const events: WedgeKey[] = []
  for (const character of text) {
    const place = KEYS.get(character)
    if (!place) throw new Error(`no key for ${character}`)
    const { code, shift: shiftKey } = place
    if (shiftKey) events.push({ code: 'ShiftLeft', key: 'Shift', shiftKey, altKey: false, timeMs })
    events.push({ code, key: layout(code, shiftKey), shiftKey, altKey: false, timeMs })
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
