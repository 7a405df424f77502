import { describe, expect, it } from 'vitest'
import { centimes } from '../../../electron/domain/money'
import type { Decision } from '../../../electron/domain/reconciliation'
import { breaksOf } from '../../../electron/reconciliation/breaks'
import { classing } from '../../../electron/reconciliation/classes'
import { coverageOf } from '../../../electron/reconciliation/coverage'
import { type Decided, decide } from '../../../electron/reconciliation/decide'
import { grouping } from '../../../electron/reconciliation/group'
import type { Judged } from '../../../electron/reconciliation/judge'
import { atOnce, matching } from '../../../electron/reconciliation/match'
import { ageOf } from '../../../electron/reconciliation/rules'
import { BOTH_PULLS, type Counts, DAY, generate, SCOPE } from './generator'

function breaksOfDay(counts: Counts, soleTerminal = true): readonly Judged[] {
  const { entries, rows } = generate(counts, 77)
  const chari = atOnce(grouping(rows, BOTH_PULLS))
  const matched = atOnce(matching(entries, chari, []))
  const findings = atOnce(classing(entries, chari, matched, coverageOf(BOTH_PULLS, 600_000), SCOPE))
  return breaksOf(DAY, findings, true, soleTerminal).map((one) => ({
    ...one,
    history: [],
    state: one.settled ? ('closed' as const) : ('open' as const),
  }))
}

const said = (breaks: readonly Judged[], change: Partial<Decided> = {}): Decided => ({
  breaks: breaks.map(({ key, evidence }) => ({ key, evidence })),
  decision: 'explained',
  reason: 'vu avec Chari',
  ticket: 'T-4711',
  choice: null,
  ...change,
})
const CASHIER = { by: 'Salma B.', supervisor: null }
const SUPERVISOR = { by: 'Salma B.', supervisor: 'Nadia' }
const code = (result: ReturnType<typeof decide>): string => (result.ok ? 'done' : result.error.code)

describe('Working a break off', () => {
  it.each([
    ['without a reason', { reason: ' ' }, SUPERVISOR, 'why_needed'],
    ["of a critical class without Chari's ticket", { ticket: '  ' }, SUPERVISOR, 'ticket_needed'],
    ['of a grave class by a cashier alone', {}, CASHIER, 'supervisor_needed'],
    [
      'by a word that the class does not know',
      { decision: 'accepted' as Decision },
      SUPERVISOR,
      'not_allowed',
    ],
    ['of evidence that has changed', { breaks: [] as Decided['breaks'] }, SUPERVISOR, 'break_changed'],
    ['with all that it needs', {}, SUPERVISOR, 'done'],
    ['as told to Chari, by a cashier', { decision: 'ticket' as Decision }, CASHIER, 'done'],
    [
      'as told to Chari without its number',
      { decision: 'ticket' as Decision, ticket: null },
      CASHIER,
      'ticket_needed',
    ],
  ])('%s', (_, change, decider, expected) => {
    const breaks = breaksOfDay({ only_journal: 1 })
    const shown = 'breaks' in change ? [{ key: breaks[0]?.key ?? '', evidence: 'another' }] : undefined
    const input = { ...said(breaks, change), ...(shown ? { breaks: shown } : {}) }
    expect(code(decide(breaks, input, decider))).toBe(expected)
  })

  it('is refused for what is closed, and for what is not there', () => {
    const breaks = breaksOfDay({ only_journal: 1 })
    expect(code(decide([null], said(breaks), SUPERVISOR))).toBe('nothing_to_do')
    const closed = breaks.map((one) => ({ ...one, state: 'closed' as const }))
    expect(code(decide(closed, said(breaks), SUPERVISOR))).toBe('nothing_to_do')
  })

  it('takes all of several, or none', () => {
    const breaks = [...breaksOfDay({ only_chari: 2 }), ...breaksOfDay({ amount: 1 })]
    const some = said(breaks, { decision: 'explained' })
    expect(code(decide(breaks, some, SUPERVISOR))).toBe('not_allowed')
    const corrected = decide(breaks, said(breaks, { decision: 'corrected' }), SUPERVISOR)
    expect(corrected.ok && corrected.value.map(({ name, decision }) => [name.slice(0, 2), decision])).toEqual(
      [
        ['R6', 'corrected'],
        ['R6', 'corrected'],
        ['R7', 'corrected'],
      ],
    )
  })

  it('links the two sides of a proposal that is accepted, by anybody and without a word', () => {
    const [one] = breaksOfDay({ proposed: 1 })
    if (!one) throw new Error('no break')
    const accepted = decide([one], said([one], { decision: 'accepted', reason: '', ticket: null }), CASHIER)
    expect(accepted.ok && accepted.value[0]?.link).toEqual({
      operation: one.entries[0]?.id,
      row: one.proposals[0]?.key,
    })
  })

  it('asks which of several proposals is meant', () => {
    const one = breaksOfDay({ ambiguous: 1 }).find(({ code: of }) => of === 'R5')
    if (!one) throw new Error('no break')
    const input = said([one], { decision: 'accepted' })
    expect(code(decide([one], input, CASHIER))).toBe('not_allowed')
    const chosen = decide([one], { ...input, choice: one.proposals[1]?.key ?? '' }, CASHIER)
    expect(chosen.ok && chosen.value[0]?.link?.row).toBe(one.proposals[1]?.key)
  })

  it("needs a ticket for a stranger's row where this is the only terminal, and none where it is not", () => {
    const alone = breaksOfDay({ only_chari: 1 })
    expect(code(decide(alone, said(alone, { ticket: null }), SUPERVISOR))).toBe('ticket_needed')
    const several = breaksOfDay({ only_chari: 1 }, false)
    expect(code(decide(several, said(several, { ticket: null }), SUPERVISOR))).toBe('done')
  })
})

describe('The list of breaks', () => {
  it('leaves out what matched, and names the others for people', () => {
    const breaks = breaksOfDay({ matched: 5, only_journal: 1, amount: 1, only_chari: 1 })
    expect(breaks.map(({ name }) => name.split(' ')[0]).sort()).toEqual(['R5', 'R6', 'R7'])
    expect(breaks.every(({ name }) => /^R\d+ [\w-]+$/.test(name))).toBe(true)
  })

  it('holds one break for a thousand alike beyond what anybody works off', () => {
    const breaks = breaksOfDay({ only_chari: 1_500 })
    expect(breaks).toHaveLength(500)
    const rest = breaks.find(({ key }) => key.startsWith('rest:'))
    expect(rest?.name).toBe('R6 +1001')
    const sum = breaks.reduce((total, { amount }) => total + amount, 0)
    const rows = generate({ only_chari: 1_500 }, 77).rows.reduce(
      (total, { amount }) => total + (amount ?? 0),
      0,
    )
    expect(sum).toBe(rows)
  })

  it('keeps the evidence of a break the same through readings, and changes it with what either side says', () => {
    const [first] = breaksOfDay({ amount: 1 })
    const [again] = breaksOfDay({ amount: 1 })
    expect(first?.evidence).toBe(again?.evidence)
    const [other] = breaksOfDay({ centime: 1 })
    expect(other?.evidence).not.toBe(first?.evidence)
    expect(first?.amount).toBe(centimes(5_000))
  })
})

describe('The age of a break', () => {
  it.each([
    ['2026-06-16T10:00:00.000Z', '2026-06-16T10:14:59.000Z', 'T0'],
    ['2026-06-16T10:00:00.000Z', '2026-06-16T10:15:00.000Z', 'T1'],
    ['2026-06-16T22:59:00.000Z', '2026-06-16T23:01:00.000Z', 'T2'],
    ['2026-06-16T10:00:00.000Z', '2026-06-18T10:00:00.000Z', 'T3'],
    ['2026-06-16T10:00:00.000Z', '2026-06-23T10:00:00.000Z', 'T3'],
    ['2026-06-16T10:00:00.000Z', '2026-06-24T10:00:00.000Z', 'T4'],
  ])('from %s to %s is %s, by civil days', (since, now, age) => {
    expect(ageOf(since, now)).toBe(age)
  })
})
