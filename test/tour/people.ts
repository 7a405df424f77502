import { push } from '../support/keyboard'
import type { Terminal } from '../support/terminal'
import type { Album } from './album'

/** A supervisor's settings of people and prices: somebody is added, and the table of fees is looked at. */
export async function showPeople(terminal: Terminal, album: Album): Promise<void> {
  const { page } = terminal
  const at = (id: string) => page.getByTestId(id)
  await push(page, 'F11')
  await at('settings-people').click()
  await at('person-row').first().waitFor()
  await at('people-add').click()
  await at('person-add-name').fill('Hamza O.')
  await album.picture(page, 'person-add', 'Somebody is added: a name and a role.')
  await page.keyboard.press('Enter')
  await at('temporary-done').waitFor()
  await album.picture(page, 'temporary-pin', 'A PIN for the first time, shown once.')
  await page.keyboard.press('Enter')
  await album.both(terminal, 'people', 'Everybody of the shop, with what they may do.')
  await at('settings-tariff').click()
  await at('tariff-version').first().waitFor()
  await album.both(
    terminal,
    'tariff',
    'What a customer pays and the shop earns; the sheet to hang up beside.',
  )
  await at('tariff-add-cash_out').click()
  await at('tariff-1-upTo').waitFor()
  await album.picture(page, 'tariff-editor', 'A new table begins as the one before it.')
  await push(page, 'Escape')
  await at('tariff-tab-commissions').click()
  await at('commissions-month').waitFor()
  await album.both(
    terminal,
    'commissions',
    'Commissions of the day and the month, by cashier, and whose word they are.',
  )
  await push(page, 'Escape')
}
