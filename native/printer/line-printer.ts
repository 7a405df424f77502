import { type DrawerLine, drawerPulse, drawerPulseNow, FENCE, PROLOGUE, processId } from './commands'
import type { LineLocks } from './line-locks'
import type { PrinterProfile } from './profile'
import { createSession, DEFAULT_TIMINGS, type LineTimings, type Session } from './session'
import { UNKNOWN_STATUS, type Unreached, unreached } from './status'
import type { JobEnd, Port, Printer, PrinterClock, PrinterStatus } from './types'

export interface LinePrinterDeps {
  readonly port: Port
  readonly profile: Pick<PrinterProfile, 'status' | 'chunkBytes' | 'raster' | 'drawer'>
  readonly drawer: DrawerLine
  readonly clock: PrinterClock
  /** Shared by all printers of the app. */
  readonly lines: LineLocks
  readonly timings?: Partial<LineTimings>
}

type Trouble = NonNullable<PrinterStatus['trouble']>
type Hooks = Parameters<Printer['print']>[1]

/** How long closing waits for the answer to a job under way. */
const LAST_ANSWER_MS = 500

/**
 * A printer at the end of any line: status before the job, fence after it, one connection a job. DEVICES.md sections
 * 2 to 4 hold; what the profile says is unknown to it is never asked, one that never answers is served all the same,
 * and a one-way line is only written to.
 */
export function createLinePrinter(deps: LinePrinterDeps): Printer {
  const { port, profile, clock, lines } = deps
  const timings: LineTimings = { ...DEFAULT_TIMINGS, ...deps.timings }
  const realtime = port.answers && profile.status.realtime
  const fenced = port.answers && (profile.status.fence || profile.status.processId)
  let known: PrinterStatus = UNKNOWN_STATUS
  let confirms: boolean | null = fenced ? null : false
  let counter = 0
  let closing = false
  /** It answered on an earlier connection: silence then means that another till holds it. */
  let talks = false
  /** The session of the job under way; `between`: its bytes have all left, only answers are awaited. */
  let live: { readonly session: Session; between: boolean } | null = null

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

  const openSession = async (): Promise<
    { readonly session: Session } | { readonly trouble: Unreached; readonly again: boolean }
  > => {
    const opened = await port.open()
    return opened.ok
      ? { session: createSession(opened.channel, { clock, timings }) }
      : { trouble: opened.trouble, again: opened.again }
  }

  /** What it says when asked; one that is never asked shows by hanging up at once that it serves another till. */
  async function hear(session: Session): Promise<PrinterStatus> {
    if (realtime) await session.askAll()
    else if (port.answers) await session.next(timings.askMs)
    const status = session.status()
    // Of a silent one only the wires tell: shown, but the job is sent all the same.
    if (status.answers || session.gone() || (await session.hint()) === null) return status
    return { ...status, paper: 'out' }
  }

  /** A session that answered, or that stayed open while it was asked; else why there is none. */
  async function reach(retriesMs: readonly number[]): Promise<Session | Unreached> {
    let trouble: Unreached = 'unreachable'
    for (const delay of [0, ...retriesMs]) {
      if (delay > 0) await sleep(delay)
      if (closing) return trouble
      const opened = await openSession()
      if ('trouble' in opened) {
        trouble = opened.trouble
        if (!opened.again) break
        continue
      }
      const { session } = opened
      const status = await hear(session)
      if (!session.gone() && (status.answers || !realtime || !talks)) {
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
    known = unreached(trouble)
    return trouble
  }

  async function send(session: Session, bytes: Uint8Array, hold: (trouble: Trouble) => void) {
    const { chunkBytes, raster } = profile
    for (let at = 0; at < bytes.length; at += chunkBytes) {
      if (at > 0 && raster.pauseMs > 0) await sleep(raster.pauseMs)
      const sent = await session.write(bytes.subarray(at, at + chunkBytes), () =>
        hold(session.status().trouble ?? 'offline'),
      )
      if (!sent) return false
    }
    return true
  }

  /** Waits until the printer proves that it printed, or until nothing more can be learned. */
  async function awaitEnd(
    session: Session,
    proof: () => 'id' | 'fence' | null,
    report: (trouble: Trouble | null) => boolean,
    held: boolean,
  ): Promise<JobEnd> {
    const start = clock.monotonicMs()
    let interrupted = held
    let cleanSince = start
    let cleanAnswers = 0
    let heardAt = start
    let askedAt = start
    for (;;) {
      const { trouble, answers } = session.status()
      const proven = proof()
      // An id comes when its paper is out: what happens to the printer afterwards is no matter of this job.
      if (proven === 'id') return { kind: 'printed', confirmed: true, interrupted }
      interrupted = report(trouble) || interrupted
      const now = clock.monotonicMs()
      if (trouble) {
        cleanSince = now
        cleanAnswers = 0
      } else if (proven) return { kind: 'printed', confirmed: true, interrupted }
      if (session.gone()) return { kind: 'unknown', detail: session.detail() }
      if (closing) return { kind: 'unknown', detail: 'closed before the printer answered' }
      const quiet = now - cleanSince
      const enough = answers && realtime ? cleanAnswers >= 2 : true
      // One that answers the fence and has not, or that stopped in the midst: its memory may have been wiped.
      const proves = answers && fenced && (confirms ?? interrupted)
      if (proves && !trouble && quiet >= timings.proofMs)
        return { kind: 'unknown', detail: 'the printer did not confirm the end' }
      const patience = answers ? timings.assumeMs : timings.muteMs
      if (!proves && !trouble && enough && quiet >= patience)
        return { kind: 'printed', confirmed: false, interrupted }
      if (answers && realtime && !trouble && now - heardAt >= timings.silentMs)
        return { kind: 'unknown', detail: 'the printer stopped answering' }
      if (!answers || !realtime) {
        await session.next(trouble ? timings.pollMs : (proves ? timings.proofMs : patience) - quiet)
        continue
      }
      const wait = timings.pollMs - (now - askedAt)
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

  /** What asks for a sign of life after the job's last byte. */
  const closingQuestions = (id: string): Uint8Array =>
    Uint8Array.of(...(profile.status.processId ? processId(id) : []), ...(profile.status.fence ? FENCE : []))

  /** A one-way line: all that can be said is that it took the bytes. */
  async function runOneWay(session: Session, bytes: Uint8Array, hooks: Hooks): Promise<JobEnd> {
    let held = false
    hooks.beforeFirstByte()
    live = { session, between: false }
    const sent = await send(session, bytes, (trouble) => {
      if (!held) hooks.onSuspended(trouble)
      held = true
    })
    if (held && sent) hooks.onSuspended(null)
    await session.end()
    if (!sent || session.gone()) return { kind: 'unknown', detail: session.detail() }
    return { kind: 'printed', confirmed: false, interrupted: held }
  }

  async function runJob(bytes: Uint8Array, hooks: Hooks): Promise<JobEnd> {
    const session = await reach(timings.busyRetriesMs)
    if (typeof session === 'string') return { kind: 'not_started', trouble: session }
    try {
      const { trouble } = session.status()
      if (trouble) return { kind: 'not_started', trouble }
      if (closing) return { kind: 'not_started', trouble: 'offline' }
      if (!port.answers) return await runOneWay(session, bytes, hooks)
      counter = (counter + 1) % 10_000
      const id = String(counter).padStart(4, '0')
      let proof: 'id' | 'fence' | null = null
      session.onReply((reply) => {
        if (reply.kind === 'answer') proof ??= 'fence'
        if (reply.kind === 'block' && reply.header === 0x37 && reply.bytes[0] === 0x22)
          if (String.fromCharCode(...reply.bytes.slice(1)) === id) proof = 'id'
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
      const hold = (why: Trouble): void => {
        held = report(why)
      }
      const sent = await send(session, bytes, hold)
      if (!sent) return { kind: 'unknown', detail: session.detail() }
      const questions = closingQuestions(id)
      session.expectAnswer()
      if (questions.length > 0)
        await session.write(questions, () => hold(session.status().trouble ?? 'offline'))
      job.between = true
      const end = await awaitEnd(session, () => proof, report, held)
      if (told !== null) hooks.onSuspended(null)
      if (end.kind === 'printed') confirms = end.confirmed
      return end
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
        : lines.run(port.line, async () => {
            const session = await reach([])
            if (typeof session === 'string') return unreached(session)
            await session.end()
            return known
          }),
    known: () => live?.session.status() ?? known,
    confirms: () => confirms,
    print: (bytes, hooks) => lines.run(port.line, () => runJob(bytes, hooks)),
    pulseDrawer: async () => {
      if (!profile.drawer) return false
      // A receipt that waits for paper must not keep the drawer shut.
      if (live?.between) return live.session.write(drawerPulseNow(deps.drawer), () => undefined)
      return lines.run(port.line, async () => {
        const opened = await openSession()
        if ('trouble' in opened) return false
        const { session } = opened
        const pulse = realtime && known.trouble ? drawerPulseNow(deps.drawer) : drawerPulse(deps.drawer)
        const sent = await session.write(Uint8Array.of(...PROLOGUE, ...pulse), () => undefined)
        await session.end()
        return sent && (port.answers || !session.gone())
      })
    },
    close: async () => {
      closing = true
      for (const wake of [...sleepers]) wake()
      const idle = lines.run(port.line, () => Promise.resolve())
      // A job at its end may still be answered; one that hangs is cut off.
      await Promise.race([idle, sleep(LAST_ANSWER_MS)])
      void live?.session.end()
      await Promise.race([idle, sleep(timings.endMs + LAST_ANSWER_MS)])
    },
  }
}
