import { ArrowDownToLine, ArrowUpFromLine } from 'lucide-react'
import type { Direction } from '../../electron/domain/codes'

/** In: blue, arrow down to a line. Out: violet, arrow up from a line. The arrows do not flip in Arabic. */
export function DirectionTile({
  direction,
  size = 'row',
  className = '',
}: {
  readonly direction: Direction
  readonly size?: 'row' | 'head'
  readonly className?: string
}) {
  const Icon = direction === 'cash_in' ? ArrowDownToLine : ArrowUpFromLine
  return (
    <span
      className={`tile tile-${size} tile-${direction === 'cash_in' ? 'in' : 'out'} ${className}`}
      aria-hidden
    >
      <Icon className="icon" />
    </span>
  )
}
