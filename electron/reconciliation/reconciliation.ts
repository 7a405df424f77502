import { hash } from 'node:crypto'
import type { ChariApi } from '../chari/client'
import type { Cancel, Clock } from '../domain/clock'
import { addDays, civilDay, dayBounds } from '../domain/day'
import type { Ids } from '../domain/ids'
import type { Centimes } from '../domain/money'
import type { Message } from '../domain/operation'
import { type Language, PAPER_REQUESTED, type PaperData, type PaperRequest } from '../domain/paper'
import type {
  BreakCode,
  BreakState,
  CalendarDay,
  DayBreak,
  DayReport,
  DaySpan,
  DayVerdict,
} from '../domain/reconciliation'
import type { Signer } from '../domain/signer'
import type { Author, Journal } from '../journal/types'
import { createLedger } from '../operations/ledger'
import { draftOf, saysTheSame, signedDay } from './close'
import { type Decided, type Decider, decide } from './decide'
import { type ExportFormat, exported, type Printed } from './export'
import { pullWindow } from './group'
import type { JudgeDeps, Judged, Judgement } from './judge'
import { createJudgements } from './judgements'
import { keepReading } from './keep'
import { DAY_CLOSED, WORKED_OFF, WRITTEN } from './kinds'
import { type ReadFile, readingFile, type UnreadableRow } from './listing-file'
import { inTurns } from './match'
import { paperOf } from './paper'
import { type Progress, pullListing } from './pull'
import { reportOf, type ShowDeps, showBreak, sorted, withoutDrawer } from './report'
import { createReconciliationStore } from './store'
import type { CashLeg } from './types'

export type Told<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: Message }

export interface ReconciliationDeps {
  readonly journal: Journal
  readonly chari: Pick<ChariApi, 'listAll'>
  readonly cash: CashLeg
  readonly surroundings: JudgeDeps['surroundings']
  /** Read at each use. */
  readonly settings: () => {
    readonly agentPhone: string | null
    readonly agentCode: string
    readonly environment: string
    readonly soleTerminal: boolean
    readonly till: { readonly reasonFrom: Centimes }
    readonly timers: { readonly notDoneMs: number; readonly listingMs: number }
  }
  readonly clock: Clock
  readonly ids: Ids
  readonly signer: Signer
  readonly paperHead: (cashier: string) => PaperData['head']
  /** Makes a file of a report, in the folder for reports. Gives its path. */
  readonly write: (name: string, content: Uint8Array) => string
  readonly printed: Printed
  readonly onProgress: (progress: (Progress & DaySpan) | null) => void
  /** Verdicts changed. */
  readonly onChange: () => void
  readonly log: (what: string, facts: Record<string, unknown>) => void
  /** Lets everything else have its turn; a turn of the event loop unless a test says otherwise. */
  readonly pause?: () => Promise<void>
}

export interface ImportInput {
  readonly span: DaySpan
  readonly name: string
  readonly modifiedAt: string
  readonly content: Uint8Array
  readonly whole: boolean
  readonly keep: boolean
}

export interface ReadListing {
  readonly format: 'csv' | 'json'
  readonly rows: number
  readonly columns: readonly string[]
  readonly ignored: readonly string[]
  readonly unreadable: readonly UnreadableRow[]
  readonly unreadableCount: number
  readonly oldest: string | null
  readonly newest: string | null
}

/** The day in three ways: what screens, papers and the till may ask. Nothing here moves money. */
export interface Reconciliation {
  readonly report: (span: DaySpan) => Promise<DayReport>
  readonly breaks: (input: {
    readonly span: DaySpan
    readonly code: BreakCode | null
    readonly state: BreakState | null
    readonly cursor: string | null
    readonly limit: number
  }) => Promise<{ readonly rows: readonly DayBreak[]; readonly cursor: string | null }>
  readonly calendar: (month: string) => readonly CalendarDay[]
  readonly pull: (span: DaySpan, who: Author) => Promise<Told<DayReport>>
  /** Ends a reading that is under way. */
  readonly cancel: () => void
  readonly importFile: (
    input: ImportInput,
    who: Author,
  ) => Promise<Told<{ readonly file: ReadListing; readonly report: DayReport | null }>>
  /** The approval was checked by people/; a name only arrives here. */
  readonly workOff: (
    span: DaySpan,
    input: Decided,
    who: Author,
    supervisor: string | null,
  ) => Promise<Told<DayReport>>
  readonly closeDay: (day: string, who: Author) => Promise<Told<DayReport>>
  /** `hidden`: without what the drawer should hold. */
  readonly print: (span: DaySpan, who: Author, hidden: boolean) => Promise<Told<Record<string, never>>>
  readonly exportFile: (
    span: DaySpan,
    format: ExportFormat,
    language: Language,
    who: Author,
    hidden: boolean,
  ) => Promise<Told<{ readonly path: string; readonly bytes: number }>>
  /** Names of every break of this day and earlier that is open now, for the Z of a shift; quick. */
  readonly openBreaks: (day: string) => readonly string[]
  /** A shift or a day of the till was closed: Chari's listing of today is read by itself. */
  readonly afterClosing: () => void
  readonly stop: () => Promise<void>
}

/** Days that one reading of the listing is for at most. */
const MOST_DAYS = 31
/** Earlier days with open breaks that are looked at again with each report. */
const MOST_EARLIER = 60
const SYSTEM: Author = { cashier: 'system', shift: null }

const told = (code: Message['code'], params: Message['params'] = {}): { ok: false; message: Message } => ({
  ok: false,
  message: { code, params },
})

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

function daysOf({ from, to }: DaySpan): readonly string[] {
  const days: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}

export function createReconciliation(deps: ReconciliationDeps): Reconciliation {
  const { journal, clock, ids, log } = deps
  const pause = deps.pause ?? turn
  const store = createReconciliationStore(journal)
  const ledger = createLedger(journal.db)
  const judgements = createJudgements(
    {
      ledger,
      store,
      cash: deps.cash,
      surroundings: deps.surroundings,
      scope: () => {
        const { agentCode, environment, soleTerminal, till, timers } = deps.settings()
        return {
          agentCode,
          environment,
          soleTerminal,
          reasonFrom: till.reasonFrom,
          notDoneMs: timers.notDoneMs,
          apartMs: timers.listingMs,
        }
      },
      now: clock.now,
      pause,
    },
    journal,
  )
  let reading: AbortController | null = null
  let working: Promise<unknown> = Promise.resolve()
  let secondLook: Cancel = () => undefined
  let stopped = false

  const today = (): string => civilDay(clock.now())

  const show = (): ShowDeps => {
    const pulls = new Map(store.pulls({ from: '', to: '9999' }).map((pull) => [pull.order, pull]))
    return {
      now: clock.now(),
      open: journal.open,
      customerPhone: ledger.customerPhone,
      phoneOfRows: store.phoneOf,
      pullOf: (order) => pulls.get(order) ?? null,
    }
  }

  /** What earlier days left open, looked at again: a break closes by itself when its other side appears. */
  async function carried(before: string): Promise<readonly Judged[]> {
    const left: Judged[] = []
    for (const day of store.openDays(before).slice(-MOST_EARLIER)) {
      const { breaks } = await judgements.record(day, SYSTEM)
      left.push(...breaks.filter(({ state }) => state !== 'closed'))
    }
    return left
  }

  async function spanOf(span: DaySpan): Promise<readonly Judgement[]> {
    const days: Judgement[] = []
    for (const day of daysOf(span)) days.push(await judgements.of(day))
    return days
  }

  async function report(span: DaySpan): Promise<DayReport> {
    const days = await spanOf(span)
    const kept = span.from === span.to ? store.document(span.from) : null
    return reportOf(
      {
        span,
        days,
        carried: await carried(span.from),
        unsettled: ledger.unsettled(),
        closed: kept && {
          number: kept.document.number,
          sequence: kept.document.sequence,
          at: kept.document.closedAt,
          by: kept.document.closedBy,
          verdict: kept.document.verdict,
          openBreaks: kept.document.open.map(({ name }) => name),
          signature: kept.signature,
        },
        noPhone: deps.settings().agentPhone === null,
      },
      show(),
    )
  }

  async function seen(span: DaySpan, hidden: boolean): Promise<DayReport> {
    const made = await report(span)
    return hidden ? withoutDrawer(made) : made
  }

  /** Verdicts of what a reading touched, and of the days that wait for something. */
  async function recordAfter(from: string, span: DaySpan, who: Author): Promise<void> {
    const last = span.to < today() ? span.to : today()
    const first = civilDay(new Date(Date.parse(from) + 2 * 60 * 60_000).toISOString())
    const begin = first < span.from ? first : span.from
    const days = new Set([...store.openDays(begin), ...daysOf({ from: begin, to: last })])
    for (const day of days) await judgements.record(day, who)
    deps.onChange()
  }

  /** One at a time; the next begins when the last has ended. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = working.then(work, work)
    working = next.catch(() => undefined)
    return next
  }

  /** What the last hour hides is looked at once more, by itself, when a second reading can prove it. */
  function planSecondLook(span: DaySpan): void {
    secondLook()
    if (stopped) return
    const { listingMs } = deps.settings().timers
    secondLook = clock.after(listingMs + Math.ceil(listingMs / 60), () => {
      if (reading !== null || stopped) return
      const control = new AbortController()
      reading = control
      void inTurn(() => pullNow(span, SYSTEM, control, false)).catch((error: unknown) =>
        log('reconciliation.second_look', { error: String(error) }),
      )
    })
  }

  async function pullNow(
    span: DaySpan,
    who: Author,
    control: AbortController,
    again: boolean,
  ): Promise<Told<DayReport>> {
    const progress = (how: Progress): void => deps.onProgress({ ...span, ...how })
    try {
      progress({ phase: 'reading', rows: 0, count: null })
      const pulled = await pullListing(
        span,
        who,
        control.signal,
        { journal, store, chari: deps.chari, clock, ids, pause, settings: deps.settings, log },
        progress,
      )
      if (!pulled.ok && pulled.message.code !== 'listing_cancelled') return pulled
      progress({ phase: 'matching', rows: 0, count: null })
      if (stopped) return told('listing_cancelled')
      await recordAfter(pulled.ok ? pulled.from : pullWindow(span.from, span.to).from, span, who)
      if (!pulled.ok) return pulled
      const made = await report(span)
      const waits = made.breaks.some(({ because }) => because === 'not_proven')
      if (again && waits) planSecondLook(span)
      return { ok: true, value: made }
    } finally {
      reading = null
      deps.onProgress(null)
    }
  }

  function begin(span: DaySpan, who: Author): Promise<Told<DayReport>> {
    const control = new AbortController()
    reading = control
    return inTurn(() => pullNow(span, who, control, true))
  }

  /** Every break of a span, and what earlier days left, in the order of the report. */
  async function allBreaks(span: DaySpan): Promise<readonly { one: Judged; carried: boolean }[]> {
    const days = await spanOf(span)
    const left = new Set(await carried(span.from))
    return sorted([...days.flatMap(({ breaks }) => breaks), ...left]).map((one) => ({
      one,
      carried: left.has(one),
    }))
  }

  async function shownBreaks(span: DaySpan): Promise<readonly DayBreak[]> {
    const how = show()
    return (await allBreaks(span)).map(({ one, carried: left }) => showBreak(one, left, how))
  }

  /** The break of a key as it is now: of the span, or left by an earlier day. */
  async function find(span: DaySpan, key: string): Promise<Judged | null> {
    for (const { breaks } of await spanOf(span)) {
      const own = breaks.find((one) => one.key === key)
      if (own) return own
    }
    const kept = store.openBreaks(span.from).find((one) => one.key === key)
    if (!kept) return null
    return (await judgements.of(kept.day)).breaks.find((one) => one.key === key) ?? null
  }

  async function readListing(
    input: ImportInput,
  ): Promise<Told<{ readonly read: ReadFile; readonly shown: ReadListing }>> {
    const read = await inTurns(readingFile(input.content), pause)
    if (!read.ok) return told('file_unreadable', { detail: read.error })
    const times = read.value.rows
      .map(({ executedAt, createdAt }) => executedAt ?? createdAt)
      .filter((at) => at?.endsWith('Z'))
      .sort()
    const { format, rows, columns, ignored, unreadable } = read.value
    return {
      ok: true,
      value: {
        read: read.value,
        shown: {
          format,
          rows: rows.length,
          columns,
          ignored,
          unreadable: unreadable.slice(0, 100),
          unreadableCount: unreadable.length,
          oldest: times[0] ?? null,
          newest: times.at(-1) ?? null,
        },
      },
    }
  }

  async function keepFile(input: ImportInput, read: ReadFile, who: Author): Promise<DayReport> {
    const settings = deps.settings()
    const window = pullWindow(input.span.from, input.span.to)
    const now = clock.now()
    const readAt = input.modifiedAt < now ? input.modifiedAt : now
    const whole =
      input.whole && read.unreadable.length === 0 && (read.count === null || read.count === read.rows.length)
    await keepReading(
      read.rows,
      {
        pull: ids.uuid(),
        source: 'file',
        file: {
          name: input.name,
          sha256: hash('sha256', input.content),
          format: read.format,
          unreadable: read.unreadable.length,
          whole: input.whole,
        },
        days: input.span,
        from: window.from,
        to: window.to < readAt ? window.to : readAt,
        otherwise: dayBounds(input.span.from).start,
        readAt,
        environment: settings.environment,
        agentCode: settings.agentCode,
        agentPhone: settings.agentPhone,
        complete: whole,
        count: read.count,
        attempts: 1,
      },
      who,
      { journal, store, pause },
      (rows) => deps.onProgress({ ...input.span, phase: 'keeping', rows, count: read.rows.length }),
    )
    deps.onProgress({ ...input.span, phase: 'matching', rows: 0, count: null })
    await recordAfter(window.from, input.span, who)
    return report(input.span)
  }

  return {
    report,
    breaks: async ({ span, code, state, cursor, limit }) => {
      const all = (await allBreaks(span)).filter(
        ({ one }) => (code === null || one.code === code) && (state === null || one.state === state),
      )
      const from = cursor === null ? 0 : Number(cursor)
      const how = show()
      return {
        rows: all.slice(from, from + limit).map(({ one, carried: left }) => showBreak(one, left, how)),
        cursor: from + limit < all.length ? String(from + limit) : null,
      }
    },
    calendar: (month) => {
      const first = `${month}-01`
      const last = addDays(`${addDays(first, 31).slice(0, 7)}-01`, -1)
      const end = last < today() ? last : today()
      if (first > end) return []
      const operations = ledger.days(first, end)
      const judged = new Map(store.days(first, end).map((day) => [day.day, day]))
      const open = store.openCounts(first, end)
      const documents = store.documents(first, end)
      return daysOf({ from: first, to: end }).map((day): CalendarDay => {
        const kept = judged.get(day)
        const count = operations.get(day) ?? 0
        const breaks = open.get(day) ?? { open: 0, unread: 0 }
        return {
          day,
          verdict: verdictOf(kept?.verdict ?? null, count, breaks),
          operations: count,
          openBreaks: breaks.open,
          readAt: kept?.readAt ?? null,
          closed: documents.get(day) ?? null,
        }
      })
    },
    pull: (span, who) => {
      if (daysOf(span).length > MOST_DAYS || span.from > today())
        return Promise.resolve(told('nothing_to_do'))
      if (reading !== null) return Promise.resolve(told('listing_busy'))
      return begin(span, who)
    },
    cancel: () => reading?.abort(),
    importFile: async (input, who) => {
      const listing = await readListing(input)
      if (!listing.ok) return listing
      const { read, shown } = listing.value
      if (!input.keep) return { ok: true, value: { file: shown, report: null } }
      if (reading !== null) return told('listing_busy')
      reading = new AbortController()
      try {
        const made = await inTurn(() => keepFile(input, read, who))
        return { ok: true, value: { file: shown, report: made } }
      } finally {
        reading = null
        deps.onProgress(null)
      }
    },
    workOff: async (span, input, who, supervisor) => {
      const found: (Judged | null)[] = []
      for (const { key } of input.breaks) found.push(await find(span, key))
      const decider: Decider = { by: who.cashier, supervisor }
      const decided = decide(found, input, decider)
      if (!decided.ok) return { ok: false, message: decided.error }
      journal.append(who, () =>
        decided.value.map((payload) => ({ kind: WORKED_OFF, operation: null, payload })),
      )
      for (const day of new Set(decided.value.map((payload) => payload.day)))
        await judgements.record(day, who)
      deps.onChange()
      return { ok: true, value: await report(span) }
    },
    closeDay: async (day, who) => {
      if (day > today()) return told('nothing_to_do')
      const span = { from: day, to: day }
      await carried(day)
      const judgement = await judgements.record(day, who)
      const left = store.openBreaks(day).filter(({ severity }) => severity !== 'none')
      const last = store.document(day)
      const draft = draftOf({
        judgement,
        carried: left,
        report: await report(span),
        terminal: journal.terminal,
        agentCode: deps.settings().agentCode,
        now: clock.now(),
        by: who.cashier,
        last,
      })
      if (saysTheSame(last, draft)) return told('nothing_to_do')
      journal.append(who, (tx) => {
        const payload = signedDay(draft, tx, deps.signer)
        return [{ kind: DAY_CLOSED, operation: null, payload }]
      })
      journal.seal()
      deps.onChange()
      return { ok: true, value: await report(span) }
    },
    print: async (span, who, hidden) => {
      if (span.from !== span.to) return told('nothing_to_do')
      const payload: PaperRequest = {
        paper: ids.uuid(),
        copy: 0,
        data: paperOf(await seen(span, hidden), await shownBreaks(span), deps.paperHead(who.cashier)),
      }
      journal.append(who, () => [{ kind: PAPER_REQUESTED, operation: null, payload }])
      return { ok: true, value: {} }
    },
    exportFile: async (span, format, language, who, hidden) => {
      const content = await exported(format, {
        report: await seen(span, hidden),
        breaks: await shownBreaks(span),
        head: { ...deps.paperHead(who.cashier), language },
        printed: deps.printed,
      })
      const name = `guichet-${journal.terminal}-${span.from === span.to ? span.from : `${span.from}-${span.to}`}`
      const path = deps.write(`${name}-${stampOf(clock.now())}.${format}`, content)
      journal.append(who, () => [
        {
          kind: WRITTEN,
          operation: null,
          payload: {
            format,
            ...span,
            file: path.split(/[\\/]/).at(-1) ?? '',
            sha256: hash('sha256', content),
            bytes: content.length,
          },
        },
      ])
      return { ok: true, value: { path, bytes: content.length } }
    },
    openBreaks: (day) =>
      store
        .openBreaks(addDays(day, 1))
        .filter(({ severity }) => severity !== 'none')
        .map(({ name }) => name),
    afterClosing: () => {
      if (reading !== null || stopped || deps.settings().agentPhone === null) return
      const day = today()
      begin({ from: day, to: day }, SYSTEM).catch((error: unknown) =>
        log('reconciliation.after_closing', { error: String(error) }),
      )
    },
    stop: async () => {
      stopped = true
      secondLook()
      reading?.abort()
      await working
    },
  }
}

/** Of the verdict that was written, and what people decided since; null: nothing happened. */
function verdictOf(
  written: DayVerdict | null,
  operations: number,
  { open, unread }: { readonly open: number; readonly unread: number },
): DayVerdict | null {
  if (written === null) return operations === 0 ? null : 'not_read'
  if (written === 'not_read') return operations === 0 ? null : written
  if (unread > 0) return 'incomplete'
  return open > 0 ? 'open' : 'fair'
}

/** `20260616T201103` of an instant, for names of files. */
const stampOf = (iso: string): string => iso.slice(0, 19).replace(/[-:]/g, '')
