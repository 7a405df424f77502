import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { EventName, EventPayload } from './ipc/contract'
import { appHandlers } from './ipc/handlers/app'
import { archiveHandlers } from './ipc/handlers/archive'
import { cardHandlers } from './ipc/handlers/card'
import { challengeHandlers } from './ipc/handlers/challenge'
import { counterHandlers } from './ipc/handlers/counter'
import { deviceHandlers } from './ipc/handlers/devices'
import { panelHandlers } from './ipc/handlers/panel'
import { paperHandlers } from './ipc/handlers/papers'
import { peopleHandlers } from './ipc/handlers/people'
import { reconciliationHandlers } from './ipc/handlers/reconciliation'
import { setupHandlers } from './ipc/handlers/setup'
import { tariffHandlers } from './ipc/handlers/tariff'
import { tillHandlers } from './ipc/handlers/till'
import { tillScreenHandlers } from './ipc/handlers/till-screens'
import { webhookHandlers } from './ipc/handlers/webhooks'
import type { Handlers } from './ipc/server'
import type { World } from './parts'
import { createPaperLayout, widthOf } from './receipts/layout'
import { createCountDraftStore } from './settings/count-draft'
import { ensureTerminalSecrets } from './settings/terminal-key'
import type { Terminal } from './terminal'
import type { createTester } from './tester'

export interface HandlersDeps {
  readonly terminal: Terminal
  readonly world: Omit<World, 'halt'>
  readonly diagnostics: (facts: Record<string, unknown>) => string
  readonly openManual: (anchor: string) => void
  /** Keeps the terminal's window out of pictures and recordings, where the system can. */
  readonly protect: (on: boolean) => void
  /** A card is being typed or sent, or no longer. */
  readonly expectBank: (on: boolean) => void
  /** Brings the bank's window to the front; false: none is open. */
  readonly focusChallenge: () => boolean
  readonly send: <N extends EventName>(name: N, payload: EventPayload<N>) => void
}

/** What the contract's roles make sure of: somebody is signed in, the terminal is set up. */
function must<T>(value: T | null): T {
  if (value === null) throw new Error('nobody is signed in, or nothing is set up')
  return value
}

/** Every request of the contract, wired to the terminal. */
export function createHandlers({
  terminal,
  world,
  diagnostics,
  openManual,
  protect,
  expectBank,
  focusChallenge,
  send,
}: HandlersDeps): Handlers {
  const { session, people, parts, status, boot, settings, vault, setSettings } = terminal
  const who = session.who
  /** Read when somebody tries a printer: no start waits for it. */
  let tester: ReturnType<typeof createTester> | null = null
  const layOut = createPaperLayout(world.words)
  return {
    ...appHandlers({
      session,
      boot,
      status,
      settings,
      setSettings,
      vault,
      people,
      open: terminal.open,
      beginJournal: terminal.beginJournal,
      record: (author, event) => {
        parts().journal.append(author, () => [event])
      },
      diagnostics: () => {
        const { users: _users, trainingPins: _pins, ...facts } = boot()
        const now = status()
        return diagnostics({ ...facts, status: now, webhooks: now && parts().webhooks.status() })
      },
      openManual,
      rememberTrainingPin: terminal.rememberTrainingPin,
    }),
    ...peopleHandlers({
      session,
      people,
      peopleChanged: terminal.peopleChanged,
      rememberTrainingPin: terminal.rememberTrainingPin,
    }),
    ...setupHandlers({
      session,
      settings,
      vault,
      people,
      boot,
      defaultTerminal: async () => (await ensureTerminalSecrets(vault(), randomBytes)).defaultTerminal,
      intend: terminal.intend,
      setSettings,
      rememberTrainingPins: terminal.rememberTrainingPins,
      reopen: terminal.reopen,
      chariDeps: { ids: world.ids, clock: world.clock, random: world.random },
    }),
    ...deviceHandlers({
      session,
      people,
      devices: world.devices,
      settings,
      setSettings,
      noteChange: terminal.noteChange,
      reconnect: () => parts().queue.reconnect(),
      lookAgain: () => parts().queue.lookNow(),
      testPrint: async (printer, what) => {
        tester ??= (await import('./tester')).createTester({ terminal, world })
        return tester(printer, what)
      },
      onNetworkPrinter: (printer) => send('networkPrinter', printer),
      announce: () => {
        send('boot', boot())
        terminal.changed()
      },
    }),
    ...counterHandlers({
      counter: () => parts().counter,
      people,
      who,
      hidden: () => parts().till.hiddenFrom(session.user()),
      atCounter: session.setCurrent,
    }),
    ...cardHandlers({
      counter: () => parts().counter,
      people,
      who,
      protect,
      expectBank,
      atCounter: session.setCurrent,
    }),
    ...paperHandlers({
      journal: () => parts().journal,
      queue: () => parts().queue,
      people,
      who,
      closedFor: (author) => parts().till.closedFor(author),
    }),
    ...tillHandlers({
      till: () => parts().till,
      people,
      session,
      onSignedIn: () => {
        send('boot', boot())
        terminal.changed()
      },
    }),
    ...tillScreenHandlers({
      user: () => must(session.user()),
      people,
      till: () => parts().till,
      drafts: createCountDraftStore(world.folder),
      settings: () => must(settings()),
      setSettings,
      paperHead: (cashier) => parts().paperHead(cashier),
      lay: (data) => {
        const { profile, paper } = must(settings()).printer
        const { columns } = widthOf(world.devices.profiles.get(profile), paper)
        return layOut({ data, copy: 0, columns })
      },
    }),
    ...tariffHandlers({
      session,
      people,
      settings,
      setSettings,
      journal: () => parts().journal,
      who,
      paperHead: (cashier) => parts().paperHead(cashier),
      lay: (paper) => parts().lay(paper),
      columns: () => {
        const now = settings()?.printer
        return widthOf(world.devices.profiles.get(now?.profile ?? 'auto'), now?.paper ?? 80).columns
      },
      clock: world.clock,
      ids: world.ids,
    }),
    ...reconciliationHandlers({
      reconciliation: () => parts().reconciliation,
      till: () => parts().till,
      session,
      people,
    }),
    ...challengeHandlers({ focusChallenge }),
    ...archiveHandlers({
      session,
      people,
      journal: () => parts().journal,
      archiver: () => parts().archiver,
      who,
      folder: () => settings()?.backupFolder ?? join(world.folder, 'archives'),
      onWork: (progress) => send('journalWork', progress),
    }),
    ...webhookHandlers({
      session,
      people,
      settings: () => must(settings()),
      setSettings,
      noteChange: terminal.noteChange,
      vault,
      receiver: () => parts().webhooks,
    }),
    ...panelHandlers({
      chari: () => parts().chari,
      environment: () => settings()?.environment ?? 'production',
      prepare: () => parts().builtIn?.prepare ?? null,
    }),
  }
}
