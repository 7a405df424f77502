import type { PrinterStatus } from './types'

/** One whole answer of a printer (DEVICES.md 2.3). */
export type Reply =
  | { readonly kind: 'realtime'; readonly byte: number }
  | { readonly kind: 'asb'; readonly bytes: readonly [number, number, number, number] }
  /** `GS ( H` process id and the like: everything between the header and 00. */
  | { readonly kind: 'block'; readonly header: number; readonly bytes: readonly number[] }
  /** `GS r`: one byte of its own. */
  | { readonly kind: 'answer'; readonly byte: number }

const BLOCK_HEADERS = new Set([0x35, 0x37, 0x3b, 0x3d, 0x5f])
/** A block longer than this is noise: no answer we ask for comes near. */
const BLOCK_LIMIT = 80

/** Tells the answers on one stream apart; a half answer waits for its rest. */
export function createReplyReader(): { readonly push: (bytes: Uint8Array) => readonly Reply[] } {
  let asb: number[] = []
  let block: { header: number; bytes: number[] } | null = null

  const one = (byte: number): Reply | null => {
    // Text is all that a block holds: a control byte within it is an answer that came in between.
    if (block && (byte === 0 || byte >= 0x20)) {
      if (byte !== 0) {
        block.bytes.push(byte)
        if (block.bytes.length > BLOCK_LIMIT) block = null
        return null
      }
      const whole = block
      block = null
      return { kind: 'block', ...whole }
    }
    if ((byte & 0x80) !== 0 || byte === 0x11 || byte === 0x13) return null
    if (asb.length > 0) {
      if ((byte & 0x90) === 0) {
        asb.push(byte)
        const [first = 0, second = 0, third = 0, fourth = 0] = asb
        if (asb.length < 4) return null
        asb = []
        return { kind: 'asb', bytes: [first, second, third, fourth] }
      }
      asb = []
    }
    if (BLOCK_HEADERS.has(byte)) {
      block = { header: byte, bytes: [] }
      return null
    }
    if ((byte & 0x93) === 0x12) return { kind: 'realtime', byte }
    if ((byte & 0x93) === 0x10) {
      asb = [byte]
      return null
    }
    return (byte & 0x90) === 0 ? { kind: 'answer', byte } : null
  }

  return {
    push: (bytes) => {
      const replies: Reply[] = []
      for (const byte of bytes) {
        const reply = one(byte)
        if (reply) replies.push(reply)
      }
      return replies
    },
  }
}

/** Nothing is known yet. */
export const UNKNOWN_STATUS: PrinterStatus = {
  reachable: true,
  answers: false,
  paper: 'unknown',
  cover: 'unknown',
  cutter: 'unknown',
  offline: false,
  error: false,
  trouble: null,
}

/** Why a line could not be had. */
export type Unreached = 'unreachable' | 'busy' | 'unplugged' | 'denied'

/** A printer that could not be reached, or whose line another till or program holds. */
export const unreached = (trouble: Unreached): PrinterStatus => ({
  ...UNKNOWN_STATUS,
  reachable: trouble === 'busy',
  trouble,
})

/** The gravest fault first; with the cover open the paper sensor says nothing (2.2). */
function withTrouble(status: PrinterStatus): PrinterStatus {
  const trouble =
    status.cover === 'open'
      ? 'cover_open'
      : status.paper === 'out'
        ? 'paper_out'
        : status.cutter === 'error'
          ? 'cutter'
          : status.error
            ? 'error'
            : status.offline
              ? 'offline'
              : null
  return { ...status, trouble }
}

/** The status with the answer to `DLE EOT n` read into it (2.1). */
export function withRealtime(status: PrinterStatus, n: 1 | 2 | 3 | 4, byte: number): PrinterStatus {
  const has = (bits: number): boolean => (byte & bits) !== 0
  const known: PrinterStatus = { ...status, reachable: true, answers: true }
  switch (n) {
    case 1:
      return withTrouble({ ...known, offline: has(0x08) })
    case 2:
      return withTrouble({
        ...known,
        cover: has(0x04) ? 'open' : 'closed',
        paper: has(0x20) ? 'out' : known.paper === 'out' ? 'unknown' : known.paper,
        error: has(0x40),
        cutter: has(0x40) ? known.cutter : 'ok',
      })
    case 3:
      return withTrouble({ ...known, cutter: has(0x08) ? 'error' : 'ok', error: has(0x68) })
    case 4:
      return withTrouble({ ...known, paper: has(0x60) ? 'out' : has(0x0c) ? 'low' : 'ok' })
  }
}

/** The status with an automatic report of 4 bytes read into it (2.2). */
export function withAsb(
  status: PrinterStatus,
  [first, second, third]: readonly [number, number, number, number],
): PrinterStatus {
  return withTrouble({
    ...status,
    reachable: true,
    answers: true,
    offline: (first & 0x08) !== 0,
    cover: (first & 0x20) !== 0 ? 'open' : 'closed',
    cutter: (second & 0x08) !== 0 ? 'error' : 'ok',
    error: (second & 0x6c) !== 0,
    paper: (third & 0x0c) !== 0 ? 'out' : (third & 0x03) !== 0 ? 'low' : 'ok',
  })
}
