import type { Centimes } from '../domain/money'
import type { Author } from '../journal/types'

/** The day's cash (shifts come later): sums of typed rows, nothing else. */
export interface DayCash {
  readonly day: string
  readonly opening: Centimes | null
  readonly proposedOpening: Centimes | null
  /** Into and out of the drawer by operations of the day, change apart. */
  readonly cashIn: Centimes
  readonly cashOut: Centimes
  readonly change: Centimes
  readonly counter: Centimes
  readonly aside: Centimes
  readonly due: Centimes
  readonly changeDue: Centimes
  readonly owed: Centimes
  /** opening + everything that went into the drawer - everything that left it. */
  readonly expected: Centimes
}

export interface Till {
  readonly today: () => DayCash
  /** Once a civil day; a second time is refused. */
  readonly setOpening: (amount: Centimes, who: Author) => { readonly ok: boolean }
  readonly printSlip: (who: Author) => void
}
