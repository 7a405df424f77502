import { ArrowDownToLine, ArrowUpFromLine, Landmark, type LucideIcon, Vault } from 'lucide-react'
import type { MovementKind } from '../../../electron/domain/closing'
import type { Sign } from '../../../electron/domain/money'
import type { Movement } from '../../../electron/domain/till'

export interface MovementLook {
  readonly icon: LucideIcon
  readonly tone: 'in' | 'out'
  readonly sign: Sign
}

/** Into the drawer or out of it: colour, icon and sign of a movement without a customer. */
export const MOVEMENT_LOOK: Readonly<Record<MovementKind, MovementLook>> = {
  paid_in: { icon: ArrowDownToLine, tone: 'in', sign: 'plus' },
  paid_out: { icon: ArrowUpFromLine, tone: 'out', sign: 'minus' },
  safe: { icon: Vault, tone: 'out', sign: 'minus' },
  bank: { icon: Landmark, tone: 'out', sign: 'minus' },
}

/** A correction puts back what its movement took, or takes what it brought. */
export const signOf = ({ movement, corrects }: Pick<Movement, 'movement' | 'corrects'>): Sign => {
  const { sign } = MOVEMENT_LOOK[movement]
  return corrects === null ? sign : sign === 'plus' ? 'minus' : 'plus'
}
