import { Printer } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PeriodClosing } from '../../../electron/domain/closing'
import { type Centimes, formatAmount, type Sign, ZERO } from '../../../electron/domain/money'
import type { Language } from '../../../electron/domain/paper'
import { request } from '../../client'
import { Button } from '../../components/Button'
import { Panel } from '../../components/Layout'
import { monthInWords } from '../../lib/calendar'
import { messageWords } from '../../lib/message-words'
import { useApp } from '../../stores/app'
import { dayAndTime } from './break-words'

type Kind = 'month' | 'year'

/** Enough of the newest closings to find any that a calendar is turned back to. */
const LOOKED_AT = 200

interface Closed {
  readonly document: PeriodClosing
  readonly signed: boolean
}

/** The newest closing of a period; undefined while it is read, null where it was never closed. */
function useClosing(kind: Kind, period: string): Closed | null | undefined {
  const [closed, setClosed] = useState<Closed | null>()
  useEffect(() => {
    let here = true
    setClosed(undefined)
    const read = async (): Promise<Closed | null> => {
      const { rows } = await request('till.closings', { kind, cursor: null, limit: LOOKED_AT })
      const row = rows.find((one) => one.period === period)
      if (!row) return null
      const { closing } = await request('till.closing', { kind, number: row.number })
      return closing?.kind === 'period'
        ? { document: closing.document, signed: closing.signature !== null }
        : null
    }
    void read().then((found) => {
      if (here) setClosed(found)
    })
    return () => {
      here = false
    }
  }, [kind, period])
  return closed
}

/** The month and the year, as they were closed and signed. */
export function PeriodPanel({ month }: { readonly month: string }) {
  const { t, i18n } = useTranslation()
  const year = month.slice(0, 4)
  return (
    <>
      <Period
        kind="month"
        period={month}
        title={t('day.period.month', { month: monthInWords(month, i18n.language as Language) })}
      />
      <Period kind="year" period={year} title={t('day.period.year', { year })} />
    </>
  )
}

function Period({
  kind,
  period,
  title,
}: {
  readonly kind: Kind
  readonly period: string
  readonly title: string
}) {
  const { t } = useTranslation()
  const printer = useApp((state) => state.status?.printer.transport ?? 'none')
  const closed = useClosing(kind, period)
  const [told, setTold] = useState<string | null>(null)
  const print = async (number: number): Promise<void> => {
    const answer = await request('till.printClosing', { kind, number })
    setTold(answer.ok ? t('day.printed') : messageWords(answer.message))
  }
  return (
    <Panel title={title} className="period">
      {closed === undefined ? null : closed === null ? (
        <p className="soft-note" data-testid={`period-${kind}`} data-state="open">
          {t(`day.period.${kind}_open`)}
        </p>
      ) : (
        <>
          <p className="soft-note" data-testid={`period-${kind}`} data-state="closed">
            {t('day.period.closed', {
              number: closed.document.number,
              time: dayAndTime(closed.document.closedAt, ''),
              count: closed.document.zs.length,
            })}{' '}
            {t(closed.signed ? 'day.period.signed' : 'day.closed.unsigned')}
          </p>
          <Totals closing={closed.document} />
          <div className="period-foot">
            <p role="status">{told}</p>
            <Button
              icon={Printer}
              disabled={printer === 'none'}
              onPress={() => void print(closed.document.number)}
              testId={`period-print-${kind}`}
            >
              {t('day.period.print')}
            </Button>
          </div>
        </>
      )}
    </Panel>
  )
}

const SIGN: Readonly<Record<PeriodClosing['kinds'][number]['kind'], Sign>> = {
  cash_in: 'plus',
  cash_out: 'minus',
  card: 'none',
}

function Totals({ closing: { kinds, differences } }: { readonly closing: PeriodClosing }) {
  const { t } = useTranslation()
  const commission = kinds.reduce((sum, one) => sum + one.commission, 0) as Centimes
  return (
    <table className="period-totals">
      <caption className="sr-only">{t('day.period.totals')}</caption>
      <tbody>
        {kinds
          .filter(({ kind, count }) => kind !== 'card' || count > 0)
          .map(({ kind, count, amount }) => (
            <tr key={kind}>
              <th scope="row">{t(`day.totals.${kind}`)}</th>
              <td>{count}</td>
              <td>
                <bdi dir="ltr">{formatAmount(amount, SIGN[kind])}</bdi>
              </td>
            </tr>
          ))}
        <tr>
          <th scope="row">{t('day.period.commissions')}</th>
          <td />
          <td>
            <bdi dir="ltr">{formatAmount(commission)}</bdi>
          </td>
        </tr>
        <tr>
          <th scope="row">{t('day.period.differences')}</th>
          <td>{differences.count}</td>
          <td>
            <bdi dir="ltr">
              {formatAmount(differences.signed, differences.signed > ZERO ? 'plus' : 'none')}
            </bdi>
          </td>
        </tr>
      </tbody>
    </table>
  )
}
