import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HALF_MS } from '../../../native/scanner/frames'
import { readLayout } from '../../../native/scanner/hid-descriptor'
import { createHidPos, needsStreamReport } from '../../../native/scanner/hid-pos'
import { hexFixture } from '../../support/hex-fixture'
import { bytesOf, heard } from '../../support/scanner-heard'
import { steppedClock } from '../../support/stepped-clock'

const HONEYWELL = 0x0c2e
const NEWLAND = 0x1eab
const SIXTY = 'GUICHET:CASA1-000724:0123456789ab https://chari.ma/112233445'

function scanner({
  vendorId = null as number | null,
  descriptor = null as Uint8Array | null,
  prefix = '',
} = {}) {
  const clock = steppedClock()
  const ear = heard()
  const pos = createHidPos({
    line: { device: 'hid:test', prefix },
    vendorId,
    descriptor,
    clock,
    hooks: ear.hooks,
  })
  return { ...ear, clock, ...pos }
}

/** A report of the standard's layout, with its id byte. */
function report(aim: string, data: Uint8Array, continued = 0): Uint8Array {
  const bytes = new Uint8Array(64)
  bytes.set([2, data.length, ...bytesOf(aim)])
  bytes.set(data, 5)
  bytes[63] = continued
  return bytes
}

const withoutId = (bytes: Uint8Array): Uint8Array => bytes.subarray(1)

describe('A HID point-of-sale scanner', () => {
  it.each([
    ['honeywell-qr-60.hex', HONEYWELL, ']Q1', SIXTY, 'none'],
    ['honeywell-qr-60.hex', null, ']Q1', SIXTY, 'none'],
    ['newland-qr-60.hex', NEWLAND, null, SIXTY, 'none'],
    ['newland-qr-60.hex', null, null, SIXTY, 'none'],
    ['honeywell-code128-cr.hex', HONEYWELL, ']C0', '1122334455', 'cr'],
  ] as const)('%s of maker %s is read, with its id byte and without', (file, vendorId, aim, text, suffix) => {
    for (const cut of [(bytes: Uint8Array) => bytes, withoutId]) {
      const one = scanner({ vendorId })
      for (const bytes of hexFixture(`scanner/${file}`)) one.report(cut(bytes))
      expect(one.reads).toEqual([{ text, aim, suffix, device: 'hid:test', tookMs: 0 }])
      expect(one.noise).toEqual([])
    }
  })

  it('of Honeywell that answers a command is not taken for a code', () => {
    const frames = hexFixture('scanner/honeywell-revinf.hex')
    expect(frames).toHaveLength(7)
    const one = scanner({ vendorId: HONEYWELL })
    for (const bytes of frames) one.report(bytes)
    expect(one.reads).toEqual([])
    expect(one.noise).toEqual([])
    expect([HONEYWELL, 0x23d0, NEWLAND, null].map(needsStreamReport)).toEqual([true, true, false, false])
  })

  it('with a report descriptor is read where that says, whoever made it', () => {
    const [descriptor = null] = hexFixture('scanner/descriptor-early-continued.hex')
    expect(descriptor && readLayout(descriptor)).toEqual({
      reportId: 2,
      size: 61,
      length: 0,
      aim: 1,
      data: { from: 4, bytes: 56 },
      continued: { at: 60, mask: 1 },
    })
    const first = new Uint8Array(62)
    first.set(report(']Q1', bytesOf(SIXTY.slice(0, 56))).subarray(0, 61))
    first[61] = 1
    const last = report(']Q1', bytesOf(SIXTY.slice(56))).slice(0, 62)
    for (const cut of [(bytes: Uint8Array) => bytes, withoutId]) {
      const one = scanner({ vendorId: NEWLAND, descriptor })
      one.report(cut(first))
      one.report(cut(last))
      expect(one.reads).toMatchObject([{ text: SIXTY, aim: ']Q1' }])
    }
  })

  it('whose descriptor says nothing of codes is read by its maker', () => {
    expect(readLayout(Uint8Array.of(0x05, 0x01, 0x09, 0x06, 0xa1, 0x01, 0xc0))).toBeNull()
    const one = scanner({ vendorId: NEWLAND, descriptor: Uint8Array.of(0x05, 0x8c, 0xfe, 0x03) })
    for (const bytes of hexFixture('scanner/newland-qr-60.hex')) one.report(bytes)
    expect(one.texts()).toEqual([SIXTY])
  })

  it('that breaks off in the middle of a code gives nothing of it', async () => {
    const [first = new Uint8Array()] = hexFixture('scanner/honeywell-qr-60.hex')
    const one = scanner({ vendorId: HONEYWELL })
    one.report(first)
    await one.clock.pass(HALF_MS)
    one.report(report(']C0', bytesOf('998877\r')))
    one.report(first)
    one.drop()
    one.report(report(']C0', bytesOf('1122334455')))
    expect(one.texts()).toEqual(['998877', '1122334455'])
    expect(one.noise).toEqual(['half', 'half'])
  })

  it('that never says it is done is told once, at the end', () => {
    const one = scanner({ vendorId: HONEYWELL })
    for (let sent = 0; sent < 400; sent++) one.report(report(']Q1', bytesOf('7'.repeat(56)), 1))
    one.report(report(']Q1', bytesOf('7')))
    one.report(report(']Q1', bytesOf('1122334455')))
    expect(one.texts()).toEqual(['1122334455'])
    expect(one.noise).toEqual(['too_long'])
  })

  it('may cut a letter of two bytes between two reports', () => {
    const bytes = bytesOf(`${'x'.repeat(55)}é derrière`)
    const one = scanner()
    one.report(report(']Q1', bytes.subarray(0, 56), 1))
    one.report(report(']Q1', bytes.subarray(56)))
    expect(one.texts()).toEqual([`${'x'.repeat(55)}é derrière`])
  })

  it('may send other reports, lies and rubbish: nothing throws', () => {
    const one = scanner({ vendorId: HONEYWELL })
    one.report(Uint8Array.of(4, 1))
    const other = report(']Q1', bytesOf('998877'))
    other[0] = 7
    one.report(other)
    const lie = report(']Q1', bytesOf('998877'))
    lie[1] = 200
    one.report(lie)
    expect(one.reads).toEqual([])
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 80 })), fc.uint8Array(), (reports, descriptor) => {
        const any = scanner({ descriptor })
        for (const bytes of reports) any.report(bytes)
      }),
      { seed: 20260616, numRuns: 300 },
    )
  })
})
