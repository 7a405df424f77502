import type { IpcMainInvokeEvent, WebContents } from 'electron'
import { NOBODY, type Role } from '../domain/people'
import { EVENT_CHANNEL } from './channels'
import {
  type EventName,
  type EventPayload,
  events,
  type RequestName,
  type RequestOutput,
  requests,
} from './contract'
import type { IpcDoor } from './door'

/** One function for each request of the contract; input has been read against its schema. */
export type Handlers = {
  readonly [N in RequestName]: (input: Parsed<N>) => RequestOutput<N> | Promise<RequestOutput<N>>
}
type Parsed<N extends RequestName> = ReturnType<(typeof requests)[N]['input']['parse']>

export interface IpcServerDeps {
  readonly door: IpcDoor
  /** The terminal window's contents; every other sender is refused. */
  readonly terminal: () => WebContents | null
  /** Origin that may speak: `app://guichet`, or the development server. */
  readonly origin: string
  /** Role of the person signed in; null when nobody is. */
  readonly role: () => Role | null
  readonly handlers: Handlers
  /** Resolves when main can answer this request. */
  readonly ready: (name: RequestName) => Promise<void>
  readonly log: (what: string, facts: Record<string, unknown>) => void
}

/** support reads diagnostics, which ask for nobody; it holds no cash. */
const RANK: Record<Role, number> = { support: 0, cashier: 1, supervisor: 2 }

function isName(name: unknown): name is RequestName {
  return typeof name === 'string' && Object.hasOwn(requests, name)
}

/**
 * Main's side of the contract: known window, main frame, our origin, a name of the table, a role, an input that
 * fits; else the call is rejected with the reason. Outputs are read through their schema too, so that nothing
 * that the contract does not name ever reaches the renderer.
 */
export function createIpcServer(deps: IpcServerDeps): {
  readonly send: <N extends EventName>(name: N, payload: EventPayload<N>) => void
} {
  const refuse = (name: unknown, why: string): never => {
    deps.log('ipc.refused', { name: String(name).slice(0, 60), why })
    throw new Error(`refused: ${why}`)
  }

  function checkSender(event: IpcMainInvokeEvent, name: unknown): void {
    const terminal = deps.terminal()
    if (!terminal || event.sender !== terminal) refuse(name, 'not the terminal window')
    if (!event.senderFrame || event.senderFrame !== terminal?.mainFrame) refuse(name, 'not its main frame')
    const url = event.senderFrame?.url ?? ''
    if (url !== deps.origin && !url.startsWith(`${deps.origin}/`)) refuse(name, 'not our origin')
  }

  function checkRole(name: RequestName): void {
    const least = requests[name].role
    if (least === 'anyone') return
    const role = deps.role()
    if (!role) refuse(name, NOBODY)
    else if (RANK[role] < RANK[least]) refuse(name, `asks for a ${least}`)
  }

  deps.door.answer(async (event, name, input) => {
    checkSender(event, name)
    if (!isName(name)) return refuse(name, 'not in the contract')
    await deps.ready(name)
    checkRole(name)
    const row = requests[name]
    const read = row.input.safeParse(input)
    if (!read.success)
      return refuse(name, `input does not fit: ${read.error.issues.map((i) => i.path.join('.')).join(', ')}`)
    try {
      const handler = deps.handlers[name] as (input: unknown) => unknown
      return row.output.parse(await handler(read.data))
    } catch (error) {
      deps.log('ipc.failed', {
        name,
        error: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
      })
      throw error
    }
  })

  return {
    send: (name, payload) => {
      const terminal = deps.terminal()
      if (terminal && !terminal.isDestroyed()) terminal.send(EVENT_CHANNEL, name, events[name].parse(payload))
    },
  }
}
