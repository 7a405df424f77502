import { expect, type Page } from '@playwright/test'
import { TEACH_CODE } from '../../renderer/screens/devices/teach'
import { push } from '../support/keyboard'
import type { Terminal } from '../support/terminal'
import type { Album } from './album'
import type { Shop } from './shop'

const SHIFT = 8
const GAP_S = 0.005
/** Where a US keyboard has the signs of the teaching code; the scanner that is taught is set to that country. */
const SIGNS: Readonly<Record<string, readonly [code: string, shifted: boolean]>> = {
  '-': ['Minus', false],
  _: ['Minus', true],
  '/': ['Slash', false],
  '+': ['Equal', true],
  ']': ['BracketRight', false],
}

const placeOf = (character: string): readonly [code: string, shifted: boolean] =>
  SIGNS[character] ??
  (/\d/.test(character)
    ? [`Digit${character}`, false]
    : [`Key${character.toUpperCase()}`, character !== character.toLowerCase()])

/** Reads the code on the screen as a keyboard scanner types it, in its rhythm. */
async function readTeachCode(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const from = Date.now() / 1000
  const keys = [...TEACH_CODE].map((key) => {
    const [code, shifted] = placeOf(key)
    return { key, code, text: key, modifiers: shifted ? SHIFT : 0 }
  })
  const enter = { key: 'Enter', code: 'Enter', text: '\r', modifiers: 0 }
  await Promise.all(
    [...keys, enter].flatMap((key, index) => {
      const timestamp = from + index * GAP_S
      return [
        session.send('Input.dispatchKeyEvent', { type: 'keyDown', timestamp, ...key }),
        session.send('Input.dispatchKeyEvent', { type: 'keyUp', timestamp: timestamp + GAP_S / 2, ...key }),
      ]
    }),
  )
  await session.detach()
}

async function openDevices(page: Page): Promise<void> {
  await push(page, 'F11')
  await page.getByTestId('settings-devices').click()
  await page.getByTestId('printer-in-use').waitFor()
}

/** Waits until the printer has said what came of a test. */
const tested = (page: Page): Promise<void> =>
  expect(page.getByTestId('printer-test-result').first()).toHaveAttribute('data-state', /confirmed|sent/, {
    timeout: 30_000,
  })

/** Each screen of devices in another language, in both sizes, from the counter and back. */
export async function showDevicesIn(language: string, terminal: Terminal, album: Album): Promise<void> {
  const { page } = terminal
  await openDevices(page)
  await page.getByTestId('printer-test').click()
  await tested(page)
  await album.both(terminal, `${language}-devices`, 'Printers and scanners.')
  await page.getByTestId('printer-edit').click()
  await page.getByTestId('editor-name').waitFor()
  await album.both(terminal, `${language}-devices-editor`, 'One printer.')
  await page.getByTestId('editor-back').click()
  await page.getByTestId('scanner-teach').click()
  await page.getByTestId('teach-seen').waitFor()
  await readTeachCode(page)
  await expect(page.getByTestId('teach-seen')).toHaveAttribute('data-source', 'wedge')
  await album.both(terminal, `${language}-devices-teach`, 'A scanner, taught.')
  await page.getByTestId('teach-close').click()
  await page.getByTestId('settings-extras').click()
  await expect(page.getByTestId('settings-extras')).toHaveAttribute('aria-current', 'page')
  await album.both(terminal, `${language}-devices-extras`, 'The logo and the sounds.')
  await push(page, 'Escape')
  await page.getByTestId('reference-input').waitFor()
}

/** The devices of a shop with a printer on its network, from the counter and back. */
export async function showDevices(terminal: Terminal, shop: Shop, album: Album): Promise<void> {
  const { page } = terminal
  await openDevices(page)
  await page.getByTestId('printer-test-slip').click()
  album.paper(await shop.nextPaper(), 'set-up-slip', 'What is set up, to be kept beside the printer.', 80)
  await tested(page)
  await page.getByTestId('printer-test').click()
  album.paper(await shop.nextPaper(), 'test-page-devices', 'Everything that the printer is used for.', 80)
  await tested(page)
  await album.both(terminal, 'devices', 'Printers and scanners, each with its state and what to do.')
  await page.getByTestId('printer-edit').click()
  await page.getByTestId('editor-name').waitFor()
  await album.both(terminal, 'devices-editor', 'One printer: line, model, paper, drawer.')
  await page.getByTestId('editor-back').click()
  await page.getByTestId('scanner-teach').click()
  await page.getByTestId('teach-seen').waitFor()
  await readTeachCode(page)
  await expect(page.getByTestId('teach-seen')).toHaveAttribute('data-source', 'wedge')
  await album.both(terminal, 'devices-teach', 'A scanner, taught: how it speaks, and that nothing was lost.')
  await page.getByTestId('teach-print').click()
  album.paper(
    await shop.nextPaper(),
    'code-sheet',
    'Codes that teach a scanner, for those that read paper alone.',
    80,
  )
  await page.getByTestId('teach-close').click()
  await page.getByTestId('settings-extras').click()
  await expect(page.getByTestId('settings-extras')).toHaveAttribute('aria-current', 'page')
  await album.both(terminal, 'devices-extras', 'The logo as it prints, and the sounds.')
  await push(page, 'Escape')
  await page.getByTestId('reference-input').waitFor()
}

/** The printer on screen with its test, then without paper: for people without hardware. */
export async function showVirtualPrinter(page: Page, album: Album): Promise<void> {
  await openDevices(page)
  await page.getByTestId('printer-test').click()
  await tested(page)
  await page.getByTestId('virtual-paper-out').click()
  await expect(page.getByTestId('printer-in-use')).toHaveAttribute('data-state', 'paper_out')
  await album.picture(page, 'devices-virtual', 'The printer on screen, and the switches of its faults.')
  await page.getByTestId('virtual-paper-out').click()
  await push(page, 'Escape')
  await page.getByTestId('reference-input').waitFor()
}
