/** A fresh id for one act of the cashier: main answers its repeats with the first result. */
export const newConfirmId = (): string => crypto.randomUUID()
