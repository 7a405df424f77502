import { ChevronLeft, ChevronRight, TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KindTotals } from '../../../electron/domain/closing'
import { addDays } from '../../../electron/domain/day'
import { add, formatAmount, ZERO } from '../../../electron/domain/money'
import type { RequestOutput } from '../../../electron/ipc/contract'
import { on, request } from '../../client'
import { Bidi } from '../../components/Bidi'
import { Panel } from '../../components/Layout'
import { Skeleton } from '../../components/Skeleton'
import { dayText } from '../../lib/typed-day'

type Read = RequestOutput<'tariff.commissions'>

/** First and last day of the month of a day. */
function monthOf(day: string): { readonly from: string; readonly to: string } {
  const from = `${day.slice(0, 7)}-01`
  const next = `${addDays(from, 32).slice(0, 7)}-01`
  return { from, to: addDays(next, -1) }
}

/** What was earned: the month, one day of it, and who was at the counter. Estimates are told from Chari's figures. */
export function CommissionsTab({ today }: { readonly today: string }) {
  const { t } = useTranslation()
  const [month, setMonth] = useState(() => monthOf(today))
  const [chosen, setChosen] = useState(today)
  const read = useCommissions(month)
  const go = (days: number): void => {
    const next = monthOf(addDays(month.from, days))
    setMonth(next)
    setChosen(today >= next.from && today <= next.to ? today : next.to)
  }
  const goDay = (days: number): void => {
    const day = addDays(chosen, days)
    setChosen(day)
    setMonth(monthOf(day))
  }
  const day = read?.days.find((one) => one.day === chosen)?.kinds ?? []
  const last = month.to >= today
  return (
    <div className="settings-scroll">
      <Panel
        flush
        title={t('tariff.day', { day: dayText(chosen) })}
        aside={<Leaf what="day" onLeaf={goDay} first={-1} next={1} end={chosen >= today} />}
      >
        {read === null ? <Skeleton rows={2} /> : <Sums kinds={day} testId="commissions-day" />}
      </Panel>
      <Panel
        flush
        title={t('tariff.month', { month: dayText(month.from.slice(0, 7)) })}
        aside={<Leaf what="month" onLeaf={go} first={-1} next={32} end={last} />}
      >
        {read === null ? <Skeleton rows={2} /> : <Sums kinds={read.kinds} testId="commissions-month" />}
        {read !== null && read.splits > 0 && (
          <p className="tariff-splits" data-testid="commissions-splits">
            <TriangleAlert aria-hidden className="icon" />
            {t('tariff.splits', { count: read.splits })}
          </p>
        )}
      </Panel>
      {read !== null && read.cashiers.length > 0 && (
        <Panel flush title={t('tariff.by_cashier', { month: dayText(month.from.slice(0, 7)) })}>
          <Cashiers cashiers={read.cashiers} />
        </Panel>
      )}
    </div>
  )
}

/** The sums of a period, asked again at each operation; null until read. */
function useCommissions({ from, to }: { readonly from: string; readonly to: string }): Read | null {
  const [read, set] = useState<Read | null>(null)
  useEffect(() => {
    let here = true
    const ask = (): void =>
      void request('tariff.commissions', { from, to }).then((now) => {
        if (here) set(now)
      })
    ask()
    const stop = on('operation', (operation) => {
      if (operation.state === 'completed') ask()
    })
    return () => {
      here = false
      stop()
    }
  }, [from, to])
  return read?.from === from ? read : null
}

interface LeafProps {
  readonly what: 'day' | 'month'
  readonly first: number
  readonly next: number
  /** Today is the last. */
  readonly end: boolean
  readonly onLeaf: (days: number) => void
}

function Leaf({ what, first, next, end, onLeaf }: LeafProps) {
  const { t } = useTranslation()
  return (
    <>
      <button
        type="button"
        className="papers-leaf"
        aria-label={t(`tariff.${what}_before`)}
        data-testid={`commissions-${what}-before`}
        onClick={() => onLeaf(first)}
      >
        <ChevronLeft aria-hidden className="icon flip" />
      </button>
      <button
        type="button"
        className="papers-leaf"
        aria-label={t(`tariff.${what}_after`)}
        data-testid={`commissions-${what}-after`}
        disabled={end}
        onClick={() => onLeaf(next)}
      >
        <ChevronRight aria-hidden className="icon flip" />
      </button>
    </>
  )
}

const whole = (kinds: readonly KindTotals[]): Omit<KindTotals, 'kind'> =>
  kinds.reduce<Omit<KindTotals, 'kind'>>(
    (sum, one) => ({
      count: sum.count + one.count,
      amount: add(sum.amount, one.amount),
      fees: add(sum.fees, one.fees),
      feesUnknown: sum.feesUnknown + one.feesUnknown,
      commission: add(sum.commission, one.commission),
      commissionEstimated: sum.commissionEstimated + one.commissionEstimated,
      commissionUnknown: sum.commissionUnknown + one.commissionUnknown,
    }),
    {
      count: 0,
      amount: ZERO,
      fees: ZERO,
      feesUnknown: 0,
      commission: ZERO,
      commissionEstimated: 0,
      commissionUnknown: 0,
    },
  )

/** One row a kind that there were operations of, and their sum. */
function Sums({ kinds, testId }: { readonly kinds: readonly KindTotals[]; readonly testId: string }) {
  const { t } = useTranslation()
  const some = kinds.filter(({ count }) => count > 0)
  if (some.length === 0) return <p className="devices-empty">{t('tariff.no_operations')}</p>
  const total = whole(some)
  return (
    <table className="tariff-table tariff-sums" data-testid={testId}>
      <thead>
        <tr>
          <th scope="col">{t('tariff.kind')}</th>
          <th scope="col">{t('tariff.operations')}</th>
          <th scope="col">{t('tariff.turnover')}</th>
          <th scope="col">{t('tariff.commissions')}</th>
          <th scope="col">{t('tariff.where_from')}</th>
        </tr>
      </thead>
      <tbody>
        {some.map((one) => (
          <SumRow key={one.kind} label={t(`tariff.kind_${one.kind}`)} totals={one} />
        ))}
      </tbody>
      {some.length > 1 && (
        <tfoot>
          <SumRow label={t('tariff.total')} totals={total} />
        </tfoot>
      )}
    </table>
  )
}

interface SumRowProps {
  readonly label: string
  readonly totals: Omit<KindTotals, 'kind'>
}

function SumRow({ label, totals }: SumRowProps) {
  const { t } = useTranslation()
  const { count, amount, commission } = totals
  return (
    <tr>
      <th scope="row">
        <bdi>{label}</bdi>
      </th>
      <td>
        <Bidi>{count}</Bidi>
      </td>
      <td>
        <Bidi>{formatAmount(amount)}</Bidi>
      </td>
      <td className="tariff-earned">
        {count > 0 && totals.commissionUnknown === count ? (
          <span className="tariff-unknown">{t('tariff.unknown')}</span>
        ) : (
          <Bidi>{formatAmount(commission)}</Bidi>
        )}
      </td>
      <td>
        <WhereFrom totals={totals} />
      </td>
    </tr>
  )
}

/** How much of a sum is Chari's own, estimated by the table, or in no sum because nobody told it. */
function WhereFrom({ totals }: Pick<SumRowProps, 'totals'>) {
  const { t } = useTranslation()
  const { count, commissionEstimated: estimated, commissionUnknown: unknown } = totals
  const told = count - estimated - unknown
  return [
    ...(told > 0 ? [t('tariff.told', { count: told })] : []),
    ...(estimated > 0 ? [t('tariff.estimated', { count: estimated })] : []),
    ...(unknown > 0 ? [t('tariff.not_known', { count: unknown })] : []),
  ].join(' · ')
}

function Cashiers({ cashiers }: Pick<Read, 'cashiers'>) {
  const { t } = useTranslation()
  return (
    <table className="tariff-table tariff-sums" data-testid="commissions-cashiers">
      <thead>
        <tr>
          <th scope="col">{t('tariff.cashier')}</th>
          <th scope="col">{t('tariff.operations')}</th>
          <th scope="col">{t('tariff.turnover')}</th>
          <th scope="col">{t('tariff.commissions')}</th>
          <th scope="col">{t('tariff.where_from')}</th>
        </tr>
      </thead>
      <tbody>
        {cashiers.map(({ cashier, kinds }) => (
          <SumRow key={cashier} label={cashier} totals={whole(kinds)} />
        ))}
      </tbody>
    </table>
  )
}
