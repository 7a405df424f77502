import { expect, type Page } from '@playwright/test'
import { push } from '../support/keyboard'
import { OUR_AGENT } from '../support/own-sandbox'
import { PEOPLE } from '../support/terminal'
import type { Album } from './album'
import { KEY, type Shop } from './shop'

/** Tab to a field and type into it, over what stands there. */
async function fill(page: Page, field: string, text: string): Promise<void> {
  const input = page.getByTestId(field)
  await tabTo(page, field)
  await input.press('Control+A')
  await page.keyboard.type(text, { delay: 5 })
  await expect(input).toHaveValue(text)
}

/** Tab until that control has the focus; throws where the keyboard does not reach it. */
async function tabTo(page: Page, control: string): Promise<void> {
  const wanted = page.getByTestId(control)
  for (let tabs = 0; tabs < 30; tabs += 1) {
    if (await wanted.evaluate((node) => node === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`${control} is not reached by Tab`)
}

/** Arrows within a group of choices until this one is chosen. */
async function choose(page: Page, choice: string): Promise<void> {
  const wanted = page.getByTestId(choice)
  for (let arrows = 0; arrows < 6; arrows += 1) {
    if (await wanted.isChecked()) return
    await page.keyboard.press('ArrowDown')
  }
  throw new Error(`${choice} is not reached by the arrows`)
}

const next = (page: Page): Promise<void> => push(page, 'Enter')

/** First run: every step by keyboard alone, a picture of each. */
export async function setUpShop(page: Page, shop: Shop, album: Album): Promise<void> {
  await page.getByTestId('setup-language-fr').waitFor()
  await album.picture(page, 'setup-language', 'First run: the language comes first.')
  await next(page)

  await fill(page, 'setup-shop-name', 'Épicerie Al Amal')
  await fill(page, 'setup-shop-address', '14, rue Ibn Batouta, Casablanca')
  await fill(page, 'setup-shop-phone', '0522 30 40 50')
  await fill(page, 'setup-terminal', 'CASA1')
  await album.picture(page, 'setup-shop', 'The shop as its papers name it, and the name of this terminal.')
  await next(page)

  await page.getByTestId('setup-environment-custom').waitFor()
  await choose(page, 'setup-environment-custom')
  await fill(page, 'setup-host', shop.chari.host)
  await fill(page, 'setup-key', KEY)
  await expect(page.locator('.check-line-ok')).toBeVisible()
  await album.picture(page, 'setup-chari', 'Where Chari is and the key, checked while it is typed.')
  await next(page)

  await fill(page, 'setup-agent-code', OUR_AGENT.code)
  await expect(page.locator('.check-line-ok')).toBeVisible()
  await tabTo(page, 'setup-sole-shared')
  await choose(page, 'setup-sole-sole')
  await album.picture(
    page,
    'setup-agent',
    'The agent code, known to Chari, and whether this terminal is its only one.',
  )
  await next(page)

  await page.getByTestId('setup-printer-tcp').waitFor()
  await choose(page, 'setup-printer-tcp')
  await fill(page, 'setup-printer-host', '127.0.0.1')
  await fill(page, 'setup-printer-port', String(shop.printer.port))
  await tabTo(page, 'setup-printer-test')
  await page.keyboard.press('Enter')
  await expect(page.locator('.check-line-ok')).toBeVisible()
  await album.picture(
    page,
    'setup-devices',
    'The network printer, tried: it says itself that the page came out.',
  )
  album.paper(await shop.nextPaper(), 'test-page', 'The test page of set-up.', 80)
  await page.keyboard.press('Shift+Tab')
  await next(page)

  for (const [index, person] of PEOPLE.entries()) {
    const number = index + 1
    await fill(page, `setup-person-${number}-name`, person.name)
    await fill(page, `setup-person-${number}-pin`, person.pin)
    await fill(page, `setup-person-${number}-again`, person.pin)
  }
  await album.picture(page, 'setup-people', 'A cashier and a supervisor, each with a PIN.')
  await next(page)

  await page.locator('.setup-review').waitFor()
  await album.picture(page, 'setup-review', 'Everything once more; nothing was written until here.')
  await next(page)
  await page.getByTestId('pin-input').waitFor()
}

/** Settings again by F11, at the step of that place, with the supervisor's PIN in place. */
export async function changeSettings(page: Page, place: number, change: () => Promise<void>): Promise<void> {
  const steps = page.locator('.setup-steps button')
  await push(page, 'F11')
  await page.getByTestId('settings-language').click()
  await steps.nth(place).click()
  await change()
  await steps.last().click()
  await next(page)
  await page.getByTestId('approval-pin').fill('4321')
  await page.keyboard.press('Enter')
  await page.getByTestId('reference-input').waitFor()
}
