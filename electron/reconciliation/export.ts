import type { PaperData } from '../domain/paper'
import type { DayBreak, DayReport } from '../domain/reconciliation'
import type { PaperWords } from '../receipts/words'
import { type Cell, csvOf } from './csv'
import { htmlOf } from './html'

export type ExportFormat = 'pdf' | 'csv' | 'json'

/** How a page becomes a PDF. */
export interface Printed {
  /** Of the section `reconciliation`. */
  readonly words: (language: PaperData['head']['language']) => PaperWords
  /** A4, by Chromium's own printing. */
  readonly pdf: (html: string) => Promise<Uint8Array>
}

export interface ExportFacts {
  readonly report: DayReport
  /** All of them, in the order of the report. */
  readonly breaks: readonly DayBreak[]
  readonly head: PaperData['head']
  readonly printed: Printed
}

/** Columns of the CSV; docs/reconciliation.md says what each record fills. */
const COLUMNS = [
  'record',
  'day',
  'code',
  'name',
  'label',
  'state',
  'age',
  'severity',
  'journal_count',
  'journal_amount',
  'chari_count',
  'chari_amount',
  'counted',
  'amount',
  'number',
  'direction',
  'reference',
  'journal_state',
  'journal_fee',
  'cashier',
  'shift',
  'chari_operation',
  'chari_status',
  'chari_fee',
  'executed_at',
  'at',
  'decision',
  'reason',
  'ticket',
  'by',
  'approved_by',
] as const
type Column = (typeof COLUMNS)[number]

const rowOf = (cells: Partial<Record<Column, Cell>>): Cell[] => COLUMNS.map((name) => cells[name] ?? null)

function breakRow(one: DayBreak): Cell[] {
  const [entry] = one.journal
  const [row] = one.chari
  const last = one.history.at(-1)
  return rowOf({
    record: one.carried ? 'carried' : 'break',
    day: one.day,
    code: one.code,
    name: one.name,
    label: one.money?.what ?? null,
    state: one.state,
    age: one.age,
    severity: one.severity,
    journal_amount: { mad: entry?.amount ?? one.money?.expected ?? null },
    chari_amount: { mad: row?.amount ?? null },
    counted: { mad: one.money?.found ?? null },
    amount: { mad: one.amount },
    number: entry?.number ?? null,
    direction: entry?.direction ?? row?.direction ?? null,
    reference: entry?.reference ?? row?.reference ?? null,
    journal_state: entry?.state ?? null,
    journal_fee: { mad: entry?.fee ?? null },
    cashier: entry?.cashier ?? one.money?.by ?? null,
    shift: entry?.shift ?? one.money?.shift ?? null,
    chari_operation: row?.operationId ?? null,
    chari_status: row?.status ?? null,
    chari_fee: { mad: row?.fee ?? null },
    executed_at: row?.executedAt ?? null,
    at: entry?.createdAt ?? one.money?.at ?? null,
    decision: last?.decision ?? null,
    reason: last?.reason ?? one.money?.reason ?? null,
    ticket: last?.ticket ?? null,
    by: last?.by ?? null,
    approved_by: last?.approvedBy ?? one.money?.approvedBy ?? null,
  })
}

function tableOf({ report, breaks }: ExportFacts): string {
  const day = report.from === report.to ? report.from : `${report.from}/${report.to}`
  const proof = (label: string, lines: DayReport['proof']['cash']['lines']): Cell[][] =>
    lines.map(({ code, amount }) => rowOf({ record: 'proof', day, label, code, amount: { mad: amount } }))
  return csvOf([
    [...COLUMNS],
    rowOf({ record: 'verdict', day, state: report.verdict }),
    ...report.totals.map(({ label, journal, chari, counted, gap, gapState }) =>
      rowOf({
        record: 'total',
        day,
        label,
        state: gapState,
        journal_count: journal.count,
        journal_amount: { mad: journal.amount },
        chari_count: chari?.count ?? null,
        chari_amount: { mad: chari?.amount ?? null },
        counted: { mad: counted },
        amount: { mad: gap },
      }),
    ),
    ...report.cashiers.flatMap(({ cashier, cashIn, cashOut, card }) =>
      (
        [
          ['cash_in', cashIn],
          ['cash_out', cashOut],
          ['card', card],
        ] as const
      ).map(([label, { count, amount }]) =>
        rowOf({
          record: 'cashier',
          day,
          label,
          cashier,
          journal_count: count,
          journal_amount: { mad: amount },
        }),
      ),
    ),
    ...proof('cash', report.proof.cash.lines),
    ...proof('float', report.proof.float.lines),
    ...proof('capital', report.proof.capital.lines),
    ...report.zs.map(({ z, shift, at, difference }) =>
      rowOf({ record: 'z', day, name: String(z), shift, at, amount: { mad: difference } }),
    ),
    ...report.pulls.map(({ pull, source, readAt, rows, complete, by }) =>
      rowOf({
        record: 'reading',
        day,
        name: pull,
        label: source,
        at: readAt,
        chari_count: rows,
        state: complete ? 'complete' : 'incomplete',
        by,
      }),
    ),
    ...breaks.map(breakRow),
  ])
}

/** A report as a file: for people, for spreadsheets, for programs. */
export async function exported(format: ExportFormat, facts: ExportFacts): Promise<Uint8Array> {
  switch (format) {
    case 'pdf':
      return facts.printed.pdf(
        htmlOf(facts.report, facts.breaks, facts.head, facts.printed.words(facts.head.language)),
      )
    case 'csv':
      return Buffer.from(tableOf(facts))
    case 'json':
      return Buffer.from(
        `${JSON.stringify(
          {
            format: 'guichet/reconciliation/1',
            made: { at: facts.head.at, terminal: facts.head.terminal, version: facts.head.version },
            training: facts.head.training,
            report: { ...facts.report, breaks: facts.breaks },
          },
          null,
          2,
        )}\n`,
      )
  }
}
