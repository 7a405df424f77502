import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { EventName, EventPayload } from './ipc/contract'
import { appHandlers } from './ipc/handlers/app'
import { archiveHandlers } from './ipc/handlers/archive'
import { counterHandlers } from './ipc/handlers/counter'
import { deviceHandlers } from './ipc/handlers/devices'
import { panelHandlers } from './ipc/handlers/panel'
import { paperHandlers } from './ipc/handlers/papers'
import { setupHandlers } from './ipc/handlers/setup'
import type { Handlers } from './ipc/server'
import type { World } from './parts'
import { ensureTerminalSecrets } from './settings/terminal-key'
import type { Terminal } from './terminal'
import type { createTester } from './tester'

export interface HandlersDeps {
  readonly terminal: Terminal
  readonly world: Omit<World, 'halt'>
  readonly diagnostics: (facts: Record<string, unknown>) => string
  readonly openManual: (anchor: string) => void
  readonly send: <N extends EventName>(name: N, payload: EventPayload<N>) => void
}

/** Every request of the contract, wired to the terminal. */
export function createHandlers({ terminal, world, diagnostics, openManual, send }: HandlersDeps): Handlers {
  const { session, people, parts, status, boot, settings, vault, setSettings } = terminal
  const who = session.who
  /** Read when somebody tries a printer: no start waits for it. */
  let tester: ReturnType<typeof createTester> | null = null
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
        return diagnostics({ ...facts, status: status() })
      },
      openManual,
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
      atCounter: session.setCurrent,
    }),
    ...paperHandlers({
      journal: () => parts().journal,
      queue: () => parts().queue,
      till: () => parts().till,
      people,
      who,
      status: () => {
        const now = status()
        if (!now) throw new Error('the terminal is not open')
        return now
      },
    }),
    ...archiveHandlers({
      session,
      people,
      journal: () => parts().journal,
      archiver: () => parts().archiver,
      who,
      folder: () => settings()?.backupFolder ?? join(world.folder, 'archives'),
      onWork: (progress) => send('journalWork', progress),
    }),
    ...panelHandlers({
      chari: () => parts().chari,
      environment: () => settings()?.environment ?? 'production',
      prepare: () => parts().builtIn?.prepare ?? null,
    }),
  }
}
