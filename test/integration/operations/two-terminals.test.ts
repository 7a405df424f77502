import { describe, expect, it } from 'vitest'
import type { Direction } from '../../../electron/domain/codes'
import { memoryFolder, openCounter, openCounterJournal, quickSettings } from '../../support/counter'
import { type ExecuteFault, type Order, scriptedChari } from '../../support/scripted-chari'
import { steppedClock } from '../../support/stepped-clock'

const REFERENCE = '1122334455'
const FAULTS: readonly ExecuteFault[] = [
  'none',
  'lost_before',
  'lost_after',
  'late',
  'refused_after',
  'one_then_two',
]

/** Two terminals of one agent code, asked for the same reference at once. */
async function race(
  direction: Direction,
  faults: readonly [ExecuteFault, ExecuteFault],
  showRequestIds: boolean,
) {
  const clock = steppedClock()
  const orders = new Map<string, Order>()
  const terminals = faults.map((fault, index) => {
    const chari = scriptedChari(clock, orders)
    chari.showRequestIds = showRequestIds
    const journal = openCounterJournal(memoryFolder(), { clock, terminal: `CASA${index + 1}` })
    const settings = quickSettings({ soleTerminal: false, otherTerminals: [`CASA${2 - index}`] })
    return { ...openCounter(journal, chari, clock, () => settings), chari, fault }
  })
  const order = terminals[0]?.chari.order(direction, REFERENCE, 15_000)
  const quotes = await Promise.all(terminals.map(({ quote }) => quote(REFERENCE)))
  const answers = await Promise.all(
    terminals.map(({ confirm, chari, fault }, index) => {
      const quote = quotes[index]
      if (!quote) throw new Error('no quote')
      chari.script.execute = fault
      return confirm(quote)
    }),
  )
  await clock.pass(25_000)
  const ends = terminals.flatMap(({ view, counter }, index) => {
    const answer = answers[index]
    counter.stop()
    return answer?.ok ? [view(answer.value.id)] : []
  })
  return { order, ends }
}

describe.each(['cash_in', 'cash_out'] as const)(
  'two terminals, one agent code, one %s at once',
  (direction) => {
    it.each([true, false])(
      'at most one pays, whatever answers are lost (request ids shown: %s)',
      async (shown) => {
        for (const first of FAULTS)
          for (const second of FAULTS) {
            const { order, ends } = await race(direction, [first, second], shown)
            const where = `${first} / ${second}: ${ends.map(({ state }) => state).join(', ')}`
            expect(order?.executions, where).toBeLessThanOrEqual(1)
            const completed = ends.filter(({ state }) => state === 'completed').length
            expect(completed, where).toBeLessThanOrEqual(order?.executions ?? 0)
            // With request ids in Chari's records the one who executed always learns it.
            if (shown) expect(completed, where).toBe(order?.executions)
            // Nobody gives money back, or pays, on a guess.
            for (const { state } of ends)
              if (order?.executions === 1 && state !== 'completed')
                expect(['review', 'refused', 'not_done'], where).toContain(state)
          }
      },
    )
  },
)
