import { randomBytes } from 'node:crypto'
import type { PaperData } from './domain/paper'
import { appHandlers } from './ipc/handlers/app'
import { counterHandlers } from './ipc/handlers/counter'
import { panelHandlers } from './ipc/handlers/panel'
import { paperHandlers } from './ipc/handlers/papers'
import { setupHandlers } from './ipc/handlers/setup'
import type { Handlers } from './ipc/server'
import { connectPrinter, type World } from './parts'
import { createTestPrint } from './receipts/test-print'
import { ensureTerminalSecrets } from './settings/terminal-key'
import type { PrinterSettings } from './settings/types'
import type { Terminal } from './terminal'

export interface HandlersDeps {
  readonly terminal: Terminal
  readonly world: Omit<World, 'halt'>
  readonly diagnostics: (facts: Record<string, unknown>) => string
}

/** Every request of the contract, wired to the terminal. */
export function createHandlers({ terminal, world, diagnostics }: HandlersDeps): Handlers {
  const { session, people, parts, status, boot, settings, vault, setSettings } = terminal
  const who = session.who
  const testPrint = createTestPrint({
    connect: (wanted) => connectPrinter(wanted, world.clock, world.lines),
    raster: world.raster,
    lay: world.lay,
    log: world.log,
  })

  /** Before set-up is done the page still says where it was printed. */
  const testPage = ({ transport, host, port }: PrinterSettings): PaperData => {
    const { shop, agentCode, terminal: name, language, training, version, user } = boot()
    return {
      kind: 'test_page',
      head: {
        shopName: shop.name,
        shopAddress: shop.address,
        shopPhone: shop.phone,
        agentCode,
        terminal: name,
        cashier: user?.name ?? '',
        at: world.clock.now(),
        version,
        training,
        language,
      },
      printer: transport === 'tcp' ? `${host}:${port}` : transport,
    }
  }

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
      testPrint: (wanted) => testPrint(wanted, testPage(wanted), wanted.paper),
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
    ...panelHandlers({
      chari: () => parts().chari,
      environment: () => settings()?.environment ?? 'production',
      prepare: () => parts().builtIn?.prepare ?? null,
    }),
  }
}
