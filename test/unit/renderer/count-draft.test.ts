import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countSchema, DENOMINATIONS } from '../../../electron/domain/closing'
import type { CountDraft } from '../../../electron/domain/count-draft'
import { centimes } from '../../../electron/domain/money'
import {
  countOf,
  draftOf,
  NO_COUNT,
  readQuantity,
  rollOnto,
  runningTotal,
  settledQuantity,
  stepQuantity,
  worthOfCoins,
  worthOfNotes,
} from '../../../renderer/screens/till/count-draft'

const seed = 20260616

const grid = (quantities: Readonly<Record<number, string>>): CountDraft => ({ quantities, total: null })
const typed = (total: string): CountDraft => ({ quantities: {}, total })

describe('A quantity', () => {
  it.each(['a', '1,5', '-3', '×', '3×', '14+×', '14++2', '100000', '99999+1', '400×400', '3×4×5'])(
    'is not %s',
    (text) => {
      expect(readQuantity(text)).toEqual({ ok: false, error: 'not_a_quantity' })
    },
  )

  it.each([
    ['', 0],
    ['0', 0],
    ['21', 21],
    [' 1 200 ', 1_200],
    ['×40', 40],
    ['3×40', 120],
    ['14+×40', 54],
    ['14+3×40', 134],
    ['99999', 99_999],
  ])('%j is %i pieces', (text, pieces) => {
    expect(readQuantity(text)).toEqual({ ok: true, value: pieces })
  })

  it('steps by one, never below none, and leaves alone what it cannot read', () => {
    expect(stepQuantity('', 1)).toBe('1')
    expect(stepQuantity('3×40', 1)).toBe('121')
    expect(stepQuantity('0', -1)).toBe('0')
    expect(stepQuantity('99999', 1)).toBe('99999')
    expect(stepQuantity('3×', 1)).toBe('3×')
  })

  it('takes × as rolls while a number is typed, and as one more roll onto what stands there', () => {
    expect(rollOnto('', false)).toBe('×')
    expect(rollOnto('0', true)).toBe('×')
    expect(rollOnto('3', false)).toBe('3×')
    expect(rollOnto('14', true)).toBe('14+×')
    expect(rollOnto('14+×40', false)).toBe('14+×40+×')
  })

  it('stands as one number once its field is left, and keeps what is to be mended', () => {
    expect(settledQuantity('3×40')).toBe('120')
    expect(settledQuantity('007')).toBe('7')
    expect(settledQuantity(' ')).toBe('')
    expect(settledQuantity('3×')).toBe('3×')
  })
})

describe('A count', () => {
  it('is empty until something is typed; a zero is a count', () => {
    expect(countOf(NO_COUNT)).toEqual({ ok: false, error: 'empty' })
    expect(countOf(grid({ 20000: ' ' }))).toEqual({ ok: false, error: 'empty' })
    expect(countOf(typed(''))).toEqual({ ok: false, error: 'empty' })
    expect(countOf(grid({ 20000: '0' }))).toEqual({ ok: true, value: { total: 0, lines: [] } })
    expect(countOf(typed('0'))).toEqual({ ok: true, value: { total: 0, lines: null } })
  })

  it('is not taken while a line cannot be read, and that line is worth nothing until then', () => {
    const draft = grid({ 20000: '2', 10000: '3×' })
    expect(countOf(draft)).toEqual({ ok: false, error: 'unreadable' })
    expect(runningTotal(draft)).toBe(40_000)
    expect(countOf(typed('12,345'))).toEqual({ ok: false, error: 'unreadable' })
    expect(runningTotal(typed('12,345'))).toBe(0)
  })

  it('sums notes and coins as the drawer of a shop has them', () => {
    const draft = grid({
      20000: '21',
      10000: '17',
      5000: '12',
      2000: '9',
      1000: '15',
      500: '14',
      200: '20',
      100: '28',
      50: '20',
      20: '8',
      10: '4',
    })
    expect(worthOfNotes(draft)).toBe(668_000)
    expect(worthOfCoins(draft)).toBe(30_000)
    expect(runningTotal(draft)).toBe(698_000)
  })

  it('is always one that main takes, and comes back as it was', () => {
    const quantities = fc.dictionary(
      fc.constantFrom(...DENOMINATIONS.map(String)),
      fc.oneof(
        fc.nat(99_999).map(String),
        fc.tuple(fc.nat(99), fc.nat(99)).map(([a, b]) => `${a}×${b}`),
      ),
      { minKeys: 1 },
    )
    fc.assert(
      fc.property(quantities, (lines) => {
        const read = countOf({ quantities: lines, total: null })
        if (!read.ok) throw new Error(read.error)
        expect(countSchema.safeParse(read.value).success).toBe(true)
        expect(runningTotal(draftOf(read.value))).toBe(read.value.total)
      }),
      { seed, numRuns: 300 },
    )
    expect(countOf(draftOf({ total: centimes(200_050), lines: null }))).toEqual({
      ok: true,
      value: { total: 200_050, lines: null },
    })
  })
})
