import type { DrawerRequest } from '../../domain/paper'
import { DRAWER_REQUESTED } from '../../domain/paper'
import type { Author, Journal } from '../../journal/types'
import type { People } from '../../people/types'
import type { PrintQueue } from '../../receipts/types'
import type { Till } from '../../till/types'
import type { Status } from '../contract'
import type { Handlers } from '../server'
import { approvalRefused } from './counter'

type Names =
  | 'paper.recent'
  | 'paper.ofOperation'
  | 'paper.resolve'
  | 'paper.releaseHeld'
  | 'till.opening'
  | 'till.printSlip'
  | 'drawer.open'

export interface PaperHandlersDeps {
  readonly journal: () => Journal
  readonly queue: () => PrintQueue
  readonly till: () => Till
  readonly people: () => People
  readonly who: () => Author
  readonly status: () => Status
}

/** Requests about papers, the day's cash and the drawer. */
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
    'till.opening': ({ amount }) =>
      deps.till().setOpening(amount, deps.who()).ok
        ? { ok: true, value: deps.status() }
        : { ok: false, message: { code: 'nothing_to_do', params: {} } },
    'till.printSlip': () => {
      deps.till().printSlip(deps.who())
      return {}
    },
    'drawer.open': async ({ reason, approval }) => {
      const no = await approvalRefused(deps.people(), approval, 'drawer.open')
      if (no) return { ok: false, message: no }
      const payload: DrawerRequest = { reason: 'supervised', note: reason, approvedBy: approval.name }
      deps.journal().append(deps.who(), () => [{ kind: DRAWER_REQUESTED, operation: null, payload }])
      return { ok: true, value: {} }
    },
  }
}
