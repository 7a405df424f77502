import { type ChariStatus, type Direction, directionOfType } from '../domain/codes'
import { civilDay, dayBounds } from '../domain/day'
import { add, type Centimes } from '../domain/money'
import type { ChariOperation, KeptRow, PullFact } from './types'

/** "Transaction Types": a fee of the operation, and what undoes one. */
const FEES = 6
const CASHBACK = 18
const CHARGEBACK = 9
const CHARGEBACK_CANCELED = 10
const REFUND = 7
/** "Operation Types" of their own that undo another operation. */
const UNDOING: ReadonlySet<number> = new Set([7, 12])

const directionOf = (type: number | null): Direction | null =>
  type === null ? null : (directionOfType(type) ?? null)

/** An operation's own transactions, not its fees and not what undid it. */
const isPrincipal = ({ transactionType }: KeptRow): boolean =>
  transactionType !== FEES &&
  transactionType !== CASHBACK &&
  transactionType !== CHARGEBACK &&
  transactionType !== CHARGEBACK_CANCELED &&
  transactionType !== REFUND

export const groupKeyOf = (row: Pick<KeptRow, 'operationId' | 'reference' | 'hash'>): string =>
  row.operationId !== null
    ? `chari:${row.operationId}`
    : row.reference !== null
      ? `reference:${row.reference}`
      : `row:${row.hash}`

/** A transaction is one through all readings; a row without any id is its content. */
const transactionKey = (row: KeptRow): string =>
  row.transactionId === null ? `${groupKeyOf(row)} ${row.hash}` : `${row.operationId} ${row.transactionId}`

/**
 * The civil day of a time. One without a zone has a day only where UTC and Casablanca agree on it: it may widen what
 * is looked at, and never decides.
 */
export function certainDay(time: string | null): string | null {
  if (time === null) return null
  if (time.endsWith('Z')) return civilDay(time)
  const asUtc = civilDay(`${time}Z`)
  return asUtc === time.slice(0, 10) ? asUtc : null
}

/** Newest version of each transaction, and whether an older one was completed. */
interface Version {
  readonly row: KeptRow
  readonly completedBefore: boolean
}

function newest(rows: readonly KeptRow[]): readonly Version[] {
  const versions = new Map<string, Version>()
  const later = (a: KeptRow, b: KeptRow): boolean =>
    a.lastPull === b.lastPull ? a.id > b.id : a.lastPull > b.lastPull
  for (const row of rows) {
    const key = transactionKey(row)
    const known = versions.get(key)
    if (!known) {
      versions.set(key, { row, completedBefore: false })
      continue
    }
    const wins = later(row, known.row)
    const older = wins ? known.row : row
    versions.set(key, {
      row: wins ? row : known.row,
      completedBefore: known.completedBefore || older.status === 'completed',
    })
  }
  return [...versions.values()]
}

/** The transaction that says what the operation is: completed before anything else, then the largest. */
function principalOf(versions: readonly Version[]): Version {
  const rank: Readonly<Record<ChariStatus, number>> = {
    completed: 4,
    open: 3,
    unknown: 2,
    failed: 1,
    canceled: 0,
  }
  const own = versions.filter(({ row }) => isPrincipal(row))
  const [first, ...rest] = own.length > 0 ? own : versions
  if (!first) throw new Error('a group has a row')
  return rest.reduce((best, one) => {
    const by = rank[one.row.status] - rank[best.row.status]
    if (by !== 0) return by > 0 ? one : best
    const larger = (one.row.amount ?? 0) - (best.row.amount ?? 0)
    if (larger !== 0) return larger > 0 ? one : best
    return one.row.id < best.row.id ? one : best
  }, first)
}

const firstOf = <T>(rows: readonly KeptRow[], read: (row: KeptRow) => T | null): T | null => {
  for (const row of rows) {
    const value = read(row)
    if (value !== null) return value
  }
  return null
}

function feeOf(principal: KeptRow, rows: readonly KeptRow[]): Centimes | null {
  if (principal.fee !== null) return principal.fee
  const fees = rows.filter((row) => row.transactionType === FEES && row.status === 'completed')
  return fees.reduce<Centimes | null>(
    (sum, { amount }) => (amount === null ? sum : sum === null ? amount : add(sum, amount)),
    null,
  )
}

/**
 * Two completed transactions of one type and one direction on the account: the movement was made twice. Where the
 * direction is not told they may be the debit and the credit of one movement.
 */
function isDoubled(versions: readonly Version[]): boolean {
  const seen = new Set<string>()
  for (const { row } of versions) {
    if (row.status !== 'completed' || row.sens === null || row.transactionId === null) continue
    if (row.transactionType === null || !isPrincipal(row)) continue
    const movement = `${row.transactionType} ${row.sens} ${row.amount} ${row.phone}`
    if (seen.has(movement)) return true
    seen.add(movement)
  }
  return false
}

function isReversed(versions: readonly Version[], principal: Version): boolean {
  const completed = versions.filter(({ row }) => row.status === 'completed')
  const back = completed.filter(
    ({ row }) => row.transactionType === CHARGEBACK || row.transactionType === REFUND,
  ).length
  const undone = completed.filter(({ row }) => row.transactionType === CHARGEBACK_CANCELED).length
  if (back > undone) return true
  const { status } = principal.row
  return principal.completedBefore && (status === 'failed' || status === 'canceled')
}

/** Most operations are one row: it is read without a detour. */
function ofOne(key: string, row: KeptRow, newestWhole: (at: string) => number): ChariOperation {
  const type = row.operationType ?? row.transactionType
  const time = row.executedAt ?? row.createdAt
  return {
    key,
    operationId: row.operationId,
    transactionIds: row.transactionId === null ? NONE : [row.transactionId],
    rows: [row.id],
    reference: row.reference,
    requestId: row.requestId,
    type,
    direction: directionOf(type),
    status: row.status,
    amount: row.amount,
    fee: row.fee,
    total: row.total,
    commission: row.commission,
    agentCode: row.agentCode,
    phone: row.phone,
    sens: row.sens,
    createdAt: row.createdAt,
    executedAt: row.executedAt,
    time: time?.endsWith('Z') ? time : null,
    day: certainDay(time),
    filed: row.at,
    reversed: false,
    doubled: false,
    lastPull: row.lastPull,
    vanished: row.status === 'completed' && newestWhole(row.at) > row.lastPull,
  }
}
const NONE: readonly string[] = []

function ofSeveral(
  key: string,
  rows: readonly KeptRow[],
  newestWhole: (at: string) => number,
): ChariOperation {
  const versions = newest(rows)
  const principal = principalOf(versions)
  const { row } = principal
  const all = [row, ...versions.map((version) => version.row).filter((other) => other !== row)]
  const type = firstOf(all, ({ operationType }) => operationType) ?? row.transactionType
  const executedAt = firstOf(all, (one) => one.executedAt)
  const createdAt = firstOf(all, (one) => one.createdAt)
  const time = executedAt ?? createdAt
  const lastPull = Math.max(...all.map((one) => one.lastPull))
  return {
    ...ofOne(key, row, newestWhole),
    transactionIds: all.flatMap(({ transactionId }) => (transactionId === null ? [] : [transactionId])),
    rows: rows.map(({ id }) => id).sort((a, b) => a - b),
    reference: firstOf(all, (one) => one.reference),
    requestId: firstOf(all, (one) => one.requestId),
    type,
    direction: directionOf(type),
    fee: feeOf(row, all),
    commission: firstOf(all, (one) => one.commission),
    agentCode: firstOf(all, (one) => one.agentCode),
    phone: firstOf(all, (one) => one.phone),
    createdAt,
    executedAt,
    time: time?.endsWith('Z') ? time : null,
    day: certainDay(time),
    reversed: isReversed(versions, principal),
    doubled: isDoubled(versions),
    lastPull,
    vanished: row.status === 'completed' && newestWhole(row.at) > lastPull,
  }
}

/** Order of the newest complete reading of Chari itself that should hold a row of a time. */
export function newestWholeReading(pulls: readonly PullFact[]): (at: string) => number {
  const whole = pulls.filter(({ complete, source }) => complete && source === 'chari')
  return (at) =>
    whole.reduce(
      (newest, { from, to, readAt, order }) =>
        from <= at && at <= to && at <= readAt ? Math.max(newest, order) : newest,
      0,
    )
}

/**
 * An operation of its own that undoes another one, told by the reference that both bear: the other is reversed, and
 * the undoing stays no operation of its own.
 */
function joinReversals(operations: ChariOperation[]): ChariOperation[] {
  const undoing = operations.filter(({ type }) => type !== null && UNDOING.has(type))
  if (undoing.length === 0) return operations
  const byReference = new Map<string, number>()
  operations.forEach(({ type, reference }, index) => {
    if (reference !== null && (type === null || !UNDOING.has(type))) byReference.set(reference, index)
  })
  const joined = new Set<ChariOperation>()
  for (const one of undoing) {
    const at = one.reference === null ? undefined : byReference.get(one.reference)
    const other = at === undefined ? undefined : operations[at]
    if (at === undefined || !other || one.status !== 'completed') continue
    operations[at] = {
      ...other,
      reversed: true,
      rows: [...other.rows, ...one.rows],
      transactionIds: [...other.transactionIds, ...one.transactionIds],
    }
    joined.add(one)
  }
  return operations.filter((one) => !joined.has(one))
}

/**
 * Takes rows together to operations: by Chari's operation id, else by reference, else each for itself. Of a
 * transaction that several readings hold, the newest counts. Whatever the order of the rows, the operations are the
 * same, though in another order.
 */
export function* grouping(
  rows: readonly KeptRow[],
  pulls: readonly PullFact[],
): Generator<void, readonly ChariOperation[]> {
  const groups = new Map<string, KeptRow | KeptRow[]>()
  let turn = 0
  for (const row of rows) {
    const key = groupKeyOf(row)
    const known = groups.get(key)
    if (known === undefined) groups.set(key, row)
    else if (Array.isArray(known)) known.push(row)
    else groups.set(key, [known, row])
    turn += 1
    if (turn % TURN === 0) yield
  }
  const newestWhole = newestWholeReading(pulls)
  const operations: ChariOperation[] = []
  for (const [key, group] of groups) {
    operations.push(
      Array.isArray(group) ? ofSeveral(key, group, newestWhole) : ofOne(key, group, newestWhole),
    )
    turn += 1
    if (turn % TURN === 0) yield
  }
  return joinReversals(operations)
}

/** So many of anything are worked on before others get their turn. */
export const TURN = 4_000

/** The UTC instants between which rows of a civil day may lie, two hours wider on either side. */
export function pullWindow(from: string, to: string): { readonly from: string; readonly to: string } {
  const wide = 2 * 60 * 60_000
  return {
    from: new Date(Date.parse(dayBounds(from).start) - wide).toISOString(),
    to: new Date(Date.parse(dayBounds(to).end) + wide).toISOString(),
  }
}
