import { askStatus } from './commands'
import { createReplyReader, type Reply, UNKNOWN_STATUS, withAsb, withRealtime } from './status'
import type { Channel, PrinterClock, PrinterStatus } from './types'

/** Milliseconds of a printer's line; the defaults are those of DEVICES.md section 4. */
export interface LineTimings {
  /** Waits between tries while another till or program holds the printer. */
  readonly busyRetriesMs: readonly number[]
  /** An answer to one status question. */
  readonly askMs: number
  /** After the last byte, for a printer that has never answered on this connection. */
  readonly muteMs: number
  /** Between two looks at the status while a job is not yet proven printed. */
  readonly pollMs: number
  /** Clean status without the fence's answer for this long: probably printed. */
  readonly assumeMs: number
  /** The same of a printer that is known to answer the fence: then its end is not known. */
  readonly proofMs: number
  /** Bytes that do not move for this long mean that the printer holds. */
  readonly stallMs: number
  /** A printer that answered and then says nothing for this long is gone. */
  readonly silentMs: number
  /** The most that a port may need to close. */
  readonly endMs: number
}

export const DEFAULT_TIMINGS: LineTimings = {
  busyRetriesMs: [500, 1_000, 2_000, 4_000],
  askMs: 1_000,
  muteMs: 2_000,
  pollMs: 1_000,
  assumeMs: 5_000,
  proofMs: 30_000,
  stallMs: 20_000,
  silentMs: 30_000,
  endMs: 2_500,
}

/** One opened line to a printer, read as a conversation. */
export interface Session {
  readonly status: () => PrinterStatus
  /** The other side ended, or the line broke. */
  readonly gone: () => boolean
  /** Why, once gone. */
  readonly detail: () => string
  /** Writes and resolves when the bytes left this process; false when the line was lost first. */
  readonly write: (bytes: Uint8Array, onStall: () => void) => Promise<boolean>
  /** Real-time status n; null when no answer came in time. */
  readonly ask: (n: 1 | 2 | 3 | 4) => Promise<number | null>
  /** 1, 2 and 4 one at a time, 3 when 2 tells of an error; stops at the first that stays unanswered. */
  readonly askAll: () => Promise<PrinterStatus>
  /** From now on one-byte answers count: something that asks for one was sent. */
  readonly expectAnswer: () => void
  /** Calls back at each answer that is no status: the fence, the process id. */
  readonly onReply: (listener: (reply: Reply) => void) => void
  /** Resolves at the next answer or loss, or after `ms`. */
  readonly next: (ms: number) => Promise<void>
  /** Ends cleanly and waits for the close. */
  readonly end: () => Promise<void>
  /** What the line's own wires say of paper (Channel.hint). */
  readonly hint: () => Promise<'paper_out' | null>
}

/** `GS r 1`: near end in bits 0 and 1, end in bits 2 and 3, each pair alike (2.4). Anything else is noise. */
const FENCE_ANSWERS: ReadonlySet<number> = new Set([0x00, 0x03, 0x0c, 0x0f])

interface Question {
  readonly n: 1 | 2 | 3 | 4
  readonly settle: (byte: number | null) => void
}

export function createSession(
  channel: Channel,
  { clock, timings }: { readonly clock: PrinterClock; readonly timings: LineTimings },
): Session {
  const reader = createReplyReader()
  let status: PrinterStatus = UNKNOWN_STATUS
  let lost: string | null = null
  let ended: Promise<void> | null = null
  let expecting = false
  const listeners: ((reply: Reply) => void)[] = []
  let waiters: (() => void)[] = []
  /** Asked and not answered yet, those that were given up too: an answer does not say which one it answers. */
  let asked: Question[] = []

  const wake = (): void => {
    const now = waiters
    waiters = []
    for (const waiter of now) waiter()
  }
  const lose = (why: string): void => {
    lost ??= why
    wake()
  }
  /** An answer to the one question, or one that comes late, or the first after one that was lost on the way. */
  const hear = (byte: number): void => {
    const newest = asked.at(-1)
    if (!newest) return
    const certain = asked.every(({ n }) => n === newest.n)
    asked = []
    // Between two different questions nobody can tell: the newer one is asked again.
    if (certain) status = withRealtime(status, newest.n, byte)
    newest.settle(certain ? byte : null)
  }
  const take = (reply: Reply): void => {
    if (reply.kind === 'asb') status = withAsb(status, reply.bytes)
    else if (reply.kind === 'realtime') hear(reply.byte)
    else if (reply.kind === 'answer') {
      if (!expecting || !FENCE_ANSWERS.has(reply.byte)) return
      status = { ...status, answers: true }
    } else if (reply.header === 0x37) status = { ...status, answers: true }
    for (const listener of listeners) listener(reply)
  }
  channel.onData((bytes) => {
    for (const reply of reader.push(bytes)) take(reply)
    wake()
  })
  channel.onLost(lose)

  const next = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      if (lost !== null) {
        resolve()
        return
      }
      const cancel = clock.after(ms, () => {
        waiters = waiters.filter((waiter) => waiter !== done)
        resolve()
      })
      const done = (): void => {
        cancel()
        resolve()
      }
      waiters.push(done)
    })

  const ask = (n: 1 | 2 | 3 | 4): Promise<number | null> =>
    new Promise((resolve) => {
      if (lost !== null) {
        resolve(null)
        return
      }
      let answered = false
      const settle = (byte: number | null): void => {
        if (answered) return
        answered = true
        cancel()
        resolve(byte)
      }
      const question: Question = { n, settle }
      const cancel = clock.after(timings.askMs, () => settle(null))
      asked.push(question)
      const onLoss = (): void => {
        if (answered) return
        if (lost !== null) settle(null)
        else waiters.push(onLoss)
      }
      waiters.push(onLoss)
      channel.write(askStatus(n), (error) => {
        if (error === null) return
        asked = asked.filter((one) => one !== question)
        lose(error)
      })
    })

  const write = async (bytes: Uint8Array, onStall: () => void): Promise<boolean> => {
    if (lost !== null) return false
    let flushed = false
    channel.write(bytes, (error) => {
      if (error === null) flushed = true
      else lose(error)
      wake()
    })
    let moved = clock.monotonicMs()
    let left = channel.pending()
    while (!flushed && lost === null) {
      await next(timings.pollMs)
      const now = channel.pending()
      if (now !== left) {
        left = now
        moved = clock.monotonicMs()
      } else if (!flushed && clock.monotonicMs() - moved >= timings.stallMs) onStall()
    }
    return flushed
  }

  return {
    status: () => status,
    gone: () => lost !== null,
    detail: () => lost ?? '',
    write,
    ask,
    askAll: async () => {
      for (const n of [1, 2, 4] as const) if ((await ask(n)) === null) return status
      if (status.error) await ask(3)
      return status
    },
    expectAnswer: () => {
      expecting = true
    },
    onReply: (listener) => {
      listeners.push(listener)
    },
    next,
    end: () => {
      ended ??= channel.end().then(() => wake())
      return ended
    },
    hint: () => channel.hint?.() ?? Promise.resolve(null),
  }
}
