import { useEffect, useState } from 'react'
import type { LaidPaper } from '../../../electron/domain/paper'
import type { RequestInput } from '../../../electron/ipc/contract'
import { request } from '../../client'

export type TillPaper = RequestInput<'till.paper'>['paper']

/** A paper that changes as a person types is asked for as the typing pauses. */
const PAUSE_MS = 150

/** A paper of the till, laid out as it prints; the one before stays until the next is there. null: none. */
export function useTillPaper(paper: TillPaper | null): LaidPaper | null {
  const [laid, setLaid] = useState<LaidPaper | null>(null)
  const asked = JSON.stringify(paper)
  useEffect(() => {
    const wanted = JSON.parse(asked) as TillPaper | null
    if (wanted === null) return setLaid(null)
    let here = true
    const timer = setTimeout(() => {
      void request('till.paper', { paper: wanted }).then((answer) => {
        if (here) setLaid(answer.laid)
      })
    }, PAUSE_MS)
    return () => {
      here = false
      clearTimeout(timer)
    }
  }, [asked])
  return laid
}
