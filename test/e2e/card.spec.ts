import { expect, type Locator, type Page, test } from '@playwright/test'
import type { Sandbox } from '../../electron/sandbox/types'
import { answerBank, bankPage, typeCard } from '../support/card-at-counter'
import { push, typeSlowly } from '../support/keyboard'
import { ownSandbox, SANDBOX_KEY } from '../support/own-sandbox'
import { desktopPicture, pagePicture } from '../support/pictures'
import {
  launch,
  newProfile,
  provision,
  readJournal,
  resize,
  signIn,
  type Terminal,
} from '../support/terminal'

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
  await resize(terminal, 1366, 768)
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
  await typeCard(page(), { number: AT_ONCE })
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

const withBank = async (number = '4918914107195005', amount = '120'): Promise<Page> => {
  await price(amount)
  await typeCard(page(), { number })
  await push(page(), 'Enter')
  await at('challenge').waitFor()
  return bankPage(terminal)
}
const onlyOurs = () => expect.poll(() => terminal.app.windows().length).toBe(1)

/** Done, at both sizes that LOOK.md draws. */
async function done(path: string): Promise<void> {
  await expect(at('operation-state')).toHaveAttribute('data-state', 'completed')
  await page().locator('.paper').waitFor()
  await onlyOurs()
  await pagePicture(terminal, `card/${path}-done`)
  await resize(terminal, 1920, 1080)
  await pagePicture(terminal, `card/${path}-done-1920`)
  await resize(terminal, 1366, 768)
  await push(page(), 'Enter')
  await at('reference-input').waitFor()
}

test('the bank asks for its code in a window of its own; only Chari says that it is done', async () => {
  await withBank()
  await desktopPicture(terminal, 'card/agent-bank')
  expect(readJournal(terminal.profile).at(-1)).toMatchObject({ kind: 'card', state: 'challenge' })
  await answerBank(terminal)
  await done('agent')
})

test('by the customer’s telephone: their account is credited, and they let Chari keep the card', async () => {
  await push(page(), 'F4')
  await expect(at('card-amount')).toBeFocused()
  await typeSlowly(page(), '170')
  await push(page(), 'Alt+2')
  await expect(at('card-phone')).toBeFocused()
  await typeSlowly(page(), '0661248730')
  await pagePicture(terminal, 'card/phone-amount')
  await push(page(), 'Enter')
  await expect(at('card-pan')).toBeFocused()
  await expect(page().locator('.quote-panel')).toContainText('+212 6 61 24 87 30')
  await typeCard(page(), { number: '4918914107195005' })
  await expect(page().locator('.card-cover')).toHaveText('4918 91•• •••• 5005')
  await expect(at('card-save'), 'off until the holder says so').not.toBeChecked()
  await push(page(), 'Alt+1')
  await expect(at('card-save')).toBeChecked()
  await pagePicture(terminal, 'card/phone-form')
  await push(page(), 'Enter')
  await answerBank(terminal)
  await expect(page().locator('.paper')).toContainText('+212 6** ** 87 30')
  await done('phone')
  await push(page(), 'F8')
  await expect(page().locator('.timeline')).toContainText('Le titulaire accepte que Chari garde la carte')
  await push(page(), 'Escape')
})

test('with the card that was kept: its security code is all that is asked', async () => {
  await push(page(), 'F4')
  await typeSlowly(page(), '180')
  await push(page(), 'Alt+3')
  await expect(at('card-phone')).toBeFocused()
  await typeSlowly(page(), '0661248730')
  await push(page(), 'Enter')
  // The only one there is stands chosen.
  await expect(page().getByRole('radio', { name: '5005' })).toBeFocused()
  await pagePicture(terminal, 'card/saved-amount')
  await push(page(), 'Enter')
  await expect(at('card-cvv')).toBeFocused()
  await expect(at('card-pan')).toHaveCount(0)
  await typeSlowly(page(), '123')
  await pagePicture(terminal, 'card/saved-form')
  await push(page(), 'Enter')
  await answerBank(terminal)
  await done('saved')
  expect(readJournal(terminal.profile).at(-1)).toMatchObject({
    kind: 'card',
    state: 'completed',
    amount: 18_000,
  })
})

test('a card that its bank declines is not done, by Chari’s own word', async () => {
  await withBank('4000000000009995', '130')
  await answerBank(terminal)
  await expect(at('operation-state')).toHaveAttribute('data-state', 'not_done')
  await expect(at('bank-says')).toContainText('La banque dit : solde ou plafond insuffisant.')
  await pagePicture(terminal, 'card/declined')
  await onlyOurs()
  await push(page(), 'Escape')
  await at('reference-input').waitFor()
})

test('closed by the cashier, it waits for Chari, and the same card and amount are not taken again', async () => {
  await withBank('5555555555554444', '140')
  // Nothing is opened beside it, where the bank's window would hide half of it.
  for (const key of ['F5', 'F8', 'F9', 'F10', 'F11']) await page().keyboard.press(key)
  await expect(at('challenge')).toBeVisible()
  await page().bringToFront()
  await at('challenge-abandon').click()
  await expect(at('operation-state')).toHaveAttribute('data-state', 'abandoned')
  await onlyOurs()
  await push(page(), 'Escape')
  await at('reference-input').waitFor()
  await price('140')
  await typeCard(page(), { number: '5555555555554444' })
  await push(page(), 'Enter')
  await expect(at('message')).toHaveAttribute('data-code', 'card_busy')
  await push(page(), 'Escape')
  await push(page(), 'Escape')
})

test('a page that lies changes nothing: what Chari books is told', async () => {
  chari.prepareCard({ scenario: 'lies_accepted' })
  await withBank('4918914107195005', '160')
  await answerBank(terminal)
  await expect(at('operation-state')).toHaveAttribute('data-state', 'not_done')
  await expect(at('bank-says')).toContainText('disait oui')
  await onlyOurs()
})
