import { useEffect, useState } from 'react'
import type { ClosingKind, ClosingRow } from '../../../electron/domain/till'
import { request } from '../../client'

const PAGE = 50

export interface Closings {
  /** null: not read yet. */
  readonly rows: readonly ClosingRow[] | null
  readonly more: boolean
  readonly older: () => Promise<void>
}

interface Read {
  readonly kind: ClosingKind
  readonly rows: readonly ClosingRow[]
  readonly cursor: string | null
}

/** Closings of one kind, newest first, a page at a time; another `turn` reads them anew. */
export function useClosings(kind: ClosingKind, turn: number): Closings {
  const [read, setRead] = useState<Read | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` is what asks again
  useEffect(() => {
    let here = true
    void request('till.closings', { kind, cursor: null, limit: PAGE }).then(({ rows, cursor }) => {
      if (here) setRead({ kind, rows, cursor })
    })
    return () => {
      here = false
    }
  }, [kind, turn])
  const mine = read?.kind === kind ? read : null
  return {
    rows: mine?.rows ?? null,
    more: mine !== null && mine.cursor !== null,
    older: async () => {
      if (mine === null || mine.cursor === null) return
      const { rows, cursor } = await request('till.closings', { kind, cursor: mine.cursor, limit: PAGE })
      setRead((now) => (now === mine ? { kind, rows: [...mine.rows, ...rows], cursor } : now))
    },
  }
}
