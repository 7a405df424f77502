import { useCallback, useEffect, useRef, useState } from 'react'
import type { OperationRow, OperationView } from '../../../electron/domain/operation'
import type { HistoryFilter, HistoryPage } from '../../../electron/ipc/contract'
import { on, request } from '../../client'

const PAGE = 50
/** Typing has paused for this long before the journal is asked. */
const PAUSE_MS = 120

export interface History {
  /** null: not read yet. */
  readonly rows: readonly OperationRow[] | null
  readonly totals: HistoryPage['totals'] | null
  /** Older rows are there. */
  readonly more: boolean
  readonly loading: boolean
  readonly older: () => Promise<void>
}

/** The journal's operations that a filter lets through, newest first, page by page, kept live. */
export function useHistory(filter: HistoryFilter): History {
  const [rows, setRows] = useState<readonly OperationRow[] | null>(null)
  const [totals, setTotals] = useState<HistoryPage['totals'] | null>(null)
  const [cursor, setCursor] = useState<string | null>(null)
  const [loading, setLoading] = useState(false)
  const asked = JSON.stringify(filter)
  /** Answers to an older question must not come back over a newer one. */
  const turn = useRef(0)

  const read = useCallback(
    async (from: string | null, how: 'whole' | 'newest' | 'older'): Promise<void> => {
      turn.current += 1
      const mine = turn.current
      setLoading(true)
      try {
        const page = await request('operation.list', {
          filter: JSON.parse(asked) as HistoryFilter,
          cursor: from,
          limit: PAGE,
        })
        if (mine !== turn.current) return
        setRows((before) => joined(before ?? [], page.rows, how))
        if (how !== 'newest') setCursor(page.cursor)
        setTotals(page.totals)
      } finally {
        if (mine === turn.current) setLoading(false)
      }
    },
    [asked],
  )

  useEffect(() => {
    const timer = setTimeout(() => void read(null, 'whole'), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [read])

  useEffect(() => on('operation', () => void read(null, 'newest')), [read])

  const older = useCallback(async () => {
    if (cursor !== null && !loading) await read(cursor, 'older')
  }, [cursor, loading, read])

  return { rows, totals, more: cursor !== null, loading, older }
}

/** Rows with a page put in its place: alone, over the newest of them, or after the oldest. */
function joined(
  before: readonly OperationRow[],
  page: readonly OperationRow[],
  how: 'whole' | 'newest' | 'older',
): readonly OperationRow[] {
  if (how === 'older') return [...before, ...page]
  const last = page.at(-1)
  if (how === 'whole' || last === undefined || page.length < PAGE) return page
  const here = new Set(page.map((row) => row.id))
  return [...page, ...before.filter((row) => row.createdAt <= last.createdAt && !here.has(row.id))]
}

/** The whole of one operation, kept live; null while none is chosen or it is not read yet. */
export function useOperation(id: string | null): OperationView | null {
  const [view, setView] = useState<OperationView | null>(null)
  useEffect(() => {
    if (id === null) return setView(null)
    let here = true
    void request('operation.get', { id }).then((operation) => {
      if (here) setView(operation)
    })
    const stop = on('operation', (operation) => {
      if (operation.id === id) setView(operation)
    })
    return () => {
      here = false
      stop()
    }
  }, [id])
  return view !== null && view.id === id ? view : null
}
