import { randomUUID } from 'node:crypto'
import { centimes } from '../../../electron/domain/money'
import type { Quote } from '../../../electron/domain/operation'
import type { Author } from '../../../electron/journal/types'
import type { Parts } from '../../../electron/parts'
import { type Bench, figure } from '../measure'
import { type Handled, type Heard, type Outside, openOutside, workedMs } from '../support/outside'
import { openShop } from '../support/parts'
import { TERMINAL } from '../support/shop'

/** In the shift that openShop opens. */
const SALMA: Author = { cashier: 'Salma B.', shift: `${TERMINAL}-S000001` }
/** Nobody waits for a paper longer than this. */
const PAPER_MS = 10_000

const ofMoney = ({ path }: Handled): boolean => path.startsWith('/api/operations/')

async function lookedUp(parts: Parts, text: string): Promise<Quote> {
  const found = await parts.counter.lookUp({ text, want: 'automatic', source: 'typed' }, SALMA)
  if (found.kind !== 'quote') throw new Error(`no quote: ${JSON.stringify(found)}`)
  return found.quote
}

const newReference = (outside: Outside): Promise<string> =>
  outside.newReference({ direction: 'cash_in', amount: centimes(20_000) })

/** Milliseconds of a look-up in main, over those that Chari itself took. */
async function lookUpOverhead(parts: Parts, outside: Outside): Promise<number> {
  const reference = await newReference(outside)
  await outside.seen()
  const from = outside.now()
  await lookedUp(parts, reference)
  const took = outside.now() - from
  return took - workedMs((await outside.seen()).handled.filter(ofMoney))
}

/** What came to the printer until a paper did. */
async function untilPaper(
  outside: Outside,
): Promise<{ readonly handled: Handled[]; readonly heard: Heard[] }> {
  const late = outside.now() + PAPER_MS
  const all = { handled: [] as Handled[], heard: [] as Heard[] }
  while (outside.now() < late) {
    const { handled, heard } = await outside.seen()
    all.handled.push(...handled)
    all.heard.push(...heard)
    if (all.heard.some(({ paper }) => paper)) return all
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error('no paper came out')
}

/** Milliseconds from confirming a cash-in to the first byte of its receipt, over those that Chari took. */
async function confirmToPaper(parts: Parts, outside: Outside): Promise<number> {
  const quote = await lookedUp(parts, await newReference(outside))
  await outside.seen()
  const from = outside.now()
  const confirming = parts.counter.confirm(
    { confirmId: randomUUID(), quoteId: quote.quoteId, received: quote.cash, identity: null },
    SALMA,
  )
  const { handled, heard } = await untilPaper(outside)
  const answer = await confirming
  if (!answer.ok) throw new Error(`not confirmed: ${JSON.stringify(answer.message)}`)
  parts.counter.nextCustomer(answer.value.id, SALMA)
  const paper = heard.find((one) => one.paper)?.at ?? 0
  await printed(parts)
  return paper - from - workedMs(handled.filter((one) => ofMoney(one) && one.to <= paper))
}

/** The next customer comes once this paper is put away. */
async function printed(parts: Parts): Promise<void> {
  for (;;) {
    const { waiting, printing } = parts.queue.status()
    if (waiting === 0 && !printing) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** The counter's own share of what a cashier waits for, through the terminal's parts and a Chari on this machine. */
export const counter: Bench = {
  name: 'counter',
  run: async ({ rounds, folder }) => {
    const outside = await openOutside()
    const many = async (times: number, measure: () => Promise<number>): Promise<readonly number[]> => {
      await measure()
      await measure()
      const found: number[] = []
      for (let round = 0; round < times; round += 1) found.push(await measure())
      return found
    }
    const withDrawer = async (drawer: boolean, times: number) => {
      const parts = await openShop(folder(), outside, { profile: 'epson', drawer })
      try {
        const lookUps = drawer ? [] : await many(rounds(100, 3), () => lookUpOverhead(parts, outside))
        return { lookUps, papers: await many(times, () => confirmToPaper(parts, outside)) }
      } finally {
        await parts.close()
      }
    }
    try {
      const plain = await withDrawer(false, rounds(40, 2))
      const drawer = await withDrawer(true, rounds(20, 2))
      return [
        figure('look-up, over the server', 'ms', plain.lookUps, {
          goal: { of: 'median', is: '<=', than: 30 },
        }),
        figure('confirm to receipt, over the server', 'ms', plain.papers, {
          goal: { of: 'median', is: '<=', than: 50 },
        }),
        figure('confirm to receipt after the drawer, over the server', 'ms', drawer.papers),
      ]
    } finally {
      await outside.end()
    }
  },
}
