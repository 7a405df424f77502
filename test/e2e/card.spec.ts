import { expect, type Locator, type Page, test } from '@playwright/test'
import type { Sandbox } from '../../electron/sandbox/types'
import { push, typeSlowly } from '../support/keyboard'
import { ownSandbox, SANDBOX_KEY } from '../support/own-sandbox'
import { launch, newProfile, provision, readJournal, signIn, type Terminal } from '../support/terminal'

/** A deposit by card on the built terminal, by keyboard alone. */

/** Completes without a challenge. */
const AT_ONCE = '4242424242424242'

let chari: Sandbox
let terminal: Terminal
const page = (): Page => terminal.page
const at = (id: string): Locator => page().getByTestId(id)

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  chari = await ownSandbox()
  const profile = newProfile()
  provision(profile, {
    environment: 'custom',
    host: chari.host,
    terminal: 'CASA1',
    agentPhone: '+212661000417',
    soleTerminal: true,
    printer: { transport: 'virtual', paper: 80 },
    timers: { requestMs: 4_000, notDoneMs: 60_000, acceptedMs: 1_500, settleMs: [0, 300, 600, 900] },
  })
  terminal = await launch(profile, { GUICHET_API_KEY: SANDBOX_KEY })
  await signIn(page())
})
test.afterAll(async () => {
  await terminal?.close()
  await chari?.close()
})

async function price(amount: string): Promise<void> {
  await push(page(), 'F4')
  await expect(at('card-amount')).toBeFocused()
  await typeSlowly(page(), amount)
  await push(page(), 'Enter')
  await expect(at('card-pan')).toBeFocused()
}

async function typeCard(number: string): Promise<void> {
  await typeSlowly(page(), number)
  for (const text of ['1230', '123', 'Amina', 'Rachidi']) {
    await page().keyboard.press('Tab')
    await typeSlowly(page(), text)
  }
}

test('the price comes before the card, and the card is checked as it is typed', async () => {
  await price('200')
  await expect(at('card-quote')).toContainText('200,00')
  await expect(at('card-confirm')).toBeDisabled()
  await typeSlowly(page(), '49189')
  await expect(at('card-scheme')).toHaveAttribute('data-scheme', 'visa')
  await page().keyboard.press('Control+A')
  await typeSlowly(page(), '4918914107195006')
  await page().keyboard.press('Tab')
  await expect(at('card-pan')).toHaveAttribute('aria-invalid', 'true')
  await typeSlowly(page(), '0120')
  await page().keyboard.press('Tab')
  await expect(at('card-expiry')).toHaveAttribute('aria-invalid', 'true')
})

test('leaving the card wipes it: nothing of it is in the page any more', async () => {
  await push(page(), 'Escape')
  await expect(at('card-amount')).toHaveValue('200')
  await push(page(), 'Enter')
  await expect(at('card-pan')).toHaveValue('')
  await push(page(), 'Escape')
  await push(page(), 'Escape')
  await at('reference-input').waitFor()
})

test('a card without a challenge is deposited, told, printed and journaled by six and four', async () => {
  await price('150')
  await typeCard(AT_ONCE)
  await expect(at('card-confirm')).toBeEnabled()
  await push(page(), 'Enter')
  await expect(at('operation-state')).toHaveAttribute('data-state', 'completed')
  await expect(page().locator('.paper')).toContainText('424242')
  await push(page(), 'Enter')
  await at('reference-input').waitFor()
  const [line] = readJournal(terminal.profile)
  expect(line).toMatchObject({ kind: 'card', state: 'completed', amount: 15_000, cash: 'none' })
  expect(JSON.stringify(line)).not.toContain(AT_ONCE)
})

/** Our bar's page and the bank's, once both stand. */
async function bank(): Promise<Page> {
  let found: Page | undefined
  await expect
    .poll(() => {
      found = terminal.app.windows().findLast((one) => one.url().includes('/3ds/'))
      return found !== undefined
    })
    .toBe(true)
  if (!found) throw new Error('no bank')
  return found
}
const withBank = async (number = '4918914107195005', amount = '120'): Promise<Page> => {
  await price(amount)
  await typeCard(number)
  await push(page(), 'Enter')
  await at('challenge').waitFor()
  return bank()
}
const onlyOurs = () => expect.poll(() => terminal.app.windows().length).toBe(1)

test('the bank asks for its code in a window of its own; only Chari says that it is done', async () => {
  const asked = await withBank()
  expect(readJournal(terminal.profile).at(-1)).toMatchObject({ kind: 'card', state: 'challenge' })
  await asked.getByRole('textbox').fill('555')
  await asked.keyboard.press('Enter').catch(() => undefined)
  await expect(at('operation-state')).toHaveAttribute('data-state', 'completed')
  await onlyOurs()
  await push(page(), 'Enter')
  await at('reference-input').waitFor()
})

test('a card that its bank declines is not done, by Chari’s own word', async () => {
  const asked = await withBank('4000000000009995', '130')
  await asked.getByRole('textbox').fill('555')
  await asked.keyboard.press('Enter').catch(() => undefined)
  await expect(at('operation-state')).toHaveAttribute('data-state', 'not_done')
  await onlyOurs()
  await push(page(), 'Escape')
  await at('reference-input').waitFor()
})

test('closed by the cashier, it waits for Chari, and the same card and amount are not taken again', async () => {
  await withBank('5555555555554444', '140')
  await page().bringToFront()
  await at('challenge-abandon').click()
  await expect(at('operation-state')).toHaveAttribute('data-state', 'abandoned')
  await onlyOurs()
  await push(page(), 'Escape')
  await at('reference-input').waitFor()
  await price('140')
  await typeCard('5555555555554444')
  await push(page(), 'Enter')
  await expect(at('message')).toHaveAttribute('data-code', 'card_busy')
  await push(page(), 'Escape')
  await push(page(), 'Escape')
})

test('a page that lies changes nothing: what Chari books is told', async () => {
  chari.prepareCard({ scenario: 'lies_accepted' })
  const asked = await withBank('4918914107195005', '160')
  await asked.getByRole('textbox').fill('555')
  await asked.keyboard.press('Enter').catch(() => undefined)
  await expect(at('operation-state')).toHaveAttribute('data-state', 'not_done')
  await onlyOurs()
})
