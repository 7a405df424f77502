import type { Message } from '../../domain/operation'
import type { Approval } from '../../domain/people'
import type { Archiver } from '../../journal/archive/archiver'
import { ArchiveError } from '../../journal/archive/fault'
import { CHECKED } from '../../journal/kinds'
import type { Author, Journal } from '../../journal/types'
import type { People } from '../../people/types'
import type { EventPayload } from '../contract'
import type { Handlers } from '../server'
import type { Session } from '../session'
import { approvalRefused } from './counter'

type Names = 'archive.plan' | 'archive.make' | 'journal.check' | 'journal.stopWork'
type What = EventPayload<'journalWork'>['what']

export interface ArchiveHandlersDeps {
  readonly session: Session
  readonly people: () => People
  readonly journal: () => Pick<Journal, 'append' | 'check'>
  readonly archiver: () => Archiver
  readonly who: () => Author
  /** Where archives lie. */
  readonly folder: () => string
  readonly onWork: (progress: EventPayload<'journalWork'>) => void
}

const no = (message: Message): { readonly ok: false; readonly message: Message } => ({ ok: false, message })

/** Requests that read the journal for long: archives and checks, one at a time. */
export function archiveHandlers(deps: ArchiveHandlersDeps): Pick<Handlers, Names> {
  let working: AbortController | null = null

  /** A supervisor: signed in, or approving in place. */
  async function supervisor(
    approval: Approval | null,
  ): Promise<{ readonly name: string } | { readonly message: Message }> {
    const user = deps.session.user()
    if (user?.role === 'supervisor') return { name: user.name }
    if (!approval) return { message: { code: 'not_allowed', params: { detail: 'supervisor' } } }
    const message = await approvalRefused(deps.people(), approval, 'archive.make')
    return message ? { message } : { name: approval.name }
  }

  function messageOf(error: unknown, folder: string): Message | null {
    if (error instanceof Error && error.name === 'AbortError') return { code: 'work_stopped', params: {} }
    if (!(error instanceof ArchiveError)) return null
    const sequence = error.broken?.sequence
    return { code: error.code, params: { folder, ...(sequence === undefined ? {} : { sequence }) } }
  }

  /** Does one long thing, unless another is under way; an expected failure becomes its message. */
  async function work<T>(
    what: What,
    act: (signal: AbortSignal, onProgress: (done: number, of: number) => void) => Promise<T>,
  ): Promise<{ readonly ok: true; readonly value: T } | ReturnType<typeof no>> {
    if (working) return no({ code: 'journal_busy', params: {} })
    const mine = new AbortController()
    working = mine
    try {
      const value = await act(mine.signal, (done, of) => deps.onWork({ what, done, of }))
      return { ok: true, value }
    } catch (error) {
      const message = messageOf(error, deps.folder())
      if (!message) throw error
      return no(message)
    } finally {
      working = null
    }
  }

  return {
    'archive.plan': async (period) => {
      try {
        const { events, first, last, openDays } = await deps.archiver().plan(period)
        return { ok: true, value: { events, first, last, openDays: [...openDays], folder: deps.folder() } }
      } catch (error) {
        const message = messageOf(error, deps.folder())
        if (!message) throw error
        return no(message)
      }
    },
    'archive.make': async ({ from, to, approval }) => {
      const by = await supervisor(approval)
      if ('message' in by) return no(by.message)
      return work('archive', async (signal, onProgress) => {
        const order = { from, to, folder: deps.folder(), who: deps.who(), by: by.name, signal, onProgress }
        const made = await deps.archiver().make(order)
        return { ...made, openDays: [...made.openDays] }
      })
    },
    'journal.check': () =>
      work('check', async (signal, onProgress) => {
        const report = await deps.journal().check({ signal, onProgress })
        const { events, broken } = report
        deps.journal().append(deps.who(), () => [
          {
            kind: CHECKED,
            operation: null,
            payload: { events, broken: broken && { sequence: broken.sequence, how: broken.how } },
          },
        ])
        return report
      }),
    'journal.stopWork': () => {
      working?.abort()
      return {}
    },
  }
}
