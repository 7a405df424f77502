import { type Bench, type Figure, figure, type Goal, timed } from '../measure'
import { bulkJournal } from '../support/bulk'
import { openJournal } from '../support/journals'

/** Operations of a journal, and how often it is gone through. */
const SIZES = [
  [1_000, 10],
  [10_000, 10],
  [100_000, 3],
  [1_000_000, 1],
] as const

const perSecond = (than: number): { readonly goal: Goal } => ({ goal: { of: 'median', is: '>=', than } })

async function measure(
  size: number,
  rounds: number,
  say: (text: string) => void,
): Promise<readonly Figure[]> {
  const { folder } = bulkJournal(size, say)
  const open = openJournal(folder, { verifyAtOpen: 1_000 })
  try {
    let events = 0
    const rates = async (work: () => void): Promise<readonly number[]> => {
      const found: number[] = []
      for (let round = 0; round < rounds; round += 1) {
        const ms = await timed(work)
        found.push(events / (ms / 1_000))
      }
      return found
    }
    const checks = await rates(() => {
      const report = open.verify()
      if (report.broken) throw new Error(`the chain of the journal is broken at ${report.broken.sequence}`)
      events = report.events
    })
    const rebuilds = await rates(open.rebuild)
    return [
      figure(`rebuild of projections of ${size}`, 'events/s', rebuilds, perSecond(50_000)),
      figure(`chain check of ${size}`, 'events/s', checks, perSecond(100_000)),
    ]
  } finally {
    open.close()
  }
}

/** Events a second through a rebuild of every projection, and through a check of the whole chain, as a journal grows. */
export const journal: Bench = {
  name: 'journal',
  run: async ({ quick, say }) => {
    const figures: Figure[] = []
    for (const [size, rounds] of quick ? ([[1_000, 2]] as const) : SIZES)
      figures.push(...(await measure(size, rounds, say)))
    return figures
  },
}
