import { useTranslation } from 'react-i18next'
import type { Key } from '../actions/types'

/** The cap of a key as it is printed on the keyboard of this language. */
export function KeyCap({ of }: { readonly of: Key | 'End' | 'Tab' | 'ArrowUp' | 'ArrowDown' }) {
  const { t } = useTranslation()
  const named = /^(?:Enter|Escape|Delete|End|Tab)$/.test(of)
  const text = named
    ? t(`keycaps.${of.toLowerCase()}`)
    : of.replace('Digit', '').replace('+', ' ').replace('ArrowUp', '↑').replace('ArrowDown', '↓')
  return (
    <kbd className="keycap" dir="ltr">
      {text}
    </kbd>
  )
}
