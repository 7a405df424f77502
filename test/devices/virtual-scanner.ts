import type { Page } from '@playwright/test'

/** Keys of a US keyboard beside letters and digits: code, without Shift, with Shift. */
const SIGNS = [
  ['Minus', '-', '_'],
  ['Equal', '=', '+'],
  ['BracketRight', ']', '}'],
  ['Semicolon', ';', ':'],
  ['Period', '.', '>'],
  ['Slash', '/', '?'],
  ['Space', ' ', ''],
] as const
/** What the digit keys write without Shift on a French keyboard, 0 to 9. */
const AZERTY_DIGITS = 'à&é"\'(-è_ç'
/** What letters write on an Arabic keyboard; its digits are those of a US one. */
const ARABIC_LETTERS = 'شؤيثبلاهتنمةىخحضقسفعرصءغئ'
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

export type Layout = 'us' | 'azerty' | 'arabic'

export interface ScannerSetUp {
  /** Of the computer. Only digits are moved on AZERTY, only letters on Arabic. */
  readonly layout?: Layout
  /** What the scanner adds behind a code. */
  readonly ending?: readonly ('Enter' | 'Tab')[]
  /** french: it types as for a French keyboard, its digits with Shift. */
  readonly country?: 'us' | 'french'
}

/** What a key writes under a layout. */
function written(character: string, layout: Layout): string {
  if (layout === 'azerty') return AZERTY_DIGITS[Number(character)] ?? character
  const letter = character.toLowerCase().charCodeAt(0) - 97
  return layout === 'arabic' && letter >= 0 && letter < 26 ? (ARABIC_LETTERS[letter] ?? 'ا') : character
}

/** A keyboard-wedge scanner: pushes keys without waiting for the page, as it is set up. */
export async function scanInto(
  page: Page,
  text: string,
  { layout = 'us', ending = ['Enter'], country = 'us' }: ScannerSetUp = {},
): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const sent: Promise<unknown>[] = []
  const push = (code: string, key: string, modifiers: number, windowsVirtualKeyCode: number): void => {
    const shared = { code, key, modifiers, windowsVirtualKeyCode }
    const text = code === 'Enter' ? '\r' : code === 'Tab' ? '' : key
    sent.push(
      session.send('Input.dispatchKeyEvent', {
        type: text === '' ? 'rawKeyDown' : 'keyDown',
        text,
        ...shared,
      }),
    )
    sent.push(session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...shared }))
  }
  for (const character of text) {
    const { code, shift } = pushOf(character)
    const french = country === 'french' && /\d/.test(character)
    const key = french ? character : written(character, layout)
    push(code, key, shift || french ? SHIFT : 0, character.toUpperCase().charCodeAt(0))
  }
  for (const key of ending) push(key, key, 0, key === 'Enter' ? 13 : 9)
  await Promise.all(sent)
  await session.detach()
}
