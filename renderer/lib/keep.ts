import * as z from 'zod'

/**
 * What the counter was doing, kept for the case that this page is reloaded (a crash, a hang). No name and no
 * amount of a customer: a quote is asked for again, an operation is read from the journal.
 */
const keptSchema = z.discriminatedUnion('step', [
  z.object({ step: z.literal('quote'), reference: z.string(), received: z.string() }),
  z.object({ step: z.literal('operation'), id: z.string() }),
])
export type Kept = z.infer<typeof keptSchema>

const KEY = 'guichet.counter'

export function keep(what: Kept | null): void {
  if (what === null) sessionStorage.removeItem(KEY)
  else sessionStorage.setItem(KEY, JSON.stringify(what))
}

export function kept(): Kept | null {
  const text = sessionStorage.getItem(KEY)
  if (text === null) return null
  try {
    const read = keptSchema.safeParse(JSON.parse(text))
    return read.success ? read.data : null
  } catch {
    return null
  }
}
