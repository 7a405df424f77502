/** Where ids come from, as an argument. */
export interface Ids {
  /** A fresh UUID v4, as Chari recommends for C-Request-Id. */
  readonly uuid: () => string
}

/** `CASA1`, 12 gives `CASA1-S000012`: the id of a shift. */
export const shiftNumber = (terminal: string, number: number): string =>
  `${terminal}-S${String(number).padStart(6, '0')}`

/** `CASA1`, 12 gives `CASA1-M000012`: the number of a movement of cash, and of its slip. */
export const movementNumber = (terminal: string, number: number): string =>
  `${terminal}-M${String(number).padStart(6, '0')}`

/** `CASA1`, 724 gives `CASA1-000724`: the number of an operation, of its receipt and of its envelope. */
export const operationNumber = (terminal: string, sequence: number): string =>
  `${terminal}-${String(sequence).padStart(6, '0')}`
