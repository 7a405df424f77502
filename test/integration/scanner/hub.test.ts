import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openHidBus } from '../../../native/scanner/hid-bus'
import { createScannerHub, type ScannerHub } from '../../../native/scanner/hub'
import type { ScannerLine, ScannerNoise } from '../../../native/scanner/types'
import { hasPty, openPty, type Pty } from '../../devices/pty'
import { startVirtualHid, type VirtualHid } from '../../devices/virtual-hid'
import { awaitUntil } from '../../support/await-until'
import { hexFixture } from '../../support/hex-fixture'
import { pluggedIn, realClock } from '../../support/plugged'
import { bytesOf } from '../../support/scanner-heard'

/** All scanners of a till: real serial pairs, and virtual HID devices behind the decoder of the real ones. */

const serial = (device: string, more: Partial<ScannerLine> = {}): ScannerLine => ({
  device,
  kind: 'serial',
  baud: 9_600,
  suffix: 'auto',
  prefix: '',
  ...more,
})
const hid = (device: string): ScannerLine => ({ ...serial(device), kind: 'hid' })

const ends: (() => void | Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

interface Counter {
  readonly hub: ScannerHub
  readonly plugged: ReturnType<typeof pluggedIn>
  readonly read: {
    readonly text: string
    readonly device: string
    readonly kind: string
    readonly learn: boolean
  }[]
  readonly noise: (readonly [string, ScannerNoise])[]
  readonly changes: () => number
  readonly plugSerial: (id: string) => Pty
  readonly plugHid: (id: string, vendorId?: number) => Promise<VirtualHid>
  readonly ready: (...ids: readonly string[]) => Promise<void>
}

function counter(): Counter {
  const folder = mkdtempSync(join(tmpdir(), 'guichet-scan-'))
  ends.push(() => rmSync(folder, { recursive: true, force: true }))
  const plugged = pluggedIn()
  const read: Counter['read'] = []
  const noise: Counter['noise'] = []
  let changes = 0
  const hub = createScannerHub({
    find: plugged.find,
    hid: openHidBus({ extraFolder: folder }),
    clock: realClock,
    onRead: ({ text, device }, kind, learn) => read.push({ text, device, kind, learn }),
    onChange: () => {
      changes += 1
    },
    onNoise: (device, why) => noise.push([device, why]),
    reopenMs: 20,
  })
  ends.push(hub.close)
  return {
    hub,
    plugged,
    read,
    noise,
    changes: () => changes,
    plugSerial: (id) => {
      const pty = openPty()
      ends.push(pty.close)
      plugged.plug(id, pty.path)
      return pty
    },
    plugHid: async (id, vendorId) => {
      const device = await startVirtualHid({ folder, name: id.replace(/\W/g, '-') })
      ends.push(device.close)
      plugged.plug(id, device.path, { vendorId: vendorId ?? null })
      return device
    },
    ready: (...ids) =>
      awaitUntil(
        () => {
          const states = new Map(hub.status().map(({ device, state }) => [device, state]))
          return ids.every((id) => states.get(id) === 'ready')
        },
        `${ids.join(', ')} ready`,
      ),
  }
}

describe.skipIf(!hasPty())('The scanners of a till', () => {
  it('are one stream: a serial and a HID one, scanning at once', async () => {
    const till = counter()
    const pty = till.plugSerial('serial:a')
    const gun = await till.plugHid('hid:b')
    await till.hub.use([serial('serial:a'), hid('hid:b')])
    await till.ready('serial:a', 'hid:b')
    const codes = Array.from({ length: 10 }, (_, at) => String(1_122_330 + at))
    for (const code of codes) {
      pty.write(bytesOf(`${code}1\r`))
      gun.scan(`${code}2`, ']Q1')
    }
    await awaitUntil(() => till.read.length === 20, 'twenty codes')
    const of = (device: string) => till.read.filter((one) => one.device === device)
    expect(of('serial:a').map(({ text }) => text)).toEqual(codes.map((code) => `${code}1`))
    expect(of('hid:b').map(({ text }) => text)).toEqual(codes.map((code) => `${code}2`))
    expect(till.read.every(({ learn }) => !learn)).toBe(true)
  })

  it('that stay the same are left alone when the settings change', async () => {
    const till = counter()
    till.plugSerial('serial:a')
    const gun = await till.plugHid('hid:b')
    await till.hub.use([serial('serial:a'), hid('hid:b')])
    await till.ready('serial:a', 'hid:b')
    await till.hub.use([hid('hid:b'), serial('serial:a', { suffix: 'cr' })])
    expect(till.hub.status()).toMatchObject([
      { device: 'hid:b', state: 'ready', inUse: true, dropped: 0 },
      { device: 'serial:a' },
    ])
    await till.ready('serial:a')
    expect(gun.open()).toBe(1)
    await till.hub.use([])
    await awaitUntil(() => gun.open() === 0, 'closed')
    expect(till.hub.status()).toEqual([])
  })

  it('are joined by every other one while somebody teaches, and then are as before', async () => {
    const till = counter()
    const shop = till.plugSerial('serial:a')
    const other = till.plugSerial('serial:new')
    const gun = await till.plugHid('hid:new')
    await till.hub.use([serial('serial:a', { suffix: 'tab' })])
    await till.ready('serial:a')
    await till.hub.learn(true, [serial('serial:a'), serial('serial:new'), hid('hid:new')])
    await till.ready('serial:a', 'serial:new', 'hid:new')
    expect(till.hub.status().map(({ device, inUse }) => [device, inUse])).toEqual([
      ['serial:a', true],
      ['serial:new', false],
      ['hid:new', false],
    ])
    shop.write(bytesOf('111111\r'))
    other.write(bytesOf('222222\r'))
    gun.scan('333333')
    await awaitUntil(() => till.read.length === 3, 'three codes')
    expect(till.read.every(({ learn }) => learn)).toBe(true)
    await till.hub.learn(false, [])
    await till.ready('serial:a')
    await awaitUntil(() => gun.open() === 0, 'the other ones closed')
    shop.write(bytesOf('444444\t'))
    await awaitUntil(() => till.read.length === 4, 'a code after the lesson')
    expect(till.read.at(-1)).toEqual({ text: '444444', device: 'serial:a', kind: 'serial', learn: false })
    expect(till.hub.status().map(({ device }) => device)).toEqual(['serial:a'])
  })

  it('may be pulled and come back, each by itself', async () => {
    const till = counter()
    const pty = till.plugSerial('serial:a')
    const gun = await till.plugHid('hid:b')
    await till.hub.use([serial('serial:a'), hid('hid:b')])
    await till.ready('serial:a', 'hid:b')
    const [begun = new Uint8Array()] = hexFixture('scanner/honeywell-qr-60.hex')
    gun.report(begun)
    till.plugged.pull('hid:b')
    await gun.unplug()
    await awaitUntil(() => till.hub.status()[1]?.state === 'unplugged', 'pulled')
    expect(till.hub.status()[0]?.state).toBe('ready')
    await gun.plug()
    till.plugged.plug('hid:b', gun.path)
    await till.ready('hid:b')
    gun.scan('998877', ']Q1')
    pty.write(bytesOf('1122334455\r'))
    await awaitUntil(() => till.read.length === 2, 'both codes')
    expect(till.read.map(({ text }) => text).sort()).toEqual(['1122334455', '998877'])
    expect(till.noise.filter(([, why]) => why !== 'half')).toEqual([])
    expect(till.changes()).toBeGreaterThan(3)
  })

  it('read recorded reports as the real ones send them', async () => {
    const till = counter()
    const honeywell = await till.plugHid('hid:0c2e:0b61:1', 0x0c2e)
    const newland = await till.plugHid('hid:1eab:0010:2', 0x1eab)
    await till.hub.use([hid('hid:0c2e:0b61:1'), hid('hid:1eab:0010:2')])
    await till.ready('hid:0c2e:0b61:1', 'hid:1eab:0010:2')
    for (const file of ['honeywell-revinf', 'honeywell-qr-60', 'honeywell-code128-cr'])
      for (const report of hexFixture(`scanner/${file}.hex`)) honeywell.report(report)
    await awaitUntil(() => till.read.length === 2, 'the codes of one')
    for (const report of hexFixture('scanner/newland-qr-60.hex')) newland.report(report)
    await awaitUntil(() => till.read.length === 3, 'the code of the other')
    const paper = 'GUICHET:CASA1-000724:0123456789ab https://chari.ma/112233445'
    expect(till.read.map(({ text }) => text)).toEqual([paper, '1122334455', paper])
  })

  it('are closed whole, however many changes are under way', async () => {
    const till = counter()
    till.plugSerial('serial:a')
    const gun = await till.plugHid('hid:b')
    const changes = [
      till.hub.use([serial('serial:a'), hid('hid:b')]),
      till.hub.learn(true, [hid('hid:b')]),
      till.hub.use([hid('hid:b')]),
      till.hub.close(),
    ]
    await Promise.all(changes)
    await awaitUntil(() => gun.open() === 0, 'closed')
    expect(till.hub.status().every(({ state }) => state === 'unplugged')).toBe(true)
  })
})
