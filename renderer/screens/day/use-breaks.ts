import { useCallback, useEffect, useState } from 'react'
import type { BreakCode, DayBreak, DayReport } from '../../../electron/domain/reconciliation'
import { request } from '../../client'

const PAGE = 200

export interface Breaks {
  readonly rows: readonly DayBreak[]
  /** Only breaks of this class; null: all. */
  readonly code: BreakCode | null
  readonly only: (code: BreakCode | null) => void
  /** There are more than are shown. */
  readonly more: boolean
  readonly older: () => Promise<void>
}

/** The breaks of a report, those beyond its first hundred read page by page when the list comes to its end. */
export function useBreaks(report: DayReport | null): Breaks {
  const [code, setCode] = useState<BreakCode | null>(null)
  const [read, setRead] = useState<{
    readonly of: DayReport
    readonly rows: readonly DayBreak[]
    readonly cursor: string | null
  } | null>(null)
  const here = read !== null && read.of === report ? read : null

  const page = useCallback(
    async (of: DayReport, cursor: string | null, before: readonly DayBreak[]): Promise<void> => {
      const span = { from: of.from, to: of.to }
      const next = await request('reconciliation.breaks', { span, code, state: null, cursor, limit: PAGE })
      setRead({ of, rows: [...before, ...next.rows], cursor: next.cursor })
    },
    [code],
  )
  useEffect(() => {
    if (report !== null && code !== null) void page(report, null, [])
  }, [report, code, page])

  const rows =
    here?.rows ?? (code === null ? report?.breaks : report?.breaks.filter((row) => row.code === code)) ?? []
  const more =
    here === null ? report !== null && report.breakCount > report.breaks.length : here.cursor !== null
  return {
    rows,
    code,
    only: (next) => {
      setRead(null)
      setCode(next)
    },
    more,
    older: async () => {
      if (report === null || !more) return
      await page(report, here?.cursor ?? null, here?.rows ?? [])
    },
  }
}
