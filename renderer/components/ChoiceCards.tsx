import './choice-cards.css'
import { Circle, CircleCheck, type LucideIcon } from 'lucide-react'
import { useId } from 'react'
import type { Key } from '../actions/types'
import { KeyCap } from './KeyCap'

export interface Choice<T extends string> {
  readonly value: T
  readonly title: string
  /** A second, plain line. */
  readonly about?: string
  readonly icon?: LucideIcon
  /** The key that picks it, where there is one. */
  readonly cap?: Key
  /** Language of the title, where it is not the screen's. */
  readonly lang?: string
}

export interface ChoiceCardsProps<T extends string> {
  readonly label: string
  readonly choices: readonly Choice<T>[]
  /** null: nothing is chosen yet. */
  readonly value: T | null
  readonly onChange: (value: T) => void
  /** Small: one line each, for short words. */
  readonly small?: boolean
  readonly autoFocus?: boolean
  readonly disabled?: boolean
  /** Each choice gets `testId-value`. */
  readonly testId?: string
}

/** One of a few: real radio buttons, so that arrows move and Enter stays the main action. */
export function ChoiceCards<T extends string>({
  label,
  choices,
  value,
  onChange,
  small = false,
  autoFocus = false,
  disabled = false,
  testId,
}: ChoiceCardsProps<T>) {
  const group = useId()
  const focused = value ?? choices[0]?.value
  return (
    <fieldset className={small ? 'choices choices-small' : 'choices'} disabled={disabled}>
      <legend>{label}</legend>
      <div className="choices-row">
        {choices.map(({ value: one, title, about, icon: Icon, cap, lang }) => {
          const on = one === value
          const Mark = on ? CircleCheck : Circle
          return (
            <label key={one} className={on ? 'card card-on' : 'card'} lang={lang}>
              <input
                type="radio"
                name={group}
                value={one}
                checked={on}
                // biome-ignore lint/a11y/noAutofocus: on opening a screen, focus goes to the choice to make (LOOK.md section 4)
                autoFocus={autoFocus && one === focused}
                data-testid={testId && `${testId}-${one}`}
                onChange={() => onChange(one)}
              />
              <span className="card-head">
                {Icon && <Icon aria-hidden className="icon" />}
                <span className="card-title">
                  <bdi>{title}</bdi>
                </span>
                <Mark aria-hidden className="icon card-mark" />
              </span>
              {about !== undefined && <span className="card-about">{about}</span>}
              {cap && <KeyCap of={cap} />}
            </label>
          )
        })}
      </div>
    </fieldset>
  )
}
