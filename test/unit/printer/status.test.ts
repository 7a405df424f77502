import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createReplyReader, UNKNOWN_STATUS, withAsb, withRealtime } from '../../../native/printer/status'

const read = (...chunks: readonly string[]) => {
  const reader = createReplyReader()
  return chunks.flatMap((chunk) => reader.push(Buffer.from(chunk.replace(/\s/g, ''), 'hex')))
}

describe('telling answers apart', () => {
  it('knows the answers seen on real printers', () => {
    expect(read('16')).toEqual([{ kind: 'realtime', byte: 0x16 }])
    expect(read('37 22 50303031 00')).toEqual([
      { kind: 'block', header: 0x37, bytes: [0x22, 0x50, 0x30, 0x30, 0x31] },
    ])
    expect(read('00')).toEqual([{ kind: 'answer', byte: 0 }])
    expect(read('14 00 00 0f')).toEqual([{ kind: 'asb', bytes: [0x14, 0, 0, 0x0f] }])
  })

  it('keeps half an answer until its rest comes', () => {
    expect(read('14 00', '00', '0f 16')).toEqual([
      { kind: 'asb', bytes: [0x14, 0, 0, 0x0f] },
      { kind: 'realtime', byte: 0x16 },
    ])
    expect(read('37 22 30', '30 30 31', '00')).toEqual([
      { kind: 'block', header: 0x37, bytes: [0x22, 0x30, 0x30, 0x30, 0x31] },
    ])
  })

  it('drops flow control anywhere, even inside a report', () => {
    expect(read('14 11 00 13 00 0f')).toEqual([{ kind: 'asb', bytes: [0x14, 0, 0, 0x0f] }])
  })

  it('finds its way back when a report breaks off', () => {
    expect(read('14 00 12')).toEqual([{ kind: 'realtime', byte: 0x12 }])
  })

  it('gives the same answers however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(60), (bytes, cut) => {
        const whole = createReplyReader().push(bytes)
        const parts = createReplyReader()
        expect([...parts.push(bytes.subarray(0, cut)), ...parts.push(bytes.subarray(cut))]).toEqual(whole)
      }),
      { seed: 20260616, numRuns: 500 },
    )
  })
})

describe('what the answers mean', () => {
  const ask = (n: 1 | 2 | 3 | 4, byte: number) => withRealtime(UNKNOWN_STATUS, n, byte)

  it('an idle printer has no trouble', () => {
    expect(ask(1, 0x12)).toMatchObject({ offline: false, trouble: null, answers: true })
    expect(ask(1, 0x16).trouble).toBeNull()
    expect(ask(4, 0x12)).toMatchObject({ paper: 'ok', trouble: null })
    expect(withAsb(UNKNOWN_STATUS, [0x14, 0, 0, 0x0f])).toMatchObject({
      paper: 'ok',
      cover: 'closed',
      trouble: null,
    })
  })

  it('names offline, cover, paper stop and error', () => {
    expect(ask(1, 0x1a).trouble).toBe('offline')
    expect(ask(2, 0x16)).toMatchObject({ cover: 'open', trouble: 'cover_open' })
    expect(ask(2, 0x32)).toMatchObject({ paper: 'out', trouble: 'paper_out' })
    expect(ask(2, 0x52)).toMatchObject({ error: true, trouble: 'error' })
  })

  it('names the cutter, a fatal error and a hot head', () => {
    expect(ask(3, 0x1a)).toMatchObject({ cutter: 'error', trouble: 'cutter' })
    expect(ask(3, 0x32).trouble).toBe('error')
    expect(ask(3, 0x52).trouble).toBe('error')
  })

  it('tells near end from end', () => {
    expect(ask(4, 0x1e)).toMatchObject({ paper: 'low', trouble: null })
    expect(ask(4, 0x7e)).toMatchObject({ paper: 'out', trouble: 'paper_out' })
    expect(ask(4, 0x72).paper).toBe('out')
  })

  it('reads the automatic reports of the manuals', () => {
    expect(withAsb(UNKNOWN_STATUS, [0x3c, 0, 0, 0x0f]).trouble).toBe('cover_open')
    expect(withAsb(UNKNOWN_STATUS, [0x1c, 0, 0x0f, 0x0f]).trouble).toBe('paper_out')
    expect(withAsb(UNKNOWN_STATUS, [0x1c, 0x08, 0, 0x0f]).trouble).toBe('cutter')
  })

  it('believes the cover before the paper sensor', () => {
    expect(withAsb(UNKNOWN_STATUS, [0x3c, 0, 0x0c, 0]).trouble).toBe('cover_open')
  })

  it('forgets a paper end when the printer has gone on', () => {
    const out = ask(2, 0x32)
    expect(withRealtime(withRealtime(out, 2, 0x12), 4, 0x12)).toMatchObject({ paper: 'ok', trouble: null })
  })
})
