import type { Candidate } from './candidate'
import { queueCandidate } from './spooler'

const PRINTER_ENUM_LOCAL = 2
const PRINTER_ENUM_CONNECTIONS = 4
/** Names only, read from the registry: no printer or print server is asked. */
const LEVEL = 4

type Koffi = typeof import('koffi')['default']

const load = async (): Promise<Koffi> => (await import('koffi')).default
const infoType = (koffi: Koffi) =>
  koffi.struct({ pPrinterName: 'str16', pServerName: 'str16', Attributes: 'uint32' })
let info: ReturnType<typeof infoType> | null = null

/** Printer names in `count` records PRINTER_INFO_4W; the strings that they point to must still be there. */
export async function readPrinterNames(buffer: Buffer, count: number): Promise<readonly string[]> {
  if (count === 0) return []
  const koffi = await load()
  info ??= infoType(koffi)
  const printers: unknown = koffi.decode(buffer, koffi.array(info, count))
  if (!Array.isArray(printers)) return []
  return printers.flatMap(({ pPrinterName }: { readonly pPrinterName?: unknown }) =>
    typeof pPrinterName === 'string' && pPrinterName !== '' ? [pPrinterName] : [],
  )
}

type EnumPrinters = (buffer: Buffer | null) => {
  readonly ok: boolean
  readonly needed: number
  readonly count: number
}
let loaded: EnumPrinters | null = null

async function loadEnumPrinters(): Promise<EnumPrinters> {
  const koffi = await load()
  const enumPrinters = koffi
    .load('winspool.drv')
    .func(
      'int __stdcall EnumPrintersW(uint32 Flags, void *Name, uint32 Level, void *pPrinterEnum, uint32 cbBuf, _Out_ uint32 *pcbNeeded, _Out_ uint32 *pcReturned)',
    )
  return (buffer) => {
    const needed: [number] = [0]
    const count: [number] = [0]
    const flags = PRINTER_ENUM_LOCAL | PRINTER_ENUM_CONNECTIONS
    const ok = enumPrinters(flags, null, LEVEL, buffer, buffer?.length ?? 0, needed, count)
    return { ok: ok !== 0, needed: needed[0], count: count[0] }
  }
}

/** Printer queues of Windows, by winspool. Rejects where the library cannot be loaded or the call fails. */
export async function windowsQueues(): Promise<readonly Candidate[]> {
  loaded ??= await loadEnumPrinters()
  const { needed } = loaded(null)
  if (needed === 0) return []
  const buffer = Buffer.alloc(needed)
  const { ok, count } = loaded(buffer)
  if (!ok) throw new Error('EnumPrintersW failed')
  return (await readPrinterNames(buffer, count)).map(queueCandidate)
}
