import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { PNG } from 'pngjs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FoundDevice } from '../../../native/discovery/types'
import { serveDevices } from '../../devices/devices-server'
import { hasPty } from '../../devices/pty'
import { startVirtualDevices, type VirtualDevices } from '../../devices/virtual-devices'
import { awaitUntil } from '../../support/await-until'
import { discoveryOver } from '../../support/discovery'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const CUT = Uint8Array.of(0x0a, 0x1d, 0x56, 0x00)

let folder: string
let devices: VirtualDevices
let url: string
let closePage: () => Promise<void>
beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'guichet-test-'))
  devices = await startVirtualDevices({ folder, port: 0 })
  const page = await serveDevices(devices)
  url = page.url
  closePage = page.close
})
afterEach(async () => {
  await closePage()
  await devices.close()
  fs.rmSync(folder, { recursive: true, force: true })
})

const post = (where: string, body: unknown = {}, type = 'application/json') =>
  fetch(`${url}${where}`, { method: 'POST', headers: { 'content-type': type }, body: JSON.stringify(body) })

async function listed(): Promise<readonly FoundDevice[]> {
  const discovery = discoveryOver({ extraFolder: folder, roots: { sysfs: '/nowhere', usbLp: '/nowhere' } })
  const devicesNow = await discovery.list()
  discovery.close()
  return devicesNow.filter(({ name }) => name.startsWith('Guichet'))
}

describe.skipIf(!hasPty())('the virtual devices for people', () => {
  it('are all found in their folder', async () => {
    expect((await listed()).map(({ name }) => name)).toEqual([
      'Guichet Virtual Printer P0001',
      'Guichet Virtual Scanner S0001',
      'Guichet HID H0001',
    ])
  })

  it('show each paper that was cut, and the one that still hangs', async () => {
    const serial = (await listed()).find(({ name }) => name.includes('Printer'))
    fs.writeFileSync(serial!.path, Buffer.concat([Buffer.from('one'), CUT, Buffer.from('two'), CUT]))
    fs.appendFileSync(serial!.path, 'three\n')
    const state = async (): Promise<{ printers: { key: string; papers: number }[] }> =>
      (await fetch(`${url}state`)).json()
    const printer = devices.printers[1]!
    await awaitUntil(() => printer.papers.count() === 3, 'three papers')
    expect((await state()).printers.map(({ key, papers }) => [key, papers])).toEqual([
      ['lan', 0],
      ['serial', 3],
    ])
    const picture = PNG.sync.read(
      Buffer.from(await (await fetch(`${url}printers/serial/papers/0`)).arrayBuffer()),
    )
    expect(picture.width).toBe(576)
    expect(picture.data.some((byte) => byte === 0)).toBe(true)
    expect((await fetch(`${url}printers/serial/papers/3`)).status).toBe(404)
  })

  it('are switched, pulled and plugged in from the page', async () => {
    expect(
      (await post('printers/lan/switches', { paper: 'out', bytesPerSecond: 800, stallAfter: 0 })).status,
    ).toBe(200)
    expect(devices.printers[0]?.switches).toMatchObject({ paper: 'out', bytesPerSecond: 800, stallAfter: 0 })
    expect((await post('printers/lan/power')).status).toBe(200)
    await post('scanners/hid/unplug')
    await post('printers/serial/unplug')
    expect((await listed()).map(({ name }) => name)).toEqual(['Guichet Virtual Scanner S0001'])
    await post('scanners/hid/plug')
    await post('printers/serial/plug')
    expect(await listed()).toHaveLength(3)
  })

  it('refuse what is no switch, no device, or comes from a form of another page', async () => {
    expect((await post('printers/lan/switches', { paper: 'torn' })).status).toBe(400)
    expect((await post('printers/other/power')).status).toBe(404)
    expect((await post('scanners/serial/scan', { text: '', suffix: 'cr', aim: '' })).status).toBe(400)
    expect((await post('scanners/serial/scan', { text: 'x', suffix: 'cr', aim: 'Q1' })).status).toBe(400)
    expect((await post('printers/lan/power', {}, 'text/plain')).status).toBe(415)
    expect((await fetch(`${url}other`)).status).toBe(404)
    expect(await (await fetch(url)).text()).toContain('Virtual devices')
  })

  it('scan what is typed', async () => {
    const scanner = (await listed()).find(({ name }) => name.includes('Scanner'))
    const port = fs.openSync(
      scanner!.path,
      fs.constants.O_RDWR | fs.constants.O_NOCTTY | fs.constants.O_NONBLOCK,
    )
    await post('scanners/serial/scan', { text: 'T-000123', suffix: 'crlf', aim: ']C0' })
    const read = Buffer.alloc(64)
    let length = 0
    await awaitUntil(() => {
      try {
        length = fs.readSync(port, read)
      } catch {
        length = 0
      }
      return length > 0
    }, 'the code came')
    expect(read.toString('latin1', 0, length)).toBe(']C0T-000123\r\n')
    fs.closeSync(port)
  })

  it('start by a command that says how, and end without a trace', async () => {
    const command = spawn(
      process.execPath,
      ['--import', './scripts/strip-types.mjs', 'test/devices/run-devices.ts', '--port', '0', '--page', '0'],
      { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
    )
    let said = ''
    command.stdout.on('data', (bytes: Buffer) => {
      said += bytes.toString()
    })
    const ended = new Promise<number | null>((resolve) => command.on('exit', resolve))
    await awaitUntil(() => said.includes('Ctrl-C'), 'started', 20_000)
    const announced = /GUICHET_DEVICES=(\S+) npm start/.exec(said)?.[1] ?? ''
    expect(fs.readdirSync(announced).sort()).toEqual(['hid', 'serial'])
    command.kill('SIGINT')
    expect(await ended).toBe(0)
    expect(fs.existsSync(announced)).toBe(false)
  })
})
