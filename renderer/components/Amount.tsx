import { type Centimes, formatAmount, type Sign } from '../../electron/domain/money'

export interface AmountProps {
  readonly value: Centimes
  readonly size: 'hero' | 'amount' | 'title' | 'body'
  readonly tone?: 'in' | 'out' | 'ink'
  readonly sign?: Sign
  readonly testId?: string
}

/** A number and MAD at 40 % of its size, never broken over two lines. One `hero` a screen. */
export function Amount({ value, size, tone = 'ink', sign = 'none', testId }: AmountProps) {
  return (
    <bdi className={`amount amount-${size} tone-${tone}`} dir="ltr" data-testid={testId}>
      {formatAmount(value, sign)}
      {'\u00a0'}
      <span className="amount-unit">MAD</span>
    </bdi>
  )
}
