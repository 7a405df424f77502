import { describe, expect, it } from 'vitest'
import type { Direction } from '../../../electron/domain/codes'
import type { OperationView } from '../../../electron/domain/operation'
import type { Journal } from '../../../electron/journal/types'
import {
  IDENTITY,
  memoryFolder,
  openCounter,
  openCounterJournal,
  placesOf,
  quickSettings,
  SALMA,
  type TestCounter,
} from '../../support/counter'
import { type ExecuteFault, type Order, scriptedChari } from '../../support/scripted-chari'
import { steppedClock } from '../../support/stepped-clock'

const REFERENCE = '1122334455'
const AMOUNT = 15_000
const RECEIVED = 20_000

/**
 * A journal that outlives its app: after `last` appends nothing more is stored. `at_once`: the process dies before
 * the code that follows that append; else it goes on until it would write again, so that bytes may have left.
 */
function mortal(
  journal: Journal,
  last: number,
  atOnce: boolean,
): { readonly journal: Journal; readonly died: () => boolean } {
  let appends = 0
  let dead = false
  return {
    died: () => dead,
    journal: {
      ...journal,
      append: (author, build) => {
        if (dead) throw new Error('killed')
        const stored = journal.append(author, build)
        appends += 1
        if (appends >= last) {
          dead = true
          if (atOnce) throw new Error('killed')
        }
        return stored
      },
    },
  }
}

/** What a person does after the restart, until nothing is left to settle. A supervisor knows the truth from Chari. */
function finish({ counter, view }: TestCounter, id: string, order: Order): OperationView {
  for (let turn = 0; turn < 6; turn++) {
    const { state, actions, unsettled } = view(id)
    if (!unsettled) break
    if (state === 'review') {
      const decision = order.status === 'completed' ? 'completed' : 'not_done'
      counter.review({ id, decision, ticket: 'CH-1', note: '', supervisor: 'Karim I.', second: null }, SALMA)
      continue
    }
    for (const act of ['cash_paid', 'cash_in_drawer', 'cash_returned', 'change_given'] as const)
      if (actions.includes(act)) {
        counter.cash(id, act, IDENTITY, SALMA)
        break
      }
  }
  return view(id)
}

const FAULTS: readonly ExecuteFault[] = [
  'none',
  'name',
  'lost_before',
  'lost_after',
  'late',
  'refused',
  'refused_after',
  'pending_after',
  'one_then_two',
  'one_never',
]

async function killedAfter(direction: Direction, fault: ExecuteFault, last: number, atOnce: boolean) {
  const clock = steppedClock()
  const chari = scriptedChari(clock)
  const order = chari.order(direction, REFERENCE, AMOUNT)
  const real = openCounterJournal(memoryFolder(), { clock })
  const { journal, died } = mortal(real, last, atOnce)
  const before = openCounter(journal, chari, clock, quickSettings)
  before.counter.start()
  const quote = await before.quote(REFERENCE)
  chari.script.execute = fault
  const answer = await before.confirm(quote, direction === 'cash_in' ? RECEIVED : undefined)
  await clock.pass(1_200)
  if (answer.ok) before.counter.nextCustomer(answer.value.id, SALMA)
  before.counter.stop()
  const lived = !died()

  clock.reboot()
  const after = openCounter(real, chari, clock, quickSettings)
  after.counter.start()
  await clock.pass(100)
  const [row] = after.counter.list(
    { search: '', day: null, direction: null, state: null, cashier: null },
    null,
    10,
  ).rows
  return { ...after, chari, clock, order, row, lived }
}

describe.each(['cash_in', 'cash_out'] as const)('a %s killed at each of its events', (direction) => {
  it.each(FAULTS)('with %s: nothing runs twice, nothing is lost, cash follows the truth', async (fault) => {
    for (const atOnce of [true, false])
      for (let last = 1; last < 30; last++) {
        const run = await killedAfter(direction, fault, last, atOnce)
        const { chari, clock, order, row, view, events, lived } = run
        const where = `${fault}, killed after append ${last}${atOnce ? ' at once' : ''}`
        if (!row) throw new Error(`no operation: ${where}`)
        // Nothing is sent again by itself, whatever was found.
        const sent = chari.calls.filter(({ what }) => what === 'execute').length
        expect(sent, where).toBeLessThanOrEqual(1)
        if (!lived && !['completed', 'refused', 'not_sent', 'not_done', 'elsewhere'].includes(row.state))
          expect(view(row.id).parked, where).toBe(true)
        await clock.pass(40_000)
        expect(['intent', 'sent', 'unsure'], where).not.toContain(view(row.id).state)
        const end = finish(run, row.id, order)
        expect(order.executions, where).toBeLessThanOrEqual(1)
        expect(end.unsettled, where).toBe(false)
        const drawer = direction === 'cash_in' ? AMOUNT : -AMOUNT
        const places = order.executions === 0 ? {} : { drawer, float: -drawer }
        expect(placesOf(events(row.id)), where).toEqual(places)
        expect(end.state === 'completed', where).toBe(order.executions === 1)
        expect(run.counter.counts().unsettled, where).toBe(0)
        run.counter.stop()
        if (lived) return
      }
    throw new Error('never lived to the end')
  })
})

describe('intent alone', () => {
  const setup = async () => {
    const clock = steppedClock()
    const chari = scriptedChari(clock)
    const order = chari.order('cash_in', REFERENCE, AMOUNT)
    const real = openCounterJournal(memoryFolder(), { clock })
    const before = openCounter(mortal(real, 1, true).journal, chari, clock)
    await before.confirm(await before.quote(REFERENCE))
    before.counter.stop()
    const after = openCounter(real, chari, clock)
    const [row] = after.counter.list(
      { search: '', day: null, direction: null, state: null, cashier: null },
      null,
      1,
    ).rows
    return { ...after, chari, clock, order, id: row?.id ?? '' }
  }

  it('is not sent where a look-up answers open', async () => {
    const { counter, clock, view, id } = await setup()
    expect(view(id).state).toBe('intent')
    counter.start()
    await clock.pass(1_000)
    expect(view(id)).toMatchObject({ state: 'not_sent', cash: 'received', parked: true, unsettled: true })
  })

  it('is treated as sent where there is no answer, or another has executed it', async () => {
    const silent = await setup()
    silent.chari.script.look = 'no_answer'
    silent.counter.start()
    await silent.clock.pass(1_000)
    expect(silent.view(silent.id)).toMatchObject({ state: 'unsure' })

    const done = await setup()
    done.chari.execute(done.order, 'AG20417', null)
    done.counter.start()
    await done.clock.pass(60 * 60_000)
    // Certain that no byte of ours left, so our agent code alone is no sign.
    expect(done.view(done.id)).toMatchObject({ state: 'review', reason: { code: 'completed_without_sign' } })
  })
})

describe('a rebuild of the projection', () => {
  it('gives the same rows', async () => {
    const clock = steppedClock()
    const chari = scriptedChari(clock)
    const journal = openCounterJournal(memoryFolder(), { clock })
    const { counter, sell } = openCounter(journal, chari, clock)
    const faults: readonly ExecuteFault[] = ['none', 'lost_after', 'refused', 'name', 'one_never']
    for (const [index, fault] of faults.entries()) {
      const reference = String(1_000_000_000 + index)
      chari.order(index % 2 === 0 ? 'cash_in' : 'cash_out', reference, 5_000 + index)
      chari.script.execute = fault
      const { id } = await sell(reference)
      counter.nextCustomer(id, SALMA)
    }
    await clock.pass(300_000)
    const tables = ['operation', 'operation_confirm', 'operation_total']
    const dump = () => tables.map((table) => journal.db.prepare(`SELECT * FROM ${table} ORDER BY 1`).all())
    const before = dump()
    counter.stop()
    journal.rebuild()
    expect(dump()).toEqual(before)
  })
})
