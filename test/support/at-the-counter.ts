import { expect, type Page } from '@playwright/test'
import { type Interpreted, interpret } from '../devices/interpreter'
import type { VirtualPrinter } from '../devices/virtual-printer'
import type { OtherChari, OtherDirection } from '../fixtures/other-chari'

/** What a cashier does, by the documented handles alone. */

/** Types a reference on the home screen; its details are on screen when it resolves. */
export async function lookUp(page: Page, reference: string): Promise<void> {
  await page.getByTestId('reference-input').fill(reference)
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('quote-amount')).toBeVisible()
}

/** Looks up and confirms a fresh reference: exact money, or the identity checked. Gives the reference. */
export async function order(
  page: Page,
  chari: Pick<OtherChari, 'addReference'>,
  direction: OtherDirection,
  amount: string,
): Promise<string> {
  const reference = chari.addReference({ direction, amount })
  await lookUp(page, reference)
  if (direction === 'cash_out') await page.getByTestId('identity-checked').check()
  await page.getByTestId('confirm').click()
  return reference
}

export const expectOutcome = (page: Page, state: string): Promise<void> =>
  expect(page.getByTestId('operation-state')).toHaveAttribute('data-state', state)

/** Takes the next customer; the home screen is there when it resolves. */
export async function nextCustomer(page: Page): Promise<void> {
  await page.getByTestId('next-customer').click()
  await expect(page.getByTestId('reference-input')).toBeVisible()
}

/** Papers that came out whole on a network printer and carry the reference, oldest first. */
export const papersOf = (printer: VirtualPrinter, reference: string): readonly Interpreted[] =>
  printer
    .jobs()
    .map((bytes) => interpret(bytes))
    .filter(
      ({ lines, cuts }) => cuts > 0 && lines.some((line) => line.replace(/\D/g, '').includes(reference)),
    )

/** The one paper of a reference, as soon as it is out. */
export async function paperOf(printer: VirtualPrinter, reference: string): Promise<Interpreted> {
  await expect.poll(() => papersOf(printer, reference).length, { timeout: 20_000 }).toBe(1)
  const [paper] = papersOf(printer, reference)
  if (!paper) throw new Error(`no paper of ${reference}`)
  return paper
}
