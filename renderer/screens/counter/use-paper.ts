import { useEffect, useState } from 'react'
import type { PrintedPaper } from '../../../electron/ipc/contract'
import { on, request } from '../../client'

/** The newest paper of an operation, laid out as it prints, and whether it came out; null until there is one. */
export function usePaperOf(id: string): PrintedPaper | null {
  const [printed, setPaper] = useState<PrintedPaper | null>(null)
  useEffect(() => {
    let here = true
    const read = async () => {
      const paper = await request('paper.ofOperation', { id })
      if (here) setPaper(paper)
    }
    void read()
    const stops = [on('papers', () => void read()), on('operation', () => void read())]
    return () => {
      here = false
      for (const stop of stops) stop()
    }
  }, [id])
  return printed
}
