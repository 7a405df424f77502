import type { Bitmap, JobEnd, Printer, PrinterStatus } from '../../native/printer/types'
import { type Cancel, sleep } from '../domain/clock'
import type { PrinterSettings } from '../domain/devices'
import {
  DRAWER_REQUESTED,
  type LaidPaper,
  PAPER_REQUESTED,
  type PaperRequest,
  paperRequestSchema,
} from '../domain/paper'
import type { Author, StoredEvent } from '../journal/types'
import { encodeLaid } from './encode'
import {
  DRAWER_MISSED,
  DRAWER_OPENED,
  PRINT_DROPPED,
  PRINT_HELD,
  PRINT_PRINTED,
  PRINT_RELEASED,
  PRINT_RESOLVED,
  PRINT_STARTED,
  PRINT_SUSPENDED,
  PRINT_UNKNOWN,
} from './kinds'
import { widthOf } from './layout'
import { createJobTable, type JobRow } from './projection'
import type { PrintedPaper, PrintQueue, PrintQueueDeps } from './types'
import { unsealed } from './unseal'

const SYSTEM: Author = { cashier: 'system', shift: null }
/** At start, a younger job prints by itself; an older one would surprise whoever stands there. */
const FRESH_MS = 120_000
/** Between tries of a job that could not begin. */
const RETRY_MS = [1_000, 2_000, 3_000, 5_000] as const
/** Between looks at an idle printer that can answer, or that could not be reached. */
const LOOK_MS = 5_000
/** A paper that cannot be drawn so often never will be; it stays on screen. */
const DRAW_TRIES = 3
/** For the queue's own last writing at stop. */
const LAST_WORD_MS = 500

/**
 * Prints the papers that events ask for, in their order, each once. What has begun is written down before its
 * first byte; what may or may not have come out is asked of a person; nothing waits on it.
 */
export function createPrintQueue(deps: PrintQueueDeps): PrintQueue {
  const { journal, clock } = deps
  const table = createJobTable(journal.db)
  const undrawn = new Map<number, number>()
  /** The paper that waits for the printer, so that each try need not draw it again. */
  let ready: { readonly job: number; readonly bytes: Uint8Array } | null = null
  /** A device came or went during a try: its failing is no reason to wait. */
  let hurry = false
  let printer: Printer | null = null
  let status: PrinterStatus | null = null
  let started = false
  let stopping = false
  let stopped = false
  let work: Promise<void> | null = null
  let retries = 0
  let retry: Cancel | null = null
  let look: Cancel | null = null

  const append = (who: Author, row: JobRow, kind: string, facts: Record<string, unknown> = {}): void => {
    journal.append(who, () => [{ kind, operation: row.operation, payload: { job: row.job, ...facts } }])
  }
  /** What is told by the way must not undo what was done. */
  const note = (write: () => void): void => {
    try {
      write()
    } catch (error) {
      deps.log('print.not_written', { error: String(error) })
    }
  }
  const changed = (): void => {
    if (!stopped) deps.onChange()
  }
  const setStatus = (next: PrinterStatus | null): void => {
    const before = JSON.stringify(status)
    status = next
    if (JSON.stringify(next) !== before) changed()
  }

  function request(row: JobRow): PaperRequest {
    const [event] = journal.events({ after: row.job - 1, limit: 1 })
    return paperRequestSchema.parse(unsealed(event?.payload, journal.open))
  }

  /** The shop's logo as this printer prints it; null: none, or switched off. */
  const logoOf = (settings: PrinterSettings): Bitmap | null =>
    settings.logo ? deps.logo(widthOf(deps.profile(settings), settings.paper).dots) : null

  function laidOut(row: JobRow, settings: PrinterSettings): LaidPaper {
    const { data, copy } = request(row)
    const { columns } = widthOf(deps.profile(settings), settings.paper)
    return deps.lay({ data, copy, columns, logo: logoOf(settings) !== null })
  }

  const encode = (row: JobRow, settings: PrinterSettings): Promise<Uint8Array> =>
    encodeLaid(laidOut(row, settings), settings, deps.profile(settings), deps.raster, logoOf(settings))

  /** The paper's bytes; null when they could not be made now. */
  async function drawn(row: JobRow): Promise<Uint8Array | null> {
    if (ready?.job === row.job) return ready.bytes
    const by = printer
    try {
      const bytes = await encode(row, deps.settings())
      if (by === printer) ready = { job: row.job, bytes }
      return bytes
    } catch (error) {
      const tries = (undrawn.get(row.job) ?? 0) + 1
      undrawn.set(row.job, tries)
      deps.log('print.not_drawn', { job: row.job, tries, error: String(error) })
      if (tries >= DRAW_TRIES && !stopped) append(SYSTEM, row, PRINT_DROPPED, { reason: 'not_drawable' })
      return null
    }
  }

  /** One try at one job. false: nothing left, it is to be tried again later. */
  async function printOne(row: JobRow): Promise<boolean> {
    const now = printer
    if (!now) {
      if (deps.settings().transport !== 'none') return false
      append(SYSTEM, row, PRINT_DROPPED, { reason: 'no_printer' })
      return true
    }
    const bytes = await drawn(row)
    if (!bytes) return table.get(row.job)?.state !== 'waiting'
    if (stopped || now !== printer) return false
    let begun = false
    const hooks: Parameters<Printer['print']>[1] = {
      beforeFirstByte: () => {
        if (stopped) throw new Error('the queue is stopped')
        append(SYSTEM, row, PRINT_STARTED, { attempt: row.attempts + 1 })
        begun = true
        ready = null
        changed()
      },
      onSuspended: (trouble) => {
        setStatus({ ...now.known(), trouble })
        if (trouble && !stopped) note(() => append(SYSTEM, row, PRINT_SUSPENDED, { trouble }))
      },
    }
    const end = await now.print(bytes, hooks).catch((error: unknown): JobEnd => {
      if (!begun) throw error
      return { kind: 'unknown', detail: String(error) }
    })
    if (stopped) return false
    if (end.kind === 'not_started') {
      deps.log('print.not_started', { job: row.job, trouble: end.trouble })
      await refresh(end.trouble)
      return false
    }
    if (end.kind === 'unknown') append(SYSTEM, row, PRINT_UNKNOWN, { detail: end.detail })
    else append(SYSTEM, row, PRINT_PRINTED, { confirmed: end.confirmed, interrupted: end.interrupted })
    await refresh(null)
    return true
  }

  /** What the printer now says of itself; `trouble` when the job already knows. */
  async function refresh(trouble: PrinterStatus['trouble']): Promise<void> {
    const now = printer
    if (!now || stopped) return
    const seen = now.known()
    setStatus(trouble ? { ...seen, trouble } : seen)
  }

  async function run(): Promise<void> {
    for (;;) {
      if (stopping) return
      const [row] = table.inState('waiting')
      if (!row) return
      const done = await printOne(row).catch((error: unknown) => {
        // The journal cannot be written: what was not begun stays, what was begun is asked after the next start.
        deps.log('print.failed', { job: row.job, error: String(error) })
        return false
      })
      changed()
      if (!done) {
        const delay = hurry ? 0 : (RETRY_MS[Math.min(retries, RETRY_MS.length - 1)] ?? LOOK_MS)
        hurry = false
        retries += 1
        retry = clock.after(delay, kick)
        return
      }
      retries = 0
      hurry = false
    }
  }

  function kick(): void {
    retry?.()
    retry = null
    if (!started || stopping || work) return
    work = run().finally(() => {
      work = null
      // A paper may have been asked for while the last one was being put away.
      if (!retry && !stopping && table.inState('waiting').length > 0) kick()
      else planLook()
    })
  }

  /** An idle printer is looked at only where that tells something: most mute ones can do without. */
  function planLook(): void {
    look?.()
    look = null
    // What waits is a look at each of its tries.
    if (stopping || !printer || retry) return
    if (status && !status.answers && status.trouble === null) return
    look = clock.after(LOOK_MS, () => void lookAtIdle())
  }

  async function lookAtIdle(): Promise<void> {
    const now = printer
    if (!now || work || stopping) return
    look?.()
    look = null
    const seen = await now.status().catch(() => null)
    if (now !== printer || stopping) return
    if (!work) setStatus(seen)
    planLook()
  }

  function lookNow(): void {
    if (!started || stopping) return
    retries = 0
    if (table.inState('waiting').length > 0) kick()
    else void lookAtIdle()
  }

  async function pulse(event: StoredEvent): Promise<void> {
    const now = printer
    const settings = deps.settings()
    if (!now || !settings.drawer) return
    const opened = await now.pulseDrawer().catch(() => false)
    if (stopped) return
    const who: Author = { cashier: event.cashier, shift: event.shift }
    const kind = opened ? DRAWER_OPENED : DRAWER_MISSED
    journal.append(who, () => [{ kind, operation: event.operation, payload: { request: event.sequence } }])
  }

  const asked = (job: string): JobRow | null => {
    const row = table.get(Number(job))
    return row?.state === 'unknown' ? row : null
  }

  const shown = (row: JobRow): PrintedPaper => ({
    paper: row.paper,
    number: row.number,
    at: row.at,
    copy: row.copy,
    state: row.state,
    interrupted: row.interrupted === 1,
    laid: laidOut(row, deps.settings()),
  })

  const open = (): void => {
    printer = deps.connect(deps.settings())
    status = null
    ready = null
    retries = 0
  }

  return {
    start: () => {
      if (started) return
      started = true
      open()
      for (const row of table.inState('printing'))
        append(SYSTEM, row, PRINT_UNKNOWN, { detail: 'the app ended while it printed' })
      const now = Date.parse(clock.now())
      for (const row of table.inState('waiting'))
        if (Math.abs(now - Date.parse(row.at)) >= FRESH_MS) append(SYSTEM, row, PRINT_HELD)
      if (table.inState('waiting').length > 0) kick()
      else void lookAtIdle()
    },
    stop: async () => {
      stopping = true
      retry?.()
      look?.()
      await printer?.close()
      // A paper under way may still say how it ended; after that the journal may close.
      if (work) await Promise.race([work.catch(() => undefined), sleep(clock, LAST_WORD_MS)])
      stopped = true
    },
    noticed: (events) => {
      if (!started || stopping) return
      // The drawer first: the cashier's hands wait for it, the paper does not.
      for (const event of events)
        if (event.kind === DRAWER_REQUESTED)
          pulse(event).catch((error: unknown) => deps.log('drawer.failed', { error: String(error) }))
      if (!events.some(({ kind }) => kind === PAPER_REQUESTED)) return
      changed()
      kick()
    },
    status: () => ({
      printer: status,
      confirms: printer?.confirms() ?? null,
      printing: table.inState('printing').length > 0,
      waiting: table.inState('waiting').length + table.inState('printing').length,
      held: table.inState('held').length,
      asking: table.inState('unknown').map(({ job, number, kind }) => ({
        job: String(job),
        number,
        kind: kind as PaperRequest['data']['kind'],
      })),
    }),
    resolve: (job, answer, who) => {
      const row = asked(job)
      if (!row) return
      append(who, row, PRINT_RESOLVED, { answer })
      changed()
      kick()
    },
    releaseHeld: (who) => {
      const held = table.inState('held')
      if (held.length === 0) return
      journal.append(who, () =>
        held.map(({ job, operation }) => ({ kind: PRINT_RELEASED, operation, payload: { job } })),
      )
      changed()
      kick()
    },
    recent: (limit) => table.newest(limit).map(shown),
    ofOperation: (operation) => {
      const row = table.newestOf(operation)
      return row ? shown(row) : null
    },
    reconnect: async () => {
      const old = printer
      printer = null
      await old?.close()
      await work?.catch(() => undefined)
      if (stopped) return
      open()
      changed()
      kick()
      void lookAtIdle()
    },
    lookNow,
    deviceChanged: () => {
      if (work) hurry = true
      lookNow()
    },
  }
}
