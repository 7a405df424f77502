import * as z from 'zod'

/** What the files of an archive hold; docs/archive-format.md says it in words. */

export const FORMAT = 'guichet-archive/1'

export const FILES = {
  events: 'events.jsonl',
  /** Closings of the period that were made after it; only where there are any. */
  later: 'later-closings.jsonl',
  chain: 'chain.json',
  keys: 'public-keys.json',
  totals: 'totals.json',
  schema: 'schema.json',
  notice: 'LISEZMOI.txt',
  manifest: 'manifest.json',
  signature: 'manifest.sig',
} as const

const hash = z.string().regex(/^[0-9a-f]{64}$/)

export const manifestSchema = z.strictObject({
  format: z.literal(FORMAT),
  made: z.strictObject({ at: z.string(), version: z.string(), by: z.string() }),
  terminal: z.string(),
  /** true: of a training journal, without any value. */
  training: z.boolean(),
  /** Civil days, both within it. */
  period: z.strictObject({ from: z.string(), to: z.string(), zone: z.string() }),
  events: z.strictObject({ first: z.int(), last: z.int(), count: z.int() }),
  /** Days with work that no day closing covers. */
  openDays: z.array(z.string()),
  /** All others but the signature. */
  files: z.array(z.strictObject({ name: z.string(), bytes: z.int(), sha256: hash })),
  /** What signs it. */
  key: z.string(),
  publicKey: z.string(),
})
export type Manifest = z.infer<typeof manifestSchema>

/** What joins the events of an archive to those before them. */
export const chainSchema = z.strictObject({
  terminal: z.string(),
  encoding: z.literal(1),
  events: z.int(),
  first: z.strictObject({ sequence: z.int(), at: z.string() }),
  last: z.strictObject({ sequence: z.int(), at: z.string(), hash }),
  /** Hash of the event before the first. */
  previousHash: hash,
})

/** Every key that the journal announced, up to when the archive was made. */
export const keysSchema = z.strictObject({
  algorithm: z.literal('Ed25519'),
  keys: z.array(z.strictObject({ key: z.string(), publicKey: z.string(), sequence: z.int() })),
})

export const signatureSchema = z.strictObject({
  algorithm: z.literal('Ed25519'),
  key: z.string(),
  signature: z.string(),
})

/** Closings by kind of event, each as it stands in its event. */
export const totalsSchema = z.strictObject({
  closings: z.record(
    z.string(),
    z.array(
      z.strictObject({
        sequence: z.int(),
        at: z.string(),
        document: z.record(z.string(), z.unknown()),
        signature: z.unknown(),
      }),
    ),
  ),
})
