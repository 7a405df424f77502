import { createServer, type Server, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { FoundNetworkPrinter } from '../../../native/discovery/types'
import { startVirtualPrinter, type VirtualPrinter } from '../../devices/virtual-printer'
import { awaitUntil } from '../../support/await-until'
import { discoveryOver } from '../../support/discovery'

const LOOPBACK = { address: '127.0.0.1', netmask: '255.255.255.0' }

const open: (() => unknown)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

async function printer(host: string, port: number, model: string): Promise<VirtualPrinter> {
  const made = await startVirtualPrinter({ host, port, makerAndModel: ['ACME', model] })
  open.push(made.close)
  return made
}

/** A server that does with a connection what it is told. */
async function server(host: string, port: number, onConnection: (socket: Socket) => void): Promise<void> {
  const made: Server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.resume()
    onConnection(socket)
  })
  await new Promise<void>((resolve) => {
    made.listen(port, host, resolve)
  })
  open.push(() => new Promise((resolve) => made.close(resolve)))
}

function scan(port: number, networks = [LOOPBACK], signal = new AbortController().signal) {
  const told: FoundNetworkPrinter[] = []
  const discovery = discoveryOver({ networks: () => networks })
  open.push(discovery.close)
  return {
    told,
    discovery,
    end: discovery.scanNetwork({ port, signal, onFound: (found) => told.push(found) }),
  }
}

// Only on Linux the whole of 127.0.0.0/8 is this machine.
describe.skipIf(process.platform !== 'linux')('a scan of the network', () => {
  it('finds the printers that answer, and asks nothing that prints', async () => {
    const first = await printer('127.0.0.20', 0, 'TM-1')
    const { port } = first
    const printers = [
      first,
      await printer('127.0.0.40', port, 'TM-2'),
      await printer('127.0.0.200', port, 'TM_3'),
    ]
    const { told, end } = scan(port)
    const found = await end
    expect(found).toEqual([
      { host: '127.0.0.20', port, answers: true, model: 'TM-1' },
      { host: '127.0.0.40', port, answers: true, model: 'TM-2' },
      { host: '127.0.0.200', port, answers: true, model: 'TM 3' },
    ])
    expect([...told].sort((a, b) => a.host.length - b.host.length || (a.host < b.host ? -1 : 1))).toEqual(
      found,
    )
    for (const one of printers) {
      expect(one.connections().map((bytes) => [...bytes])).toEqual([[0x10, 0x04, 0x01, 0x1d, 0x49, 0x43]])
      expect(one.jobs()).toEqual([])
      await awaitUntil(() => one.open() === 0, 'its connection ended')
    }
  })

  it('says of what is mute, busy, offline or no printer that it does not answer or names no model', async () => {
    const mute = await printer('127.0.0.2', 0, 'M')
    const { port } = mute
    mute.set({ mute: true })
    const busy = await printer('127.0.0.3', port, 'B')
    busy.set({ acceptAndClose: true })
    const offline = await printer('127.0.0.4', port, 'O')
    offline.set({ paper: 'out' })
    await server('127.0.0.5', port, (socket) => socket.end('SSH-2.0-OpenSSH\r\n'))
    await server('127.0.0.6', port, (socket) => socket.write(Buffer.alloc(100_000, 0xff)))
    const { end } = scan(port, [{ address: '127.0.0.1', netmask: '255.255.255.248' }])
    expect((await end).map(({ host, answers, model }) => [host, answers, model])).toEqual([
      ['127.0.0.2', false, null],
      ['127.0.0.3', false, null],
      ['127.0.0.4', true, null],
      ['127.0.0.5', false, null],
      ['127.0.0.6', false, null],
    ])
  })

  it('shows the model of a printer as one short line of text', async () => {
    const liar = await startVirtualPrinter({
      host: '127.0.0.2',
      makerAndModel: ['', `\u0007\u001b[2J${'x'.repeat(70)}`],
    })
    open.push(liar.close)
    const { end } = scan(liar.port, [{ address: '127.0.0.1', netmask: '255.255.255.248' }])
    expect((await end)[0]?.model).toMatch(/^\[2Jx{70}$/)
  })

  it('leaves its own address out, and ends at once when it is aborted', async () => {
    const own = await printer('127.0.0.1', 0, 'OWN')
    const other = await printer('127.0.0.2', own.port, 'OTHER')
    other.set({ mute: true })
    const abort = new AbortController()
    const { end } = scan(own.port, [LOOPBACK], abort.signal)
    await awaitUntil(() => other.connections().length === 1, 'asked')
    abort.abort()
    const hosts = (await end).map(({ host }) => host)
    expect(hosts).not.toContain('127.0.0.1')
    expect(own.connections()).toEqual([])
    await awaitUntil(() => other.open() === 0, 'its connection ended')
  })

  it('never leaves private networks', async () => {
    const { end } = scan(9_100, [{ address: '8.8.8.8', netmask: '255.255.255.0' }])
    expect(await end).toEqual([])
  })

  it('ends with the app', async () => {
    const mute = await printer('127.0.0.2', 0, 'M')
    mute.set({ mute: true })
    const { discovery, end } = scan(mute.port)
    await awaitUntil(() => mute.connections().length === 1, 'asked')
    discovery.close()
    await end
    await awaitUntil(() => mute.open() === 0, 'its connection ended')
  })

  it('of virtual devices asks this machine too', async () => {
    const virtual = await printer('127.0.0.1', 0, 'V')
    const discovery = discoveryOver({ extraFolder: '/nowhere', networks: undefined as never })
    open.push(discovery.close)
    const found: FoundNetworkPrinter[] = []
    const signal = AbortSignal.timeout(10_000)
    const end = discovery.scanNetwork({ port: virtual.port, signal, onFound: (one) => found.push(one) })
    await awaitUntil(() => found.some(({ host }) => host === '127.0.0.1'), 'found')
    discovery.close()
    await end
  })
})
