import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Direction } from '../../../electron/domain/codes'
import { type Centimes, centimes } from '../../../electron/domain/money'
import type { User } from '../../../electron/domain/people'
import type { Journal } from '../../../electron/journal/types'
import { TABLE_NAMES } from '../../../electron/till/tables'
import { IDENTITY } from '../../support/counter'
import type { ExecuteFault } from '../../support/scripted-chari'
import { HAMID, KARIM, SALMA_B } from '../../support/till'
import { got, refusal, type TillShop, tillShop } from '../../support/till-shop'

/**
 * Days of a shop at random, beside a ledger kept by hand in this file: what each drawer holds, and which operations are
 * in no Z yet. Whatever happens in whatever order, the till must tell the same.
 */

interface Drawer {
  holds: number
  opening: number | null
  ins: number
  outs: number
  /** Differences counted since the last Z. */
  differences: number[]
  /** Completed, and in no Z yet: number and amount. */
  done: Map<string, { readonly direction: Direction; readonly amount: number }>
}

type Step =
  | { readonly kind: 'open'; readonly user: 0 | 1; readonly more: number }
  | {
      readonly kind: 'serve'
      readonly user: 0 | 1
      readonly direction: Direction
      readonly amount: number
      readonly fault: ExecuteFault
      /** Opens the drawer first, where it is not. */
      readonly ready: boolean
    }
  | { readonly kind: 'settle'; readonly user: 0 | 1 }
  | {
      readonly kind: 'move'
      readonly user: 0 | 1
      readonly which: number
      readonly amount: number
      readonly undo: boolean
    }
  | { readonly kind: 'hand_over'; readonly user: 0 | 1; readonly more: number }
  | { readonly kind: 'close'; readonly user: 0 | 1; readonly more: number; readonly left: number }
  | { readonly kind: 'hours'; readonly hours: number }
  | { readonly kind: 'day' }

const user = fc.constantFrom(0 as const, 1 as const)
const more = fc.oneof(fc.constant(0), fc.integer({ min: -20_000, max: 20_000 }))
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('open' as const), user, more }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('serve' as const),
      user,
      direction: fc.constantFrom('cash_in' as const, 'cash_out' as const),
      amount: fc.integer({ min: 1, max: 90_000 }),
      ready: fc.constantFrom(true, true, true, false),
      fault: fc.constantFrom<ExecuteFault>(
        'none',
        'none',
        'none',
        'none',
        'lost_after',
        'lost_after',
        'lost_before',
        'refused',
        'name',
        'one_then_two',
        'other_agent',
      ),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('settle' as const), user }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('move' as const),
      user,
      which: fc.nat({ max: 5 }),
      amount: fc.integer({ min: 1, max: 50_000 }),
      undo: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('hand_over' as const), user, more }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('close' as const),
      user,
      more,
      left: fc.nat({ max: 100 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('hours' as const), hours: fc.integer({ min: -20, max: 60 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('day' as const) }) },
)

const MOVES = [
  ['paid_in', 'owner', 1],
  ['paid_in', 'from_safe', 1],
  ['paid_out', 'expense', -1],
  ['paid_out', 'float_bought', -1],
  ['safe', 'too_much_cash', -1],
  ['bank', 'deposit', -1],
] as const

const PEOPLE: readonly [User, User] = [SALMA_B, HAMID]

const tables = (journal: Journal): unknown =>
  ['operation', ...TABLE_NAMES].map((table) => journal.db.prepare(`SELECT * FROM ${table}`).all())

function ledger(shop: TillShop) {
  const { counter } = shop
  const drawers = new Map<string, Drawer>()
  const counted = new Set<string>()
  const ofShift = new Map<string, string>()
  const perpetual = { count: 0, amount: 0, differences: 0, absolute: 0, shifts: 0 }

  const drawer = (name: string): Drawer => {
    const known = drawers.get(name)
    if (known) return known
    const made: Drawer = { holds: 0, opening: null, ins: 0, outs: 0, differences: [], done: new Map() }
    drawers.set(name, made)
    return made
  }
  const nameFor = ({ name }: User): string => (shop.settings.drawers === 'shared' ? 'main' : name)

  /** Every operation that has been completed since it was last looked. */
  const note = (): void => {
    const { rows } = counter.list(
      { search: '', day: null, direction: null, state: null, cashier: null },
      null,
      200,
    )
    for (const row of rows) {
      const { direction, amount } = row
      if (row.state !== 'completed' || direction === 'card' || counted.has(row.id)) continue
      counted.add(row.id)
      const intent = shop.journal.events({ operation: row.id, limit: 1 })[0]
      drawer(ofShift.get(intent?.shift ?? '') ?? 'main').done.set(row.number, { direction, amount })
    }
  }
  const cash = (name: string, amount: number): void => {
    const one = drawer(name)
    one.holds += amount
    if (amount > 0) one.ins += amount
    else one.outs -= amount
  }
  return { drawers, drawer, nameFor, note, cash, ofShift, perpetual }
}

async function play(drawersAs: 'shared' | 'each', steps: readonly Step[]): Promise<void> {
  const shop = tillShop({
    drawers: drawersAs,
    blind: true,
    reasonFrom: centimes(0),
    supervisorFrom: centimes(0),
  })
  const { till, counter, clock, journal } = shop
  const book = ledger(shop)
  const zs: number[] = []
  counter.start()
  till.start()

  const why = { reason: 'écart', approvedBy: KARIM.name }

  function open(who: User, extra: number): void {
    const name = book.nameFor(who)
    const one = book.drawer(name)
    const { carried } = till.proposal(who, null)
    expect(carried).toBe(one.holds)
    const amount = centimes(Math.max(0, one.holds + extra))
    const first = till.proposal(who, null).first
    const answer = shop.open(amount, who, why)
    const expected = one.opening === null
    if (!expected) {
      expect(['shift_open', 'shift_forgotten']).toContain(refusal(answer))
      return
    }
    const { id } = got(answer)
    book.ofShift.set(id, name)
    if (!first) one.differences.push(amount - one.holds)
    Object.assign(one, { holds: amount, opening: amount, ins: 0, outs: 0 })
  }

  /** What the cashier does with the cash of whatever waits, where the till lets them. */
  function settle(who: User): void {
    for (const view of counter.unsettled())
      for (const act of ['cash_paid', 'cash_in_drawer', 'cash_returned'] as const) {
        if (!view.actions.includes(act)) continue
        const answer = counter.cash(view.id, act, IDENTITY, shop.who(who))
        const name = book.nameFor(who)
        if (book.drawer(name).opening === null) {
          expect(refusal(answer)).toBe('shift_closed')
          continue
        }
        expect(answer.ok).toBe(true)
        if (act !== 'cash_returned')
          book.cash(name, view.direction === 'cash_in' ? view.amount : -view.amount)
      }
  }

  function close(who: User, extra: number, share: number): void {
    const name = book.nameFor(who)
    const one = book.drawer(name)
    if (one.opening === null) return
    book.note()
    const amount = centimes(Math.max(0, one.holds + extra))
    const left = centimes(Math.floor((amount * share) / 100))
    const answer = shop.z(who, { counted: amount, left, ...why })
    const { report } = got(answer)
    // Each completed operation in exactly this Z.
    const kinds = { cash_in: { count: 0, amount: 0 }, cash_out: { count: 0, amount: 0 } }
    for (const { direction, amount: done } of one.done.values()) {
      kinds[direction].count += 1
      kinds[direction].amount += done
    }
    for (const kind of ['cash_in', 'cash_out'] as const)
      expect(report.tally.kinds.find((row) => row.kind === kind)).toMatchObject(kinds[kind])
    expect(report.sums.expected).toBe(one.holds)
    expect(report.difference).toBe(amount - one.holds)
    expect(report.left + report.toSafe).toBe(amount)
    zs.push(report.z)
    book.perpetual.shifts += 1
    for (const difference of [...one.differences.splice(0), amount - one.holds]) {
      book.perpetual.differences += difference
      book.perpetual.absolute += Math.abs(difference)
    }
    for (const { count, amount: done } of Object.values(kinds)) {
      book.perpetual.count += count
      book.perpetual.amount += done
    }
    one.done.clear()
    Object.assign(one, { holds: left, opening: null })
    const { perpetual } = report
    expect(perpetual.shifts).toBe(book.perpetual.shifts)
    expect(perpetual.differences).toMatchObject({
      signed: book.perpetual.differences,
      absolute: book.perpetual.absolute,
    })
    expect(perpetual.kinds.reduce((sum, row) => sum + row.count, 0)).toBe(book.perpetual.count)
    expect(perpetual.kinds.reduce((sum, row) => sum + row.amount, 0)).toBe(book.perpetual.amount)
  }

  async function act(now: Step): Promise<void> {
    if (now.kind === 'hours') {
      clock.set(new Date(Date.parse(clock.now()) + now.hours * 3_600_000).toISOString())
      return clock.pass(60_000)
    }
    if (now.kind === 'day') {
      till.closeDay({ cashier: KARIM.name, shift: null })
      return
    }
    const who = PEOPLE[now.user]
    const name = book.nameFor(who)
    const one = book.drawer(name)
    switch (now.kind) {
      case 'open':
        return open(who, now.more)
      case 'serve': {
        if (now.ready && one.opening === null) open(who, 0)
        const done = await shop.serve(now.direction, centimes(now.amount), who, now.fault)
        if (one.opening === null) return expect(done).toMatchObject({ code: 'shift_closed' })
        if ('code' in done) return expect(done.code).toBe('shift_forgotten')
        if (done.state === 'completed' && (done.cash === 'paid' || done.cash === 'in_drawer'))
          book.cash(name, now.direction === 'cash_in' ? now.amount : -now.amount)
        return
      }
      case 'settle':
        await clock.pass(20_000)
        return settle(who)
      case 'move': {
        const [movement, reason, sign] = MOVES[now.which] ?? MOVES[0]
        const answer = shop.move({ movement, reason, amount: centimes(now.amount) }, who)
        if (one.opening === null) return expect(refusal(answer)).toBe('shift_closed')
        book.cash(name, sign * now.amount)
        if (!now.undo) return
        const wrong = { moveId: randomUUID(), number: got(answer).number, note: 'x', approvedBy: KARIM.name }
        got(till.correct(wrong, shop.who(who)))
        book.cash(name, -sign * now.amount)
        return
      }
      case 'hand_over': {
        const shift = till.openShifts().find(({ drawer }) => drawer === 'main')
        if (!shift) return
        const giver = PEOPLE.find(({ name: holder }) => holder === shift.holder) ?? SALMA_B
        const to = giver === SALMA_B ? HAMID : SALMA_B
        const main = book.drawer('main')
        const amount = centimes(Math.max(0, main.holds + now.more))
        got(shop.count(amount, 'hand_over', giver))
        got(till.handOver({ handOverId: randomUUID(), shift: shift.id, to: to.name, ...why }, giver))
        main.differences.push(amount - main.holds)
        if (amount !== main.holds) book.cash('main', amount - main.holds)
        return
      }
      case 'close':
        return close(who, now.more, now.left)
    }
  }

  for (const now of steps) {
    await act(now)
    book.note()
    for (const [name, one] of book.drawers) {
      const report = till.current(name)
      expect(report === null).toBe(one.opening === null)
      if (!report) continue
      expect(report.sums.expected).toBe(one.holds)
      expect(report.sums.expected).toBe((one.opening ?? 0) + one.ins - one.outs)
      expect(report.tally.kinds.reduce((sum, row) => sum + row.count, 0)).toBe(one.done.size)
    }
  }

  // Everything comes to its end: what was lost is found, what waits is paid, every drawer is closed twice.
  for (let turn = 0; turn < 2; turn++) {
    for (const who of PEOPLE) if (book.drawer(book.nameFor(who)).opening === null) open(who, 0)
    await clock.pass(60_000)
    for (const who of PEOPLE) settle(who)
    for (const who of PEOPLE) close(who, 0, 50)
  }
  for (const [, one] of book.drawers) expect(one.done.size).toBe(0)

  // Later than any day of these: each Z is in one closing of each kind.
  clock.set('2036-03-01T12:00:00.000Z')
  await clock.pass(60_000)
  for (const kind of ['day', 'month', 'year'] as const) {
    const { rows } = till.closings(kind, null, 200)
    expect(rows.map(({ number }) => number).reverse()).toEqual(rows.map((_, index) => index + 1))
    const closed = rows.flatMap(({ number }) => {
      const stored = till.closing(kind, number)
      if (stored?.kind !== 'period') throw new Error('no closing')
      const { document } = stored
      const covered = document.zs.map((z) => {
        const found = till.closing('shift', z)
        if (found?.kind !== 'shift') throw new Error('no Z')
        return found.document
      })
      const amounts = (of: readonly { readonly amount: Centimes }[]) =>
        of.reduce((sum, { amount }) => sum + amount, 0)
      expect(amounts(document.kinds)).toBe(covered.reduce((sum, { tally }) => sum + amounts(tally.kinds), 0))
      return document.zs
    })
    expect(closed.sort((a, b) => a - b)).toEqual(zs)
  }

  counter.stop()
  till.stop()
  const before = tables(journal)
  journal.rebuild()
  expect(tables(journal)).toEqual(before)
  expect(journal.verify().broken).toBeNull()
  journal.close()
}

describe('any days of a shop', () => {
  it.each(['shared', 'each'] as const)('add up, with drawers %s', async (drawers) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 30, maxLength: 60, size: 'max' }), (steps) =>
        play(drawers, steps),
      ),
      { seed: 20260616, numRuns: 8 },
    )
  })
})
