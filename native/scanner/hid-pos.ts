import { HALF_MS } from './frames'
import { type PosLayout, readLayout } from './hid-descriptor'
import { decodeCode, MAX_BYTES, splitEnding, TOO_LONG } from './text'
import type { ScannerClock, ScannerHooks, ScannerLine } from './types'

/** HID point-of-sale reports (usage page 8C) to codes. Bytes: DEVICES.md 5.1. */

/** What makers do that give no descriptor, or where the system does not show it: places without the report id. */
const WITH_AIM: PosLayout = {
  reportId: 2,
  size: 63,
  length: 0,
  aim: 1,
  data: { from: 4, bytes: 56 },
  continued: { at: 62, mask: 1 },
}
const WITHOUT_AIM: PosLayout = { ...WITH_AIM, aim: null, data: { from: 1, bytes: 56 } }

/** Metrologic and Honeywell, Hand Held, and a maker whose reports are Honeywell's. */
const HONEYWELL: ReadonlySet<number> = new Set([0x0c2e, 0x0536, 0x23d0])
const NEWLAND = 0x1eab

/** Feature report that makes a Honeywell stream its codes. */
export const HONEYWELL_STREAM: readonly number[] = [0xfe, 0x01]
export const needsStreamReport = (vendorId: number | null): boolean =>
  vendorId !== null && HONEYWELL.has(vendorId)

/** A Honeywell's answers to commands come as reports too. */
const REPLY = /^\](?:X0|Z6)$/

export interface HidPosDeps {
  readonly line: Pick<ScannerLine, 'device' | 'prefix'>
  readonly vendorId: number | null
  /** As the system shows it; null: by maker. */
  readonly descriptor: Uint8Array | null
  readonly clock: ScannerClock
  readonly hooks: Pick<ScannerHooks, 'onRead' | 'onNoise'>
}

export interface HidPos {
  /** One input report, with or without its leading id byte. */
  readonly report: (bytes: Uint8Array) => void
  /** The line is gone: what has come of a code is dropped. */
  readonly drop: () => void
}

interface Part {
  readonly aim: string | null
  readonly data: Uint8Array
  readonly continued: boolean
}

/** Unknown makers: the standard's layout where its identifier, or none, stands in its place. */
function layoutOf(vendorId: number | null, body: Uint8Array): PosLayout {
  if (vendorId === NEWLAND) return WITHOUT_AIM
  if (vendorId !== null && HONEYWELL.has(vendorId)) return WITH_AIM
  const id = body.subarray(1, 4)
  const standard = (id[0] === 0x5d && id[1] !== 0) || id.every((byte) => byte === 0)
  return standard ? WITH_AIM : WITHOUT_AIM
}

function readPart(body: Uint8Array, layout: PosLayout): Part | null {
  const length = body[layout.length] ?? 0
  if (length > layout.data.bytes || layout.data.from + length > body.length) return null
  const id = layout.aim === null ? '' : String.fromCharCode(...body.subarray(layout.aim, layout.aim + 3))
  return {
    aim: /^\][A-Za-z][0-9A-Za-z]$/.test(id) ? id : null,
    data: body.slice(layout.data.from, layout.data.from + length),
    continued: ((body[layout.continued.at] ?? 0) & layout.continued.mask) !== 0,
  }
}

/** Puts the parts of a code together until one says that it is the last. */
export function createHidPos({ line, vendorId, descriptor, clock, hooks }: HidPosDeps): HidPos {
  const described = descriptor === null ? null : readLayout(descriptor)
  let parts: Uint8Array[] = []
  let held = 0
  let aim: string | null = null
  let over = false
  let firstMs: number | null = null
  let stopTimer = (): void => undefined

  const clear = (): void => {
    stopTimer()
    parts = []
    held = 0
    aim = null
    over = false
    firstMs = null
  }

  const drop = (): void => {
    const pending = firstMs !== null
    const why = over ? 'too_long' : 'half'
    clear()
    if (pending) hooks.onNoise(why)
  }

  /** The report without its id; null where it is another report. */
  const bodyOf = (bytes: Uint8Array): Uint8Array | null => {
    const id = described ? described.reportId : WITH_AIM.reportId
    const size = described?.size ?? WITH_AIM.size
    if (id === null || bytes.length <= size) return bytes
    // Under another id: a trigger, a status or settings, no code.
    return bytes[0] === id ? bytes.subarray(1) : null
  }

  const finish = (): void => {
    const code = new Uint8Array(held)
    let at = 0
    for (const part of parts) {
      code.set(part, at)
      at += part.length
    }
    const tookMs = clock.monotonicMs() - (firstMs ?? 0)
    const symbology = aim
    const tooLong = over
    clear()
    if (symbology !== null && REPLY.test(symbology)) return
    const { body, suffix } = splitEnding(code)
    const whole = tooLong ? TOO_LONG : decodeCode(body, line.prefix)
    if (!whole.ok) hooks.onNoise(whole.why)
    else if (whole.text !== '')
      hooks.onRead({ text: whole.text, aim: symbology ?? whole.aim, suffix, device: line.device, tookMs })
  }

  return {
    report: (bytes) => {
      const body = bodyOf(bytes)
      if (body === null) return
      const part = readPart(body, described ?? layoutOf(vendorId, body))
      if (part === null) {
        clear()
        return hooks.onNoise('binary')
      }
      stopTimer()
      firstMs ??= clock.monotonicMs()
      aim ??= part.aim
      if (held + part.data.length > MAX_BYTES) over = true
      else {
        parts.push(part.data)
        held += part.data.length
      }
      if (part.continued) stopTimer = clock.after(HALF_MS, drop)
      else finish()
    },
    drop,
  }
}
