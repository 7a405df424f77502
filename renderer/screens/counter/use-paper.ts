import { useEffect, useState } from 'react'
import type { LaidPaper } from '../../../electron/domain/paper'
import { on, request } from '../../client'

/** The newest paper of an operation, laid out as it prints; null until there is one. */
export function usePaperOf(id: string): LaidPaper | null {
  const [laid, setLaid] = useState<LaidPaper | null>(null)
  useEffect(() => {
    let here = true
    const read = async () => {
      const paper = await request('paper.ofOperation', { id })
      if (here) setLaid(paper)
    }
    void read()
    const stops = [on('papers', () => void read()), on('operation', () => void read())]
    return () => {
      here = false
      for (const stop of stops) stop()
    }
  }, [id])
  return laid
}
