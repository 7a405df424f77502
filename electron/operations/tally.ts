import type { KindTotals, OperationKind, Pending, Tally } from '../domain/closing'
import { addKind, addKinds, noneOf } from '../domain/kind-totals'
import { add, type Centimes, centimes, ZERO } from '../domain/money'
import type { Commission } from '../domain/tariff'
import type { Journal } from '../journal/types'
import type { Operation } from './operation'
import { changeDueOf } from './projection'

/** What an operation earned: Chari's own figure, or the shop's table. */
export type CommissionOf = (facts: {
  readonly kind: OperationKind
  readonly amount: Centimes
  /** When it was begun, UTC ISO: the table of that day holds. */
  readonly at: string
  readonly told: Centimes | null
}) => Commission

/** What ended after one event and up to another, of one drawer. */
export interface TallyRange {
  readonly drawer: string
  readonly after: number
  readonly through: number
  /** Drawer of a shift; an operation belongs to the drawer of the shift in which it was begun. */
  readonly drawerOf: (shift: string | null) => string
}

export interface Tallies {
  readonly tally: (range: TallyRange) => Tally
  /** Money calls of one drawer that are under way in this run; a card's goes on at its bank. */
  readonly inFlight: (drawer: string, drawerOf: TallyRange['drawerOf']) => number
}

interface Settled {
  readonly number: string
  readonly direction: OperationKind
  readonly amount: number
  readonly fee: number | null
  readonly commission: number | null
  readonly state: string
  readonly created_at: string
  readonly cashier: string
  readonly shift: string | null
}

/** One completed operation, as sums add it. */
const oneOf = (
  kind: OperationKind,
  amount: Centimes,
  fee: Centimes | null,
  { amount: earned, estimated }: Commission,
): KindTotals => ({
  kind,
  count: 1,
  amount,
  fees: fee ?? ZERO,
  feesUnknown: Number(fee === null),
  commission: earned ?? ZERO,
  commissionEstimated: Number(earned !== null && estimated),
  commissionUnknown: Number(earned === null),
})

const orNull = (amount: number | null): Centimes | null => (amount === null ? null : centimes(amount))

const pendingOf = (operation: Operation): Pending => ({
  number: operation.number,
  direction: operation.direction,
  reference: operation.reference,
  amount: operation.amount,
  state: operation.state,
  cash: operation.cash,
  changeDue: centimes(changeDueOf(operation)),
  since: operation.unsureAt ?? operation.createdAt,
})

/**
 * Counts operations for a closing, in the order of the journal: each is counted where the event lies that settled it,
 * so that whatever the clock did, no completed operation is in two closings of a drawer, or in none.
 */
export function createTallies({ db }: Pick<Journal, 'db'>, commission: CommissionOf): Tallies {
  const settled = db.prepare<[number, number], Settled>(
    `SELECT number, direction, amount, fee, commission, state, created_at, cashier, shift FROM operation
     WHERE settled_sequence > ? AND settled_sequence <= ? ORDER BY settled_sequence`,
  )
  const unsettled = db
    .prepare<[], string>('SELECT folded FROM operation WHERE unsettled = 1 ORDER BY created_sequence')
    .pluck()
  const flying = db
    .prepare<[], string | null>(
      `SELECT shift FROM operation WHERE unsettled = 1 AND +state IN ('intent', 'sent', 'challenge') AND +parked = 0`,
    )
    .pluck()

  return {
    tally: ({ drawer, after, through, drawerOf }) => {
      const all = new Map<OperationKind, KindTotals>()
      const cashiers = new Map<string, typeof all>()
      const refused = { count: 0, amount: ZERO }
      const notDone = { count: 0, amount: ZERO }
      let first: string | null = null
      let last: string | null = null
      for (const row of settled.all(after, through)) {
        if (drawerOf(row.shift) !== drawer) continue
        const amount = centimes(row.amount)
        if (row.state !== 'completed') {
          const counted = row.state === 'refused' ? refused : notDone
          counted.count += 1
          counted.amount = add(counted.amount, amount)
          continue
        }
        const kind = row.direction
        const told = orNull(row.commission)
        const earned = commission({ kind, amount, at: row.created_at, told })
        const one = oneOf(kind, amount, orNull(row.fee), earned)
        const own = cashiers.get(row.cashier) ?? new Map<OperationKind, KindTotals>()
        cashiers.set(row.cashier, own)
        for (const sums of [all, own]) sums.set(kind, addKind(sums.get(kind) ?? noneOf(kind), one))
        first ??= row.number
        last = row.number
      }
      return {
        kinds: addKinds([...all.values()]),
        refused,
        notDone,
        pending: unsettled
          .all()
          .map((folded) => JSON.parse(folded) as Operation)
          .filter(({ shift }) => drawerOf(shift) === drawer)
          .map(pendingOf),
        first,
        last,
        cashiers: [...cashiers].map(([cashier, sums]) => ({ cashier, kinds: addKinds([...sums.values()]) })),
      }
    },
    inFlight: (drawer, drawerOf) => flying.all().filter((shift) => drawerOf(shift) === drawer).length,
  }
}
