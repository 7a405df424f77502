import { CircleHelp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Pending } from '../../../electron/domain/closing'
import { formatAmount } from '../../../electron/domain/money'
import { Bidi } from '../../components/Bidi'

/** As many as stand under the sums; the paper has them all. */
const SHOWN = 2

/** What the drawer would do; a card moves no cash. */
const PENDING_SIGN = { cash_in: 'plus', cash_out: 'minus', card: 'none' } as const

/** Operations that are not settled: they stay open over the closing, by name. */
export function PendingList({ rows }: { readonly rows: readonly Pending[] }) {
  const { t } = useTranslation()
  if (rows.length === 0) return null
  const more = rows.length - SHOWN
  return (
    <section className="pending" data-testid="z-pending" data-count={rows.length}>
      <p>
        <CircleHelp aria-hidden className="icon" />
        {t('till.pending_count', { count: rows.length })}
      </p>
      <ul>
        {rows.slice(0, SHOWN).map((row) => (
          <li key={row.number}>
            <Bidi>{row.number}</Bidi>{' '}
            <Bidi>{`(${formatAmount(row.amount, PENDING_SIGN[row.direction])})`}</Bidi>
          </li>
        ))}
        {more > 0 && <li>{t('till.pending_more', { count: more })}</li>}
      </ul>
    </section>
  )
}
