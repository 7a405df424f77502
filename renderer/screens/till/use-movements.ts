import { useEffect, useState } from 'react'
import type { Movement } from '../../../electron/domain/till'
import { on, request } from '../../client'

/** As many as a shift usually has; older ones are on the papers and in the closings. */
const SHOWN = 100

/** The movements of a shift, newest first; null: not read yet. */
export function useMovements(shift: string | null): readonly Movement[] | null {
  const [rows, setRows] = useState<readonly Movement[] | null>(null)
  useEffect(() => {
    if (shift === null) return setRows([])
    let here = true
    const read = async (): Promise<void> => {
      const page = await request('till.movements', { shift, cursor: null, limit: SHOWN })
      if (here) setRows(page.rows)
    }
    void read()
    const stop = on('status', () => void read())
    return () => {
      here = false
      stop()
    }
  }, [shift])
  return rows
}
