import { sum } from '../domain/money'
import type { PaperData } from '../domain/paper'
import { BREAK_CODES, type DayBreak, type DayReport } from '../domain/reconciliation'

type DayPaper = Extract<PaperData, { kind: 'day_report' }>

const STATES = ['open', 'carried', 'settled'] as const

const stateOf = ({ state, carried }: DayBreak): (typeof STATES)[number] =>
  state === 'closed' ? 'settled' : carried ? 'carried' : 'open'

/** The slip of a day: what agrees, what does not, and who it is left to. */
export function paperOf(report: DayReport, breaks: readonly DayBreak[], head: DayPaper['head']): DayPaper {
  const told = breaks.filter(({ severity, state }) => severity !== 'none' || state !== 'closed')
  return {
    kind: 'day_report',
    head,
    day: report.from,
    verdict: report.verdict,
    rows: report.totals.map(({ label, journal, chari, counted, gap }) => ({
      label,
      journal,
      chari,
      counted,
      gap,
    })),
    breaks: BREAK_CODES.flatMap((code) =>
      STATES.flatMap((state) => {
        const of = told.filter((one) => one.code === code && stateOf(one) === state)
        return of.length === 0
          ? []
          : [{ code, state, count: of.length, amount: sum(of.map(({ amount }) => amount)) }]
      }),
    ),
    cashiers: [...report.cashiers],
    matched: report.matched,
    total: report.operations,
    zs: report.zs.map(({ z }) => z),
    listingReadAt: report.pulls[0]?.readAt ?? null,
    closing: report.closed?.number ?? null,
    signature: report.closed?.signature ?? null,
  }
}
