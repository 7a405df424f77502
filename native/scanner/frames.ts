import { CR, decodeCode, LF, MAX_BYTES, splitEnding, TAB, TOO_LONG } from './text'
import type { ScannerClock, ScannerHooks, ScannerLine, Suffix } from './types'

/** Cuts the bytes of a serial scanner into codes. A code is given whole or not at all. */

/** A pause this long ends a code of a scanner that adds nothing behind it. */
export const SILENCE_MS = 50
/** With a known ending, a code that stands still this long will never be whole. */
export const HALF_MS = 1_000
/** So many halves in a row, and what was learned of the ending is given up: the scanner was set anew. */
const FORGET_AFTER = 3

export interface Frames {
  readonly push: (bytes: Uint8Array) => void
  /** The line is gone: what has come of a code is dropped. */
  readonly drop: () => void
}

export interface FramesDeps {
  readonly line: Pick<ScannerLine, 'device' | 'suffix' | 'prefix'>
  readonly clock: ScannerClock
  readonly hooks: Pick<ScannerHooks, 'onRead' | 'onNoise'>
}

/**
 * CR, LF, CRLF and Tab end a code at once, silence ends one without them. With `auto`, CR and LF always end; once one
 * of the endings was seen, a code that breaks off before it is dropped as a half.
 */
export function createFrames({ line, clock, hooks }: FramesDeps): Frames {
  const buffer = new Uint8Array(MAX_BYTES)
  let held = 0
  /** More bytes than any code has: swallowed to its end. */
  let over = false
  let firstMs = 0
  let lastMs = 0
  let learned: Suffix | null = null
  let halves = 0
  /** The byte before was the CR that ended a code: an LF right behind it belongs to the same ending. */
  let afterCr = false
  let stopTimer = (): void => undefined

  const expected = (): Suffix | null => (line.suffix === 'auto' ? learned : line.suffix)
  const waitsForEnding = (): boolean => {
    const suffix = expected()
    return suffix !== null && suffix !== 'none'
  }

  const ends = (byte: number): boolean => {
    switch (line.suffix) {
      case 'auto':
        return byte === CR || byte === LF || (byte === TAB && learned === 'tab')
      case 'cr':
        return byte === CR
      case 'lf':
        return byte === LF
      case 'crlf':
        return byte === LF && held > 1 && buffer[held - 2] === CR
      case 'tab':
        return byte === TAB
      case 'none':
        return false
    }
  }

  const clear = (): void => {
    held = 0
    over = false
  }

  /** `withLf`: an LF stands right behind the CR that ended this code. */
  const finish = (withLf: boolean): void => {
    const { body, suffix } = splitEnding(buffer.subarray(0, held))
    const whole = over ? TOO_LONG : decodeCode(body, line.prefix)
    const seen = suffix === 'cr' && (withLf || learned === 'crlf') ? 'crlf' : suffix
    clear()
    if (!whole.ok) {
      hooks.onNoise(whole.why)
      return
    }
    learned = seen
    halves = 0
    const { text, aim } = whole
    if (text !== '') hooks.onRead({ text, aim, suffix: seen, device: line.device, tookMs: lastMs - firstMs })
  }

  const half = (): void => {
    const was = over ? 'too_long' : 'half'
    clear()
    halves += 1
    if (halves >= FORGET_AFTER) {
      learned = null
      halves = 0
    }
    hooks.onNoise(was)
  }

  const silent = (): void => {
    if (held === 0 && !over) return
    const trailing = buffer[held - 1]
    // A Tab that ends a code is only seen to be its ending by the silence behind it.
    const ended = line.suffix === 'auto' && trailing === TAB
    if (waitsForEnding() && !ended) half()
    else finish(false)
  }

  const take = (byte: number, next: number | undefined): void => {
    if (byte === 0) return
    const followsCr = afterCr
    afterCr = false
    if (byte === LF && followsCr && held === 0 && line.suffix !== 'lf') {
      if (line.suffix === 'auto') learned = 'crlf'
      return
    }
    if (held === 0) firstMs = lastMs
    if (held === buffer.length) {
      over = true
      // The last two bytes are kept: the ending is among them.
      buffer.copyWithin(held - 2, held - 1)
      held -= 1
    }
    buffer[held] = byte
    held += 1
    if (!ends(byte)) return
    afterCr = byte === CR
    finish(byte === CR && next === LF)
  }

  return {
    push: (bytes) => {
      stopTimer()
      lastMs = clock.monotonicMs()
      for (let at = 0; at < bytes.length; at++) take(bytes[at] ?? 0, bytes[at + 1])
      if (held > 0 || over) stopTimer = clock.after(waitsForEnding() ? HALF_MS : SILENCE_MS, silent)
    },
    drop: () => {
      stopTimer()
      if (held > 0 || over) half()
      afterCr = false
    },
  }
}
