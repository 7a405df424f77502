/** Where ids come from, as an argument. */
export interface Ids {
  /** A fresh UUID v4, as Chari recommends for C-Request-Id. */
  readonly uuid: () => string
}

/** `CASA1`, 724 gives `CASA1-000724`: the number of an operation, of its receipt and of its envelope. */
export const operationNumber = (terminal: string, sequence: number): string =>
  `${terminal}-${String(sequence).padStart(6, '0')}`
