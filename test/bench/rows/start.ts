import { type Bench, figure, interleaved } from '../measure'
import { bareWindow, start, trainingTerminal, useBefore } from '../support/programs'

/** No cashier reads the screen and types four digits faster. */
const TYPING_MS = 1_000

/**
 * From the start of the process to the sign-in and to the counter that can be used and is painted, against a bare
 * window that is painted. Both profiles have been used before, and both programs are started and watched alike.
 */
export const startUp: Bench = {
  name: 'start',
  run: async ({ quick, rounds, folder }) => {
    const terminal = trainingTerminal(folder())
    const bare = bareWindow(folder())
    const calm = trainingTerminal(folder(), TYPING_MS)
    await useBefore([terminal, bare, calm], quick)
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
    const calmly: number[] = []
    for (let round = 0; round < rounds(10, 1); round += 1) {
      const { 'sign-in': signIn = 0, counter = 0 } = await once(calm)
      calmly.push(counter - signIn - TYPING_MS)
    }
    const anchor = b.map(({ window = 0 }) => window)
    const to = (screen: string): readonly number[] => a.map((reached) => reached[screen] ?? 0)
    return [
      figure('start to sign-in', 'ms', to('sign-in'), { anchor, goal: { of: 'ratio', is: '<=', than: 1.6 } }),
      figure('PIN to counter, typed a second after', 'ms', calmly),
      figure('start to counter, PIN typed at once', 'ms', to('counter'), {
        anchor,
        goal: { of: 'ratio', is: '<=', than: 1.6 },
      }),
    ]
  },
}
