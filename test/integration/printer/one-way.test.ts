import { execFileSync } from 'node:child_process'
import { chmodSync, createReadStream, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { systemClock } from '../../../electron/domain/clock'
import { PROLOGUE } from '../../../native/printer/commands'
import { cupsPort } from '../../../native/printer/ports/cups'
import { deviceFilePort } from '../../../native/printer/ports/device-file'
import { filePort } from '../../../native/printer/ports/file'
import { winspoolPort } from '../../../native/printer/ports/winspool'
import type { JobEnd, Port } from '../../../native/printer/types'
import { awaitUntil } from '../../support/await-until'
import { foundPrinter } from '../../support/found-printer'
import { tempFolder } from '../../support/journal'
import { quickLine } from '../../support/quick-printer'

const WINDOWS = process.platform === 'win32'

/** A job with every byte that there is. */
const JOB = Buffer.concat([PROLOGUE, Uint8Array.from({ length: 6_000 }, (_, at) => (at * 31) & 0xff)])

function print(port: Port, bytes: Uint8Array = JOB) {
  const printer = quickLine(port)
  let begun = 0
  const end: Promise<JobEnd> = printer.print(bytes, {
    beforeFirstByte: () => {
      begun += 1
    },
    onSuspended: () => undefined,
  })
  return { end, begun: () => begun, printer }
}

describe.skipIf(WINDOWS)('a queue of CUPS', () => {
  let folder: string
  beforeEach(() => {
    folder = tempFolder()
    vi.stubEnv('PATH', `${folder}${delimiter}${process.env.PATH ?? ''}`)
    command('lpstat', 'echo "printer $2 is idle.  enabled since Mon"; echo "$4 accepting requests since Mon"')
    command(
      'lp',
      `printf '%s\\n' "$@" > ${folder}/args; echo "$LC_ALL" > ${folder}/language; cat > ${folder}/job`,
    )
  })
  afterEach(() => {
    vi.unstubAllEnvs()
  })

  const command = (name: string, script: string): void => {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  const queue = (name = 'Counter'): Port => cupsPort({ queue: name, clock: systemClock })
  const file = (name: string): Buffer => readFileSync(join(folder, name))

  it('gets the whole job raw, byte by byte, as one job, and can prove nothing', async () => {
    const { end, begun, printer } = print(queue())
    expect(await end).toEqual({ kind: 'printed', confirmed: false, interrupted: false })
    expect(begun()).toBe(1)
    expect(file('job').equals(JOB)).toBe(true)
    expect(file('args').toString().trim().split('\n')).toEqual(['-d', 'Counter', '-o', 'raw', '-s'])
    expect(file('language').toString()).toBe('C\n')
    expect(printer.confirms()).toBe(false)
    expect(await printer.status()).toMatchObject({ reachable: true, answers: false, trouble: null })
  })

  it('opens the drawer by a job of its own', async () => {
    expect(await print(queue(), new Uint8Array()).printer.pulseDrawer()).toBe(true)
    expect(file('job').toString('hex')).toBe('1b401c2e1d610f1b700032fa')
  })

  it.each([
    ['is stopped', 'echo "printer $2 disabled since Mon -"; echo "$4 accepting requests since Mon"'],
    ['takes no jobs', 'echo "printer $2 is idle."; echo "$4 not accepting requests since Mon -"'],
    ['is not there', 'echo "lpstat: Invalid destination name in list \\"$2\\"!" >&2; exit 1'],
  ])('that %s gets nothing', async (_, script) => {
    command('lpstat', script)
    const { end, begun } = print(queue())
    expect(await end).toEqual({ kind: 'not_started', trouble: 'unreachable' })
    expect(begun()).toBe(0)
    expect(existsSync(join(folder, 'job'))).toBe(false)
  })

  it('that refuses the job leaves the end to a person', async () => {
    command('lp', 'cat > /dev/null; echo "lp: The printer or class does not exist." >&2; exit 1')
    expect(await print(queue()).end).toEqual({
      kind: 'unknown',
      detail: 'lp: The printer or class does not exist.',
    })
  })

  it('whose command ends before it has read the job does not take the app with it', async () => {
    command('lp', 'exit 3')
    expect(await print(queue(), new Uint8Array(2_000_000)).end).toMatchObject({ kind: 'unknown' })
  })

  it('is unreachable on a system without CUPS', async () => {
    vi.stubEnv('PATH', tempFolder())
    expect(await queue().open()).toMatchObject({
      ok: false,
      trouble: 'unreachable',
      detail: 'lpstat: ENOENT.',
    })
  })

  it.each(['-o', 'a b', 'a/b', '', '$(id)'])('is never named %o on a command line', async (name) => {
    command('lpstat', `touch ${folder}/asked; exit 1`)
    expect(await queue(name).open()).toMatchObject({ ok: false, trouble: 'unreachable' })
    expect(existsSync(join(folder, 'asked'))).toBe(name === '$(id)')
  })
})

describe('a queue of Windows', () => {
  it.skipIf(WINDOWS)('is unreachable on other systems, without harm', async () => {
    expect(await winspoolPort({ queue: 'Counter' }).open()).toMatchObject({
      ok: false,
      trouble: 'unreachable',
    })
  })
})

describe.skipIf(WINDOWS)('a file', () => {
  it('is made, and grows by each job', async () => {
    const path = join(tempFolder(), 'papers.bin')
    const port = filePort({ path, clock: systemClock })
    expect(await print(port).end).toEqual({ kind: 'printed', confirmed: false, interrupted: false })
    expect(await print(port, Buffer.from('two')).end).toMatchObject({ kind: 'printed' })
    expect(readFileSync(path).equals(Buffer.concat([JOB, Buffer.from('two')]))).toBe(true)
  })

  it('that is a pipe passes the job to its reader, however slow, and hangs nobody without one', async () => {
    const path = join(tempFolder(), 'pipe')
    execFileSync('sh', ['-c', 'mkfifo "$0"', path])
    const port = filePort({ path, clock: systemClock })
    expect(await print(port).end).toEqual({ kind: 'not_started', trouble: 'unreachable' })
    const reader = createReadStream(path, { highWaterMark: 4_096 })
    const chunks: Buffer[] = []
    reader.on('data', (chunk) => chunks.push(Buffer.from(chunk)))
    const long = Buffer.concat(Array.from({ length: 100 }, () => JOB))
    // Until the reader has opened its end there is nobody yet.
    let end: JobEnd = { kind: 'not_started', trouble: 'unreachable' }
    while (end.kind === 'not_started') end = await print(port, long).end
    expect(end).toMatchObject({ kind: 'printed', confirmed: false })
    await awaitUntil(() => Buffer.concat(chunks).length === long.length, 'all read')
    expect(Buffer.concat(chunks).equals(long)).toBe(true)
  })

  it('in a folder that is not there is unreachable', async () => {
    const port = filePort({ path: join(tempFolder(), 'no', 'papers.bin'), clock: systemClock })
    expect(await port.open()).toMatchObject({ ok: false, trouble: 'unreachable', detail: 'ENOENT' })
  })
})

/** Root may open anything: there `work` is done in the name of a user who may not. */
async function asOrdinaryUser(work: () => Promise<void>): Promise<void> {
  const root = process.getuid?.() === 0
  if (root) process.seteuid?.(65_534)
  try {
    await work()
  } finally {
    if (root) process.seteuid?.(0)
  }
}

describe.skipIf(WINDOWS)('a device file', () => {
  it('that this user may not open is denied', async () => {
    const folder = tempFolder()
    const path = join(folder, 'lp0')
    writeFileSync(path, '')
    chmodSync(path, 0)
    chmodSync(folder, 0o755)
    const port = deviceFilePort({
      device: 'lp:printer',
      find: () => Promise.resolve(foundPrinter({ path })),
      clock: systemClock,
    })
    await asOrdinaryUser(async () => {
      expect(await port.open()).toMatchObject({ ok: false, again: false, trouble: 'denied' })
      expect(await print(port).end).toEqual({ kind: 'not_started', trouble: 'denied' })
    })
  })

  it('that may only be written to is written to', async () => {
    const folder = tempFolder()
    const path = join(folder, 'lp0')
    writeFileSync(path, '')
    chmodSync(path, 0o222)
    chmodSync(folder, 0o755)
    const port = deviceFilePort({
      device: 'lp:printer',
      find: () => Promise.resolve(foundPrinter({ path })),
      clock: systemClock,
    })
    await asOrdinaryUser(async () => {
      expect(await print(port).end).toEqual({ kind: 'printed', confirmed: false, interrupted: false })
    })
    chmodSync(path, 0o600)
    expect(readFileSync(path).includes(JOB)).toBe(true)
  })
})
