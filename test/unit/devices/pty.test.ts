import fs from 'node:fs'
import { SerialPort } from 'serialport'
import { afterEach, describe, expect, it } from 'vitest'
import { hasPty, openPty, type Pty } from '../../devices/pty'
import { awaitUntil } from '../../support/await-until'

const open: (() => void)[] = []
afterEach(() => {
  for (const close of open.splice(0)) close()
})

function pty(): Pty {
  const made = openPty()
  open.push(made.close)
  return made
}

const serial = (path: string): Promise<SerialPort> =>
  new Promise((resolve, reject) => {
    const port = new SerialPort({ path, baudRate: 9600 }, (error) => (error ? reject(error) : resolve(port)))
    open.push(() => port.isOpen && port.close())
  })

describe.skipIf(!hasPty())('a pseudo-terminal as a serial cable', () => {
  it('carries every byte both ways, unchanged', async () => {
    const cable = pty()
    const port = await serial(cable.path)
    const all = Uint8Array.from({ length: 256 }, (_, at) => at)
    const there: number[] = []
    const back: number[] = []
    cable.onData((bytes) => there.push(...bytes))
    port.on('data', (bytes: Buffer) => back.push(...bytes))
    port.write(all)
    cable.write(all)
    await awaitUntil(() => there.length === 256 && back.length === 256, 'every byte there and back')
    expect(there).toEqual([...all])
    expect(back).toEqual([...all])
  })

  it('holds back what the other side does not take, and never stops this process', async () => {
    const cable = pty()
    const sent = Uint8Array.from({ length: 200_000 }, (_, at) => at % 251)
    const port = await serial(cable.path)
    cable.write(sent)
    expect(cable.pending()).toBeGreaterThan(0)
    const got: Buffer[] = []
    port.on('data', (bytes: Buffer) => got.push(bytes))
    await awaitUntil(() => got.reduce((sum, { length }) => sum + length, 0) === sent.length, 'all taken')
    expect(Buffer.concat(got).equals(sent)).toBe(true)
    expect(cable.pending()).toBe(0)
  })

  it('lets the other side fill up while it does not read', async () => {
    const cable = pty()
    const port = await serial(cable.path)
    let got = 0
    cable.onData((bytes) => {
      got += bytes.length
    })
    cable.pause()
    let drained = false
    port.write(Buffer.alloc(300_000, 0x55), () => {
      port.drain(() => {
        drained = true
      })
    })
    await new Promise((resolve) => setImmediate(resolve))
    expect(drained).toBe(false)
    cable.resume()
    await awaitUntil(() => got === 300_000, 'all drained')
  })

  it('is seen as pulled by whoever has it open, and its path goes away', () => {
    const cable = pty()
    const other = fs.openSync(
      cable.path,
      fs.constants.O_RDWR | fs.constants.O_NOCTTY | fs.constants.O_NONBLOCK,
    )
    cable.unplug()
    // A terminal that hung up reads as ended; macOS gives an error.
    expect(() => {
      if (fs.readSync(other, Buffer.alloc(1)) === 0) throw new Error('ended')
    }).toThrow()
    fs.closeSync(other)
    expect(fs.existsSync(cable.path)).toBe(false)
    cable.close()
  })

  it('may be closed and opened anew by the other side', async () => {
    const cable = pty()
    for (const text of ['one', 'two']) {
      const port = await serial(cable.path)
      let got = ''
      const stop = cable.onData((bytes) => {
        got += Buffer.from(bytes).toString()
      })
      port.write(text)
      await awaitUntil(() => got === text, text)
      stop()
      await new Promise((resolve) => port.close(resolve))
    }
  })
})
