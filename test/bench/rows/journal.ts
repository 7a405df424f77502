import { type Bench, figure, timed } from '../measure'
import { bulkJournal } from '../support/bulk'
import { openJournal } from '../support/journals'

/** Events a second through a rebuild of every projection, and through a check of the whole chain. */
export const journal: Bench = {
  name: 'journal',
  run: async ({ quick, rounds, say }) => {
    const { folder } = bulkJournal(quick ? 1_000 : 10_000, say)
    const open = openJournal(folder, { verifyAtOpen: 1_000 })
    try {
      const { events } = open.verify()
      const rates = async (work: () => void): Promise<readonly number[]> => {
        const found: number[] = []
        for (let round = 0; round < rounds(10, 2); round += 1)
          found.push(events / ((await timed(work)) / 1_000))
        return found
      }
      const checks = await rates(() => {
        const { broken } = open.verify()
        if (broken) throw new Error(`the chain of the journal is broken at ${broken.sequence}`)
      })
      const rebuilds = await rates(open.rebuild)
      return [
        figure('rebuild of projections', 'events/s', rebuilds, {
          goal: { of: 'median', is: '>=', than: 50_000 },
        }),
        figure('chain check', 'events/s', checks, { goal: { of: 'median', is: '>=', than: 100_000 } }),
      ]
    } finally {
      open.close()
    }
  },
}
