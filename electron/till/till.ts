import type { Cancel } from '../domain/clock'
import type { ShiftReport } from '../domain/closing'
import { formatMad, subtract } from '../domain/money'
import type { TillStatus } from '../domain/till'
import { createClosings } from './closings'
import { createDesk, no, type TillDeps } from './desk'
import { createFloats } from './float'
import { createMovements } from './movements'
import { MAIN } from './projection'
import { reportOf, xOf } from './report'
import { createShifts } from './shifts'
import type { ShiftRow } from './store'
import { drawerSums, levelOf, servable } from './totals'
import type { Till } from './types'

export type { TillDeps } from './desk'

/** How often past periods are looked for: a day is over when nobody does anything, too. */
const LOOK_MS = 60_000

/**
 * Shifts, counts and closings of the drawers of this terminal, and its e-money: sums of typed rows, whatever room wrote
 * them. `journal` must have been made with tillKinds, tillProjection and the kinds of papers.
 */
export function createTill(deps: TillDeps): Till {
  const desk = createDesk(deps)
  const { store } = desk
  const floats = createFloats(desk)
  const { look, ...closings } = createClosings(desk)
  const shifts = createShifts(desk, floats)
  let cancel: Cancel | null = null

  const whole = (shift: ShiftRow): ShiftReport =>
    reportOf(store, deps.operations, shift, Number.MAX_SAFE_INTEGER)

  function turn(): void {
    look()
    cancel = deps.clock.after(LOOK_MS, turn)
  }

  return {
    start: turn,
    stop: () => cancel?.(),
    ...shifts,
    open: (input, user) => {
      look()
      return shifts.open(input, user)
    },
    ...createMovements(desk),
    ...closings,
    readFloat: floats.read,
    stateFloat: floats.state,

    shiftOf: (name) => desk.shiftFor(name)?.id ?? null,
    closedFor: desk.closedFor,
    hiddenFrom: desk.hiddenFrom,
    refuses: (who, { direction, amount, cash }) => {
      const shift = who.shift === null ? null : desk.open(who.shift)
      if (!shift) return no('shift_closed').message
      if (desk.shown(shift).forgotten) return no('shift_forgotten').message
      const { cashStop, floatStop } = deps.settings()
      if (direction === 'cash_out') {
        const lacks = cashStop !== null && subtract(desk.free(shift.drawer), cash) < cashStop
        return lacks ? no('cash_low_stop', { least: formatMad(cashStop) }).message : null
      }
      const float = store.float().amount
      const lacks = floatStop !== null && float !== null && subtract(float, amount) < floatStop
      return lacks ? no('float_low_stop', { least: formatMad(floatStop) }).message : null
    },

    status: (user): TillStatus => {
      const settings = deps.settings()
      const { drawers, cashWarn, cashStop, floatWarn, floatStop } = settings
      const day = desk.today()
      const drawer = user ? desk.drawerFor(user.name) : MAIN
      const open = store.openShifts()
      const shift = open.find((one) => one.drawer === drawer) ?? null
      const hidden = desk.hiddenFrom(user)
      const float = store.float()
      return {
        day,
        drawers,
        drawer,
        shift: shift && desk.shown(shift),
        others: open.filter((one) => one !== shift).map(desk.shown),
        carried: shift ? null : store.held(drawer),
        hidden,
        sums: shift && !hidden ? drawerSums(shift.opening, store.moved(shift.id)) : null,
        beside: store.beside(),
        float,
        cashLevel: shift && levelOf(store.held(drawer), cashWarn, cashStop),
        floatLevel: float.amount === null ? null : levelOf(float.amount, floatWarn, floatStop),
        serves: {
          cashIn: float.amount === null ? null : servable(float.amount, floatStop),
          cashOut: shift && !hidden ? servable(desk.free(drawer), cashStop) : null,
        },
        dayToClose: !open.some((one) => one.day <= day) && store.dayWaits(day),
      }
    },

    x: (id, user) => {
      const shift = desk.open(id)
      return shift && xOf(whole(shift), desk.hiddenFrom(user))
    },
    current: (drawer) => {
      const shift = store.openShifts().find((one) => one.drawer === drawer)
      return shift ? whole(shift) : null
    },
    openShifts: () => store.openShifts().map(desk.shown),
    closings: store.closings,
    closing: store.closing,
    zsOf: store.zs,
    periodsOf: store.periods,
    variances: store.variances,
    floatStatements: store.floatStatements,
    movements: store.movements,
    movementsOf: store.movementsOf,
    transits: store.transits,
    perpetual: store.perpetual,
  }
}
