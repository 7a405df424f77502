import type { CashMove, CashPlace } from '../domain/cash'
import type { MovementKind, MovementReason } from '../domain/closing'
import { type Centimes, negate } from '../domain/money'

/** What a movement without an operation does to each place, pure. */

const move = (place: CashPlace, amount: Centimes, why: CashMove['why']): CashMove => ({ place, amount, why })

/** The difference that a count found; nothing moves where there is none. */
export const foundMove = (difference: Centimes, why: 'opening' | 'handover' | 'closing'): CashMove[] =>
  difference === 0 ? [] : [move('drawer', difference, why)]

/** Not at its end when it leaves the drawer: the bank's, or float that is paid for and has not come. */
export const isTransit = (movement: MovementKind, reason: MovementReason): boolean =>
  movement === 'bank' || (movement === 'paid_out' && reason === 'float_bought')

/** Float and safe move with the cash that is exchanged for them, so that their sum changes only by what is earned. */
export function movesOf(movement: MovementKind, reason: MovementReason, amount: Centimes): CashMove[] {
  if (movement === 'paid_in') {
    const other =
      reason === 'from_safe'
        ? [move('safe', negate(amount), movement)]
        : reason === 'float_sold'
          ? [move('float', negate(amount), movement)]
          : []
    return [move('drawer', amount, movement), ...other]
  }
  const to: CashPlace | null = movement === 'safe' ? 'safe' : isTransit(movement, reason) ? 'transit' : null
  return [move('drawer', negate(amount), movement), ...(to === null ? [] : [move(to, amount, movement)])]
}

/** The bank has it; float that was paid for has come. */
export const arrivalOf = (reason: MovementReason, amount: Centimes): CashMove[] => [
  move('transit', negate(amount), 'transit'),
  ...(reason === 'float_bought' ? [move('float', amount, 'transit')] : []),
]

export const opposite = (moves: readonly CashMove[]): CashMove[] =>
  moves.map(({ place, amount, why }) => move(place, negate(amount), why))
