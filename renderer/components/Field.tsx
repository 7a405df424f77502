import { CircleX, Lock } from 'lucide-react'
import { type HTMLAttributes, type Ref, useId } from 'react'

export interface FieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly error?: string | null
  readonly hint?: string
  readonly suffix?: string
  readonly type?: 'text' | 'password'
  readonly inputMode?: HTMLAttributes<HTMLInputElement>['inputMode']
  readonly disabled?: boolean
  readonly size?: 'target' | 'amount'
  /** Numbers, phones, hosts, codes: typed left to right in every language. */
  readonly ltr?: boolean
  readonly maxLength?: number
  readonly autoFocus?: boolean
  /** What stands there is selected on arriving, so that typing replaces it. */
  readonly selectOnFocus?: boolean
  readonly placeholder?: string
  readonly testId?: string
  readonly ref?: Ref<HTMLInputElement>
}

/** A labelled input; its error keeps the value and says what to mend. */
export function Field({
  label,
  value,
  onChange,
  error = null,
  hint,
  suffix,
  type = 'text',
  inputMode,
  disabled = false,
  size = 'target',
  ltr = false,
  maxLength,
  autoFocus = false,
  selectOnFocus = false,
  placeholder,
  testId,
  ref,
}: FieldProps) {
  const id = useId()
  const note = error ?? hint
  return (
    <div className={`field field-${size}${error === null ? '' : ' field-wrong'}`}>
      <label htmlFor={id}>{label}</label>
      <div className="field-box" dir={ltr ? 'ltr' : undefined}>
        <input
          ref={ref}
          id={id}
          type={type}
          inputMode={inputMode}
          value={value}
          disabled={disabled}
          maxLength={maxLength}
          placeholder={placeholder}
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          // biome-ignore lint/a11y/noAutofocus: on opening a screen, focus goes to the field to fill (LOOK.md section 4)
          autoFocus={autoFocus}
          aria-invalid={error !== null}
          aria-describedby={note === undefined ? undefined : `${id}-note`}
          data-testid={testId}
          onFocus={selectOnFocus ? (event) => event.target.select() : undefined}
          onChange={(event) => onChange(event.target.value)}
        />
        {suffix !== undefined && <span className="field-suffix">{suffix}</span>}
        {disabled && suffix === undefined && <Lock aria-hidden className="icon" />}
      </div>
      {note !== undefined && (
        <p id={`${id}-note`} className={error === null ? 'field-hint' : 'field-error'}>
          {error !== null && <CircleX aria-hidden className="icon" />}
          {note}
        </p>
      )}
    </div>
  )
}
