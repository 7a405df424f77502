import fc from 'fast-check'
import koffi from 'koffi'
import { describe, expect, it } from 'vitest'
import { readQueues } from '../../../native/discovery/spooler'
import { readPrinterNames } from '../../../native/discovery/winspool'

describe('queues of CUPS', () => {
  it('are read from both lists, each once', () => {
    const e = 'Ticket\nBureau_HP\nSalle-2\n'
    const v = [
      'device for Ticket: usb://EPSON/TM-T20?serial=4C',
      'device for Bureau_HP: ipp://x',
      'device for Cave: serial:/dev/ttyS0?baud=9600',
    ].join('\n')
    expect(readQueues(e, v)).toEqual(['Ticket', 'Bureau_HP', 'Salle-2', 'Cave'])
  })

  it('never are options, paths or prose', () => {
    const lies = [
      '-o raw',
      '-d',
      '../../etc/passwd',
      'lpstat: No destinations added.',
      'two words',
      'a#b',
      'x'.repeat(200),
      '\u0007bell',
      'device for -P: usb://x',
      '',
    ]
    expect(readQueues(lies.join('\n'))).toEqual([])
  })

  it('are at most a hundred, whatever is printed', () => {
    expect(readQueues(Array.from({ length: 5_000 }, (_, at) => `q${at}`).join('\n'))).toHaveLength(100)
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        for (const queue of readQueues(text)) expect(queue).toMatch(/^(?!-)[^\s/#'"\\]{1,127}$/u)
      }),
      { seed: 20260616, numRuns: 300 },
    )
  })
})

describe('queues of Windows', () => {
  it('are read from the records that winspool fills', async () => {
    const names = ['EPSON TM-T20 Receipt', 'Étiqueteuse réseau'].map((name) =>
      Buffer.from(`${name}\0`, 'utf16le'),
    )
    const record = 24
    const buffer = Buffer.alloc(record * names.length)
    for (const [at, name] of names.entries()) {
      buffer.writeBigUInt64LE(BigInt(koffi.address(name)), at * record)
      buffer.writeUInt32LE(0x40, at * record + 16)
    }
    expect(await readPrinterNames(buffer, names.length)).toEqual([
      'EPSON TM-T20 Receipt',
      'Étiqueteuse réseau',
    ])
    expect(await readPrinterNames(Buffer.alloc(0), 0)).toEqual([])
  })
})
