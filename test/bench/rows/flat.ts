import type { Page } from '@playwright/test'
import type { Bridge } from '../../../electron/ipc/contract'
import { type Bench, figure, median } from '../measure'
import { type CounterPage, openCounterPage } from '../support/counter-page'
import { ownMemoryOf } from '../support/programs'

/** Samples of memory along the way; the first ones, while caches and tables fill, are not counted. */
const SAMPLES = 12
const SETTLING = 4

/** Scans a reference as a keyboard scanner writes it, waits for its details and leaves them, again and again. */
const scanOften = (page: Page, reference: string, times: number): Promise<void> =>
  page.evaluate(
    async ([digits, count]) => {
      const appears = (selector: string): Promise<void> =>
        new Promise((resolve, reject) => {
          const late = setTimeout(() => {
            watch.disconnect()
            reject(new Error(`${selector} did not appear`))
          }, 60_000)
          const look = (): void => {
            if (!document.querySelector(selector)) return
            watch.disconnect()
            clearTimeout(late)
            resolve()
          }
          const watch = new MutationObserver(look)
          watch.observe(document, { subtree: true, childList: true, attributes: true })
          look()
        })
      const push = (key: string, code: string): void => {
        const target = document.activeElement ?? document.body
        for (const type of ['keydown', 'keyup'])
          target.dispatchEvent(new KeyboardEvent(type, { key, code, bubbles: true, cancelable: true }))
      }
      for (let time = 0; time < count; time += 1) {
        await appears('.reference-search:enabled')
        for (const digit of digits) push(digit, `Digit${digit}`)
        push('Enter', 'Enter')
        await appears('[data-testid="quote-amount"]')
        push('Escape', 'Escape')
      }
      await appears('.reference-search:enabled')
    },
    [reference, times] as const,
  )

/** Takes cash-ins through the page's own bridge, each with its receipt, and resolves when all are printed. */
async function sell({ page, chari }: CounterPage, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    const reference = await chari.newReference({ direction: 'cash_in', amount: '10.00' })
    await page.evaluate(async (text) => {
      const { guichet } = window as unknown as { guichet: Bridge }
      const found = await guichet.request('counter.lookUp', { text, want: 'automatic', source: 'typed' })
      if (found.kind !== 'quote') throw new Error(`no quote: ${JSON.stringify(found)}`)
      const { quoteId, cash } = found.quote
      const done = await guichet.request('counter.confirm', {
        confirmId: crypto.randomUUID(),
        quoteId,
        received: cash,
        identity: null,
      })
      if (!done.ok) throw new Error(`not confirmed: ${JSON.stringify(done)}`)
      await guichet.request('operation.nextCustomer', { id: done.value.id, seen: done.value.state })
    }, reference)
  }
  await page.waitForFunction(
    () => document.querySelector('[data-testid="queue"]')?.getAttribute('data-print-waiting') === '0',
    undefined,
    { timeout: 600_000 },
  )
}

async function collect({ app, page }: CounterPage): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  await session.detach()
  await app.evaluate(() => {
    process.getBuiltinModule('v8').setFlagsFromString('--expose-gc')
    ;(process.getBuiltinModule('vm').runInNewContext('gc') as () => void)()
  })
}

/** Per step: the median of the slopes between any two values, which one frame more or less on a screen does not move. */
function slopeOf(values: readonly number[]): number {
  const slopes = values.flatMap((value, at) =>
    values.slice(at + 1).map((later, steps) => (later - value) / (steps + 1)),
  )
  return slopes.length === 0 ? 0 : median(slopes)
}

/** Whether the terminal grows with its work: own memory of all processes over 10,000 scans and 1,000 receipts. */
export const flat: Bench = {
  name: 'flat',
  run: async ({ rounds, folder, say }) => {
    const counter = await openCounterPage(folder())
    const scans = rounds(10_000, 120) / SAMPLES
    const receipts = rounds(1_000, 12) / SAMPLES
    try {
      const reference = await counter.chari.newReference({
        direction: 'cash_in',
        amount: '200.00',
        expiresInMs: 7_200_000,
      })
      const mib: number[] = []
      for (let sample = 0; sample < SAMPLES; sample += 1) {
        await scanOften(counter.page, reference, Math.round(scans))
        await sell(counter, Math.round(receipts))
        await collect(counter)
        mib.push(ownMemoryOf(counter.terminal.process.pid ?? 0))
        say(`flat: ${sample + 1} of ${SAMPLES}, ${(mib.at(-1) ?? 0).toFixed(0)} MiB`)
      }
      const kept = mib.slice(SETTLING)
      const growth = slopeOf(kept) * SAMPLES
      return [
        figure('own memory after 10,000 scans and 1,000 receipts', 'MiB', mib.slice(-1), {
          anchor: mib.slice(0, 1),
        }),
        figure('its growth over as many, by the slope of the last two thirds', 'MiB', [growth], {
          goal: { of: 'median', is: '<=', than: 15 },
        }),
      ]
    } finally {
      await counter.close()
    }
  },
}
