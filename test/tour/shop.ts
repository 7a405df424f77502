import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../electron/domain/clock'
import { startSandbox } from '../../electron/sandbox/server'
import type { Sandbox } from '../../electron/sandbox/types'
import { interpret } from '../devices/interpreter'
import { startVirtualPrinter, type VirtualPrinter } from '../devices/virtual-printer'
import { awaitUntil } from '../support/await-until'

export const AGENT = 'AG20417'
export const KEY = 'cle-du-poste-20417'

/** What stands around a counter: a Chari and a network printer, both on this machine. */
export interface Shop {
  readonly chari: Sandbox
  readonly printer: VirtualPrinter
  /** The next paper that was cut, oldest first; each is given once. */
  readonly nextPaper: () => Promise<Uint8Array>
  readonly close: () => Promise<void>
}

/** Digits of new references: the same on every tour, so that two tours can be laid side by side. */
function steadyDigits(): () => number {
  let state = 20_417
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

export async function openShop(): Promise<Shop> {
  const chari = await startSandbox({
    booksFile: join(mkdtempSync(join(tmpdir(), 'guichet-books-')), 'books.json'),
    port: 0,
    key: KEY,
    agents: [{ code: AGENT, phone: '+212661000417', name: 'Épicerie Al Amal' }],
    clock: systemClock,
    random: steadyDigits(),
  })
  const printer = await startVirtualPrinter()
  let taken = 0
  const papers = (): readonly Uint8Array[] => printer.jobs().filter((bytes) => interpret(bytes).cuts > 0)
  return {
    chari,
    printer,
    nextPaper: async () => {
      await awaitUntil(() => papers().length > taken && printer.open() === 0, 'the next paper', 20_000)
      taken += 1
      return papers()[taken - 1] ?? new Uint8Array()
    },
    close: async () => {
      await Promise.all([chari.close(), printer.close()])
    },
  }
}
