import { Minus, Plus } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Centimes, centimes, formatAmount } from '../../electron/domain/money'
import { denomination } from '../lib/notes'
import { Bidi } from './Bidi'

export interface DenominationRowProps {
  /** Note or coin, in centimes. */
  readonly value: number
  /** As typed. */
  readonly quantity: string
  readonly worth: Centimes
  readonly wrong: boolean
  readonly onType: (text: string) => void
  readonly onStep: (by: 1 | -1) => void
  /** × was pushed; `standing`: nothing was typed since the field was entered. */
  readonly onRoll: (standing: boolean) => void
  readonly onLeave: () => void
  /** Enter, arrows and End go along the column. */
  readonly onMove: (to: 'next' | 'previous' | 'end') => void
  readonly autoFocus?: boolean
  /** A digit typed anywhere on the screen lands here. */
  readonly landing?: boolean
}

const MOVES: Readonly<Record<string, 'next' | 'previous' | 'end'>> = {
  Enter: 'next',
  ArrowDown: 'next',
  ArrowUp: 'previous',
  End: 'end',
}

/** Value, minus, quantity, plus, total. Enter, Tab and the arrows go down the column; + and − step by one. */
export function DenominationRow({
  value,
  quantity,
  worth,
  wrong,
  onType,
  onStep,
  onRoll,
  onLeave,
  onMove,
  autoFocus = false,
  landing = false,
}: DenominationRowProps) {
  const { t } = useTranslation()
  const [standing, setStanding] = useState(true)
  const name = denomination(centimes(value))
  const onKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const move = event.shiftKey ? undefined : MOVES[event.key]
    const step = event.key === '+' ? 1 : event.key === '-' || event.key === '\u2212' ? -1 : null
    const roll = /^[×*x]$/i.test(event.key)
    if (move === undefined && step === null && !roll) {
      if (event.key.length === 1 && !/\d/.test(event.key)) event.preventDefault()
      return
    }
    event.preventDefault()
    if (move !== undefined) onMove(move)
    else if (step !== null) onStep(step)
    else {
      onRoll(standing)
      setStanding(false)
    }
  }
  return (
    <div className={wrong ? 'denomination denomination-wrong' : 'denomination'}>
      <span className="denomination-value">
        <Bidi>{name}</Bidi>
      </span>
      <button
        type="button"
        tabIndex={-1}
        aria-label={t('till.one_less', { value: name })}
        onClick={() => onStep(-1)}
      >
        <Minus aria-hidden className="icon" />
      </button>
      <input
        type="text"
        inputMode="numeric"
        dir="ltr"
        className="denomination-quantity"
        aria-label={t('till.quantity_of', { value: name })}
        aria-invalid={wrong}
        autoComplete="off"
        spellCheck={false}
        maxLength={24}
        value={quantity}
        // biome-ignore lint/a11y/noAutofocus: on opening a count, focus goes to the first note (LOOK.md section 4)
        autoFocus={autoFocus}
        data-testid={`count-${value}`}
        data-enter="own"
        data-digits={landing ? 'land' : undefined}
        onFocus={(event) => {
          setStanding(true)
          event.target.select()
        }}
        onBlur={onLeave}
        onKeyDown={onKey}
        onChange={(event) => {
          setStanding(false)
          onType(event.target.value)
        }}
      />
      <button
        type="button"
        tabIndex={-1}
        aria-label={t('till.one_more', { value: name })}
        onClick={() => onStep(1)}
      >
        <Plus aria-hidden className="icon" />
      </button>
      <span className="denomination-worth">
        <Bidi>{formatAmount(worth)}</Bidi>
      </span>
    </div>
  )
}
