import type { Channel, Opened, Port } from '../types'

/** winspool.drv, as much as a raw job needs. Handles and buffers are koffi's own. */
interface Spooler {
  readonly open: (queue: string) => { readonly handle: unknown } | { readonly error: number }
  /** XPS drivers drop a RAW job: they want it passed through as XPS_PASS (DEVICES.md section 4). */
  readonly datatype: (handle: unknown) => 'RAW' | 'XPS_PASS'
  readonly print: (handle: unknown, datatype: string, bytes: Uint8Array) => Promise<string | null>
  readonly close: (handle: unknown) => void
}

const ERROR_ACCESS_DENIED = 5
const ERROR_INVALID_PRINTER_NAME = 1801
const PRINTER_DRIVER_XPS = 0x2
const JOB_NAME = 'Guichet'

/** Loads the library at the first use, and on Windows only. */
async function loadSpooler(): Promise<Spooler> {
  const { default: koffi } = await import('koffi')
  const winspool = koffi.load('winspool.drv')
  const kernel32 = koffi.load('kernel32.dll')
  const docInfo = koffi.struct({ pDocName: 'str16', pOutputFile: 'str16', pDatatype: 'str16' })
  // Up to the attributes; Windows fills the strings that the pointers lead to behind it.
  const driverInfo = koffi.struct({
    cVersion: 'uint32',
    names: koffi.array('void *', 10),
    ftDriverDate: koffi.array('uint32', 2),
    dwlDriverVersion: 'uint64',
    more: koffi.array('void *', 8),
    attributes: 'uint32',
  })
  const handleOut = koffi.out(koffi.pointer('void *'))
  const countOut = koffi.out(koffi.pointer('uint32'))
  const openPrinter = winspool.func('__stdcall', 'OpenPrinterW', 'int', ['str16', handleOut, 'void *'])
  const closePrinter = winspool.func('__stdcall', 'ClosePrinter', 'int', ['void *'])
  const startDoc = winspool.func('__stdcall', 'StartDocPrinterW', 'uint32', [
    'void *',
    'uint32',
    koffi.pointer(docInfo),
  ])
  const endDoc = winspool.func('__stdcall', 'EndDocPrinter', 'int', ['void *'])
  const startPage = winspool.func('__stdcall', 'StartPagePrinter', 'int', ['void *'])
  const endPage = winspool.func('__stdcall', 'EndPagePrinter', 'int', ['void *'])
  const abort = winspool.func('__stdcall', 'AbortPrinter', 'int', ['void *'])
  const write = winspool.func('__stdcall', 'WritePrinter', 'int', ['void *', 'void *', 'uint32', countOut])
  const getDriver = winspool.func('__stdcall', 'GetPrinterDriverW', 'int', [
    'void *',
    'str16',
    'uint32',
    'void *',
    'uint32',
    countOut,
  ])
  const lastError = kernel32.func('__stdcall', 'GetLastError', 'uint32', [])

  const writeAll = (handle: unknown, bytes: Uint8Array): Promise<number> =>
    new Promise((resolve, reject) => {
      const written: [number] = [0]
      write.async(handle, bytes, bytes.length, written, (error: unknown, done: number) => {
        if (error) reject(error)
        else resolve(done === 0 ? -1 : written[0])
      })
    })

  return {
    open: (queue) => {
      const handle: [unknown] = [null]
      if (openPrinter(queue, handle, null) === 0) return { error: Number(lastError()) }
      return { handle: handle[0] }
    },
    datatype: (handle) => {
      const needed: [number] = [0]
      getDriver(handle, null, 8, null, 0, needed)
      const buffer = Buffer.alloc(needed[0])
      if (buffer.length < driverInfo.size || getDriver(handle, null, 8, buffer, buffer.length, needed) === 0)
        return 'RAW'
      const { attributes }: { attributes: number } = koffi.decode(buffer, driverInfo)
      return (attributes & PRINTER_DRIVER_XPS) === 0 ? 'RAW' : 'XPS_PASS'
    },
    print: async (handle, datatype, bytes) => {
      const info = { pDocName: JOB_NAME, pOutputFile: null, pDatatype: datatype }
      if (startDoc(handle, 1, info) === 0) return `StartDocPrinter: ${Number(lastError())}`
      let failed: string | null = null
      if (startPage(handle) === 0) failed = `StartPagePrinter: ${Number(lastError())}`
      for (let at = 0; failed === null && at < bytes.length; ) {
        const written = await writeAll(handle, bytes.subarray(at))
        if (written <= 0) failed = 'WritePrinter took nothing'
        else at += written
      }
      if (failed !== null) {
        abort(handle)
        return failed
      }
      if (endPage(handle) === 0 || endDoc(handle) === 0) return `EndDocPrinter: ${Number(lastError())}`
      return null
    },
    close: (handle) => {
      closePrinter(handle)
    },
  }
}

/** A printer of Windows, given its bytes past its driver. One-way: the spooler took the job, nothing more is known. */
export function winspoolPort({ queue }: { readonly queue: string }): Port {
  return {
    line: `spool:${queue}`,
    answers: false,
    open: async () => {
      try {
        const spooler = await loadSpooler()
        const opened = spooler.open(queue)
        if ('handle' in opened) return { ok: true, channel: channelOf(spooler, opened.handle) }
        return refused(opened.error)
      } catch (error) {
        return { ok: false, again: false, trouble: 'unreachable', detail: String(error) }
      }
    },
  }
}

function refused(error: number): Opened {
  const trouble =
    error === ERROR_ACCESS_DENIED
      ? 'denied'
      : error === ERROR_INVALID_PRINTER_NAME
        ? 'unplugged'
        : 'unreachable'
  return { ok: false, again: false, trouble, detail: `OpenPrinter: ${error}` }
}

function channelOf(spooler: Spooler, handle: unknown): Channel {
  const parts: Uint8Array[] = []
  let tell: (why: string) => void = () => undefined
  let ended: Promise<void> | null = null
  const finish = async (): Promise<void> => {
    try {
      if (parts.length === 0) return
      const error = await spooler.print(handle, spooler.datatype(handle), Buffer.concat(parts))
      if (error !== null) tell(error)
    } catch (error) {
      tell(String(error))
    } finally {
      spooler.close(handle)
    }
  }
  return {
    write: (bytes, done) => {
      // One job at the end: half a job must never reach the spooler.
      if (ended) {
        done('the job is closed')
        return
      }
      parts.push(bytes)
      done(null)
    },
    pending: () => 0,
    onData: () => undefined,
    onLost: (listener) => {
      tell = listener
    },
    end: () => {
      ended ??= finish()
      return ended
    },
  }
}
