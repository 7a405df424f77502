import { civilDay, dayBounds } from '../../../electron/domain/day'
import { type Centimes, centimes } from '../../../electron/domain/money'
import type { BreakCode } from '../../../electron/domain/reconciliation'
import { groupKeyOf } from '../../../electron/reconciliation/group'
import type { CashDay, Entry, KeptRow, MoneyFact, PullFact } from '../../../electron/reconciliation/types'
import { seededRandom } from '../../support/seeded-random'

/** A shop's day on both sides, with a known number of each class: what the matching must find again. */

export const DAY = '2026-06-16'
export const AGENT = 'AG20417'
export const SCOPE = { agentCode: AGENT, environment: 'production', notDoneMs: 120_000 }

/** When both readings of the evening were made: the second proves what the first cannot. */
export const READ_AT = ['2026-06-17T02:30:00.000Z', '2026-06-17T02:45:00.000Z'] as const

export const pullOf = (order: number, change: Partial<PullFact> = {}): PullFact => ({
  order,
  pull: `pull-${order}`,
  source: 'chari',
  file: null,
  from: '2026-06-15T20:00:00.000Z',
  to: '2026-06-17T01:00:00.000Z',
  readAt: READ_AT[order - 1] ?? READ_AT[0],
  complete: true,
  rows: 0,
  count: 0,
  by: 'Salma B.',
  environment: 'production',
  ...change,
})

export const BOTH_PULLS: readonly PullFact[] = [pullOf(1), pullOf(2)]

export interface Expected {
  readonly entry: string | null
  readonly rows: readonly string[]
  readonly code: BreakCode
  /** The pair has no key of its own: it may only be proposed. */
  readonly ambiguous: boolean
}

export interface Generated {
  readonly entries: readonly Entry[]
  readonly rows: readonly KeptRow[]
  readonly expected: readonly Expected[]
}

type Kind =
  | 'matched'
  | 'agreed_not_done'
  | 'straddle'
  | 'unsure_done'
  | 'unsure_not_done'
  | 'unsure_absent'
  | 'pending'
  | 'only_journal'
  | 'only_chari'
  | 'amount'
  | 'centime'
  | 'fee'
  | 'status'
  | 'refused_done'
  | 'duplicate_rows'
  | 'duplicate_entries'
  | 'party'
  | 'direction'
  | 'elsewhere'
  | 'seen_elsewhere'
  | 'reversed'
  | 'charged_back'
  | 'commission'
  | 'other_kind'
  | 'other_agent'
  | 'sandbox'
  | 'unreadable'
  | 'proposed'
  | 'ambiguous'

/** What each story ends as. */
export const ENDS: Readonly<Record<Kind, BreakCode>> = {
  matched: 'R0',
  agreed_not_done: 'R0',
  straddle: 'R1',
  unsure_done: 'R2',
  unsure_not_done: 'R3',
  unsure_absent: 'R3',
  pending: 'R4',
  only_journal: 'R5',
  only_chari: 'R6',
  amount: 'R7',
  centime: 'R7',
  fee: 'R8',
  status: 'R9',
  refused_done: 'R9',
  duplicate_rows: 'R10',
  duplicate_entries: 'R10',
  party: 'R11',
  direction: 'R11',
  elsewhere: 'R12',
  seen_elsewhere: 'R12',
  reversed: 'R13',
  charged_back: 'R13',
  commission: 'R16',
  other_kind: 'R18',
  other_agent: 'R18',
  sandbox: 'R18',
  unreadable: 'R19',
  proposed: 'R5',
  ambiguous: 'R5',
}
export const KINDS = Object.keys(ENDS) as readonly Kind[]

export type Counts = Partial<Readonly<Record<Kind, number>>>

/** Shuffles as the seed says. */
function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const copy = [...list]
  for (let at = copy.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    const held = copy[at] as T
    copy[at] = copy[other] as T
    copy[other] = held
  }
  return copy
}

/** Makes a day of so many stories of each kind, its rows in any order. */
export function generate(counts: Counts, seed: number): Generated {
  const random = seededRandom(seed)
  const { start, end } = dayBounds(DAY)
  const entries: Entry[] = []
  const rows: KeptRow[] = []
  const expected: Expected[] = []
  let sequence = 0
  let operation = 924_000
  let transaction = 1_840_000
  let rowId = 0
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T

  /** An instant of the day, an hour from either end, so that nothing straddles by chance. */
  const moment = (): string =>
    new Date(
      Date.parse(start) +
        3_600_000 +
        Math.floor(random() * (Date.parse(end) - Date.parse(start) - 7_200_000)),
    ).toISOString()
  const later = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString()

  function entry(change: Partial<Entry> = {}): Entry {
    sequence += 1
    operation += 1
    const at = change.createdAt ?? moment()
    const direction = change.direction ?? pick(['cash_in', 'cash_out'] as const)
    const amount = centimes((1 + Math.floor(random() * 40)) * 5_000)
    const fee = centimes(direction === 'cash_in' ? 0 : 500)
    const made: Entry = {
      id: `op-${sequence}`,
      sequence,
      number: `CASA1-${String(sequence).padStart(6, '0')}`,
      direction,
      reference: String(1_000_000_000 + sequence * 7_919),
      amount,
      fee,
      total: centimes(amount + fee),
      commissionTold: null,
      cashAmount: amount,
      received: direction === 'cash_in' ? amount : null,
      state: 'completed',
      cash: direction === 'cash_in' ? 'in_drawer' : 'paid',
      changeDue: centimes(0),
      day: civilDay(at),
      createdAt: at,
      sentAt: later(at, 400),
      settledAt: later(at, 1_900),
      cashier: pick(['Salma B.', 'Karim I.']),
      shift: 'CASA1-S000012',
      agentCode: AGENT,
      operationId: null,
      requestIds: [`request-${sequence}`],
      phone: `digest-of-${sequence % 97}`,
      accepted: false,
      completedSeen: false,
      commission: centimes(250),
      environment: 'production',
      ...change,
    }
    entries.push(made)
    return made
  }

  function row(of: Entry, change: Partial<KeptRow> = {}): KeptRow {
    rowId += 1
    transaction += 1
    const executedAt = change.executedAt === undefined ? later(of.createdAt, 1_200) : change.executedAt
    const type = of.direction === 'cash_in' ? 1 : 2
    const made: KeptRow = {
      id: rowId,
      operationId: String(operation),
      transactionId: String(transaction),
      reference: of.reference,
      operationType: type,
      transactionType: type,
      sens: type === 1 ? 2 : 1,
      status: 'completed',
      amount: of.amount,
      fee: of.fee,
      total: of.total,
      commission: null,
      agentCode: AGENT,
      requestId: of.requestIds[0] ?? null,
      phone: of.phone,
      createdAt: of.createdAt,
      executedAt,
      at: executedAt ?? of.createdAt,
      hash: `hash-${rowId}`,
      lastPull: 2,
      ...change,
    }
    rows.push(made)
    return made
  }

  const expect = (code: BreakCode, of: Entry | null, its: readonly KeptRow[], ambiguous = false): void => {
    expected.push({ entry: of?.id ?? null, rows: [...new Set(its.map(groupKeyOf))], code, ambiguous })
  }

  /** By which key this pair can be found: every one of them alone is enough. */
  function keyed(of: Entry, change: Partial<KeptRow> = {}): KeptRow {
    const how = pick(['all', 'operation', 'reference', 'request'] as const)
    const made = row(of, change)
    const at = entries.indexOf(of)
    const at2 = rows.indexOf(made)
    if (how === 'operation') {
      entries[at] = { ...of, operationId: made.operationId }
      rows[at2] = { ...made, reference: null, requestId: null }
    } else if (how === 'reference') rows[at2] = { ...made, requestId: null }
    else if (how === 'request') rows[at2] = { ...made, reference: null }
    else entries[at] = { ...of, operationId: made.operationId }
    return rows[at2] as KeptRow
  }

  const stories: Readonly<Record<Kind, () => void>> = {
    matched: () => {
      const of = entry()
      const its = [keyed(of)]
      // A fee is a transaction of its own, and so is the other leg of the movement.
      if (of.direction === 'cash_out' && random() < 0.5) {
        rowId += 1
        transaction += 1
        const first = its[0] as KeptRow
        const fee: KeptRow = {
          ...first,
          id: rowId,
          transactionId: String(transaction),
          transactionType: 6,
          amount: of.fee,
          hash: `hash-${rowId}`,
        }
        rows.push(fee)
        its.push(fee)
      }
      expect('R0', of, its)
    },
    agreed_not_done: () => {
      const of = entry({ state: pick(['refused', 'not_sent', 'not_done'] as const), cash: 'returned' })
      expect(
        'R0',
        of,
        random() < 0.5 ? [keyed(of, { status: pick(['failed', 'canceled', 'open'] as const) })] : [],
      )
    },
    straddle: () => {
      const of = entry({ createdAt: later(end, -2_000), day: DAY })
      expect('R1', of, [keyed(of, { executedAt: later(end, 3_000) })])
    },
    unsure_done: () => {
      const of = entry({ state: pick(['unsure', 'review', 'sent'] as const), cash: 'aside', settledAt: null })
      expect('R2', of, [keyed(of)])
    },
    unsure_not_done: () => {
      const of = entry({ state: 'unsure', cash: 'aside', settledAt: null })
      expect('R3', of, [keyed(of, { status: pick(['failed', 'canceled'] as const) })])
    },
    unsure_absent: () => expect('R3', entry({ state: 'unsure', cash: 'aside', settledAt: null }), []),
    pending: () => {
      const of = entry({ state: 'unsure', cash: 'aside', settledAt: null, accepted: true })
      expect('R4', of, random() < 0.5 ? [keyed(of, { status: 'open', executedAt: null })] : [])
    },
    only_journal: () => expect('R5', entry(), []),
    only_chari: () => {
      const of = entry()
      const its = row(of)
      entries.pop()
      expect('R6', null, [its])
    },
    amount: () => {
      const of = entry()
      expect('R7', of, [keyed(of, { amount: centimes(of.amount + 5_000) })])
    },
    centime: () => {
      const of = entry()
      expect('R7', of, [keyed(of, { amount: centimes(of.amount - 1) })])
    },
    fee: () => {
      const of = entry({ direction: 'cash_out' })
      expect('R8', of, [keyed(of, { fee: centimes(600), total: centimes(of.amount + 600) })])
    },
    status: () => {
      const of = entry()
      expect('R9', of, [keyed(of, { status: pick(['failed', 'canceled'] as const) })])
    },
    refused_done: () => {
      const of = entry({ state: pick(['refused', 'not_done', 'not_sent'] as const), cash: 'returned' })
      expect('R9', of, [keyed(of)])
    },
    duplicate_rows: () => {
      const of = entry()
      const first = row(of)
      operation += 1
      const second = row(of, { operationId: String(operation) })
      expect('R10', of, [first, second])
    },
    duplicate_entries: () => {
      const of = entry()
      const twin = entry({
        ...of,
        id: `twin-of-${of.id}`,
        number: `${of.number}-2`,
        requestIds: [`twin-of-${of.id}`],
      })
      const its = row(of)
      expected.push({ entry: of.id, rows: [groupKeyOf(its)], code: 'R10', ambiguous: false })
      expected.push({ entry: twin.id, rows: [], code: 'R10', ambiguous: false })
    },
    party: () => {
      const of = entry()
      expect('R11', of, [keyed(of, { phone: 'digest-of-somebody-else' })])
    },
    direction: () => {
      const of = entry({ direction: 'cash_in' })
      expect('R11', of, [keyed(of, { operationType: 2, transactionType: 2 })])
    },
    elsewhere: () => expect('R12', entry({ state: 'elsewhere', cash: 'returned' }), []),
    seen_elsewhere: () =>
      expect('R12', entry({ state: 'review', cash: 'aside', settledAt: null, completedSeen: true }), []),
    reversed: () => {
      const of = entry()
      const before = row(of, { lastPull: 1 })
      rowId += 1
      const now: KeptRow = { ...before, id: rowId, status: 'canceled', hash: `hash-${rowId}`, lastPull: 2 }
      rows.push(now)
      expect('R13', of, [now])
    },
    charged_back: () => {
      const of = entry()
      const first = row(of)
      rowId += 1
      transaction += 1
      const back: KeptRow = {
        ...first,
        id: rowId,
        transactionId: String(transaction),
        transactionType: 9,
        sens: 1,
        hash: `hash-${rowId}`,
      }
      rows.push(back)
      expect('R13', of, [first, back])
    },
    commission: () => {
      const of = entry()
      expect('R16', of, [keyed(of, { commission: centimes(200) })])
    },
    other_kind: () => {
      const of = entry()
      const its = row(of, {
        operationType: pick([3, 5, 9, 25]),
        transactionType: 3,
        reference: null,
        requestId: null,
      })
      entries.pop()
      expect('R18', null, [its])
    },
    other_agent: () => {
      const of = entry()
      const its = row(of, { agentCode: 'AG30999' })
      entries.pop()
      expect('R18', null, [its])
    },
    sandbox: () => expect('R18', entry({ environment: 'sandbox' }), []),
    unreadable: () => {
      const of = entry()
      expect('R19', of, [keyed(of, random() < 0.5 ? { status: 'unknown' } : { amount: null })])
    },
    proposed: () => {
      const of = entry({ phone: `digest-alone-${sequence}` })
      const its = row(of, { reference: null, requestId: null })
      expect('R5', of, [], true)
      expect('R6', null, [its], true)
    },
    ambiguous: () => {
      const at = moment()
      const alike = { createdAt: at, direction: 'cash_in' as const, phone: `digest-alike-${sequence}` }
      const one = entry(alike)
      const two = entry({ ...alike, createdAt: later(at, 60_000) })
      const same = { amount: one.amount, fee: one.fee, total: one.total, reference: null, requestId: null }
      entries[entries.indexOf(two)] = {
        ...two,
        amount: one.amount,
        cashAmount: one.amount,
        fee: one.fee,
        total: one.total,
      }
      const first = row(one, same)
      operation += 1
      const second = row(two, same)
      expect('R5', one, [], true)
      expect('R5', two, [], true)
      expect('R6', null, [first], true)
      expect('R6', null, [second], true)
    },
  }
  for (const kind of KINDS) for (let n = 0; n < (counts[kind] ?? 0); n++) stories[kind]()
  return { entries: shuffled(entries, random), rows: shuffled(rows, random), expected }
}

/** The same day on each side, with nothing wrong: for figures. */
export function matchedDay(count: number, seed: number): Pick<Generated, 'entries' | 'rows'> {
  return generate({ matched: count }, seed)
}

export const noMoney = (): CashDay => ({
  began: {
    counter: centimes(0),
    drawer: centimes(0),
    aside: centimes(0),
    due: centimes(0),
    change_due: centimes(0),
    owed: centimes(0),
    safe: centimes(0),
    transit: centimes(0),
    float: centimes(0),
  },
  moves: [],
  differences: [],
  counted: false,
  float: null,
  floatsToday: 0,
  transits: [],
  movements: [],
  zs: [],
  putAway: centimes(0),
})

export const moneyFact = (change: Partial<MoneyFact> & { readonly difference: Centimes }): MoneyFact => ({
  key: 'count:77',
  what: 'closing',
  at: `${DAY}T19:00:00.000Z`,
  by: 'Salma B.',
  expected: centimes(700_000),
  found: centimes(700_000 + change.difference),
  reason: null,
  approvedBy: null,
  shift: 'CASA1-S000012',
  z: 12,
  ...change,
})
