import { CircleCheck, CircleX, Hourglass, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

export interface CheckLineProps {
  readonly tone: 'ok' | 'stop' | 'unsure' | 'neutral'
  readonly fact: string
  readonly children?: ReactNode
}

const ICON: Record<CheckLineProps['tone'], LucideIcon> = {
  ok: CircleCheck,
  stop: CircleX,
  unsure: TriangleAlert,
  neutral: Hourglass,
}

/** What a live check said: the fact, then what to do. */
export function CheckLine({ tone, fact, children }: CheckLineProps) {
  const Icon = ICON[tone]
  return (
    <div className={`check-line check-line-${tone}`} role="status">
      <Icon aria-hidden className="icon" />
      <p>
        <strong>{fact}</strong>
        {children !== undefined && <span>{children}</span>}
      </p>
    </div>
  )
}
