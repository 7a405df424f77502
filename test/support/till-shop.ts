import { randomUUID } from 'node:crypto'
import type { Count, TillSettings } from '../../electron/domain/closing'
import type { Direction } from '../../electron/domain/codes'
import { type Centimes, centimes } from '../../electron/domain/money'
import type { Message, OperationView } from '../../electron/domain/operation'
import type { User } from '../../electron/domain/people'
import type { CountPurpose, OpenShift } from '../../electron/domain/till'
import type { Author, Journal } from '../../electron/journal/types'
import { createCounter } from '../../electron/operations/counter'
import { operationKinds } from '../../electron/operations/kinds'
import { operationProjection } from '../../electron/operations/projection'
import type { Counter } from '../../electron/operations/types'
import { receiptKinds } from '../../electron/receipts/kinds'
import { tillKinds } from '../../electron/till/kinds'
import { tillProjection } from '../../electron/till/projection'
import type { TillDeps } from '../../electron/till/till'
import type { Closed, Moving, Opening, Till, Told } from '../../electron/till/types'
import { IDENTITY, memoryFolder, quickSettings } from './counter'
import { openTestJournal } from './journal'
import { type ExecuteFault, type ScriptedChari, scriptedChari } from './scripted-chari'
import { type SteppedClock, steppedClock } from './stepped-clock'
import { openTill, paperHead, SALMA_B, tillSettings } from './till'

export const mad = (amount: number): Centimes => centimes(Math.round(amount * 100))
export const total = (amount: Centimes): Count => ({ total: amount, lines: null })

export interface TillShop {
  readonly clock: SteppedClock
  readonly chari: ScriptedChari
  readonly journal: Journal
  readonly till: Till
  readonly counter: Counter
  /** Changed at will: the till reads it at each use. */
  settings: TillSettings
  /** As main's session says who is at the counter. */
  readonly who: (user: User) => Author
  readonly open: (count: Centimes, user?: User, change?: Partial<Opening>) => Told<OpenShift>
  /** A customer comes with a reference of this amount and goes away served, unless a fault is in the way. */
  readonly serve: (
    direction: Direction,
    amount: Centimes,
    user?: User,
    fault?: ExecuteFault,
  ) => Promise<OperationView | Message>
  readonly move: (moving: Partial<Moving>, user?: User) => ReturnType<Till['move']>
  readonly count: (amount: Centimes, purpose?: CountPurpose, user?: User) => ReturnType<Till['count']>
  /** Counts what is expected, or this, and closes. */
  readonly z: (
    user?: User,
    how?: {
      readonly counted?: Centimes
      readonly left?: Centimes
      readonly reason?: string
      readonly approvedBy?: string
      readonly shift?: string
    },
  ) => Told<Closed>
  readonly kinds: () => readonly string[]
}

let references = 5_000_000_000

/** A counter and its till on one journal, as main builds them, with a scripted Chari. */
export function tillShop(
  change: Partial<TillSettings> = {},
  given: {
    readonly clock?: SteppedClock
    readonly journal?: Journal
    readonly till?: Partial<Omit<TillDeps, 'journal' | 'clock' | 'settings'>>
  } = {},
): TillShop {
  const clock = given.clock ?? steppedClock()
  const chari = scriptedChari(clock)
  const journal =
    given.journal ??
    openTestJournal(memoryFolder(), {
      clock,
      kinds: [...operationKinds, ...tillKinds, ...receiptKinds],
      projections: [operationProjection, tillProjection],
    })
  const till = openTill(journal, clock, { ...given.till, settings: () => shop.settings })
  const counter = createCounter({
    journal,
    chari,
    till,
    settings: () => quickSettings({ till: shop.settings }),
    clock,
    ids: { uuid: randomUUID },
    random: () => 0,
    paperHead: paperHead(journal.terminal, clock.now),
    onChange: () => undefined,
    notAlone: () => undefined,
    log: () => undefined,
  })
  const who = (user: User): Author => ({ cashier: user.name, shift: till.shiftOf(user.name) })
  const shiftOf = (user: User): string => till.shiftOf(user.name) ?? 'none'

  const serve: TillShop['serve'] = async (direction, amount, user = SALMA_B, fault = 'none') => {
    references += 1
    const reference = String(references)
    chari.order(direction, reference, amount)
    const found = await counter.lookUp({ text: reference, want: 'automatic', source: 'typed' }, who(user))
    if (found.kind === 'message') return found.message
    if (found.kind !== 'quote') throw new Error(`no quote: ${JSON.stringify(found)}`)
    chari.script.execute = fault
    const answer = await counter.confirm(
      {
        confirmId: randomUUID(),
        quoteId: found.quote.quoteId,
        received: direction === 'cash_in' ? found.quote.cash : null,
        identity: direction === 'cash_out' ? IDENTITY : null,
      },
      who(user),
    )
    if (!answer.ok) return answer.message
    const left = counter.nextCustomer(answer.value.id, who(user))
    return left.ok ? left.value : left.message
  }
  const count: TillShop['count'] = (amount, purpose = 'closing', user = SALMA_B) =>
    till.count({ countId: randomUUID(), shift: shiftOf(user), purpose, count: total(amount) }, user)

  const shop: TillShop = {
    clock,
    chari,
    journal,
    till,
    counter,
    settings: tillSettings(change),
    who,
    open: (amount, user = SALMA_B, more = {}) =>
      till.open(
        {
          openId: randomUUID(),
          drawer: null,
          count: total(amount),
          float: { source: 'unknown' },
          reason: null,
          approvedBy: null,
          ...more,
        },
        user,
      ),
    serve,
    move: (moving, user = SALMA_B) =>
      till.move(
        {
          moveId: randomUUID(),
          movement: 'paid_out',
          reason: 'expense',
          amount: mad(10),
          note: '',
          ...moving,
        },
        who(user),
      ),
    count,
    z: (user = SALMA_B, { counted, left, reason = null, approvedBy = null, shift = shiftOf(user) } = {}) => {
      const open = till.openShifts().find(({ id }) => id === shift)
      const expected = open ? till.current(open.drawer)?.sums.expected : undefined
      const held = counted ?? expected ?? mad(0)
      const sealed = till.count(
        { countId: randomUUID(), shift, purpose: 'closing', count: total(held) },
        user,
      )
      if (!sealed.ok) return sealed
      return till.close({ closeId: randomUUID(), shift, left: left ?? held, reason, approvedBy }, user)
    },
    kinds: () => journal.events({ limit: 10_000 }).map(({ kind }) => kind),
  }
  return shop
}

/** The value; throws the message where there is none. */
export function got<T>(answer: Told<T>): T {
  if (!answer.ok) throw new Error(JSON.stringify(answer.message))
  return answer.value
}

export const refusal = (answer: Told<unknown>): string | null => (answer.ok ? null : answer.message.code)
