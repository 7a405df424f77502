import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatAmount, formatCount } from '../../../electron/domain/money'
import type { DayBreak, DayReport, Pull } from '../../../electron/domain/reconciliation'
import { groupReference } from '../../../electron/domain/reference'
import { Facts } from '../../components/Facts'
import { dayAndTime } from './break-words'
import { evidenceOf, moneyFacts } from './evidence'

/** More sides than this stand one below the other. */
const MOST_COLUMNS = 4

/** What each side says, one fact a line; where they differ it is said by a sign, not by a colour alone. */
export function EvidenceTable({ broken, report }: { readonly broken: DayBreak; readonly report: DayReport }) {
  const { t } = useTranslation()
  if (broken.money !== null)
    return (
      <Facts
        facts={moneyFacts(t, broken.day, broken.money).map(({ label, value, ltr }) => ({
          label,
          value: ltr ? <bdi dir="ltr">{value}</bdi> : <bdi>{value}</bdi>,
        }))}
      />
    )
  if (broken.code === 'R19' && broken.chari.length === 0)
    return (
      <>
        <Readings pulls={report.pulls} day={broken.day} />
        {broken.journal.length > 0 && <Operations broken={broken} />}
      </>
    )
  return broken.journal.length + broken.chari.length > MOST_COLUMNS ? (
    <Operations broken={broken} />
  ) : (
    <Sides broken={broken} />
  )
}

function Sides({ broken }: { readonly broken: DayBreak }) {
  const { t } = useTranslation()
  const { columns, rows } = evidenceOf(t, broken.day, broken.journal, broken.chari)
  const missing = broken.journal.length === 0 ? 'journal' : broken.chari.length === 0 ? 'chari' : null
  const head = (side: string, place: number, of: number): string =>
    of === 1
      ? t(`day.evidence.${side}`)
      : t('day.evidence.nth', { side: t(`day.evidence.${side}`), n: place + 1 })
  const absent = missing !== null && (
    <td rowSpan={rows.length} className="day-evidence-missing">
      {t(`day.evidence.missing_${missing}`)}
    </td>
  )
  return (
    <table className="day-evidence">
      <caption className="sr-only">{t('day.evidence.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="sr-only">{t('day.evidence.fact')}</span>
          </th>
          {missing === 'journal' && <th scope="col">{t('day.evidence.journal')}</th>}
          {columns.map(({ side, place, of }) => (
            <th key={`${side} ${place}`} scope="col">
              {head(side, place, of)}
            </th>
          ))}
          {missing === 'chari' && <th scope="col">{t('day.evidence.chari')}</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, cells, ltr, differs }, index) => (
          <tr key={name} className={differs ? 'day-evidence-differs' : undefined}>
            <th scope="row">
              {differs && <TriangleAlert className="icon" aria-label={t('day.evidence.differs')} />}
              {t(`day.evidence.${name}`)}
            </th>
            {missing === 'journal' && index === 0 && absent}
            {cells.map((cell, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column, and columns never move
              <td key={place}>
                {cell === null ? '—' : ltr ? <bdi dir="ltr">{cell}</bdi> : <bdi>{cell}</bdi>}
              </td>
            ))}
            {missing === 'chari' && index === 0 && absent}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Of a listing that was not read whole: each reading, and how much of it came. */
function Readings({ pulls, day }: { readonly pulls: readonly Pull[]; readonly day: string }) {
  const { t } = useTranslation()
  if (pulls.length === 0) return <p>{t('day.reading.never')}</p>
  return (
    <table className="day-evidence">
      <caption className="sr-only">{t('day.reading.all')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('day.reading.at')}</th>
          <th scope="col">{t('day.reading.from')}</th>
          <th scope="col">{t('day.reading.rows')}</th>
          <th scope="col">{t('day.reading.result')}</th>
        </tr>
      </thead>
      <tbody>
        {pulls.map((pull) => (
          <tr key={pull.pull}>
            <td>
              <bdi dir="ltr">{dayAndTime(pull.readAt, day)}</bdi>
            </td>
            <td>{pull.file === null ? t('day.reading.of_chari') : <bdi>{pull.file}</bdi>}</td>
            <td>
              <bdi dir="ltr">
                {pull.count === null
                  ? formatCount(pull.rows)
                  : `${formatCount(pull.rows)} / ${formatCount(pull.count)}`}
              </bdi>
            </td>
            <td>{t(pull.complete ? 'day.reading.whole' : 'day.reading.part')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Many operations of one break, a line each. */
function Operations({ broken: { journal, chari, day } }: { readonly broken: DayBreak }) {
  const { t } = useTranslation()
  const lines = [
    ...journal.map((one) => ({
      key: one.id,
      side: t('day.evidence.journal'),
      number: one.number,
      reference: one.reference,
      amount: one.amount,
      at: dayAndTime(one.createdAt, day),
      state: t(`state.${one.state}`),
    })),
    ...chari.map((one) => ({
      key: one.row,
      side: t('day.evidence.chari'),
      number: one.operationId ?? '—',
      reference: one.reference ?? '—',
      amount: one.amount,
      at: one.executedAt === null ? '—' : dayAndTime(one.executedAt, day),
      state: t(`day.status.${one.status}`),
    })),
  ]
  return (
    <table className="day-evidence">
      <caption className="sr-only">{t('day.evidence.operations')}</caption>
      <thead>
        <tr>
          {(['side', 'number', 'reference', 'amount', 'at', 'state'] as const).map((name) => (
            <th key={name} scope="col">
              {t(`day.evidence.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ key, side, number, reference, amount, at, state }) => (
          <tr key={key}>
            <td>{side}</td>
            {[number, groupReference(reference), amount === null ? '—' : formatAmount(amount), at].map(
              (text, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column, and columns never move
                <td key={place}>
                  <bdi dir="ltr">{text}</bdi>
                </td>
              ),
            )}
            <td>{state}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
