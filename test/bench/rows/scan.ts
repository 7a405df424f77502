import type { Page } from '@playwright/test'
import { scanInto } from '../../devices/virtual-scanner'
import { type Bench, figure } from '../measure'
import { type CounterPage, openCounterPage } from '../support/counter-page'

/** In the page: from the time of the Enter of a burst to the first frame in which its reference is looked up. */
const watchNextScan = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const shown = (): boolean =>
      document.querySelector('.reference-search:disabled') !== null ||
      document.querySelector('[data-testid="quote-amount"]') !== null
    const state = window as unknown as { scanMs: Promise<number> }
    state.scanMs = new Promise((resolve) => {
      window.addEventListener(
        'keydown',
        function heard(event) {
          if (event.code !== 'Enter') return
          window.removeEventListener('keydown', heard, { capture: true })
          const from = event.timeStamp
          const look = (): void => {
            if (!shown()) {
              requestAnimationFrame(look)
              return
            }
            // A message comes after the frame that this callback belongs to is painted.
            const { port1, port2 } = new MessageChannel()
            port1.onmessage = () => resolve(performance.now() - from)
            port2.postMessage(null)
          }
          requestAnimationFrame(look)
        },
        { capture: true },
      )
    })
  })

const scanMs = (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as { scanMs: Promise<number> }).scanMs)

async function home(page: Page): Promise<void> {
  await page.getByTestId('quote-amount').waitFor()
  await page.keyboard.press('Escape')
  await page.locator('.reference-search:enabled').waitFor()
}

async function scans({ page, chari }: CounterPage, count: number): Promise<readonly number[]> {
  const took: number[] = []
  for (let round = 0; round < count; round += 1) {
    const reference = await chari.newReference({ direction: 'cash_in', amount: '200.00' })
    await watchNextScan(page)
    await scanInto(page, reference)
    took.push(await scanMs(page))
    await home(page)
  }
  return took
}

/** A keyboard scanner with a suffix: from its Enter to the paint of the reference being looked up. */
export const scan: Bench = {
  name: 'scan',
  run: async ({ rounds, folder }) => {
    const counter = await openCounterPage(folder())
    try {
      await scans(counter, rounds(10, 1))
      const took = await scans(counter, rounds(100, 3))
      return [figure('scan to screen, with suffix', 'ms', took, { goal: { of: 'p95', is: '<=', than: 30 } })]
    } finally {
      await counter.close()
    }
  },
}
