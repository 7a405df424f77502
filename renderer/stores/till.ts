import { create } from 'zustand'
import type { Float, HandOver, MovementKind } from '../../electron/domain/closing'
import type { Message } from '../../electron/domain/operation'
import type { CountPurpose, OpenShift, SealedCount } from '../../electron/domain/till'
import type { RequestOutput } from '../../electron/ipc/contract'
import { request } from '../client'
import { createAct } from '../lib/act'
import { useApp } from './app'
import { useCounter } from './counter'

/** What a Z came to, as main answers it. */
export type Closed = Extract<RequestOutput<'till.close'>, { ok: true }>['value']

/** Where the till (F9) stands. What the drawer holds, main alone knows. */
export type TillView =
  | { readonly name: 'home' }
  | { readonly name: 'movement'; readonly movement: MovementKind }
  | {
      readonly name: 'count'
      readonly shift: OpenShift
      readonly purpose: CountPurpose
      /** The count that is made again. */
      readonly again?: SealedCount
      /** Why it begins anew: cash has moved since the last one. */
      readonly message?: Message
    }
  /** What the count came to: the Z to sign, or the drawer to hand over. */
  | { readonly name: 'sealed'; readonly shift: OpenShift; readonly sealed: SealedCount }
  | { readonly name: 'closed'; readonly shift: OpenShift; readonly closed: Closed }
  | { readonly name: 'handed'; readonly handOver: HandOver }
  | { readonly name: 'closings' }

/** asking: Chari has not answered yet. silent: neither the sheet nor the balance told it. */
export type FloatAnswer =
  | { readonly state: 'asking' }
  | { readonly state: 'told'; readonly float: Float }
  | { readonly state: 'silent' }

export interface TillState {
  readonly view: TillView
  /** Key of a sentence said once on the till's home, and its values. */
  readonly told: { readonly key: string; readonly values: Record<string, string> } | null
  /** What Chari says of the float, asked for an opening; null: not asked. */
  readonly float: FloatAnswer | null
}

export const useTill = create<TillState>()(() => ({ view: { name: 'home' }, told: null, float: null }))

const set = useTill.setState
const get = useTill.getState

// What a till shows is its person's: somebody else begins at its home.
useApp.subscribe(({ owner }, before) => {
  if (owner !== before.owner) backHome()
})

export function show(view: TillView): void {
  set({ view, told: null })
}

/** The till's home, with a sentence about what was just done. */
export function backHome(told: TillState['told'] = null): void {
  set({ view: { name: 'home' }, told })
}

export const tell = (key: string, values: Record<string, string> = {}): void => set({ told: { key, values } })

/** Nothing may be loaded over these: a count, and what is decided on it. */
export const isAtCount = ({ view }: TillState): boolean =>
  view.name === 'count' || view.name === 'sealed' || view.name === 'movement'

/** F9: the till's home, or the count that is under way. */
export function openTill(): void {
  if (!isAtCount(get())) backHome()
  useApp.getState().go('till')
}

/** Asks main how things stand, where its own event would come a moment too late. */
export async function refreshStatus(): Promise<void> {
  const status = await request('app.status', {})
  if (status) useApp.getState().setStatus(status)
}

/** Begins to count a shift, or goes on with the count that is sealed for the same purpose. */
export async function startCount(shift: OpenShift, purpose: CountPurpose): Promise<void> {
  useApp.getState().go('till')
  const { sealed } = await request('till.sealed', { shift: shift.id })
  if (sealed?.purpose === purpose) show({ name: 'sealed', shift, sealed })
  else show({ name: 'count', shift, purpose })
}

/** Cash has moved since a count was sealed: it is counted anew. */
export function countAnew(id: string): void {
  const { view } = get()
  if (view.name !== 'sealed' || view.shift.id !== id) return
  const { purpose } = view.sealed
  show({ name: 'count', shift: view.shift, purpose, message: { code: 'count_needed', params: {} } })
}

/** Asks Chari for the float in the background: nobody waits for it. */
export async function askFloat(): Promise<void> {
  if (get().float?.state === 'asking') return
  set({ float: { state: 'asking' } })
  const { float } = await request('till.readFloat', {})
  set({ float: float.amount === null ? { state: 'silent' } : { state: 'told', float } })
  await stateLateFloat()
}

const lateFloat = createAct()

/** The shift was opened before Chari answered: what it told is a truth about the float all the same. */
async function stateLateFloat(): Promise<void> {
  const shift = useApp.getState().status?.till.shift
  const { float } = get()
  if (!shift || float?.state !== 'told') return
  const told = { source: 'read' } as const
  await request('till.stateFloat', { stateId: lateFloat({ shift: shift.id, ...float.float }), float: told })
}

/** Once a page: after a crash a count that was on the screen, or a Z that was not signed, comes back to it. */
let resumed = false

export async function resumeTill(): Promise<void> {
  if (resumed) return
  resumed = true
  const { boot } = useApp.getState()
  if (boot?.phase !== 'counter' || boot.user?.role === 'support' || boot.current !== null) return
  await refreshStatus()
  const shift = useApp.getState().status?.till.shift
  if (!shift || useCounter.getState().step.name !== 'reference') return
  if (shift.counted !== null) return startCount(shift, shift.counted)
  const { kept } = await request('till.draft', {})
  if (kept === null || !kept.showing || kept.of !== shift.id || kept.purpose === 'opening') return
  await startCount(shift, kept.purpose)
}
