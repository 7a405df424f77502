import { useEffect, useRef, useState } from 'react'
import type { LaidPaper } from '../../../electron/domain/paper'
import type { RequestInput } from '../../../electron/ipc/contract'
import { request } from '../../client'

export type TillPaper = RequestInput<'till.paper'>['paper']

/** A paper that changes as a person types is asked for as the typing pauses; the first one at once. */
const PAUSE_MS = 150

/** A paper of the till, laid out as it prints; the one before stays until the next is there. null: none. */
export function useTillPaper(paper: TillPaper | null): LaidPaper | null {
  const [laid, setLaid] = useState<LaidPaper | null>(null)
  const first = useRef(true)
  const asked = JSON.stringify(paper)
  useEffect(() => {
    const wanted = JSON.parse(asked) as TillPaper | null
    if (wanted === null) return setLaid(null)
    let here = true
    const ask = (): void =>
      void request('till.paper', { paper: wanted }).then((answer) => {
        if (here) setLaid(answer.laid)
      })
    const timer = setTimeout(ask, first.current ? 0 : PAUSE_MS)
    first.current = false
    return () => {
      here = false
      clearTimeout(timer)
    }
  }, [asked])
  return laid
}
