import { useTranslation } from 'react-i18next'
import { formatAmount } from '../../../electron/domain/money'
import type { DayReport } from '../../../electron/domain/reconciliation'

/** What each person did of the day's completed operations; cards only on a day that had some. */
export function CashierTable({ cashiers, hidden }: Pick<DayReport, 'cashiers' | 'hidden'>) {
  const { t } = useTranslation()
  if (hidden) return <p className="day-hidden">{t('day.cashiers.hidden')}</p>
  if (cashiers.length === 0) return <p className="soft-note">{t('day.cashiers.none')}</p>
  const byCard = cashiers.some(({ card }) => card.count > 0)
  return (
    <table className="day-cashiers">
      <thead>
        <tr>
          <th scope="col">{t('day.cashiers.name')}</th>
          <th scope="col">{t('day.totals.cash_in')}</th>
          <th scope="col">{t('day.totals.cash_out')}</th>
          {byCard && <th scope="col">{t('day.totals.card')}</th>}
        </tr>
      </thead>
      <tbody>
        {cashiers.map(({ cashier, cashIn, cashOut, card }) => (
          <tr key={cashier}>
            <th scope="row">
              <bdi>{cashier}</bdi>
            </th>
            {[
              { of: 'in', ...cashIn },
              { of: 'out', ...cashOut },
              ...(byCard ? [{ of: 'card', ...card }] : []),
            ].map(({ of, count, amount }) => (
              <td key={of}>
                <span className="day-cashiers-count">{count}</span> {formatAmount(amount)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
