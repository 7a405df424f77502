import { Check, CircleDashed, CreditCard, Pencil, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type Centimes, formatAmount } from '../../../electron/domain/money'
import type { DayReport, TotalsRow } from '../../../electron/domain/reconciliation'
import { Bidi } from '../../components/Bidi'
import { DirectionTile } from '../../components/DirectionTile'
import { Tag } from '../../components/Tag'

/** Kinds that nobody used and nobody tells of have no line. */
const isTold = ({ label, journal, chari }: TotalsRow): boolean =>
  label !== 'card' || (journal.count ?? 0) > 0 || (chari?.count ?? 0) > 0

/** The day in three ways, side by side; the gap is never empty. */
export function TotalsTable({ report }: { readonly report: DayReport }) {
  const { t } = useTranslation()
  return (
    <table className="day-totals">
      <caption className="sr-only">{t('day.totals.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="sr-only">{t('day.totals.what')}</span>
          </th>
          <th scope="col">{t('day.totals.journal')}</th>
          <th scope="col">{t('day.totals.chari')}</th>
          <th scope="col">{t('day.totals.counted')}</th>
          <th scope="col">{t('day.totals.gap')}</th>
        </tr>
      </thead>
      <tbody>
        {report.totals.filter(isTold).map((row) => (
          <tr key={row.label} className={isBalance(row) ? 'day-totals-balance' : undefined}>
            <th scope="row">
              <span className="day-totals-what">
                <KindTile label={row.label} />
                {t(`day.totals.${row.label}`)}
              </span>
            </th>
            {report.hidden && row.label === 'cash' ? (
              <td>{t('status.cash_hidden')}</td>
            ) : (
              <Side count={row.journal.count} amount={row.journal.amount} />
            )}
            <Side count={row.chari?.count ?? null} amount={row.chari?.amount ?? null} />
            <Side count={null} amount={row.counted} />
            <td>
              <Gap row={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const isBalance = ({ label }: TotalsRow): boolean => label === 'float' || label === 'cash'

/** A balance has no direction, and no tile. */
function KindTile({ label }: { readonly label: TotalsRow['label'] }) {
  switch (label) {
    case 'cash_in':
    case 'cash_out':
      return <DirectionTile direction={label} />
    case 'card':
      return (
        <span className="tile tile-row day-tile" aria-hidden>
          <CreditCard className="icon" />
        </span>
      )
    default:
      return null
  }
}

function Side({ count, amount }: { readonly count: number | null; readonly amount: Centimes | null }) {
  return (
    <td>
      {amount === null ? (
        '—'
      ) : (
        <Bidi>
          {count !== null && <span className="day-totals-count">{count}</span>} {formatAmount(amount)}
        </Bidi>
      )}
    </td>
  )
}

/** A check and 0,00; a pencil and the amount that is explained; a triangle and the amount; or what is missing. */
function Gap({ row: { label, gap, gapState } }: { readonly row: TotalsRow }) {
  const { t } = useTranslation()
  const text = gap === null ? '' : formatAmount(gap, gap > 0 ? 'plus' : 'none')
  switch (gapState) {
    case 'none':
      return (
        <Tag tone="ok" icon={Check} bare>
          <Bidi>{text}</Bidi>
        </Tag>
      )
    case 'explained':
      return (
        <Tag tone="neutral" icon={Pencil} bare>
          <Bidi>{text}</Bidi> {t('day.totals.explained')}
        </Tag>
      )
    case 'open':
      return (
        <Tag tone="stop" icon={TriangleAlert} bare>
          <strong>
            <Bidi>{text}</Bidi>
          </strong>
        </Tag>
      )
    case 'unknown':
      return (
        <Tag tone="neutral" icon={CircleDashed} bare>
          {t(
            label === 'cash'
              ? 'day.totals.not_counted'
              : label === 'float'
                ? 'day.totals.not_told'
                : 'day.totals.not_read',
          )}
        </Tag>
      )
  }
}
