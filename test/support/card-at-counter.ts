import { expect, type Page } from '@playwright/test'
import { typeSlowly } from './keyboard'
import type { Terminal } from './terminal'

/** A deposit by card as a cashier makes it: keys alone, from the card's number on. */

interface CardTyped {
  readonly number: string
  readonly expiry?: string
  readonly cvv?: string
}

/** Types the card from its number on, which has the focus; the holder's name is the last. */
export async function typeCard(
  page: Page,
  { number, expiry = '1230', cvv = '123' }: CardTyped,
): Promise<void> {
  await typeSlowly(page, number)
  for (const text of [expiry, cvv, 'Amina', 'Rachidi']) {
    await page.keyboard.press('Tab')
    await typeSlowly(page, text)
  }
}

/** The page of the bank, once it stands. */
export async function bankPage(terminal: Terminal): Promise<Page> {
  let found: Page | undefined
  await expect
    .poll(() => {
      found = terminal.app.windows().findLast((one) => one.url().includes('/3ds/'))
      return found !== undefined
    }, 'a page of a bank')
    .toBe(true)
  if (!found) throw new Error('no bank')
  return found
}

/** The holder types the code where the page waits for it. The page may be gone before the key is up. */
export async function answerBank(terminal: Terminal, code = '555'): Promise<void> {
  const bank = await bankPage(terminal)
  await expect(bank.getByRole('textbox')).toBeFocused()
  await bank.keyboard.type(code)
  await bank.keyboard.press('Enter').catch(() => undefined)
}
