import type { Database } from 'better-sqlite3'
import * as z from 'zod'
import type { Signer } from '../domain/signer'
import type { Head } from './head-file'
import type { EventKind, NewEvent, StoredEvent } from './types'

export const KEY_ANNOUNCED = 'journal.key'
export const SEALED = 'journal.sealed'
export const NOT_SEALED = 'journal.not_sealed'

/** First event of a journal, and again when its key changes. */
export const keyAnnouncedSchema = z.object({
  key: z.string(),
  /** Raw, base64. */
  publicKey: z.string(),
  /** The key until now; null: there was none. */
  previous: z.string().nullable(),
})
export const sealedSchema = z.object({
  /** Of the event before this one, which is what the signature holds on to, and all before it. */
  sequence: z.number().int(),
  hash: z.string(),
  at: z.string(),
  key: z.string(),
  signature: z.string(),
})
export type Seal = z.infer<typeof sealedSchema>
const notSealedSchema = z.object({ sequence: z.number().int(), cause: z.string() })

export const sealKinds: readonly EventKind[] = [
  { kind: KEY_ANNOUNCED, schema: keyAnnouncedSchema },
  { kind: SEALED, schema: sealedSchema },
  { kind: NOT_SEALED, schema: notSealedSchema },
]

/** What a seal signs. */
export const sealText = (terminal: string, { sequence, hash, at }: Pick<Seal, 'sequence' | 'hash' | 'at'>) =>
  `guichet/seal/1\n${terminal}\n${sequence}\n${hash}\n${at}`

/** No event is written later than this after the first one behind the last seal: a seal goes in front of it. */
export const SEAL_WITHIN_MS = 60_000

/** What is not sealed yet, and the events that seal it. When it is asked is the journal's business. */
export interface Sealer {
  /** In front of whatever is written first with this key. */
  readonly announcement: () => readonly NewEvent[]
  /** The seal over `head` that is due at `at`, or the event that says why there is none. `now`: due or not. */
  readonly due: (at: string, head: Head, now: boolean) => readonly NewEvent[]
  /** After an append is durable. */
  readonly wrote: (events: readonly StoredEvent[]) => void
  /** Something is written that no seal covers. */
  readonly pending: () => boolean
  /** Something was written since a seal was last tried. */
  readonly waiting: () => boolean
}

export function createSealer(db: Database, signer: Signer, terminal: string): Sealer {
  const newest = db.prepare<[string], { sequence: number; payload: string }>(
    'SELECT sequence, payload FROM event WHERE kind = ? AND operation IS NULL ORDER BY sequence DESC LIMIT 1',
  )
  const firstAfter = db
    .prepare<[number], string>('SELECT at FROM event WHERE sequence > ? ORDER BY sequence LIMIT 1')
    .pluck()
  const announced = newest.get(KEY_ANNOUNCED)
  const sealed = newest.get(SEALED)?.sequence ?? 0
  const tried = Math.max(sealed, newest.get(NOT_SEALED)?.sequence ?? 0)

  let key = announced ? keyAnnouncedSchema.parse(JSON.parse(announced.payload)).key : null
  let pending = firstAfter.get(sealed) !== undefined
  const first = firstAfter.get(tried)
  /** Of the first event after that; null: there is none. */
  let since = first === undefined ? null : Date.parse(first)

  const seal = (at: string, { sequence, hash }: Head): NewEvent => {
    try {
      const signature = signer.sign(sealText(terminal, { sequence, hash, at }))
      const payload: Seal = { sequence, hash, at, key: signer.key, signature }
      return { kind: SEALED, operation: null, payload }
    } catch (error) {
      return { kind: NOT_SEALED, operation: null, payload: { sequence, cause: String(error).slice(0, 200) } }
    }
  }

  return {
    announcement: () =>
      key === signer.key
        ? []
        : [
            {
              kind: KEY_ANNOUNCED,
              operation: null,
              payload: { key: signer.key, publicKey: signer.publicKey, previous: key },
            },
          ],
    due: (at, head, now) => {
      const late = since !== null && Date.parse(at) - since > SEAL_WITHIN_MS
      return pending && (now || late) ? [seal(at, head)] : []
    },
    wrote: (events) => {
      for (const { kind, at, payload } of events) {
        if (kind === SEALED || kind === NOT_SEALED) since = null
        else since ??= Date.parse(at)
        pending = kind !== SEALED
        if (kind === KEY_ANNOUNCED) key = keyAnnouncedSchema.parse(payload).key
      }
    },
    pending: () => pending,
    waiting: () => since !== null,
  }
}
