import { expect, type Page } from '@playwright/test'
import { push, typeSlowly } from '../support/keyboard'
import type { Terminal } from '../support/terminal'
import type { Album } from './album'
import type { Shop } from './shop'

/** Quantities down the column, from the note of 200 on. */
export async function countDown(page: Page, quantities: readonly string[]): Promise<void> {
  for (const [index, quantity] of quantities.entries()) {
    if (index > 0) await page.keyboard.press('Enter')
    await typeSlowly(page, quantity)
  }
}

/** The first opening: counted by denomination, the e-money asked of Chari meanwhile. */
export async function openTill({ page }: Terminal, shop: Shop, album: Album): Promise<void> {
  await page.getByTestId('shift-open').waitFor()
  await expect(page.getByTestId('opening-float')).toHaveAttribute('data-state', /told|silent/)
  await album.picture(
    page,
    'opening-proposed',
    'Before the first customer: one push of Enter opens the till; who can, counts.',
  )
  await countDown(page, ['5', '6', '4', '8', '2', '3', '2', '1'])
  await expect(page.getByTestId('count-sum')).toContainText('2 000,00')
  await album.picture(page, 'opening', 'Counted down the column; the e-money was asked of Chari meanwhile.')
  await page.keyboard.press('End')
  await push(page, 'Enter')
  await page.getByTestId('reference-input').waitFor()
  album.paper(await shop.nextPaper(), 'opening-80-fr', 'The opening: what was counted, by whom.', 80)
}

/** F9 for a cashier of a blind till: movements with their slips, an X, the drawer. */
export async function showTill(terminal: Terminal, shop: Shop, album: Album): Promise<void> {
  const { page } = terminal
  await push(page, 'F9')
  await page.getByTestId('till-main').waitFor()
  await push(page, 'Alt+2')
  await page.getByTestId('move-amount').waitFor()
  await typeSlowly(page, '40')
  await page.getByTestId('move-note').fill('Ampoules du magasin')
  await album.both(terminal, 'movement', 'Cash leaves the drawer without a customer: amount, reason, note.')
  await push(page, 'Enter')
  album.paper(await shop.nextPaper(), 'movement-80-fr', 'Its slip, to be signed.', 80)
  await push(page, 'Alt+4')
  await page.getByTestId('move-amount').waitFor()
  await typeSlowly(page, '1000')
  await push(page, 'Enter')
  album.paper(await shop.nextPaper(), 'bank-80-fr', 'A bank deposit: on its way until the bank has it.', 80)
  await expect(page.getByTestId('movement-row')).toHaveCount(2)
  await album.both(
    terminal,
    'till',
    'The till of a cashier: movements, the e-money and its age, what the next customer can be served.',
  )
  await push(page, 'F7')
  await page.locator('.paper').waitFor()
  album.paper(
    await shop.nextPaper(),
    'x-80-fr',
    'An X: a reading without a number, as blind as the screen.',
    80,
  )
  await album.picture(page, 'till-x', 'F7 reads an X: on the screen and on paper.')
  await push(page, 'Escape')
  await page.getByTestId('movement-row').first().focus()
  await page.keyboard.press('Enter')
  await page.getByTestId('transit-confirm').waitFor()
  await album.picture(
    page,
    'movement-detail',
    'A movement in full. Nothing is erased: it is corrected by its opposite.',
  )
  await page.getByTestId('transit-confirm').click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await push(page, 'Control+t')
  await page.getByTestId('drawer-reason-change').waitFor()
  await album.picture(page, 'drawer', 'The drawer without an operation: a reason and a supervisor.')
  await page.keyboard.press('Escape')
  await push(page, 'Escape')
  await page.getByTestId('reference-input').waitFor()
}

/**
 * From the till's screen: the drawer goes to whose PIN this is. Counted down first, and a second time as Guichet has
 * it, whatever the day brought. Gives what is in the drawer, as the screen writes it.
 */
export async function handOver(
  page: Page,
  receiver: string,
  shown: () => Promise<void> = () => Promise.resolve(),
): Promise<string> {
  const at = (id: string) => page.getByTestId(id)
  await push(page, 'Alt+5')
  await at('count-20000').waitFor()
  await countDown(page, ['12', '4', '2', '3', '1', '2'])
  await page.keyboard.press('End')
  await push(page, 'Enter')
  await at('hand-over-confirm').waitFor()
  const expected = await readFigure(page, 'till-expected')
  await push(page, 'Escape')
  await at('count-20000').waitFor()
  await push(page, 'Alt+1')
  await at('count-total').fill(expected)
  await push(page, 'Enter')
  await at('receiver-pin').waitFor()
  await at('receiver-pin').fill(receiver)
  await shown()
  await push(page, 'Enter')
  await at('handed').waitFor()
  return expected
}

/** The drawer goes from one cashier to the next; then the count, the difference and the Z. */
export async function closeTill(terminal: Terminal, shop: Shop, album: Album): Promise<void> {
  const { page } = terminal
  const at = (id: string) => page.getByTestId(id)
  await push(page, 'F9')
  await at('till-main').waitFor()
  const expected = await handOver(page, '4321', () =>
    album.both(terminal, 'hand-over', 'Hand-over: counted together, taken with the receiver’s own PIN.'),
  )
  album.paper(await shop.nextPaper(), 'hand-over-80-ar', 'The hand-over, with a line for each signature.', 80)
  await album.picture(page, 'handed', 'The terminal goes on in the name of who received.')
  await push(page, 'Enter')
  await at('reference-input').waitFor()

  await push(page, 'F9')
  await push(page, 'Enter')
  await at('count-20000').waitFor()
  await countDown(page, ['9', '5', '4', '6', '3', '3×'])
  await album.both(terminal, 'count', 'The count, blind: what the drawer should hold is not on this screen.')
  await page.keyboard.type('20')
  await push(page, 'Alt+1')
  await at('count-total').fill(less(expected, 20))
  await push(page, 'Enter')
  await at('z-sign').waitFor()
  await at('difference-reason').selectOption('change')
  await at('z-left').fill('1000')
  await page.locator('.paper').waitFor()
  await album.both(terminal, 'z', 'The Z: expected, counted, why they differ, what stays; its paper beside.')
  await push(page, 'Enter')
  await at('z-closed').waitFor()
  album.paper(await shop.nextPaper(), 'z-80-ar', 'The Z, signed with the terminal’s own key.', 80)
  await page.locator('.paper').waitFor()
  await album.picture(page, 'z-closed', 'Signed: what goes to the safe, and what comes next.')
  await push(page, 'Escape')
  await at('shift-open').waitFor()
  await album.both(terminal, 'opening-next', 'The next opening: what was left is proposed.')
  await push(page, 'F9')
  await push(page, 'Alt+6')
  await at('closing-row').first().waitFor()
  await page.locator('.paper').waitFor()
  await album.picture(page, 'closings', 'Closings are stored whole, and print the same for ever.')
  await push(page, 'F11')
  await at('settings-till_settings').click()
  await at('set-blind').waitFor()
  await album.both(terminal, 'till-settings', 'What the shop sets of its till.')
  await push(page, 'Escape')
}

/** `1 964,50` of a figure, without its label and its unit. */
export async function readFigure(page: Page, id: string): Promise<string> {
  const text = await page.getByTestId(id).innerText()
  const figure = /\d[\d\s]*,\d\d/.exec(text)?.[0]
  if (figure === undefined) throw new Error(`${id} shows no amount: ${text}`)
  return figure
}

/** The amount less so many dirhams. */
function less(amount: string, dirhams: number): string {
  const [whole = '0', cents = '00'] = amount.replace(/[\s\u00a0]/g, '').split(',')
  return `${Number(whole) - dirhams},${cents}`
}
