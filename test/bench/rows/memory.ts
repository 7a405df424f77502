import { setTimeout as sleep } from 'node:timers/promises'
import { type Bench, figure, interleaved } from '../measure'
import { bareWindow, memoryOf, type Program, start, trainingTerminal, useBefore } from '../support/programs'

/** From the usable counter on: the hidden window for Arabic opens after it, and garbage is collected. */
const SETTLE_MS = 10_000

/** Memory of all processes at rest, on the counter, against that of a bare window. */
export const memory: Bench = {
  name: 'memory',
  run: async ({ quick, rounds, folder }) => {
    const once = async (program: Program): Promise<number> => {
      const running = await start(program)
      await sleep(quick ? 2_000 : SETTLE_MS)
      const mib = memoryOf(running.pid)
      await running.end()
      return mib
    }
    const terminal = trainingTerminal(folder())
    const bare = bareWindow(folder())
    await useBefore([terminal, bare], quick)
    const { a, b } = await interleaved(
      rounds(5, 1),
      () => once(terminal),
      () => once(bare),
    )
    return [figure('memory at rest', 'MiB', a, { anchor: b, goal: { of: 'ratio', is: '<=', than: 1.5 } })]
  },
}
