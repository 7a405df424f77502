import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { centimes } from '../../../electron/domain/money'
import type { BreakCode } from '../../../electron/domain/reconciliation'
import { classing } from '../../../electron/reconciliation/classes'
import { coverageOf } from '../../../electron/reconciliation/coverage'
import { grouping } from '../../../electron/reconciliation/group'
import { atOnce, type Link, matching } from '../../../electron/reconciliation/match'
import type { Entry, Finding, KeptRow, PullFact } from '../../../electron/reconciliation/types'
import { BOTH_PULLS, type Counts, ENDS, type Generated, generate, KINDS, pullOf, SCOPE } from './generator'

const APART_MS = 10 * 60_000

function judged(
  { entries, rows }: { readonly entries: readonly Entry[]; readonly rows: readonly KeptRow[] },
  pulls: readonly PullFact[] = BOTH_PULLS,
  links: readonly Link[] = [],
): readonly Finding[] {
  const chari = atOnce(grouping(rows, pulls))
  const matched = atOnce(matching(entries, chari, links))
  return atOnce(classing(entries, chari, matched, coverageOf(pulls, APART_MS), SCOPE))
}

/** The class of each operation and of each row, by name. */
function classes(findings: readonly Finding[]): ReadonlyMap<string, BreakCode> {
  const found = new Map<string, BreakCode>()
  for (const { code, entries, chari } of findings)
    for (const name of [...entries.map(({ id }) => id), ...chari.map(({ key }) => key)]) {
      if (found.has(name)) throw new Error(`${name} is in two classes`)
      found.set(name, code)
    }
  return found
}

const EACH: Counts = Object.fromEntries(KINDS.map((kind, index) => [kind, 3 + (index % 4)]))

/** What was expected and not found so, by name. */
function wrong(day: Generated, findings: readonly Finding[]): readonly string[] {
  const found = classes(findings)
  return day.expected.flatMap(({ entry, rows, code }) =>
    [...(entry === null ? [] : [entry]), ...rows]
      .filter((name) => found.get(name) !== code)
      .map((name) => `${name} is ${found.get(name)}, not ${code}`),
  )
}

describe('A day with a known number of each class', () => {
  it.each(KINDS)('finds "%s" again, alone', (kind) => {
    const day = generate({ [kind]: 5 }, 20_260_616)
    expect(wrong(day, judged(day))).toEqual([])
  })

  it('finds every one of them again, all mixed, and nothing else', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const day = generate({ ...EACH, matched: 200 }, seed)
      const findings = judged(day)
      expect(wrong(day, findings)).toEqual([])
      const told = new Map<BreakCode, number>()
      for (const { code } of day.expected) told.set(code, (told.get(code) ?? 0) + 1)
      const seen = new Map<BreakCode, number>()
      // Two operations for one row are told apart by the generator, and are one finding.
      for (const { code, entries, chari } of findings)
        seen.set(
          code,
          (seen.get(code) ?? 0) + (code === 'R10' ? Math.max(entries.length, Math.min(1, chari.length)) : 1),
        )
      for (const [code, count] of told) expect([code, seen.get(code)]).toEqual([code, count])
    }
  })

  it('names every class there is but those of the money', () => {
    expect(new Set(Object.values(ENDS)).size).toBe(17)
  })

  it('says which key joined the two sides', () => {
    const day = generate({ matched: 100 }, 9)
    const keys = new Set(judged(day).map(({ matchedBy }) => matchedBy))
    expect([...keys].sort()).toEqual(['operation_id', 'reference', 'request_id'])
  })
})

describe('What has no key', () => {
  it('is only proposed, one to one, and stays on both sides until a person says', () => {
    const day = generate({ proposed: 4, matched: 20 }, 11)
    const findings = judged(day)
    const proposing = findings.filter(({ proposals }) => proposals.length > 0)
    expect(proposing.map(({ code, proposals }) => [code, proposals.length])).toEqual(
      Array.from({ length: 4 }, () => ['R5', 1]),
    )
    expect(findings.filter(({ code }) => code === 'R6')).toHaveLength(4)
  })

  it('is a match once a person says so', () => {
    const day = generate({ proposed: 3 }, 12)
    const links = judged(day).flatMap(({ entries, proposals }) =>
      entries.flatMap(({ id }) => proposals.map(({ key }) => ({ operation: id, row: key }))),
    )
    const findings = judged(day, BOTH_PULLS, links)
    expect(findings.map(({ code, matchedBy }) => [code, matchedBy])).toEqual(
      Array.from({ length: 3 }, () => ['R0', 'person']),
    )
  })

  it('is told as ambiguous where two operations may be two rows', () => {
    const day = generate({ ambiguous: 3 }, 13)
    const proposing = judged(day).filter(({ code }) => code === 'R5')
    expect(proposing.map(({ proposals }) => proposals.length)).toEqual([2, 2, 2, 2, 2, 2])
  })

  it.each([
    ['another amount', { amount: 1 }],
    ['another customer', { phone: 'digest-of-another' }],
    ['a reference of its own', { reference: '9988776655' }],
    ['a request id of its own', { requestId: 'request-of-another' }],
    ['six minutes between', { executedAt: '2026-06-16T10:06:10.000Z', at: '2026-06-16T10:06:10.000Z' }],
    ['a time without a zone', { executedAt: '2026-06-16T10:00:01.000', createdAt: null }],
    ['a failed row', { status: 'failed' }],
  ])('is not proposed with %s', (_, change) => {
    const day = generate({ proposed: 1 }, 14)
    const [entry] = day.entries
    const [row] = day.rows
    const at = '2026-06-16T10:00:00.000Z'
    const entries = [{ ...entry, createdAt: at, sentAt: at, settledAt: at } as Entry]
    const rows = [{ ...row, executedAt: at, at, ...change } as KeptRow]
    expect(judged({ entries, rows }).flatMap(({ proposals }) => proposals)).toEqual([])
    const fine = judged({ entries, rows: [{ ...row, executedAt: at, at } as KeptRow] })
    expect(fine.flatMap(({ proposals }) => proposals)).toHaveLength(1)
  })
})

describe('Any day at all', () => {
  const days = fc
    .record({
      counts: fc.record(
        Object.fromEntries(KINDS.map((kind) => [kind, fc.nat(3)])) as Record<
          (typeof KINDS)[number],
          fc.Arbitrary<number>
        >,
      ),
      seed: fc.nat(1_000_000),
    })
    .map(({ counts, seed }) => generate(counts, seed))

  it('puts every operation and every row into exactly one class', () => {
    fc.assert(
      fc.property(days, (day) => {
        const found = classes(judged(day))
        const chari = atOnce(grouping(day.rows, BOTH_PULLS))
        expect([...found.keys()].sort()).toEqual(
          [...day.entries.map(({ id }) => id), ...chari.map(({ key }) => key)].sort(),
        )
        expect(chari.flatMap(({ rows }) => rows).sort((a, b) => a - b)).toEqual(
          day.rows.map(({ id }) => id).sort((a, b) => a - b),
        )
      }),
      { seed: 42, numRuns: 150 },
    )
  })

  it('says the same whatever the order of the rows and of the operations', () => {
    fc.assert(
      fc.property(days, (day) => {
        const turned = { entries: [...day.entries].reverse(), rows: [...day.rows].reverse() }
        expect(classes(judged(turned))).toEqual(classes(judged(day)))
      }),
      { seed: 43, numRuns: 100 },
    )
  })

  it('explains the whole gap between the two sums by what it found', () => {
    fc.assert(
      fc.property(days, (day) => {
        const findings = judged(day)
        const done = (entry: Entry): number => (entry.state === 'completed' ? entry.amount : 0)
        const there = atOnce(grouping(day.rows, BOTH_PULLS))
          .filter(({ status, reversed }) => status === 'completed' && !reversed)
          .reduce((sum, { amount }) => sum + (amount ?? 0), 0)
        const here = day.entries.reduce((sum, entry) => sum + done(entry), 0)
        const explained = findings
          .filter(({ code }) => code !== 'R0' && code !== 'R1' && code !== 'R8' && code !== 'R16')
          .reduce(
            (sum, { entries, chari }) =>
              sum +
              chari
                .filter(({ status, reversed }) => status === 'completed' && !reversed)
                .reduce((total, { amount }) => total + (amount ?? 0), 0) -
              entries.reduce((total, entry) => total + done(entry), 0),
            0,
          )
        expect(explained).toBe(there - here)
      }),
      { seed: 44, numRuns: 100 },
    )
  })

  it('never says that all is fine where no complete reading was made', () => {
    fc.assert(
      fc.property(days, (day) => {
        const findings = judged({ entries: day.entries, rows: [] }, [pullOf(1, { complete: false })])
        const fine = findings.filter(({ code, entries }) => code === 'R0' && entries.length > 0)
        expect(fine).toEqual([])
        expect(findings.filter(({ code }) => code === 'R5' || code === 'R3')).toEqual([])
      }),
      { seed: 45, numRuns: 60 },
    )
  })
})

describe('A card deposit', () => {
  const template = generate({ matched: 1 }, 5)
  const [anEntry] = template.entries
  const [aRow] = template.rows
  if (!anEntry || !aRow) throw new Error('the generator gave nothing')
  const entry = (change: Partial<Entry> = {}): Entry => ({
    ...anEntry,
    direction: 'card',
    reference: '491891******5005',
    operationId: '924001',
    requestIds: ['request-1'],
    cashAmount: centimes(0),
    received: null,
    cash: 'none',
    phone: null,
    fee: null,
    total: null,
    commission: null,
    ...change,
  })
  const row = (change: Partial<KeptRow> = {}): KeptRow => ({
    ...aRow,
    amount: anEntry.amount,
    operationId: '924001',
    transactionId: null,
    reference: '6f92b0aa',
    requestId: null,
    operationType: 1,
    transactionType: 1,
    sens: 1,
    status: 'completed',
    fee: null,
    total: null,
    commission: null,
    phone: null,
    ...change,
  })
  const codes = (entries: readonly Entry[], rows: readonly KeptRow[]): readonly BreakCode[] => {
    const findings = judged({ entries, rows })
    // Everything is in one class, and in one only.
    expect(classes(findings).size).toBe(entries.length + atOnce(grouping(rows, BOTH_PULLS)).length)
    return findings.map(({ code }) => code)
  }

  it('is the deposit that Chari books, by its id or by ours', () => {
    expect(codes([entry()], [row()])).toEqual(['R0'])
    expect(codes([entry({ operationId: null })], [row({ requestId: 'request-1' })])).toEqual(['R0'])
    expect(codes([entry()], [row({ operationType: 24, transactionType: 24 })])).toEqual(['R0'])
  })

  it('has its fee beside it, and is one all the same', () => {
    const fee = row({
      id: aRow.id + 1,
      transactionId: 'fee',
      transactionType: 6,
      amount: centimes(150),
      sens: 2,
    })
    expect(codes([entry()], [row({ transactionId: 'deposit' }), fee])).toEqual(['R0'])
  })

  it.each<[string, Partial<Entry>, readonly Partial<KeptRow>[], BreakCode]>([
    ['a withdrawal under its id', {}, [{ operationType: 2, transactionType: 2 }], 'R11'],
    ['another amount', {}, [{ amount: centimes(1) }], 'R7'],
    ['failed at Chari', {}, [{ status: 'failed' }], 'R9'],
    ['not in the listing', {}, [], 'R5'],
    ['not settled here, done there', { state: 'unsure' }, [{}], 'R2'],
    ['declined by the bank’s page, done there', { state: 'declined' }, [{}], 'R2'],
    ['at the bank, failed there', { state: 'challenge' }, [{ status: 'failed' }], 'R3'],
    ['given up here, done there', { state: 'not_done' }, [{}], 'R9'],
  ])('is told apart: %s', (_, ours, theirs, code) => {
    expect(codes([entry(ours)], theirs.map(row))).toEqual([code])
  })
})
