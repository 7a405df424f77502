import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runProgram } from '../../../native/discovery/run'
import { discoveryOver, type FakeSystem, fakeSystem } from '../../support/discovery'

const ROOT = process.getuid?.() === 0

let system: FakeSystem
beforeEach(() => {
  system = fakeSystem()
})
afterEach(() => {
  system.remove()
})

const discovery = (deps: Parameters<typeof discoveryOver>[0] = {}) =>
  discoveryOver({ roots: system.roots, ...deps })

describe.skipIf(process.platform === 'win32')('serial ports', () => {
  it('are known by their by-id name, and named as the device says', async () => {
    system.usb('1-2', { ids: '0c2e:0b81', maker: 'Honeywell', model: 'Voyager_1400g', serial: '77' })
    const path = system.tty('ttyACM0', { place: '1-2', byId: 'usb-Honeywell_Voyager_1400g_77-if00' })
    expect(await discovery().list()).toContainEqual({
      id: 'serial:usb-Honeywell_Voyager_1400g_77-if00',
      transport: 'serial',
      use: 'either',
      name: 'Honeywell Voyager 1400g',
      path,
      vendorId: 0x0c2e,
      productId: 0x0b81,
      serialNumber: '77',
      access: 'ok',
      remedy: null,
    })
  })

  it('are followed to another port by identity', async () => {
    system.usb('1-2', { ids: '0c2e:0b81', serial: '77', interfaceClass: '02' })
    const before = system.tty('ttyACM0', { place: '1-2', byId: 'usb-X_77-if00' })
    const found = discovery()
    expect((await found.find('serial:usb-X_77-if00'))?.path).toBe(before)
    system.unplug('1-2')
    expect(await found.find('serial:usb-X_77-if00')).toBeNull()
    system.usb('1-4', { ids: '0c2e:0b81', serial: '77', interfaceClass: '02', device: 9 })
    const after = system.tty('ttyACM3', { place: '1-4', byId: 'usb-X_77-if00' })
    expect((await found.find('serial:usb-X_77-if00'))?.path).toBe(after)
  })

  it('without links are known by serial number, without that by their socket', async () => {
    system.usb('1-1', { ids: '1a86:7523', serial: 'AB12', device: 5, interfaceClass: 'ff' })
    system.usb('1-2', { ids: '1a86:7523', device: 6, interfaceClass: 'ff' })
    system.usb('1-3', { ids: '1a86:7523', device: 7, interfaceClass: 'ff' })
    system.tty('ttyUSB0', { place: '1-1' })
    system.tty('ttyUSB1', { place: '1-2', byPath: 'pci-0000:00:14.0-usb-0:2:1.0-port0' })
    system.tty('ttyUSB2', { place: '1-3' })
    const ids = (await discovery().list()).map(({ id }) => id)
    expect(ids).toEqual([
      'serial:1a86:7523:AB12',
      'serial:pci-0000:00:14.0-usb-0:2:1.0-port0',
      'serial:1a86:7523:@1-3',
    ])
  })

  it('of the board itself are listed only where there is no other, and never those it does not have', async () => {
    const board = system.tty('ttyS0', { type: 4 })
    system.tty('ttyS1', { type: 0 })
    const found = discovery()
    expect((await found.list()).map(({ id, name }) => [id, name])).toEqual([[`serial:${board}`, board]])
    system.usb('1-1', { ids: '1a86:7523', interfaceClass: 'ff' })
    system.tty('ttyUSB0', { place: '1-1' })
    expect((await found.list()).map(({ id }) => id)).toEqual(['serial:1a86:7523:@1-1'])
    expect((await found.find(`serial:${board}`))?.path).toBe(board)
  })

  it('are still found by their links where neither /sys nor serialport tells', async () => {
    fs.mkdirSync(system.roots.serialById, { recursive: true })
    fs.mkdirSync(path.join(system.roots.dev, 'pts'), { recursive: true })
    const target = path.join(system.roots.dev, 'pts', '7')
    fs.writeFileSync(target, '')
    fs.symlinkSync(target, path.join(system.roots.serialById, 'usb-ACME_Scanner_1-if00'))
    fs.symlinkSync('/nowhere', path.join(system.roots.serialById, 'usb-Gone-if00'))
    const found = discovery({
      libraries: { serialPorts: () => Promise.reject(new Error('spawn udevadm ENOENT')) },
    })
    expect((await found.list()).map(({ id, name }) => [id, name])).toEqual([
      ['serial:usb-ACME_Scanner_1-if00', 'ACME Scanner 1'],
    ])
  })

  it('of Windows are known by the number in the device, else by what Windows calls the socket', async () => {
    const found = discovery({
      platform: 'win32',
      libraries: {
        serialPorts: async () => [
          {
            path: 'COM3',
            vendorId: '0C2E',
            productId: '0B81',
            serialNumber: '77',
            friendlyName: 'Voyager (COM3)',
          },
          {
            path: 'COM4',
            vendorId: '1A86',
            productId: '7523',
            serialNumber: '6&2f5d&0&2',
            locationId: 'Port_#0002.Hub_#0001',
            manufacturer: 'wch.cn',
          },
          { path: 'COM1' },
        ],
      },
    })
    const ports = (await found.list()).filter(({ transport }) => transport === 'serial')
    expect(ports.map(({ id, name, path }) => [id, name, path])).toEqual([
      ['serial:0c2e:0b81:77', 'Voyager (COM3)', 'COM3'],
      ['serial:1a86:7523:@Port_#0002.Hub_#0001', 'wch.cn', 'COM4'],
      ['serial:COM1', 'COM1', 'COM1'],
    ])
  })
})

describe.skipIf(process.platform === 'win32')('USB printers', () => {
  it('are told by their class, whoever made them', async () => {
    system.usb('1-1', { ids: '04b8:0e03', maker: 'EPSON', model: 'TM-T20II', serial: '4C41' })
    system.usb('1-2', { ids: '05f9:2206', maker: 'Datalogic', interfaceClass: '03', device: 5 })
    const devices = await discovery().list()
    expect(devices.map(({ id, transport, use, name, path }) => [id, transport, use, name, path])).toEqual([
      ['usb:04b8:0e03:4C41', 'usb', 'printer', 'EPSON TM-T20II', '1-1'],
    ])
  })

  it('that the kernel also gives a device file are listed once, and found by either identity', async () => {
    system.usb('1-1', { ids: '04b8:0e03', model: 'TM-T20II', serial: '4C41' })
    const lp = system.lp('lp0', '1-1')
    const found = discovery()
    expect((await found.list()).map(({ id }) => id)).toEqual(['usb:04b8:0e03:4C41'])
    expect((await found.find('lp:04b8:0e03:4C41'))?.path).toBe(lp)
  })

  it('with one serial number for all of a kind are told apart by their socket', async () => {
    system.usb('1-1', { ids: '0416:5011', serial: '00000000001A', device: 4 })
    const found = discovery()
    expect((await found.list()).map(({ id }) => id)).toEqual(['usb:0416:5011:00000000001A'])
    system.usb('1-2', { ids: '0416:5011', serial: '00000000001A', device: 5 })
    const both = (await found.list()).map(({ id }) => id)
    expect(both).toEqual(['usb:0416:5011:00000000001A@1-1', 'usb:0416:5011:00000000001A@1-2'])
    system.unplug('1-1')
    expect((await found.find(both[1]!))?.path).toBe('1-2')
    // Its twin is another printer, maybe at another counter.
    expect(await found.find(both[0]!)).toBeNull()
  })

  it('without a number are known by their socket', async () => {
    system.usb('1-1.3', { ids: '0fe6:811e', model: 'Printer' })
    expect((await discovery().list())[0]?.id).toBe('usb:0fe6:811e:@1-1.3')
  })

  it('of macOS come from the library, also where it may not read a name', async () => {
    const found = discovery({
      platform: 'darwin',
      libraries: {
        usbDevices: async () => [
          {
            vendorId: 0x04b8,
            productId: 0x0e03,
            get manufacturerName(): string {
              throw new Error('not permitted')
            },
            productName: 'TM-T20II',
            serialNumber: '4C41',
            bus: '020',
            address: 7,
            ports: [1, 2],
            configurations: [{ interfaces: [{ alternate: { interfaceClass: 7 } }] }],
          },
        ],
      },
    })
    expect((await found.list()).map(({ id, name, path }) => [id, name, path])).toEqual([
      ['usb:04b8:0e03:4C41', 'TM-T20II', '20-1.2'],
    ])
  })
})

describe('HID scanners', () => {
  const scanner = (more: object = {}) => ({
    path: path.join(system.folder, 'hidraw0'),
    vendorId: 0x0c2e,
    productId: 0x0b61,
    serialNumber: '1234',
    name: 'Honeywell Vuquest_3310g',
    usagePage: 0x8c,
    usage: 2,
    ...more,
  })

  it('are those with the page of scanners, and one maker’s own page', async () => {
    fs.writeFileSync(path.join(system.folder, 'hidraw0'), '')
    fs.writeFileSync(path.join(system.folder, 'hidraw1'), '')
    const found = discovery({
      libraries: {
        hidDevices: async () => [
          scanner(),
          scanner({ usage: 0x14 }),
          scanner({ path: path.join(system.folder, 'hidraw1'), productId: 0x1007, usagePage: 0xff8c }),
          scanner({ vendorId: 0x1234, usagePage: 0xff8c }),
          scanner({ vendorId: 0x046d, usagePage: 1, usage: 6 }),
        ],
      },
    })
    expect((await found.list()).map(({ id, name, use }) => [id, name, use])).toEqual([
      ['hid:0c2e:0b61:1234', 'Honeywell Vuquest 3310g', 'scanner'],
      ['hid:0c2e:1007:1234', 'Honeywell Vuquest 3310g', 'scanner'],
    ])
  })

  it('are none where the library cannot be had', async () => {
    const found = discovery({ libraries: { hidDevices: () => Promise.reject(new Error('no libudev')) } })
    expect(await found.list()).toEqual([])
  })
})

describe.skipIf(process.platform === 'win32')('queues of the spooler', () => {
  /** A program of that name first in the path. */
  function lpstat(script: string) {
    const bin = path.join(system.folder, 'bin')
    fs.mkdirSync(bin)
    fs.writeFileSync(path.join(bin, 'lpstat'), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
    return runProgram({ PATH: `${bin}:${process.env.PATH}` })
  }

  it('are what lpstat says, in its plain language', async () => {
    const run = lpstat(
      '[ "$LC_ALL" = C ] || exit 1\n[ "$1" = -e ] && echo Ticket\n[ "$1" = -v ] && echo "device for Ticket: usb://x"',
    )
    const found = discovery({ run })
    expect(await found.list()).toEqual([
      {
        id: 'spool:Ticket',
        transport: 'spooler',
        use: 'printer',
        name: 'Ticket',
        path: 'Ticket',
        vendorId: null,
        productId: null,
        serialNumber: null,
        access: 'ok',
        remedy: null,
      },
    ])
    expect((await found.find('spool:Ticket'))?.path).toBe('Ticket')
    expect(await found.find('spool:Other')).toBeNull()
  })

  it('that lie are not believed', async () => {
    const run = lpstat(
      'echo "-o raw"; echo "../x"; yes "device for a b: usb://x" | head -c 300000; echo Ticket',
    )
    expect((await discovery({ run }).list()).map(({ id }) => id)).toEqual(['spool:Ticket'])
  })

  it('that hang hide nothing else', async () => {
    system.usb('1-1', { ids: '04b8:0e03', serial: '4C41' })
    let asked = 0
    const stopped: (() => void)[] = []
    const found = discovery({
      // Time stands still for all but the limit of a part, which passes at once.
      clock: {
        monotonicMs: () => 0,
        after: (_, fn) => {
          const timer = setTimeout(fn, 200)
          stopped.push(() => clearTimeout(timer))
          return () => clearTimeout(timer)
        },
      },
      run: () => {
        asked += 1
        return new Promise(() => undefined)
      },
    })
    expect((await found.list()).map(({ id }) => id)).toEqual(['usb:04b8:0e03:4C41'])
    expect((await found.list()).map(({ id }) => id)).toEqual(['usb:04b8:0e03:4C41'])
    // Both lists of the one question that never ended, and no more.
    expect(asked).toBe(2)
    for (const stop of stopped) stop()
  })

  it('are killed when they take too long', async () => {
    const run = lpstat('exec sleep 30')
    await expect(run('lpstat', ['-e'], 100)).rejects.toThrow()
  })
})

describe.skipIf(ROOT || process.platform !== 'linux')('what this user may not open', () => {
  it('is listed as denied, with the group that helps or the rule', async () => {
    system.usb('1-2', { ids: '0c2e:0b81', serial: '77', interfaceClass: '02' })
    fs.chmodSync(system.tty('ttyACM0', { place: '1-2', byId: 'usb-X_77-if00' }), 0o000)
    const [port] = await discovery().list()
    expect(port).toMatchObject({ access: 'denied', remedy: { rule: 'resources/udev/70-guichet.rules' } })
  })

  it('is a device file where only that may be opened', async () => {
    system.usb('1-1', { ids: '04b8:0e03', serial: '4C41' })
    system.lp('lp0', '1-1')
    fs.chmodSync(system.node('1-1'), 0o000)
    expect((await discovery().list()).map(({ id }) => id)).toEqual(['lp:04b8:0e03:4C41'])
  })
})
