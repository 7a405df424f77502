import { expect, type Locator, type Page } from '@playwright/test'
import { centimes } from '../../electron/domain/money'
import type { Sandbox } from '../../electron/sandbox/types'
import { push, tick } from './keyboard'
import { call } from './own-sandbox'

/** What a cashier and a supervisor do at the end of a day, by keyboard where a person would. */

/** Customers of the town with room for what these days need. */
const CUSTOMER = { cash_in: '+212661248730', cash_out: '+212662051902' } as const

/** From home and back: one customer, served to the end. Gives the reference. */
export async function serve(
  page: Page,
  chari: Pick<Sandbox, 'createReference'>,
  direction: 'cash_in' | 'cash_out',
  amount: number,
): Promise<string> {
  const reference = chari.createReference({
    direction,
    phone: CUSTOMER[direction],
    amount: centimes(amount),
  })
  await page.getByTestId('reference-input').fill(reference)
  await page.keyboard.press('Enter')
  await page.getByTestId('quote-amount').waitFor()
  if (direction === 'cash_out') await page.getByTestId('identity-checked').check()
  await page.getByTestId('confirm').click()
  await expect(page.getByTestId('operation-state')).toHaveAttribute('data-state', 'completed')
  await page.getByTestId('next-customer').click()
  await page.getByTestId('reference-input').waitFor()
  return reference
}

/** Has Chari's listing tell of a reference what is not so (docs/sandbox.md). */
export async function misbook(
  chari: Pick<Sandbox, 'host'>,
  reference: string,
  how: 'hide' | 'double' | 'reverse' | 'amount' | 'fee' | 'commission',
  value?: string,
): Promise<void> {
  const path = `/sandbox/references/${reference}/${how}`
  const { status, text } = await call(chari, 'POST', path, value === undefined ? {} : { value })
  expect(status, text).toBe(200)
}

export const expectVerdict = (page: Page, state: string): Promise<void> =>
  expect(page.getByTestId('day-verdict')).toHaveAttribute('data-state', state, { timeout: 20_000 })

/** Breaks of one class in the list. */
export const breakOf = (page: Page, code: string): Locator =>
  page.locator(`[data-testid="day-break"][data-code="${code}"]`)

/** Reads Chari, and waits until the reading is over. */
export async function readChari(page: Page): Promise<void> {
  await page.getByTestId('day-pull').click()
  await expect(page.getByTestId('day-reading')).toBeVisible()
  await expect(page.getByTestId('day-stop')).toHaveCount(0)
  await expect(page.getByRole('listbox')).toBeFocused()
}

/** Walks the list to a break, and opens it. */
export async function openBreak(page: Page, code: string): Promise<void> {
  const wanted = breakOf(page, code)
  await wanted.waitFor()
  await page.getByRole('listbox').focus()
  await page.keyboard.press('Home')
  while ((await wanted.getAttribute('aria-selected')) !== 'true') await page.keyboard.press('ArrowDown')
  await push(page, 'Enter')
  await expect(page.getByTestId('break-evidence')).toHaveAttribute('data-code', code)
}

export interface Decided {
  readonly decision: 'accepted' | 'explained' | 'corrected' | 'ticket' | 'written_off'
  readonly reason: string
  readonly ticket?: string
  /** PIN of the supervisor who approves in place. */
  readonly pin?: string
}

/** Fills the decision in. */
export async function fillDecision(page: Page, { decision, reason, ticket }: Decided): Promise<void> {
  await tick(page.getByTestId(`decision-${decision}`))
  if (ticket !== undefined) await page.getByTestId('break-ticket').fill(ticket)
  await page.getByTestId('break-reason').fill(reason)
}

/** Writes it, and is back at the day. */
export async function decide(page: Page, decided: Decided): Promise<void> {
  await fillDecision(page, decided)
  await push(page, 'Enter')
  if (decided.pin !== undefined) {
    await page.getByTestId('approval-pin').fill(decided.pin)
    await page.keyboard.press('Enter')
  }
  await page.getByTestId('day-verdict').waitFor()
}
