import type { Clock } from '../domain/clock'
import type { TillSettings } from '../domain/closing'
import { civilDay, formatTime } from '../domain/day'
import type { Ids } from '../domain/ids'
import { add, type Centimes, formatMad, subtract } from '../domain/money'
import type { Message, MessageCode } from '../domain/operation'
import { PAPER_REQUESTED, type PaperData, type PaperRequest } from '../domain/paper'
import type { User } from '../domain/people'
import type { Signer } from '../domain/signer'
import type { OpenShift } from '../domain/till'
import { type Author, type Journal, JournalError, type NewEvent } from '../journal/types'
import type { TillFact } from './kinds'
import { isForgotten } from './periods'
import { MAIN } from './projection'
import { openShiftOf } from './report'
import { createStore, type ShiftRow, type TillStore } from './store'
import { needsOf } from './totals'
import type { FloatRead, OperationsSeen, Told } from './types'

export interface TillDeps {
  readonly journal: Pick<Journal, 'terminal' | 'db' | 'append' | 'events' | 'digest' | 'seal' | 'following'>
  readonly clock: Clock
  readonly ids: Ids
  /** Read at each use: a supervisor may change them. */
  readonly settings: () => TillSettings
  /** The terminal's own key. */
  readonly signer: Signer
  readonly operations: OperationsSeen
  /** Asks Chari for the float; null: neither the agent's sheet nor the balance answers. Never rejects. */
  readonly askFloat: () => Promise<FloatRead | null>
  /** Breaks of that day's reconciliation that are open now, by name. */
  readonly openBreaks: (day: string) => readonly string[]
  /** A shift or a period was closed, durably. */
  readonly onClosed: () => void
  /** Head of a paper asked for now by this cashier. */
  readonly paperHead: (cashier: string) => PaperData['head']
  readonly log: (what: string, facts: Record<string, unknown>) => void
}

export const SYSTEM: Author = { cashier: 'system', shift: null }

export const told = <T>(value: T): Told<T> => ({ ok: true, value })
export const no = (code: MessageCode, params: Message['params'] = {}): { ok: false; message: Message } => ({
  ok: false,
  message: { code, params },
})

/** What every act of the till begins from. */
export interface Desk {
  readonly deps: TillDeps
  readonly store: TillStore
  readonly today: () => string
  readonly shown: (shift: ShiftRow) => OpenShift
  readonly open: (id: string) => ShiftRow | null
  /** The drawer in which this person works: the shop's, or their own. */
  readonly drawerFor: (name: string) => string
  readonly shiftFor: (name: string) => ShiftRow | null
  /** Why this author may not move cash now; null: they may. */
  readonly closedFor: (who: Author) => Message | null
  /** A cashier counts and closes the shared drawer and their own; a supervisor any. */
  readonly mayClose: (user: User, shift: ShiftRow) => boolean
  /** Blind for this person: what the drawer should hold is not for them. */
  readonly hiddenFrom: (user: User | null) => boolean
  /** Cash of a drawer that is not promised to a customer who stands there. */
  readonly free: (drawer: string) => Centimes
  /** What a difference lacks by the shop's tolerances; null: nothing. */
  readonly lacks: (
    difference: Centimes,
    given: { readonly reason: string | null; readonly approvedBy: string | null },
  ) => Message | null
  /** The supervisor, where the difference asked for one. */
  readonly approver: (difference: Centimes, approvedBy: string | null) => string | null
  /** A repeat of an act gets the first answer; with other inputs it is refused. An unwritable journal is an answer. */
  readonly once: <T>(
    id: string,
    inputs: readonly unknown[],
    again: (sequence: number) => Told<T>,
    first: (act: { readonly id: string; readonly inputs: string }) => Told<T>,
  ) => Told<T>
  /** As once, for an act without an id. */
  readonly written: <T>(act: () => Told<T>) => Told<T>
}

export const event = ({ kind, payload }: TillFact): NewEvent => ({ kind, operation: null, payload })

export function createDesk(deps: TillDeps): Desk {
  const { journal, clock } = deps
  const store = createStore(journal)

  const today = (): string => civilDay(clock.now())
  const shown = (shift: ShiftRow): OpenShift => {
    const at = clock.now()
    return openShiftOf(shift, isForgotten(shift, { at, day: civilDay(at), time: formatTime(at) }))
  }
  const open = (id: string): ShiftRow | null => store.openShifts().find((shift) => shift.id === id) ?? null
  const drawerFor = (name: string): string => (deps.settings().drawers === 'shared' ? MAIN : name)

  const written: Desk['written'] = (act) => {
    try {
      return act()
    } catch (error) {
      if (!(error instanceof JournalError)) throw error
      deps.log('till.not_written', { error: String(error) })
      return no('journal_unwritable')
    }
  }

  return {
    deps,
    store,
    today,
    shown,
    open,
    drawerFor,
    shiftFor: (name) => store.openShifts().find(({ drawer }) => drawer === drawerFor(name)) ?? null,
    closedFor: ({ shift }) =>
      shift !== null && open(shift) !== null ? null : { code: 'shift_closed', params: {} },
    mayClose: ({ name, role }, { drawer }) => role === 'supervisor' || drawer === MAIN || drawer === name,
    hiddenFrom: (user) => deps.settings().blind && user?.role !== 'supervisor',
    free: (drawer) => {
      const { due, changeDue } = store.beside()
      return subtract(store.held(drawer), add(due, changeDue))
    },
    lacks: (difference, { reason, approvedBy }) => {
      const needs = needsOf(difference, deps.settings())
      const params = { difference: formatMad(difference, difference > 0 ? 'plus' : 'none') }
      if (needs === 'supervisor' && approvedBy === null) return { code: 'supervisor_needed', params }
      return needs !== 'nothing' && reason === null ? { code: 'reason_needed', params } : null
    },
    approver: (difference, approvedBy) =>
      needsOf(difference, deps.settings()) === 'supervisor' ? approvedBy : null,
    once: (id, inputs, again, first) =>
      written(() => {
        const digest = journal.digest('text', JSON.stringify(inputs))
        const before = store.acted(id)
        if (!before) return first({ id, inputs: digest })
        return before.inputs === digest ? again(before.sequence) : no('same_confirm_other_inputs')
      }),
    written,
  }
}

/** A paper, as an event of the append that it tells of. */
export function paper({ deps }: Desk, data: PaperData, copy = 0): NewEvent {
  const payload: PaperRequest = { paper: deps.ids.uuid(), copy, data }
  return { kind: PAPER_REQUESTED, operation: null, payload }
}
