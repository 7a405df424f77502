import { mkdtempSync, readlinkSync, rmSync, symlinkSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SerialPort } from 'serialport'
import { afterEach, describe, expect, it } from 'vitest'
import { openSerialScanner } from '../../../native/scanner/serial'
import type { OpenScanner, ScannerLine } from '../../../native/scanner/types'
import { hasPty, openPty, type Pty } from '../../devices/pty'
import { awaitUntil } from '../../support/await-until'
import { pluggedIn, realClock } from '../../support/plugged'
import { bytesOf, heard } from '../../support/scanner-heard'

/** Scanners on real serial ports: pairs of a pseudo-terminal. */

const ID = 'serial:usb-Guichet_Virtual_Scanner_0001-if00'
const LINE: ScannerLine = { device: ID, kind: 'serial', baud: 9_600, suffix: 'auto', prefix: '' }
const NOBODY = 65_534

const ends: (() => void | Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

function cable(): Pty {
  const pty = openPty()
  ends.push(pty.close)
  return pty
}

function scanner(line: Partial<ScannerLine> = {}) {
  const plugged = pluggedIn()
  const ear = heard()
  const open = (): OpenScanner => {
    const one = openSerialScanner(
      { ...LINE, ...line },
      { find: plugged.find, clock: realClock, hooks: ear.hooks, reopenMs: 20 },
    )
    ends.push(one.close)
    return one
  }
  return { ...plugged, ...ear, open }
}

describe.skipIf(!hasPty())('A serial scanner', () => {
  it('is opened, read, and closed so that another program may have its port', async () => {
    const pty = cable()
    const one = scanner()
    one.plug(ID, pty.path)
    const open = one.open()
    await awaitUntil(() => open.state() === 'ready', 'ready')
    expect(open.detail()).toBe('')
    pty.write(bytesOf(']Q11122334455\r\n'))
    await awaitUntil(() => one.reads.length === 1, 'a code')
    expect(one.reads).toMatchObject([{ text: '1122334455', aim: ']Q1', suffix: 'crlf', device: ID }])
    await open.close()
    const other = new SerialPort({ path: pty.path, baudRate: 9_600, autoOpen: false })
    await new Promise<void>((resolve, reject) => {
      other.open((error) => (error ? reject(error) : resolve()))
    })
    await new Promise<void>((resolve) => {
      other.close(() => resolve())
    })
  })

  it('pulled in the middle of a code gives nothing of it, and is used again when it comes back elsewhere', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'guichet-by-id-'))
    ends.push(() => rmSync(folder, { recursive: true, force: true }))
    const byId = join(folder, ID)
    const first = cable()
    symlinkSync(first.path, byId)
    const one = scanner()
    one.plug(ID, byId)
    const open = one.open()
    await awaitUntil(() => open.state() === 'ready', 'ready')
    first.write(bytesOf('998877\r11223'))
    await awaitUntil(() => one.reads.length === 1, 'the whole code')
    one.pull(ID)
    rmSync(byId)
    first.unplug()
    await awaitUntil(() => open.state() === 'unplugged', 'unplugged')
    const second = cable()
    // The first path may be given again: it is kept from that by another cable.
    const third = cable()
    const elsewhere = [second, third].find(({ path }) => path !== first.path) ?? second
    symlinkSync(elsewhere.path, byId)
    expect(readlinkSync(byId)).not.toBe(first.path)
    one.plug(ID, byId)
    await awaitUntil(() => open.state() === 'ready', 'ready again')
    elsewhere.write(bytesOf('1122334455\r'))
    await awaitUntil(() => one.reads.length === 2, 'the next code')
    expect(one.texts()).toEqual(['998877', '1122334455'])
    expect(one.states).toEqual(['ready', 'unplugged', 'ready'])
    expect(one.noise.every((why) => why === 'half')).toBe(true)
  })

  it('that another program holds is said to be busy, and taken as soon as it is let go', async () => {
    const pty = cable()
    const holder = new SerialPort({ path: pty.path, baudRate: 9_600, autoOpen: false })
    await new Promise<void>((resolve, reject) => {
      holder.open((error) => (error ? reject(error) : resolve()))
    })
    const one = scanner()
    one.plug(ID, pty.path)
    const open = one.open()
    await awaitUntil(() => open.state() === 'busy', 'busy')
    expect(open.detail()).toMatch(/lock/i)
    await new Promise<void>((resolve) => {
      holder.close(() => resolve())
    })
    await awaitUntil(() => open.state() === 'ready', 'ready')
    pty.write(bytesOf('1122334455\r'))
    await awaitUntil(() => one.reads.length === 1, 'a code')
  })

  it('that needs rights is said to be denied, and read once they are given', async () => {
    const pty = cable()
    await chmod(pty.path, 0o600)
    // Root may open everything: this process is somebody else meanwhile.
    const root = process.geteuid?.() === 0
    if (root) process.seteuid?.(NOBODY)
    else await chmod(pty.path, 0)
    ends.push(() => {
      if (root) process.seteuid?.(0)
    })
    const one = scanner()
    one.plug(ID, pty.path)
    const open = one.open()
    await awaitUntil(() => open.state() === 'denied', 'denied')
    if (root) process.seteuid?.(0)
    else await chmod(pty.path, 0o600)
    await awaitUntil(() => open.state() === 'ready', 'ready')
  })

  it('that is not there is waited for', async () => {
    const one = scanner()
    one.plug(ID, '/dev/guichet-no-such-port')
    const open = one.open()
    await awaitUntil(() => open.detail() !== '', 'a first try')
    expect(open.state()).toBe('unplugged')
    const pty = cable()
    one.plug(ID, pty.path)
    await awaitUntil(() => open.state() === 'ready', 'ready')
  })

  it('that sends 40,000 characters, binary, or half a code then nothing, gives the next code whole', async () => {
    const pty = cable()
    const one = scanner({ suffix: 'cr' })
    one.plug(ID, pty.path)
    const open = one.open()
    await awaitUntil(() => open.state() === 'ready', 'ready')
    pty.write(bytesOf(`${'7'.repeat(40_000)}\r998877\r`))
    await awaitUntil(() => one.reads.length === 1, 'the code after the long one')
    pty.write(Uint8Array.of(1, 2, 3, 0xff, 0xd8, 0x0d))
    await awaitUntil(() => one.noise.includes('binary'), 'binary told')
    pty.write(bytesOf('11223'))
    await awaitUntil(() => one.noise.includes('half'), 'half told')
    pty.write(bytesOf('1122334455\r'))
    await awaitUntil(() => one.reads.length === 2, 'the last code')
    expect(one.texts()).toEqual(['998877', '1122334455'])
    expect(one.noise).toEqual(['too_long', 'binary', 'half'])
    expect(open.state()).toBe('ready')
  })

  it('that storms with 200 codes gives twenty, and goes on', async () => {
    const pty = cable()
    const one = scanner()
    one.plug(ID, pty.path)
    const open = one.open()
    await awaitUntil(() => open.state() === 'ready', 'ready')
    pty.write(bytesOf(Array.from({ length: 200 }, (_, at) => `${1_000_000 + at}\r`).join('')))
    await awaitUntil(() => one.reads.length + open.dropped() >= 200, 'all of the storm')
    expect(one.noise).toEqual(['storm'])
    expect(open.dropped()).toBeGreaterThan(0)
    const before = one.reads.length
    await awaitUntil(() => {
      if (one.reads.length === before) pty.write(bytesOf('998877\r'))
      return one.reads.length > before
    }, 'a code after the storm')
    expect(one.texts().at(-1)).toBe('998877')
  })
})
