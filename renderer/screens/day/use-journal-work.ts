import { useEffect, useState } from 'react'
import type { EventPayload } from '../../../electron/ipc/contract'
import { on, request } from '../../client'

export type JournalWork = EventPayload<'journalWork'>

/** How far the archive or the check is, while this screen asked for it. */
export function useJournalWork(what: JournalWork['what'], busy: boolean): JournalWork | null {
  const [work, setWork] = useState<JournalWork | null>(null)
  useEffect(() => {
    if (!busy) return setWork(null)
    return on('journalWork', (told) => {
      if (told.what === what) setWork(told)
    })
  }, [busy, what])
  return work
}

export const stopJournalWork = (): void => void request('journal.stopWork', {})
