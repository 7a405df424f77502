import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

export interface ActionRowProps {
  readonly start?: ReactNode
  readonly middle?: ReactNode
  readonly end?: ReactNode
}

/** One line under the work: Back at the start, the rule or the reason in the middle, the main action at the end. */
export function ActionRow({ start, middle, end }: ActionRowProps) {
  return (
    <div className="action-row">
      <div className="action-row-start">{start}</div>
      <div className="action-row-middle">{middle}</div>
      <div className="action-row-end">{end}</div>
    </div>
  )
}

export interface RuleProps {
  readonly icon?: LucideIcon
  readonly children: ReactNode
  /** Why the main action is off. */
  readonly reason?: string | null
}

/** The rule of this screen, beside its main action. */
export function Rule({ icon: Icon, children, reason = null }: RuleProps) {
  return (
    <p className="rule">
      {Icon && <Icon aria-hidden className="icon" />}
      <span>
        <span className="rule-line">{children}</span>
        {reason !== null && (
          <span className="rule-reason" id="main-reason">
            {reason}
          </span>
        )}
      </span>
    </p>
  )
}
