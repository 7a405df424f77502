import { expect, type Locator, type Page } from '@playwright/test'

/** Longer than the terminal wants between two confirms, and what a person needs to read a line. */
const PACE_MS = 450

/** Types as fingers do: far slower than a scanner. */
export const typeSlowly = (page: Page, text: string): Promise<void> => page.keyboard.type(text, { delay: 70 })

const GAP_S = 0.005

const SIGNS: Readonly<Record<string, readonly [code: string, shift: boolean]>> = {
  '-': ['Minus', false],
  _: ['Minus', true],
  '=': ['Equal', false],
  '+': ['Equal', true],
  '/': ['Slash', false],
  ']': ['BracketRight', false],
}

/** A character as a US keyboard has it, which is what scanners are set to. */
function usKey(character: string) {
  const letter = /^[a-z]$/i.test(character)
  const [code, shift] = letter
    ? [`Key${character.toUpperCase()}`, character !== character.toLowerCase()]
    : (SIGNS[character] ?? [`Digit${character}`, false])
  return {
    key: character,
    code,
    text: character,
    modifiers: shift ? 8 : 0,
    windowsVirtualKeyCode: character.toUpperCase().charCodeAt(0),
  }
}

/**
 * A keyboard-wedge scanner: characters five milliseconds apart, Enter last. The keys carry the time at which they were
 * struck, as a real keyboard's do, so that a busy machine does not turn a scanner into slow fingers.
 */
export async function scan(page: Page, code: string): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const from = Date.now() / 1000
  const keys = [...code].map(usKey)
  const enter = { key: 'Enter', code: 'Enter', text: '\r', windowsVirtualKeyCode: 13 }
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

/** One key, pushed at a person's pace. */
export async function push(page: Page, key: string): Promise<void> {
  await page.waitForTimeout(PACE_MS)
  await page.keyboard.press(key)
}

/** Sees to it that a box is ticked, or not, or one of several chosen; by keyboard, so that nothing has to hold still. */
export async function tick(box: Locator, checked = true): Promise<void> {
  if ((await box.isChecked()) !== checked) await box.press('Space')
  await expect(box).toBeChecked({ checked })
}
