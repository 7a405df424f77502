import type { LucideIcon } from 'lucide-react'
import type { ReactNode, Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { run } from '../actions/registry'
import type { Key } from '../actions/types'
import { useAction } from '../actions/use-actions'
import { KeyCap } from './KeyCap'

export interface ButtonProps {
  readonly children: ReactNode
  readonly onPress: () => void
  readonly kind?: 'secondary' | 'stop' | 'quiet' | 'primary'
  readonly icon?: LucideIcon
  /** Directional icons (Back) flip in Arabic; in and out arrows do not. */
  readonly flip?: boolean
  readonly cap?: Key | null
  /** A second, smaller line. */
  readonly note?: string
  readonly size?: 'target' | 'main'
  readonly disabled?: boolean
  readonly pressed?: boolean
  /** What a reader hears, where the words alone name nobody; it begins with them. */
  readonly label?: string
  readonly autoFocus?: boolean
  readonly testId?: string
  readonly ref?: Ref<HTMLButtonElement>
}

/** Every button but the main action. */
export function Button({
  children,
  onPress,
  kind = 'secondary',
  icon: Icon,
  flip = false,
  cap = null,
  note,
  size = 'target',
  disabled = false,
  pressed,
  label,
  autoFocus = false,
  testId,
  ref,
}: ButtonProps) {
  return (
    <button
      ref={ref}
      type="button"
      className={`button button-${kind} button-size-${size}`}
      disabled={disabled}
      aria-pressed={pressed}
      aria-label={label}
      // biome-ignore lint/a11y/noAutofocus: a question has its answer under Enter (LOOK.md section 4)
      autoFocus={autoFocus}
      data-testid={testId}
      onClick={onPress}
    >
      {Icon && <Icon aria-hidden className={flip ? 'icon flip' : 'icon'} />}
      <span className="button-words">
        <span className="button-line">
          {children}
          {cap && <KeyCap of={cap} />}
        </span>
        {note && <span className="button-note">{note}</span>}
      </span>
    </button>
  )
}

export interface ActionButtonProps extends Omit<ButtonProps, 'onPress' | 'children' | 'cap' | 'disabled'> {
  /** Id of an action offered now; the button is absent while it is not. */
  readonly action: string
  /** Values of its words. */
  readonly values?: Record<string, string>
}

/** The button of an offered action: its words, key cap and state come from the action. */
export function ActionButton({ action: id, values = {}, ...rest }: ActionButtonProps) {
  const { t } = useTranslation()
  const action = useAction(id)
  if (!action) return null
  return (
    <Button {...rest} cap={action.key} disabled={action.off !== null} onPress={() => run(id)}>
      {t(action.label, values)}
    </Button>
  )
}
