import type { Candidate } from './candidate'
import { queueCandidate } from './spooler'

const PRINTER_ENUM_LOCAL = 2
const PRINTER_ENUM_CONNECTIONS = 4
/** Names only, read from the registry: no printer or print server is asked. */
const LEVEL = 4

/** Printer queues of Windows, by winspool. Rejects where the library cannot be loaded or the call fails. */
export async function windowsQueues(): Promise<readonly Candidate[]> {
  const { default: koffi } = await import('koffi')
  const info = koffi.struct({ pPrinterName: 'str16', pServerName: 'str16', Attributes: 'uint32' })
  const winspool = koffi.load('winspool.drv')
  const enumPrinters = winspool.func(
    'int __stdcall EnumPrintersW(uint32 Flags, void *Name, uint32 Level, void *pPrinterEnum, uint32 cbBuf, _Out_ uint32 *pcbNeeded, _Out_ uint32 *pcReturned)',
  )
  const ask = (buffer: Buffer | null): { ok: boolean; needed: number; count: number } => {
    const needed = [0]
    const count = [0]
    const flags = PRINTER_ENUM_LOCAL | PRINTER_ENUM_CONNECTIONS
    const ok = enumPrinters(flags, null, LEVEL, buffer, buffer?.length ?? 0, needed, count)
    return { ok: ok !== 0, needed: needed[0] ?? 0, count: count[0] ?? 0 }
  }
  const { needed } = ask(null)
  if (needed === 0) return []
  const buffer = Buffer.alloc(needed)
  const { ok, count } = ask(buffer)
  if (!ok) throw new Error('EnumPrintersW failed')
  const printers: unknown = koffi.decode(buffer, koffi.array(info, count))
  if (!Array.isArray(printers)) throw new Error('EnumPrintersW gave no list')
  return printers.flatMap((printer: { readonly pPrinterName?: unknown }) =>
    typeof printer.pPrinterName === 'string' ? [queueCandidate(printer.pPrinterName)] : [],
  )
}
