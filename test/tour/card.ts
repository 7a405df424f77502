import { expect } from '@playwright/test'
import { centimes } from '../../electron/domain/money'
import { answerBank, bankPage, typeCard } from '../support/card-at-counter'
import { freePort } from '../support/free-port'
import { push, tick, typeSlowly } from '../support/keyboard'
import type { Terminal } from '../support/terminal'
import type { Album } from './album'
import type { Shop } from './shop'

const AMINA = '0661248730'
/** The card of Chari's documentation, and one that its bank declines. */
const GOOD = '4918914107195005'
const NO_FUNDS = '4000000000009995'

/** F4: deposits by card that the bank accepts, by each of the three ways, one that it declines, and one broken off. */
export async function showCards(terminal: Terminal, shop: Shop, album: Album): Promise<void> {
  const { page } = terminal
  const at = (id: string) => page.getByTestId(id)
  const state = (wanted: string) =>
    expect(at('operation-state')).toHaveAttribute('data-state', wanted, { timeout: 30_000 })
  const begin = async (amount: string): Promise<void> => {
    await push(page, 'F4')
    await at('card-amount').waitFor()
    await typeSlowly(page, amount)
    await push(page, 'Enter')
    await at('card-pan').waitFor()
  }
  const home = async (): Promise<void> => {
    await push(page, 'Escape')
    await at('reference-input').waitFor()
  }

  await push(page, 'F4')
  await at('card-amount').waitFor()
  await typeSlowly(page, '200')
  await album.both(terminal, 'card-amount', 'F4: where the money goes, and how much. No card yet.')
  await push(page, 'Enter')
  await at('card-pan').waitFor()
  await typeSlowly(page, '4918914107195006')
  await page.keyboard.press('Tab')
  await album.picture(page, 'card-wrong', 'What Chari will take, and a number that no card has.')
  await at('card-pan').focus()
  await page.keyboard.press('Control+A')
  await typeCard(page, { number: GOOD })
  await album.both(terminal, 'card-form', 'The card, checked as it is typed; it is kept nowhere.')
  await push(page, 'Enter')
  await at('challenge').waitFor()
  const bank = await bankPage(terminal)
  await album.picture(page, 'card-challenge', 'What to do beside the bank’s window.')
  await album.picture(bank, 'card-bank', 'The bank’s own page, in a window that knows nothing of ours.')
  await answerBank(terminal)
  await state('completed')
  album.paper(
    await shop.nextPaper(),
    'receipt-card-80-fr',
    'The receipt of a deposit by card: six and four.',
    80,
  )
  await album.picture(page, 'card-done', 'Done, by Chari’s own word.')
  await home()

  await push(page, 'F4')
  await at('card-amount').waitFor()
  await typeSlowly(page, '170')
  await push(page, 'Alt+2')
  await typeSlowly(page, AMINA)
  await push(page, 'Enter')
  await at('card-pan').waitFor()
  await typeCard(page, { number: GOOD })
  await tick(at('card-save'))
  await album.picture(
    page,
    'card-save',
    'To a customer’s own account; Chari keeps the card, since they asked for it.',
  )
  await push(page, 'Enter')
  await answerBank(terminal)
  await state('completed')
  album.paper(await shop.nextPaper(), 'receipt-card-phone-80-fr', 'Whose account, masked.', 80)
  await home()

  await push(page, 'F4')
  await at('card-amount').waitFor()
  await typeSlowly(page, '180')
  await push(page, 'Alt+3')
  await typeSlowly(page, AMINA)
  await push(page, 'Enter')
  await page.getByRole('radio', { name: '5005' }).waitFor()
  await album.both(terminal, 'card-saved', 'The card that Chari keeps, by its last four digits.')
  await push(page, 'Enter')
  await at('card-cvv').waitFor()
  await typeSlowly(page, '123')
  await album.picture(page, 'card-saved-code', 'Its code is all that is asked.')
  await push(page, 'Enter')
  await answerBank(terminal)
  await state('completed')
  await shop.nextPaper()
  await home()

  await begin('150')
  await typeCard(page, { number: NO_FUNDS })
  await push(page, 'Enter')
  await answerBank(terminal)
  await state('not_done')
  await album.picture(page, 'card-declined', 'The bank declined, and Chari says so: nothing was taken.')
  await home()

  await begin('120')
  await typeCard(page, { number: '5555555555554444' })
  await push(page, 'Enter')
  await bankPage(terminal)
  await at('challenge-abandon').click()
  await state('abandoned')
  await album.picture(
    page,
    'card-abandoned',
    'Broken off: it waits for Chari, and the card is not typed again.',
  )
  await home()
  album.paper(await shop.nextPaper(), 'waiting-slip-card-80-fr', 'Its waiting slip.', 80)
}

const WEBHOOK_KEY = 'cle-des-annonces-0123456789'

/** A supervisor lets Chari tell of things by itself; money comes in while something else is on the screen. */
export async function showAnnouncements(terminal: Terminal, shop: Shop, album: Album): Promise<void> {
  const { page } = terminal
  const at = (id: string) => page.getByTestId(id)
  await push(page, 'F11')
  await at('settings-webhooks').click()
  await tick(at('webhooks-on'))
  const port = await freePort()
  await at('webhooks-port').fill(String(port))
  await at('webhooks-key').fill(WEBHOOK_KEY)
  await at('settings-save').click()
  await at('approval-pin').fill('4321')
  await page.keyboard.press('Enter')
  await expect(at('webhooks-status')).toHaveAttribute('data-state', 'listening')
  shop.chari.addWebhookTarget({ url: `http://127.0.0.1:${port}/webhooks/chari`, key: WEBHOOK_KEY })
  await push(page, 'Escape')
  await at('reference-input').waitFor()
  shop.chari.sendWebhook({ event: 'payment.received', phone: '+212661000417', amount: centimes(7_500) })
  await at('incoming-money').waitFor()
  await album.both(terminal, 'incoming-money', 'Money that Chari tells of by itself: it moves no cash.')
  await push(page, 'F11')
  await at('settings-webhooks').click()
  await at('incoming-row').waitFor()
  await album.picture(page, 'announcements', 'Whether Chari is heard, since when, and what came in.')
  await push(page, 'Escape')
  await at('reference-input').waitFor()
}
