import { ArrowDownToLine, ArrowUpFromLine, CreditCard } from 'lucide-react'
import type { OperationKind } from '../../electron/domain/operation'

const LOOKS = {
  cash_in: { Icon: ArrowDownToLine, look: 'in' },
  cash_out: { Icon: ArrowUpFromLine, look: 'out' },
  card: { Icon: CreditCard, look: 'neutral' },
} as const

/**
 * In: blue, arrow down to a line. Out: violet, arrow up from a line. A card: grey, for no cash moves. The arrows do not
 * flip in Arabic.
 */
export function DirectionTile({
  direction,
  size = 'row',
  className = '',
}: {
  readonly direction: OperationKind
  readonly size?: 'row' | 'head'
  readonly className?: string
}) {
  const { Icon, look } = LOOKS[direction]
  return (
    <span className={`tile tile-${size} tile-${look} ${className}`} aria-hidden>
      <Icon className="icon" />
    </span>
  )
}
