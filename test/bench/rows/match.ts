import { classing } from '../../../electron/reconciliation/classes'
import { coverageOf } from '../../../electron/reconciliation/coverage'
import { grouping } from '../../../electron/reconciliation/group'
import { matching } from '../../../electron/reconciliation/match'
import { BOTH_PULLS, matchedDay, SCOPE } from '../../unit/reconciliation/generator'
import { type Bench, figure } from '../measure'

const SIZE = 100_000
const MIB = 2 ** 20

/** What everything else at the counter waits for, at most. */
interface Stretch {
  longest: number
}

/** Runs to the end, and notes the longest stretch between two turns. */
function run<T>(work: Generator<void, T>, stretch: Stretch): T {
  for (;;) {
    const from = performance.now()
    const step = work.next()
    stretch.longest = Math.max(stretch.longest, performance.now() - from)
    if (step.done) return step.value
  }
}

/** A day of 100,000 operations against 100,000 of Chari, from rows in any order to a class for each. */
export const match: Bench = {
  name: 'match',
  run: async ({ quick, rounds, say }) => {
    const size = quick ? SIZE / 20 : SIZE
    const { entries, rows } = matchedDay(size, 20_260_616)
    say(`${entries.length} operations against ${rows.length} rows`)
    const times: number[] = []
    const stretches: number[] = []
    const memory: number[] = []
    for (let round = -1; round < rounds(10, 2); round += 1) {
      const before = process.memoryUsage()
      const stretch: Stretch = { longest: 0 }
      const from = performance.now()
      const chari = run(grouping(rows, BOTH_PULLS), stretch)
      const matched = run(matching(entries, chari, []), stretch)
      const found = run(classing(entries, chari, matched, coverageOf(BOTH_PULLS, 600_000), SCOPE), stretch)
      const ms = performance.now() - from
      const after = process.memoryUsage()
      if (found.length !== size) throw new Error(`${found.length} of ${size} were classed`)
      if (round < 0) continue
      times.push(ms)
      stretches.push(stretch.longest)
      memory.push(Math.max(0, after.rss - before.rss, after.heapUsed - before.heapUsed) / MIB)
    }
    const goals = quick
      ? {}
      : {
          time: { goal: { of: 'median', is: '<=', than: 1_500 } as const },
          memory: { goal: { of: 'p95', is: '<=', than: 300 } as const },
        }
    return [
      figure(`match of ${size} x ${size}`, 'ms', times, goals.time),
      figure(`match of ${size} x ${size}, memory it takes`, 'MiB', memory, goals.memory),
      figure(`match of ${size} x ${size}, longest stretch`, 'ms', stretches),
    ]
  },
}
