import { type ElectronApplication, errors, type Page } from '@playwright/test'
import { push, typeSlowly } from '../../support/keyboard'
import { launch, provision, signIn } from '../../support/terminal'
import { type Bench, figure } from '../measure'
import { type Handled, type Outside, openOutside, workedMs } from '../support/outside'

/** The documentation's own test card: its bank asks for a code. */
const CARD = [
  ['card-pan', '4918914107195005'],
  ['card-expiry', '1230'],
  ['card-cvv', '123'],
  ['card-first', 'Amina'],
  ['card-last', 'Rachidi'],
] as const
const CODE = '555'
const APPEARS_MS = 10_000

/** Milliseconds since 1970 of the next Enter in the counter's page, by the event's own time. */
const watchEnter = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const state = window as unknown as { enterAt: Promise<number> }
    state.enterAt = new Promise((resolve) => {
      window.addEventListener(
        'keydown',
        function heard(event) {
          if (event.code !== 'Enter') return
          window.removeEventListener('keydown', heard, { capture: true })
          resolve(performance.timeOrigin + event.timeStamp)
        },
        { capture: true },
      )
    })
  })
const enterAt = (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as { enterAt: Promise<number> }).enterAt)

/** When the first content of this page was painted, since 1970. */
const paintedAt = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const painted = list.getEntriesByName('first-contentful-paint')[0]
          if (painted) resolve(performance.timeOrigin + painted.startTime)
        }).observe({ type: 'paint', buffered: true })
      }),
  )

async function bankPage(app: ElectronApplication): Promise<Page> {
  const late = Date.now() + APPEARS_MS
  while (Date.now() < late) {
    const found = app.windows().find((page) => page.url().includes('/3ds/'))
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new errors.TimeoutError('no page of a bank')
}

const ofDeposit = ({ path }: Handled): boolean =>
  path.startsWith('/api/operations/cashin/card') || path.startsWith('/3ds/')

interface Counter {
  readonly app: ElectronApplication
  readonly page: Page
  readonly outside: Outside
}

/** One deposit to its end; gives from Enter on the card to the bank's page, over what Chari and the bank worked. */
async function deposit({ app, page, outside }: Counter, amount: number): Promise<number> {
  await push(page, 'F4')
  await typeSlowly(page, String(amount))
  await push(page, 'Enter')
  await page.getByTestId('card-pan').waitFor()
  for (const [id, text] of CARD) {
    await page.getByTestId(id).focus()
    await typeSlowly(page, text)
  }
  await outside.seen()
  await watchEnter(page)
  await push(page, 'Enter')
  const bank = await bankPage(app)
  const took = (await paintedAt(bank)) - (await enterAt(page))
  const { handled } = await outside.seen()
  await bank.getByRole('textbox').fill(CODE)
  // Its page is gone with the code.
  await bank.keyboard.press('Enter').catch(() => undefined)
  await page.locator('[data-testid="operation-state"][data-state="completed"]').waitFor()
  await push(page, 'Escape')
  await page.getByTestId('reference-input').waitFor()
  return took - workedMs(handled.filter(ofDeposit))
}

/** From the confirmation of a card to the bank's page painted in its own window, over the server's time. */
export const challenge: Bench = {
  name: 'challenge',
  run: async ({ rounds, folder }) => {
    const outside = await openOutside()
    const profile = folder()
    provision(profile, {
      environment: 'custom',
      host: outside.host,
      agentPhone: '+212661000417',
      terminal: 'CASA1',
      soleTerminal: true,
      printer: { transport: 'virtual', paper: 80 },
      timers: { idleLockMs: 3_600_000 },
    })
    const terminal = await launch(profile, { GUICHET_API_KEY: outside.key })
    try {
      await signIn(terminal.page)
      const counter: Counter = { app: terminal.app, page: terminal.page, outside }
      const first = await deposit(counter, 100)
      const took: number[] = []
      for (let round = 0; round < rounds(30, 2); round += 1)
        took.push(await deposit(counter, 110 + 10 * round))
      return [
        figure('confirm to the bank’s page, over the server', 'ms', took, {
          goal: { of: 'median', is: '<=', than: 300 },
        }),
        figure('confirm to the bank’s page, the first', 'ms', [first]),
      ]
    } finally {
      await terminal.close()
      await outside.end()
    }
  },
}
