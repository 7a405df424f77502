import { useEffect, useRef, useState } from 'react'
import type { CountDraft, KeptCount } from '../../../electron/domain/count-draft'
import { request } from '../../client'
import { useApp } from '../../stores/app'
import { NO_COUNT } from './count-draft'

/** What is typed reaches the disk that much later at most: it is not asked for each digit. */
const KEEP_MS = 250

export interface DraftOfCount {
  readonly draft: CountDraft
  readonly setDraft: (draft: CountDraft) => void
  /** Left for now: it is there again when the screen is, and does not come back by itself after a crash. */
  readonly leave: () => void
  /** The count is a fact now: nothing is to come back. */
  readonly forget: () => void
}

/** The newest draft of this page, and whose it is: the screen may go and come back before it is on the disk. */
let memory: { readonly by: string; readonly kept: KeptCount } | null = null
let due: ReturnType<typeof setTimeout> | null = null

const me = (): string => useApp.getState().boot?.user?.name ?? ''

/** What cannot be kept, since the terminal was locked meanwhile, is still in memory. */
const keep = (kept: KeptCount | null): void => void request('till.keepDraft', { kept }).catch(() => undefined)

function remember(kept: KeptCount): void {
  memory = { by: me(), kept }
  due ??= setTimeout(() => {
    due = null
    if (memory) keep(memory.kept)
  }, KEEP_MS)
}

function notDue(): void {
  if (due !== null) clearTimeout(due)
  due = null
}

async function recall(of: string, purpose: KeptCount['purpose']): Promise<CountDraft | null> {
  const kept = memory?.by === me() ? memory.kept : (await request('till.draft', {})).kept
  return kept?.of === of && kept.purpose === purpose ? kept.draft : null
}

/** A count being typed, kept so that it outlives this page and the app. `first`: what it begins from. */
export function useCountDraft(
  of: string,
  purpose: KeptCount['purpose'],
  first: CountDraft = NO_COUNT,
): DraftOfCount {
  const [draft, show] = useState(first)
  const touched = useRef(false)
  useEffect(() => {
    let here = true
    void recall(of, purpose).then((kept) => {
      if (here && kept !== null && !touched.current) show(kept)
    })
    return () => {
      here = false
    }
  }, [of, purpose])
  return {
    draft,
    setDraft: (next) => {
      touched.current = true
      show(next)
      remember({ of, purpose, draft: next, showing: true })
    },
    leave: () => {
      notDue()
      if (memory?.kept.of !== of) return
      memory = { by: me(), kept: { of, purpose, draft, showing: false } }
      keep(memory.kept)
    },
    forget: () => {
      notDue()
      memory = null
      keep(null)
    },
  }
}
