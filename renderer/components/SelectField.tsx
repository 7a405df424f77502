import { ChevronDown, CircleX } from 'lucide-react'
import { useId } from 'react'

export interface SelectFieldProps {
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly value: string; readonly words: string }[]
  readonly onChange: (value: string) => void
  readonly error?: string | null
  readonly hint?: string
  /** Numbers and codes: left to right in every language. */
  readonly ltr?: boolean
  readonly autoFocus?: boolean
  readonly testId?: string
}

/** One of many: the system's own list, which every keyboard and reader knows. */
export function SelectField({
  label,
  value,
  options,
  onChange,
  error = null,
  hint,
  ltr = false,
  autoFocus = false,
  testId,
}: SelectFieldProps) {
  const id = useId()
  const note = error ?? hint
  return (
    <div className={error === null ? 'field' : 'field field-wrong'}>
      <label htmlFor={id}>{label}</label>
      <div className="field-box field-select" dir={ltr ? 'ltr' : undefined}>
        <select
          id={id}
          value={value}
          // biome-ignore lint/a11y/noAutofocus: on opening a screen, focus goes to the field to fill (LOOK.md section 4)
          autoFocus={autoFocus}
          aria-invalid={error !== null}
          aria-describedby={note === undefined ? undefined : `${id}-note`}
          data-testid={testId}
          onChange={(event) => onChange(event.target.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.words}
            </option>
          ))}
        </select>
        <ChevronDown aria-hidden className="icon" />
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
