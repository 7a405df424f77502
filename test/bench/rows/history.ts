import type { Journal } from '../../../electron/journal/types'
import { listOperations } from '../../../electron/operations/list'
import type { OperationSearch } from '../../../electron/operations/types'
import { seededRandom } from '../../support/seeded-random'
import { type Bench, type Figure, figure, timed } from '../measure'
import { bulkJournal, momentOf, operationsOf } from '../support/bulk'
import { openJournal } from '../support/journals'
import type { Operation } from '../support/shop'

const PAGE = 50
const ANY: OperationSearch = { search: '', day: null, direction: null, state: null, cashier: null }
const SIZES = [1_000, 10_000, 100_000, 1_000_000]

interface Asked {
  readonly filter: OperationSearch
  readonly cursor?: string
}

type Query = (op: Operation) => Asked
const of = (change: Partial<OperationSearch>): Asked => ({ filter: { ...ANY, ...change } })
const dayOf = ({ at }: Operation): string => at.toISOString().slice(0, 10)

/** What a cashier asks of the history, about an operation anywhere in it. */
const QUERIES: Readonly<Record<string, Query>> = {
  'first page': () => of({}),
  'filter day': (op) => of({ day: dayOf(op) }),
  'filter direction': () => of({ direction: 'cash_out' }),
  'filter state': () => of({ state: 'refused' }),
  'filter cashier': (op) => of({ cashier: op.who.cashier }),
  'filter cashier and state': (op) => of({ cashier: op.who.cashier, state: 'refused' }),
  'filter day, direction and state': (op) =>
    of({ day: dayOf(op), direction: op.direction, state: 'completed' }),
  'search reference': (op) => of({ search: op.reference }),
  'search last four': (op) => of({ search: op.customer.phone.slice(-4) }),
  'search phone': (op) => of({ search: op.customer.phone }),
  'search name': (op) => of({ search: op.customer.name }),
  'search amount': (op) => of({ search: String(op.amount / 100) }),
  'search number': (op) => of({ search: op.number }),
  'search amount on a day': (op) => of({ search: String(op.amount / 100), day: dayOf(op) }),
}

function cursorOf(journal: Journal, random: () => number): string {
  const newest = journal.db.prepare('SELECT max(created_sequence) FROM operation').pluck().get()
  return String(Math.floor(Number(newest) * random()))
}

/** Operations to ask about, from all over the journal. */
function samples(size: number, wanted: number): readonly Operation[] {
  const every = Math.max(1, Math.floor(size / wanted))
  const found: Operation[] = []
  for (const { op } of operationsOf(size)) if (op.sequence % every === 0) found.push(op)
  return found
}

async function measure(
  size: number,
  rounds: number,
  say: (text: string) => void,
): Promise<readonly Figure[]> {
  const { folder, bytes } = bulkJournal(size, say)
  say(
    `journal of ${size} operations, until ${momentOf(size).getUTCFullYear()}: ${(bytes / 2 ** 30).toFixed(2)} GiB`,
  )
  const journal = openJournal(folder, { verifyAtOpen: 1_000 })
  try {
    const random = seededRandom(size)
    const ops = samples(size, rounds)
    const figures: Figure[] = []
    const all: Readonly<Record<string, Query>> = {
      ...QUERIES,
      'deep page': () => ({ filter: ANY, cursor: cursorOf(journal, random) }),
    }
    for (const [name, query] of Object.entries(all)) {
      const times: number[] = []
      for (let round = -1; round < rounds; round += 1) {
        const op = ops[(round + ops.length) % ops.length]
        if (!op) throw new Error('no operations')
        const { filter, cursor = null } = query(op)
        const ms = await timed(() => listOperations(journal, filter, cursor, PAGE))
        if (round >= 0) times.push(ms)
      }
      const goal = size === SIZES.at(-1) ? { goal: { of: 'median', is: '<=', than: 10 } as const } : {}
      figures.push(figure(`history of ${size}, ${name}`, 'ms', times, goal))
    }
    return figures
  } finally {
    journal.close()
  }
}

/** Pages, filters and searches of the history as it grows. */
export const history: Bench = {
  name: 'history',
  run: async ({ quick, rounds, say }) => {
    const figures: Figure[] = []
    for (const size of quick ? SIZES.slice(0, 1) : SIZES)
      figures.push(...(await measure(size, rounds(200, 5), say)))
    return figures
  },
}
