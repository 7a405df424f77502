import * as z from 'zod'
import type { Signature } from '../domain/closing'
import type { Signer } from '../domain/signer'
import type { createVerifier } from './ed25519'
import { canonical } from './encoding'
import { memberText } from './member-text'

/** In front of what is signed, so that a signature of one use never passes for one of another. */
export const CLOSING_PREFIX = 'guichet/closing/1\n'

/**
 * Signs a document that an event is about to carry as `document`, with the result beside it as `signature`. The
 * document is as its schema gives it, and no path in it is sealed: the text signed is then the very text stored.
 * null: the terminal cannot sign now; closing goes on without (PITFALLS.md J6).
 */
export function signClosing(signer: Signer, document: Record<string, unknown>): Signature | null {
  const { text } = canonical(document)
  try {
    return { key: signer.key, signature: signer.sign(`${CLOSING_PREFIX}${text}`) }
  } catch {
    return null
  }
}

const closingSchema = z.object({
  document: z.record(z.string(), z.unknown()),
  signature: z.object({ key: z.string(), signature: z.string() }).nullable(),
})

/** A signed document, as an event carries it. */
export interface StoredClosing extends z.infer<typeof closingSchema> {
  /** The very text of the document and of the signature. */
  readonly text: { readonly document: string; readonly signature: string }
}

/** null: the payload carries no signed document. */
export function readClosing(payload: string): StoredClosing | null {
  // Most payloads are none, and reading them all costs more than hashing them.
  if (!payload.includes('"document":{') || !payload.includes('"signature":')) return null
  try {
    const read = closingSchema.safeParse(JSON.parse(payload))
    if (!read.success) return null
    // A payload that is not written as the journal does has no such text, and no signature fits it.
    const text = (name: string): string => memberText(payload, name) ?? ''
    return { ...read.data, text: { document: text('document'), signature: text('signature') } }
  } catch {
    return null
  }
}

/** Whether the signature is one of `keys` over this very text; null: it was not signed. */
export function closingHolds(
  { signature, text }: StoredClosing,
  keys: readonly { readonly key: string; readonly publicKey: string }[],
  verifies: ReturnType<typeof createVerifier>,
): boolean | null {
  if (signature === null) return null
  const by = keys.findLast(({ key }) => key === signature.key)
  return by !== undefined && verifies(by.publicKey, `${CLOSING_PREFIX}${text.document}`, signature.signature)
}
