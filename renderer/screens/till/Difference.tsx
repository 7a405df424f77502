import { Check, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type Centimes, centimes } from '../../../electron/domain/money'
import { Amount } from '../../components/Amount'

/** What a difference is called, by its sign. */
export const differenceKey = (difference: Centimes): 'exact' | 'missing' | 'over' =>
  difference === 0 ? 'exact' : difference < 0 ? 'missing' : 'over'

/** More than a tile holds in its usual size: from 100 000 dirhams on. */
const long = (amount: Centimes): boolean => Math.abs(amount) >= 10_000_000

/** Just, missing, or too much: colour, icon, word and the amount without a sign. */
export function DifferenceTile({ difference }: { readonly difference: Centimes }) {
  const { t } = useTranslation()
  const kind = differenceKey(difference)
  const Icon = kind === 'exact' ? Check : TriangleAlert
  return (
    <div
      className={`figure figure-${kind}${long(difference) ? ' figure-long' : ''}`}
      data-testid="difference"
      data-difference={difference}
    >
      <p>
        <Icon aria-hidden className="icon" />
        {t(`till.${kind}`)}
      </p>
      <Amount value={centimes(Math.abs(difference))} size="title" />
    </div>
  )
}

export interface FigureProps {
  readonly label: string
  readonly value: Centimes
  readonly testId?: string
}

/** A figure in a tile of its own. */
export function Figure({ label, value, testId }: FigureProps) {
  return (
    <div className={long(value) ? 'figure figure-long' : 'figure'} data-testid={testId}>
      <p>{label}</p>
      <Amount value={value} size="title" />
    </div>
  )
}
