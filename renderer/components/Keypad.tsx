import { Delete } from 'lucide-react'
import { useTranslation } from 'react-i18next'

export interface KeypadProps {
  /** As a calculator (7 8 9 on top), or as a phone (1 2 3 on top) for PINs. */
  readonly order: 'calculator' | 'phone'
  readonly onDigit: (digit: string) => void
  readonly onClear: () => void
  readonly onErase: () => void
  readonly disabled?: boolean
}

const ROWS = { calculator: ['789', '456', '123'], phone: ['123', '456', '789'] }

/** Digits for fingers. It copies hardware: left to right in every language, and never takes the focus. */
export function Keypad({ order, onDigit, onClear, onErase, disabled = false }: KeypadProps) {
  const { t } = useTranslation()
  const key = (digit: string) => (
    <button key={digit} type="button" tabIndex={-1} disabled={disabled} onClick={() => onDigit(digit)}>
      {digit}
    </button>
  )
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keeps the focus in the field while its keys are pushed
    <div className="keypad" dir="ltr" onMouseDown={(event) => event.preventDefault()}>
      {[...ROWS[order].join('')].map(key)}
      <button
        type="button"
        tabIndex={-1}
        className="keypad-soft"
        disabled={disabled}
        aria-label={t('keypad.clear')}
        onClick={onClear}
      >
        C
      </button>
      {key('0')}
      <button
        type="button"
        tabIndex={-1}
        className="keypad-soft"
        disabled={disabled}
        aria-label={t('keypad.erase')}
        onClick={onErase}
      >
        <Delete aria-hidden className="icon" />
      </button>
    </div>
  )
}
