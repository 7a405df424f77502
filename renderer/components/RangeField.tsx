import { useId } from 'react'

export interface RangeFieldProps {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step?: number
  /** The value as it is told: `35 ms`. */
  readonly words: string
  readonly hint?: string
  readonly autoFocus?: boolean
  readonly onChange: (value: number) => void
  readonly testId?: string
}

/** A number between two others: arrows move it, its value stands beside it. */
export function RangeField({
  label,
  value,
  min,
  max,
  step = 1,
  words,
  hint,
  autoFocus = false,
  onChange,
  testId,
}: RangeFieldProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="range-box">
        <input
          id={id}
          type="range"
          min={min}
          max={max}
          step={step}
          value={value}
          // biome-ignore lint/a11y/noAutofocus: on opening a dialog, focus goes to what is set there (LOOK.md section 4)
          autoFocus={autoFocus}
          aria-valuetext={words}
          aria-describedby={hint === undefined ? undefined : `${id}-note`}
          data-testid={testId}
          onChange={(event) => onChange(Number(event.target.value))}
        />
        <output htmlFor={id}>
          <bdi>{words}</bdi>
        </output>
      </div>
      {hint !== undefined && (
        <p id={`${id}-note`} className="field-hint">
          {hint}
        </p>
      )}
    </div>
  )
}
