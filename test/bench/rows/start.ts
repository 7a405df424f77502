import { type Bench, figure, interleaved } from '../measure'
import { bareWindow, start, trainingTerminal, useBefore } from '../support/programs'

/**
 * From the start of the process to the sign-in and to the counter that can be used and is painted, against a bare
 * window that is painted. Both profiles have been used before, and both programs are started and watched alike.
 */
export const startUp: Bench = {
  name: 'start',
  run: async ({ quick, rounds, folder }) => {
    const terminal = trainingTerminal(folder())
    const bare = bareWindow(folder())
    await useBefore([terminal, bare], quick)
    const once = async (program: typeof terminal): Promise<Readonly<Record<string, number>>> => {
      const running = await start(program)
      await running.end()
      return running.reached
    }
    const { a, b } = await interleaved(
      rounds(10, 1),
      () => once(terminal),
      () => once(bare),
    )
    const anchor = b.map(({ window = 0 }) => window)
    const to = (screen: string): readonly number[] => a.map((reached) => reached[screen] ?? 0)
    return [
      figure('start to sign-in', 'ms', to('sign-in'), { anchor, goal: { of: 'ratio', is: '<=', than: 1.6 } }),
      figure('start to counter, PIN typed at once', 'ms', to('counter'), {
        anchor,
        goal: { of: 'ratio', is: '<=', than: 1.6 },
      }),
    ]
  },
}
