import { type Perpetual, periodClosingSchema, type ZReport, zReportSchema } from '../domain/closing'
import { subtract, ZERO } from '../domain/money'
import { signClosing } from '../journal/closing-signature'
import { type AppendTx, JournalError, type NewEvent } from '../journal/types'
import { type Desk, event, no, paper, SYSTEM, told } from './desk'
import { foundMove, movesOf } from './moves'
import { type DuePeriod, duePeriods, type ZDay } from './periods'
import { reportOf, sealedOf } from './report'
import { SERIES } from './series'
import type { ShiftRow } from './store'
import { differencesOf, perpetualAfter, sumOfZs } from './totals'
import type { Closed, Till, Told } from './types'

export type Closings = Pick<Till, 'close' | 'closeDay' | 'printX' | 'printClosing'> & {
  /** Closes every period that is over. */
  readonly look: () => void
}

/** The Z, and the closings of days, months and years that follow from it. */
export function createClosings(desk: Desk): Closings {
  const { deps, store } = desk
  const { journal, clock, signer } = deps

  /** Closings of periods as events; `now`: the Z of the same append, not stored yet. */
  function periodEvents(
    tx: AppendTx,
    due: readonly DuePeriod[],
    perpetual: Perpetual,
    now: ZReport | null,
  ): readonly NewEvent[] {
    const zOf = (number: number): ZReport => {
      const z = now?.z === number ? now : store.z(number)
      if (!z) throw new Error(`no Z ${number}`)
      return z
    }
    return due.map(({ kind, period, zs }) => {
      const covered = zs.map(zOf)
      const document = periodClosingSchema.parse({
        kind,
        number: tx.next(SERIES[kind]),
        period,
        closedAt: clock.now(),
        ...sumOfZs(covered),
        perpetual,
        firstEvent: Math.min(...covered.map(({ firstEvent }) => firstEvent)),
        head: tx.head(),
      })
      return event({
        kind: 'till.period_closed',
        payload: { document, signature: signClosing(signer, document) },
      })
    })
  }

  const due = (without: string | null, more: readonly ZDay[], closeToday = false): readonly DuePeriod[] =>
    duePeriods(
      [...store.uncovered(), ...more],
      store
        .openShifts()
        .filter(({ id }) => id !== without)
        .map(({ day }) => day),
      desk.today(),
      closeToday,
    )

  /** After a closing: the chain is signed, and the day's proof may be made. */
  function sealed(): void {
    journal.seal()
    deps.onClosed()
  }

  function look(): void {
    const periods = due(null, [])
    if (periods.length === 0) return
    try {
      journal.append(SYSTEM, (tx) => periodEvents(tx, periods, store.perpetual(), null))
      sealed()
    } catch (error) {
      if (!(error instanceof JournalError)) throw error
      deps.log('till.period_not_closed', { error: String(error) })
    }
  }

  function closed(sequence: number): Told<Closed> {
    const { document, signature } = store.payload('till.shift_closed', sequence)
    return told({ report: document, signature, closed: store.closedWith(sequence) })
  }

  /** The document of a Z, from what is stored up to the append that it is made in. */
  function z(tx: AppendTx, shift: ShiftRow, input: Parameters<Till['close']>[0], by: string): ZReport {
    const count = sealedOf(store, shift)
    if (!count) throw new Error(`${shift.id} is not counted`)
    const head = tx.head()
    const report = reportOf(store, deps.operations, shift, head.sequence)
    const difference = subtract(count.counted.total, report.sums.expected)
    // As it is signed, so it is stored.
    return zReportSchema.parse({
      ...report,
      z: tx.next(SERIES.shift),
      closedAt: clock.now(),
      closedBy: by,
      counted: count.counted,
      firstCount: count.firstCount,
      difference,
      reason: difference === ZERO ? null : input.reason,
      approvedBy: desk.approver(difference, input.approvedBy),
      left: input.left,
      toSafe: subtract(count.counted.total, input.left),
      perpetual: perpetualAfter(store.perpetual(), {
        ...report,
        difference,
        corrections: differencesOf(store.corrections(shift.id)),
        events: store.eventsBefore() + head.sequence,
      }),
      firstEvent: store.lastClosing(shift.drawer) + 1,
      head,
      notSealed: store.notSealedAfter(store.lastClosing(shift.drawer)),
      openBreaks: [...deps.openBreaks(shift.day)],
    })
  }

  return {
    look,

    close: (input, user) =>
      desk.once(input.closeId, ['close', input.shift, input.left], closed, (act) => {
        const shift = desk.open(input.shift)
        if (!shift) return no('shift_closed')
        if (!desk.mayClose(user, shift)) return no('not_allowed')
        if (deps.operations.inFlight(shift.drawer, store.drawerOf) > 0) return no('operation_in_flight')
        const count = shift.countedPurpose === 'closing' ? sealedOf(store, shift) : null
        if (!count) return no('count_needed')
        if (input.left > count.counted.total) return no('not_allowed', { detail: 'left' })
        const lacks = desk.lacks(subtract(count.counted.total, store.held(shift.drawer)), input)
        if (lacks) return no(lacks.code, lacks.params)
        const waiting = {
          z: journal.following(SERIES.shift),
          day: shift.day,
          inDay: false,
          inMonth: false,
          inYear: false,
        }
        const periods = due(shift.id, [waiting])

        const [stored] = journal.append({ cashier: user.name, shift: shift.id }, (tx) => {
          const document = z(tx, shift, input, user.name)
          const signature = signClosing(signer, document)
          const { difference, toSafe } = document
          const cash = [
            ...foundMove(difference, 'closing'),
            ...(toSafe === 0 ? [] : movesOf('safe', 'end_of_day', toSafe)),
          ]
          return [
            event({ kind: 'till.shift_closed', payload: { act, document, signature, cash } }),
            ...periodEvents(tx, periods, document.perpetual, document),
            paper(desk, {
              kind: 'z_report',
              head: deps.paperHead(user.name),
              report: document,
              signature,
            }),
          ]
        })
        if (!stored) throw new Error('a closing was not stored')
        sealed()
        return closed(stored.sequence)
      }),

    closeDay: (who) =>
      desk.written(() => {
        const today = desk.today()
        const open = store.openShifts().find(({ day }) => day <= today)
        if (open) return no('shift_open', { name: open.holder })
        const periods = due(null, [], true)
        if (periods.length === 0) return no('nothing_to_do')
        const stored = journal.append(who, (tx) => periodEvents(tx, periods, store.perpetual(), null))
        sealed()
        return told({ closed: store.closedWith((stored[0]?.sequence ?? 0) - 1) })
      }),

    printX: (id, user) =>
      desk.written(() => {
        const shift = desk.open(id)
        if (!shift) return no('shift_closed')
        journal.append({ cashier: user.name, shift: id }, (tx) => [
          paper(desk, {
            kind: 'x_report',
            head: deps.paperHead(user.name),
            report: reportOf(store, deps.operations, shift, tx.head().sequence),
            hidden: desk.hiddenFrom(user),
          }),
        ])
        return told({})
      }),

    printClosing: (kind, number, who) =>
      desk.written(() => {
        const closing = store.closing(kind, number)
        if (!closing) return no('nothing_to_do')
        const head = deps.paperHead(who.cashier)
        const { signature } = closing
        journal.append(who, () => [
          paper(
            desk,
            closing.kind === 'shift'
              ? { kind: 'z_report', head, report: closing.document, signature }
              : { kind: 'period_closing', head, closing: closing.document, signature },
            store.copies(kind, number),
          ),
        ])
        return told({})
      }),
  }
}
