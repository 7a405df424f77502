import type { Message } from '../../domain/operation'
import type { DrawerRequest } from '../../domain/paper'
import { DRAWER_REQUESTED } from '../../domain/paper'
import type { Author, Journal } from '../../journal/types'
import type { People } from '../../people/types'
import type { PrintQueue } from '../../receipts/types'
import type { Handlers } from '../server'
import { approvalRefused } from './counter'

type Names = 'paper.recent' | 'paper.ofOperation' | 'paper.resolve' | 'paper.releaseHeld' | 'drawer.open'

export interface PaperHandlersDeps {
  readonly journal: () => Journal
  readonly queue: () => PrintQueue
  readonly people: () => People
  readonly who: () => Author
  /** Why this author may not move cash now; null: they may. */
  readonly closedFor: (who: Author) => Message | null
}

/** Requests about papers, and the drawer without a sale. */
export function paperHandlers(deps: PaperHandlersDeps): Pick<Handlers, Names> {
  return {
    'paper.recent': ({ limit }) => ({ papers: [...deps.queue().recent(limit)] }),
    'paper.ofOperation': ({ id }) => deps.queue().ofOperation(id),
    'paper.resolve': ({ job, answer }) => {
      deps.queue().resolve(job, answer, deps.who())
      return {}
    },
    'paper.releaseHeld': () => {
      deps.queue().releaseHeld(deps.who())
      return {}
    },
    'drawer.open': async ({ reason, approval }) => {
      const no =
        deps.closedFor(deps.who()) ??
        (await approvalRefused(deps.people(), approval, 'drawer.open')) ??
        deps.closedFor(deps.who())
      if (no) return { ok: false, message: no }
      const payload: DrawerRequest = { reason: 'supervised', note: reason, approvedBy: approval.name }
      deps.journal().append(deps.who(), () => [{ kind: DRAWER_REQUESTED, operation: null, payload }])
      return { ok: true, value: {} }
    },
  }
}
