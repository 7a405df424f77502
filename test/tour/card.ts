import { expect, type Page } from '@playwright/test'
import { push, typeSlowly } from '../support/keyboard'
import type { Terminal } from '../support/terminal'
import type { Album } from './album'
import type { Shop } from './shop'

/** The card of Chari's documentation, its code, and one that its bank declines. */
const GOOD = '4918914107195005'
const CODE = '555'
const NO_FUNDS = '4000000000009995'

async function typeCard(page: Page, number: string): Promise<void> {
  await typeSlowly(page, number)
  for (const text of ['1230', '123', 'Amina', 'Rachidi']) {
    await page.keyboard.press('Tab')
    await typeSlowly(page, text)
  }
}

async function bankOf(terminal: Terminal): Promise<Page> {
  const found = (): Page | undefined => terminal.app.windows().findLast((one) => one.url().includes('/3ds/'))
  await expect.poll(() => found() !== undefined).toBe(true)
  const bank = found()
  if (!bank) throw new Error('no page of the bank')
  return bank
}

/** F4: a deposit by card that its bank accepts, one that it declines, and one that the cashier breaks off. */
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
  await typeCard(page, GOOD)
  await album.both(terminal, 'card-form', 'The card, checked as it is typed; it is kept nowhere.')
  await push(page, 'Enter')
  await at('challenge').waitFor()
  const bank = await bankOf(terminal)
  await album.picture(page, 'card-challenge', 'What to do beside the bank’s window.')
  await album.picture(bank, 'card-bank', 'The bank’s own page, in a window that knows nothing of ours.')
  await bank.getByRole('textbox').fill(CODE)
  await bank.keyboard.press('Enter').catch(() => undefined)
  await state('completed')
  album.paper(
    await shop.nextPaper(),
    'receipt-card-80-fr',
    'The receipt of a deposit by card: six and four.',
    80,
  )
  await album.picture(page, 'card-done', 'Done, by Chari’s own word.')
  await home()

  await begin('150')
  await typeCard(page, NO_FUNDS)
  await push(page, 'Enter')
  const declines = await bankOf(terminal)
  await declines.getByRole('textbox').fill(CODE)
  await declines.keyboard.press('Enter').catch(() => undefined)
  await state('not_done')
  await album.picture(page, 'card-declined', 'The bank declined, and Chari says so: nothing was taken.')
  await home()

  await begin('120')
  await typeCard(page, '5555555555554444')
  await push(page, 'Enter')
  await bankOf(terminal)
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
