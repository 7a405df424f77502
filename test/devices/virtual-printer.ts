import { createServer, type Socket } from 'node:net'
import { createPrinterModel, type PrinterSwitches } from './printer-model'

export interface VirtualPrinter {
  readonly port: number
  readonly switches: PrinterSwitches
  /** Changes switches and reports it as a printer does (automatic status back). */
  readonly set: (change: Partial<PrinterSwitches>) => void
  /** Everything each connection sent, oldest first. */
  readonly connections: () => readonly Uint8Array[]
  /** Connections that carried more than questions. */
  readonly jobs: () => readonly Uint8Array[]
  readonly open: () => number
  /** Cuts every connection, as a power failure does. */
  readonly powerCycle: () => void
  readonly close: () => Promise<void>
}

/** A network printer: the model of printer-model.ts behind a listening socket. Rejects where the port is taken. */
export async function startVirtualPrinter({
  port = 0,
  host = '127.0.0.1',
  makerAndModel,
}: {
  port?: number
  host?: string
  makerAndModel?: readonly [string, string]
} = {}): Promise<VirtualPrinter> {
  const model = createPrinterModel(makerAndModel ? { makerAndModel } : {})
  const sockets = new Set<Socket>()

  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    if (model.switches.acceptAndClose) {
      // Reading goes on, or the other side's end would never be seen.
      socket.resume()
      socket.end()
      return
    }
    sockets.add(socket)
    const connection = model.connect({
      send: (bytes) => {
        if (!socket.destroyed) socket.write(bytes)
      },
      pause: () => socket.pause(),
      resume: () => socket.resume(),
      reset: () => socket.resetAndDestroy(),
    })
    socket.on('data', connection.take)
    socket.on('close', () => {
      sockets.delete(socket)
      connection.lost()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')

  return {
    port: address.port,
    switches: model.switches,
    set: model.set,
    connections: model.connections,
    jobs: model.jobs,
    open: model.open,
    powerCycle: model.powerCycle,
    close: () =>
      new Promise((resolve) => {
        model.close()
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
