import { Hourglass, type LucideIcon } from 'lucide-react'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { run } from '../actions/registry'
import { useAction } from '../actions/use-actions'
import { KeyCap } from './KeyCap'

export interface MainActionProps {
  /** Id of the offered action; its key is Enter, or F10 where Enter works on a list. */
  readonly action: string
  /** The colour of the cash it moves, or petrol. */
  readonly tone?: 'action' | 'in' | 'out'
  readonly icon?: LucideIcon
  /** Values of its words: the amount goes in as `{amount}`, already formatted. */
  readonly values?: Record<string, string | number>
  /** Locked while it goes out: a second Enter does nothing. */
  readonly sending?: boolean
  readonly testId: string
  readonly ref?: Ref<HTMLButtonElement>
}

/** The one main action of a screen, at its bottom end corner. Off: disabled, with its reason in the action row. */
export function MainAction({
  action: id,
  tone = 'action',
  icon: Icon,
  values = {},
  sending = false,
  testId,
  ref,
}: MainActionProps) {
  const { t } = useTranslation()
  const action = useAction(id)
  const Shown = sending ? Hourglass : Icon
  return (
    <button
      ref={ref}
      type="button"
      className={`main-action main-action-${tone}`}
      disabled={sending || action === null || action.off !== null}
      data-sending={sending || undefined}
      data-testid={testId}
      onClick={() => run(id)}
    >
      {Shown && <Shown aria-hidden className="icon" />}
      <span>{sending ? t('counter.sending') : action ? t(action.label, values) : ''}</span>
      {!sending && <KeyCap of={action?.key ?? 'Enter'} />}
    </button>
  )
}
