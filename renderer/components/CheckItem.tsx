import { Check } from 'lucide-react'
import { type ReactNode, type Ref, useId } from 'react'
import type { Key } from '../actions/types'
import { KeyCap } from './KeyCap'

export interface CheckItemProps {
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly children: ReactNode
  readonly cap?: Key
  readonly autoFocus?: boolean
  readonly disabled?: boolean
  readonly testId?: string
  readonly ref?: Ref<HTMLInputElement>
}

/** A box, a sentence, a key: something the cashier states. */
export function CheckItem({
  checked,
  onChange,
  children,
  cap,
  autoFocus = false,
  disabled = false,
  testId,
  ref,
}: CheckItemProps) {
  const id = useId()
  return (
    <label className={checked ? 'check check-on' : 'check'} htmlFor={id}>
      <input
        ref={ref}
        id={id}
        type="checkbox"
        checked={checked}
        disabled={disabled}
        // biome-ignore lint/a11y/noAutofocus: on opening a screen, focus goes to the check to make (LOOK.md section 4)
        autoFocus={autoFocus}
        data-testid={testId}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className="check-box" aria-hidden>
        {checked && <Check className="icon" />}
      </span>
      <span className="check-words">{children}</span>
      {cap && <KeyCap of={cap} />}
    </label>
  )
}
