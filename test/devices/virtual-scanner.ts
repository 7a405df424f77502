import type { Page } from '@playwright/test'

/** Keys of a US keyboard beside letters and digits: code, without Shift, with Shift. */
const SIGNS = [
  ['Minus', '-', '_'],
  ['Equal', '=', '+'],
  ['Semicolon', ';', ':'],
  ['Period', '.', '>'],
  ['Slash', '/', '?'],
  ['Space', ' ', ''],
] as const
/** What the digit keys write without Shift on a French keyboard, 0 to 9. */
const AZERTY_DIGITS = 'à&é"\'(-è_ç'
const SHIFT = 8

interface Push {
  readonly code: string
  readonly shift: boolean
}

/** The key that a scanner set to a US keyboard pushes for a character. */
function pushOf(character: string): Push {
  if (/\d/.test(character)) return { code: `Digit${character}`, shift: false }
  if (/[a-z]/i.test(character))
    return { code: `Key${character.toUpperCase()}`, shift: character !== character.toLowerCase() }
  const sign = SIGNS.find(([, plain, shifted]) => character === plain || character === shifted)
  if (!sign) throw new Error(`no key for ${character}`)
  return { code: sign[0], shift: character === sign[2] }
}

/**
 * A keyboard-wedge scanner: pushes keys without waiting for the page, Enter last, on a computer whose keyboard
 * is set to `layout` (of which only the digits are moved here).
 */
export async function scanInto(page: Page, text: string, layout: 'us' | 'azerty' = 'us'): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const sent: Promise<unknown>[] = []
  const push = (code: string, key: string, modifiers: number, windowsVirtualKeyCode: number): void => {
    const shared = { code, key, modifiers, windowsVirtualKeyCode }
    const written = code === 'Enter' ? '\r' : key
    sent.push(session.send('Input.dispatchKeyEvent', { type: 'keyDown', text: written, ...shared }))
    sent.push(session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...shared }))
  }
  for (const character of text) {
    const { code, shift } = pushOf(character)
    const key = layout === 'azerty' ? (AZERTY_DIGITS[Number(character)] ?? character) : character
    push(code, key, shift ? SHIFT : 0, character.toUpperCase().charCodeAt(0))
  }
  push('Enter', 'Enter', 0, 13)
  await Promise.all(sent)
  await session.detach()
}
