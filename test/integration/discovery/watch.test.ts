import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Discovery, FoundDevice } from '../../../native/discovery/types'
import { hasPty } from '../../devices/pty'
import { startVirtualHid } from '../../devices/virtual-hid'
import { startVirtualSerialPrinter } from '../../devices/virtual-serial-printer'
import { startVirtualSerialScanner } from '../../devices/virtual-serial-scanner'
import { awaitUntil } from '../../support/await-until'
import { discoveryOver, type FakeSystem, fakeSystem } from '../../support/discovery'

let system: FakeSystem
let folder: string
const open: (() => unknown)[] = []
beforeEach(() => {
  system = fakeSystem()
  folder = path.join(system.folder, 'virtual')
})
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
  system.remove()
})

function discovery(deps: Parameters<typeof discoveryOver>[0] = {}): Discovery {
  const made = discoveryOver({ roots: system.roots, extraFolder: folder, ...deps })
  open.push(made.close)
  return made
}

/** What a watch tells, newest last. */
function watching(found: Discovery) {
  const told: (readonly FoundDevice[])[] = []
  const stop = found.watch((devices) => told.push(devices))
  open.push(stop)
  return { told, stop, ids: () => told.at(-1)?.map(({ id }) => id) }
}

describe.skipIf(!hasPty())('virtual devices', () => {
  it('are listed and opened like real ones', async () => {
    const printer = startVirtualSerialPrinter({ folder })
    const scanner = startVirtualSerialScanner({ folder })
    const hid = await startVirtualHid({ folder })
    open.push(printer.close, scanner.close, hid.close)
    const found = discovery()
    expect(
      (await found.list()).map(({ id, name, transport, use, access }) => [id, name, transport, use, access]),
    ).toEqual([
      [printer.id, 'Guichet Virtual Printer P0001', 'serial', 'either', 'ok'],
      [scanner.id, 'Guichet Virtual Scanner S0001', 'serial', 'either', 'ok'],
      [hid.id, 'Guichet HID H0001', 'hid', 'scanner', 'ok'],
    ])
    expect((await found.find(printer.id))?.path).toBe(printer.path())
    expect((await found.find(hid.id))?.path).toBe(hid.path)
  })

  it('keep their identity when they are pulled and plugged in elsewhere', async () => {
    const scanner = startVirtualSerialScanner({ folder })
    open.push(scanner.close)
    const found = discovery()
    const before = scanner.path()
    expect((await found.find(scanner.id))?.path).toBe(before)
    // Somebody else takes the number that becomes free.
    const other = startVirtualSerialScanner({ folder, name: 'usb-Other-if00' })
    open.push(other.close)
    scanner.unplug()
    expect(await found.find(scanner.id)).toBeNull()
    open.push(startVirtualSerialPrinter({ folder }).close)
    scanner.plug()
    expect((await found.find(scanner.id))?.path).toBe(scanner.path())
    expect(scanner.path()).not.toBe(before)
  })
})

describe.skipIf(process.platform !== 'linux')('watching', () => {
  it('tells of a plug and of an unplug, and of nothing else', async () => {
    const found = discovery()
    expect(await found.list()).toEqual([])
    const { told, ids } = watching(found)
    system.usb('1-1', { ids: '04b8:0e03', serial: '4C41' })
    await awaitUntil(() => told.length === 1, 'told of the plug')
    expect(ids()).toEqual(['usb:04b8:0e03:4C41'])
    fs.mkdirSync(path.join(system.roots.dev, 'nothing'), { recursive: true })
    system.unplug('1-1')
    await awaitUntil(() => told.length === 2, 'told of the unplug')
    expect(ids()).toEqual([])
  })

  it('sees devices in folders that come and go', async () => {
    const found = discovery()
    await found.list()
    const { told, ids } = watching(found)
    for (const round of [1, 2]) {
      const printer = startVirtualSerialPrinter({ folder })
      await awaitUntil(() => ids()?.[0] === printer.id, `plugged ${round}`)
      printer.close()
      fs.rmSync(folder, { recursive: true, force: true })
      await awaitUntil(() => ids()?.length === 0, `pulled ${round}`)
    }
    expect(told).toHaveLength(4)
  })

  it('tells of a link that leads elsewhere', async () => {
    system.usb('1-1', { ids: '0c2e:0b81', serial: '7', interfaceClass: '02' })
    system.tty('ttyACM0', { place: '1-1', byId: 'usb-X-if00' })
    const found = discovery()
    await found.list()
    const { told } = watching(found)
    system.unplug('1-1')
    system.usb('1-1', { ids: '0c2e:0b81', serial: '7', interfaceClass: '02' })
    const now = system.tty('ttyACM1', { place: '1-1', byId: 'usb-X-if00' })
    await awaitUntil(() => told.at(-1)?.[0]?.path === now, 'the new path')
    expect(told.at(-1)?.[0]?.id).toBe('serial:usb-X-if00')
  })

  it('asks nothing while nobody watches, and the spooler seldom while somebody does', async () => {
    let looks = 0
    let queues = 0
    const found = discovery({
      libraries: {
        hidDevices: async () => {
          looks += 1
          return []
        },
      },
      run: async () => {
        queues += 1
        return ''
      },
    })
    const { stop } = watching(found)
    await awaitUntil(() => looks >= 1, 'the first look')
    system.usb('1-1', { ids: '04b8:0e03' })
    await awaitUntil(() => looks >= 2, 'a look by a change')
    expect(queues).toBe(2)
    stop()
    const before = looks
    system.unplug('1-1')
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(looks).toBeLessThanOrEqual(before + 1)
  })
})
