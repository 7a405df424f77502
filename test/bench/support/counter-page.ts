import type { ElectronApplication, Page } from '@playwright/test'
import { startVirtualPrinter, type VirtualPrinter } from '../../devices/virtual-printer'
import { type SandboxProcess, startSandboxProcess } from '../../support/sandbox-process'
import { launch, provision, signIn, type Terminal } from '../../support/terminal'

export interface CounterPage {
  readonly terminal: Terminal
  readonly app: ElectronApplication
  readonly page: Page
  readonly chari: SandboxProcess
  readonly printer: VirtualPrinter
  readonly close: () => Promise<void>
}

/** The built terminal, signed in at the counter, with a Chari and a network printer on this machine. */
export async function openCounterPage(folder: string): Promise<CounterPage> {
  const chari = await startSandboxProcess()
  const printer = await startVirtualPrinter()
  provision(folder, {
    environment: 'custom',
    host: chari.host,
    agentPhone: '+212661000417',
    terminal: 'CASA1',
    soleTerminal: true,
    // The drawer's pulse is a job of its own, with the pause that printers want between two.
    printer: { transport: 'tcp', host: '127.0.0.1', port: printer.port, paper: 80, drawer: false },
    timers: { idleLockMs: 3_600_000 },
  })
  const terminal = await launch(folder, { GUICHET_API_KEY: chari.key })
  await signIn(terminal.page)
  return {
    terminal,
    app: terminal.app,
    page: terminal.page,
    chari,
    printer,
    close: async () => {
      await terminal.close()
      await chari.end()
      await printer.close()
    },
  }
}
