import { useEffect, useId, useRef } from 'react'
import { Keypad } from './Keypad'

export interface PinPadProps {
  /** Whose PIN. */
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** Tries left, digits missing, or how long it stays locked. */
  readonly note: string
  readonly wrong?: boolean
  readonly disabled?: boolean
  /** Dots shown before anything is typed; more appear up to eight. */
  readonly length?: number
  /** False inside dialogs that hold a second PIN. */
  readonly keypad?: boolean
  readonly testId?: string
}

const MAX = 8

/** Dots, a real (hidden from sight, not from readers) input, and a keypad in phone order. */
export function PinPad({
  label,
  value,
  onChange,
  note,
  wrong = false,
  disabled = false,
  length = 4,
  keypad = true,
  testId,
}: PinPadProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another person's PIN starts in the field again
  useEffect(() => {
    if (!disabled) input.current?.focus()
  }, [disabled, label])
  const set = (text: string) => onChange(text.replace(/\D/g, '').slice(0, MAX))
  return (
    <div className={wrong ? 'pinpad pinpad-wrong' : 'pinpad'}>
      <label htmlFor={id}>{label}</label>
      <div className="pinpad-dots" dir="ltr">
        <input
          ref={input}
          id={id}
          type="password"
          inputMode="numeric"
          autoComplete="off"
          maxLength={MAX}
          value={value}
          disabled={disabled}
          aria-describedby={`${id}-note`}
          data-testid={testId}
          onChange={(event) => set(event.target.value)}
        />
        {Array.from({ length: Math.max(length, value.length) }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: dots have no identity but their place
          <span key={index} className={index < value.length ? 'dot dot-on' : 'dot'} aria-hidden />
        ))}
      </div>
      <p id={`${id}-note`} className="pinpad-note" aria-live="polite">
        {note}
      </p>
      {keypad && (
        <Keypad
          order="phone"
          disabled={disabled}
          onDigit={(digit) => set(value + digit)}
          onClear={() => set('')}
          onErase={() => set(value.slice(0, -1))}
        />
      )}
    </div>
  )
}
