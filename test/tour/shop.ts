import type { Sandbox } from '../../electron/sandbox/types'
import { interpret } from '../devices/interpreter'
import { startVirtualPrinter, type VirtualPrinter } from '../devices/virtual-printer'
import { awaitUntil } from '../support/await-until'
import { ownSandbox } from '../support/own-sandbox'

export const KEY = 'cle-du-poste-20417'

/** What stands around a counter: a Chari and a network printer, both on this machine. */
export interface Shop {
  readonly chari: Sandbox
  readonly printer: VirtualPrinter
  /** The next paper that was cut, oldest first; each is given once. */
  readonly nextPaper: () => Promise<Uint8Array>
  /** The next paper that has this text; those before it are passed over. */
  readonly paperSaying: (text: string) => Promise<Uint8Array>
  readonly close: () => Promise<void>
}

const says = (bytes: Uint8Array, wanted: string): boolean =>
  interpret(bytes).marks.some(
    (mark) =>
      mark.kind === 'text' &&
      mark.spans
        .map(({ text }) => text)
        .join('')
        .includes(wanted),
  )

export async function openShop(): Promise<Shop> {
  const chari = await ownSandbox({ key: KEY })
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
    paperSaying: async (text) => {
      const found = (): number => papers().findIndex((bytes, index) => index >= taken && says(bytes, text))
      await awaitUntil(() => found() >= 0 && printer.open() === 0, `a paper that says ${text}`, 20_000)
      const at = found()
      taken = at + 1
      return papers()[at] ?? new Uint8Array()
    },
    close: async () => {
      await Promise.all([chari.close(), printer.close()])
    },
  }
}
