import { CircleX } from 'lucide-react'
import { type HTMLAttributes, type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { SecretName, Secrets } from './use-secrets'

export interface SecretFieldProps {
  readonly name: SecretName
  readonly secrets: Secrets
  readonly label: string
  readonly hint?: string
  readonly inputMode?: HTMLAttributes<HTMLInputElement>['inputMode']
  readonly hidden?: boolean
  readonly maxLength: number
  readonly autoFocus?: boolean
  readonly disabled?: boolean
  readonly testId: string
  /** What stands at the end of the box. */
  readonly children?: ReactNode
}

/**
 * A field of the card. The page alone holds what is typed: it is no state, is remembered by nothing, is not checked for
 * its spelling, and goes with the screen.
 */
export function SecretField({
  name,
  secrets: { inputs, state, enter, typed, leave },
  label,
  hint,
  inputMode,
  hidden = false,
  maxLength,
  autoFocus = false,
  disabled = false,
  testId,
  children,
}: SecretFieldProps) {
  const { t } = useTranslation()
  const id = useId()
  const fault = state.left.has(name) ? state.faults[name] : null
  const covered = name === 'pan' ? state.covered : null
  const note = fault === null ? hint : t(`card.fault_${fault}`)
  return (
    <div
      className={`field ${name === 'pan' ? 'card-number' : 'field-target'}${fault === null ? '' : ' field-wrong'}`}
    >
      <label htmlFor={id}>{label}</label>
      <div className={covered === null ? 'field-box' : 'field-box card-covered'} dir="ltr">
        <input
          ref={inputs[name]}
          id={id}
          type={hidden ? 'password' : 'text'}
          inputMode={inputMode}
          maxLength={maxLength}
          disabled={disabled}
          autoComplete="off"
          autoCorrect="off"
          autoCapitalize="off"
          spellCheck={false}
          // biome-ignore lint/a11y/noAutofocus: on opening a screen, focus goes to the field to fill (LOOK.md section 4)
          autoFocus={autoFocus}
          aria-invalid={fault !== null}
          aria-describedby={note === undefined ? undefined : `${id}-note`}
          data-testid={testId}
          onFocus={() => enter(name)}
          onInput={() => typed(name)}
          onBlur={() => leave(name)}
          onCopy={(event) => event.preventDefault()}
          onCut={(event) => event.preventDefault()}
          onDragStart={(event) => event.preventDefault()}
        />
        {covered !== null && (
          <span className="card-cover" aria-hidden>
            {covered}
          </span>
        )}
        {children}
      </div>
      {note !== undefined && (
        <p id={`${id}-note`} className={fault === null ? 'field-hint' : 'field-error'}>
          {fault !== null && <CircleX aria-hidden className="icon" />}
          {note}
        </p>
      )}
    </div>
  )
}
