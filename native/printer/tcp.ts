import { type DrawerLine, drawerPulse, drawerPulseNow, FENCE, PROLOGUE, processId } from './commands'
import type { LineLocks } from './line-locks'
import { UNKNOWN_STATUS, unreached } from './status'
import { DEFAULT_TIMINGS, openSession, type TcpSession, type TcpTimings } from './tcp-session'
import type { JobEnd, Printer, PrinterClock, PrinterStatus } from './types'

export interface TcpPrinterDeps {
  readonly host: string
  /** 9100 on nearly all. */
  readonly port: number
  readonly clock: PrinterClock
  /** Shared by all printers of the app. */
  readonly lines: LineLocks
  readonly drawer: DrawerLine
  readonly timings?: Partial<TcpTimings>
}

type Trouble = NonNullable<PrinterStatus['trouble']>
type Hooks = Parameters<Printer['print']>[1]

/** Bytes handed to the socket at once: small enough that a stalled printer is seen early. */
const CHUNK = 2_048
/** How long closing waits for the answer to a job under way. */
const LAST_ANSWER_MS = 500

/**
 * A network printer on a raw port: status before the job, fence after it, one connection a job.
 * DEVICES.md sections 2 to 4 hold; a printer that never answers is served all the same.
 */
export function createTcpPrinter(deps: TcpPrinterDeps): Printer {
  const { clock, lines } = deps
  const timings: TcpTimings = { ...DEFAULT_TIMINGS, ...deps.timings }
  const line = `${deps.host}:${deps.port}`
  const wire = { host: deps.host, port: deps.port, clock, timings }
  let known: PrinterStatus = UNKNOWN_STATUS
  let counter = 0
  let closing = false
  /** It answered on an earlier connection: silence then means that another till holds it. */
  let talks = false
  /** The session of the job under way; `between`: its bytes have all left, only answers are awaited. */
  let live: { readonly session: TcpSession; between: boolean } | null = null

  const sleepers = new Set<() => void>()
  const sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const wake = (): void => {
        cancel()
        sleepers.delete(wake)
        resolve()
      }
      const cancel = clock.after(ms, wake)
      sleepers.add(wake)
    })

  /** A session that answered, or that stayed open while it was asked; else why there is none. */
  async function reach(retriesMs: readonly number[]): Promise<TcpSession | Trouble> {
    let trouble: Trouble = 'unreachable'
    for (const delay of [0, ...retriesMs]) {
      if (delay > 0) await sleep(delay)
      if (closing) return trouble
      const opened = await openSession(wire)
      if (!opened.ok) {
        trouble = opened.detail === 'ECONNRESET' ? 'busy' : 'unreachable'
        if (!opened.again) return trouble
        continue
      }
      const { session } = opened
      const status = await session.askAll()
      if (!session.gone() && (status.answers || !talks)) {
        known = status
        talks = status.answers
        return session
      }
      // Taken and put down at once, or held without a word: a printer that serves another till does that.
      trouble = 'busy'
      await session.end()
    }
    // One round is enough to wait for: a printer that has gone mute for good still prints at the next try.
    if (trouble === 'busy') talks = false
    known = unreached(trouble === 'busy' ? 'busy' : 'unreachable')
    return trouble
  }

  async function send(session: TcpSession, bytes: Uint8Array, hold: (trouble: Trouble) => void) {
    for (let at = 0; at < bytes.length; at += CHUNK) {
      const sent = await session.write(bytes.subarray(at, at + CHUNK), () =>
        hold(session.status().trouble ?? 'offline'),
      )
      if (!sent) return false
    }
    return true
  }

  /** Waits until the printer proves that it printed, or until nothing more can be learned. */
  async function awaitEnd(
    session: TcpSession,
    proven: () => boolean,
    report: (trouble: Trouble | null) => boolean,
  ): Promise<JobEnd> {
    const start = clock.monotonicMs()
    let interrupted = false
    let cleanSince = start
    let cleanAnswers = 0
    let heardAt = start
    let askedAt = start
    for (;;) {
      const { trouble, answers } = session.status()
      interrupted = report(trouble) || interrupted
      const now = clock.monotonicMs()
      if (trouble) {
        cleanSince = now
        cleanAnswers = 0
      } else if (proven()) return { kind: 'printed', confirmed: true, interrupted }
      if (session.gone()) return { kind: 'unknown', detail: session.detail() }
      if (closing) return { kind: 'unknown', detail: 'closed before the printer answered' }
      const clean = cleanAnswers >= 2 && now - cleanSince >= timings.assumeMs
      if (answers ? clean : now - start >= timings.muteMs)
        return { kind: 'printed', confirmed: false, interrupted }
      if (answers && !trouble && now - heardAt >= timings.silentMs)
        return { kind: 'unknown', detail: 'the printer stopped answering' }
      const wait = answers ? timings.pollMs - (now - askedAt) : timings.muteMs - (now - start)
      if (wait > 0) {
        await session.next(wait)
        continue
      }
      // Nothing of ours is on its way now, so that no question can be swallowed by a picture.
      askedAt = now
      if ((await session.ask(1)) === null) {
        // Unanswered, a clean status is only an old one.
        cleanSince = clock.monotonicMs()
        cleanAnswers = 0
        continue
      }
      heardAt = clock.monotonicMs()
      if ((await session.ask(2)) !== null && (await session.ask(4)) !== null) cleanAnswers += 1
    }
  }

  async function runJob(bytes: Uint8Array, hooks: Hooks): Promise<JobEnd> {
    const session = await reach(timings.busyRetriesMs)
    if (typeof session === 'string') return { kind: 'not_started', trouble: session }
    try {
      const { trouble } = session.status()
      if (trouble) return { kind: 'not_started', trouble }
      if (closing) return { kind: 'not_started', trouble: 'offline' }
      counter = (counter + 1) % 10_000
      const id = String(counter).padStart(4, '0')
      let proven = false
      session.onReply((reply) => {
        if (reply.kind === 'answer') proven = true
        if (reply.kind === 'block' && reply.header === 0x37)
          proven ||= String.fromCharCode(...reply.bytes.slice(1)) === id
      })
      let told: PrinterStatus['trouble'] = null
      const report = (now: PrinterStatus['trouble']): boolean => {
        known = session.status()
        if (now !== told) hooks.onSuspended(now)
        told = now
        return now !== null
      }
      hooks.beforeFirstByte()
      const job = { session, between: false }
      live = job
      let held = false
      const sent = await send(session, bytes, (why) => {
        held = report(why)
      })
      if (!sent) return { kind: 'unknown', detail: session.detail() }
      proven = false
      await session.write(Uint8Array.of(...processId(id), ...FENCE), () => undefined)
      job.between = true
      const end = await awaitEnd(session, () => proven, report)
      if (told !== null) hooks.onSuspended(null)
      return end.kind === 'printed' ? { ...end, interrupted: end.interrupted || held } : end
    } finally {
      live = null
      known = session.status()
      await session.end()
    }
  }

  return {
    status: () =>
      live
        ? Promise.resolve(live.session.status())
        : lines.run(line, async () => {
            const session = await reach([])
            if (typeof session === 'string') return unreached(session === 'busy' ? 'busy' : 'unreachable')
            await session.end()
            return session.status()
          }),
    known: () => live?.session.status() ?? known,
    print: (bytes, hooks) => lines.run(line, () => runJob(bytes, hooks)),
    pulseDrawer: async () => {
      // A receipt that waits for paper must not keep the drawer shut.
      if (live?.between) return live.session.write(drawerPulseNow(deps.drawer), () => undefined)
      return lines.run(line, async () => {
        const opened = await openSession(wire)
        if (!opened.ok) return false
        const pulse = known.trouble ? drawerPulseNow(deps.drawer) : drawerPulse(deps.drawer)
        const sent = await opened.session.write(Uint8Array.of(...PROLOGUE, ...pulse), () => undefined)
        await opened.session.end()
        return sent
      })
    },
    close: async () => {
      closing = true
      for (const wake of [...sleepers]) wake()
      const idle = lines.run(line, () => Promise.resolve())
      // A job at its end may still be answered; one that hangs is cut off.
      await Promise.race([idle, sleep(LAST_ANSWER_MS)])
      void live?.session.end()
      await Promise.race([idle, sleep(timings.closeMs + timings.gapMs + LAST_ANSWER_MS)])
    },
  }
}
