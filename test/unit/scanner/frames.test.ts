import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFrames, HALF_MS, SILENCE_MS } from '../../../native/scanner/frames'
import type { ScannerLine } from '../../../native/scanner/types'
import { bytesOf, heard } from '../../support/scanner-heard'
import { steppedClock } from '../../support/stepped-clock'

function scanner(line: Partial<ScannerLine> = {}) {
  const clock = steppedClock()
  const ear = heard()
  const frames = createFrames({
    line: { device: 'serial:test', suffix: 'auto', prefix: '', ...line },
    clock,
    hooks: ear.hooks,
  })
  const send = (text: string | readonly number[]): void =>
    frames.push(typeof text === 'string' ? bytesOf(text) : Uint8Array.from(text))
  return { ...ear, clock, send, drop: frames.drop }
}

const silence = (one: ReturnType<typeof scanner>): Promise<void> => one.clock.pass(SILENCE_MS)

describe('A serial scanner', () => {
  it.each([
    ['cr', '\r'],
    ['lf', '\n'],
    ['crlf', '\r\n'],
    ['tab', '\t'],
    ['none', ''],
  ] as const)('that ends its codes with %s is understood, told or not', async (suffix, ending) => {
    for (const setting of ['auto', suffix] as const) {
      const one = scanner({ suffix: setting })
      for (const code of ['1122334455', 'OR01-1234']) {
        one.send(code + ending)
        await silence(one)
      }
      expect(one.reads.map((read) => [read.text, read.suffix])).toEqual([
        ['1122334455', suffix],
        ['OR01-1234', suffix],
      ])
      await one.clock.pass(HALF_MS)
      expect(one.noise).toEqual([])
    }
  })

  it('is heard at once when an ending comes, without waiting for silence', () => {
    const one = scanner()
    one.send('1122334455\r998877\n')
    expect(one.texts()).toEqual(['1122334455', '998877'])
  })

  it('may send its CR and its LF apart', async () => {
    const one = scanner()
    one.send('1122334455\r')
    await silence(one)
    one.send('\n998877\r')
    one.send('\n')
    await silence(one)
    expect(one.reads.map(({ text, suffix }) => [text, suffix])).toEqual([
      ['1122334455', 'cr'],
      ['998877', 'crlf'],
    ])
    expect(one.noise).toEqual([])
  })

  it('tells how long a code took, its device and its AIM identifier, and keeps the prefix to itself', async () => {
    const one = scanner({ prefix: 'SC:' })
    one.send(']Q1SC:1122')
    await one.clock.pass(12)
    one.send('334455\r')
    one.send('SC:]C0998877\r')
    one.send('SC:\r\r')
    expect(one.reads).toEqual([
      { text: '1122334455', aim: ']Q1', suffix: 'cr', device: 'serial:test', tookMs: 12 },
      { text: '998877', aim: ']C0', suffix: 'cr', device: 'serial:test', tookMs: 0 },
    ])
  })

  it('that breaks off is never glued to its next code', async () => {
    const one = scanner()
    one.send('998877\r')
    one.send('11223')
    await one.clock.pass(HALF_MS)
    one.send('1122334455\r')
    expect(one.texts()).toEqual(['998877', '1122334455'])
    expect(one.noise).toEqual(['half'])
  })

  it('that was set to another ending is learned anew', async () => {
    const one = scanner()
    one.send('998877\r')
    for (const code of ['111111', '222222', '333333', '444444', '555555']) {
      one.send(code)
      await one.clock.pass(HALF_MS)
    }
    expect(one.texts()).toEqual(['998877', '444444', '555555'])
    expect(one.noise).toEqual(['half', 'half', 'half'])
  })

  it('pulled in the middle of a code gives nothing of it', () => {
    const one = scanner()
    one.send('11223')
    one.drop()
    one.send('1122334455\r')
    expect(one.texts()).toEqual(['1122334455'])
    expect(one.noise).toEqual(['half'])
  })

  it('that sends 4,097 characters and more is told once, and nothing of it is delivered', async () => {
    for (const ending of ['\r', '']) {
      const one = scanner()
      for (let sent = 0; sent < 40; sent++) one.send('7'.repeat(1_000))
      one.send(ending)
      await silence(one)
      one.send('1122334455\r')
      expect(one.texts()).toEqual(['1122334455'])
      expect(one.noise).toEqual(['too_long'])
    }
    const one = scanner()
    one.send(`${'7'.repeat(4_096)}\r${'7'.repeat(4_097)}\r`)
    expect(one.texts()).toEqual(['7'.repeat(4_096)])
    expect(one.noise).toEqual(['too_long'])
  })

  it('that sends binary is told, and its next code is whole', async () => {
    const one = scanner()
    one.send([0x89, 0x50, 0x01, 0x02, 0x7f, 0x0d])
    one.send([0x81, 0x8d, 0x90, 0x0d])
    one.send('1122334455\r')
    await silence(one)
    expect(one.texts()).toEqual(['1122334455'])
    expect(one.noise).toEqual(['binary', 'binary'])
  })

  it('may send NUL bytes, a frame of STX and ETX, and the separators of GS1', () => {
    const one = scanner()
    one.send([0, 0, ...bytesOf('112233'), 0, ...bytesOf('4455'), 0x0d, 0])
    one.send('\u0002998877\u0003\r')
    one.send(']C10112345678901231\u001d10ABC\r')
    expect(one.texts()).toEqual(['1122334455', '998877', '0112345678901231\u001d10ABC'])
    expect(one.noise).toEqual([])
  })

  it('may write UTF-8 or Windows-1252, Arabic and the euro among them', () => {
    const one = scanner()
    one.send('Crédit à 5 € — درهم\r')
    one.send([0x43, 0x72, 0xe9, 0x64, 0x69, 0x74, 0x20, 0x80, 0x20, 0x9c, 0x0d])
    expect(one.texts()).toEqual(['Crédit à 5 € — درهم', 'Crédit € œ'])
  })

  it('may have its bytes cut anywhere', () => {
    const code = fc.string({ unit: fc.constantFrom(...'0123456789AZaz-:/é€ع'), minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(
        fc.array(code, { minLength: 1, maxLength: 5 }),
        fc.constantFrom('\r', '\n', '\r\n'),
        fc.array(fc.nat(1_000), { maxLength: 30 }),
        (codes, ending, cuts) => {
          const bytes = bytesOf(codes.map((one) => one + ending).join(''))
          const one = scanner()
          let at = 0
          for (const cut of cuts.map((where) => where % bytes.length).sort((a, b) => a - b)) {
            one.send([...bytes.subarray(at, cut)])
            at = cut
          }
          one.send([...bytes.subarray(at)])
          expect(one.texts()).toEqual(codes)
        },
      ),
      { seed: 20260616, numRuns: 300 },
    )
  })

  it('may send anything at all: no code is longer than the limit, and nothing throws', async () => {
    const chunk = fc.uint8Array({ minLength: 0, maxLength: 300 })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(chunk, fc.constantFrom(0, 10, 60, 1_100)), { maxLength: 12 }),
        fc.constantFrom('auto', 'cr', 'lf', 'crlf', 'tab', 'none'),
        async (chunks, suffix) => {
          const one = scanner({ suffix })
          for (const [bytes, pause] of chunks) {
            one.send([...bytes])
            await one.clock.pass(pause)
          }
          await one.clock.pass(2_000)
          for (const { text } of one.reads) expect(text.length).toBeLessThanOrEqual(4_096)
        },
      ),
      { seed: 20260616, numRuns: 100 },
    )
  })
})
