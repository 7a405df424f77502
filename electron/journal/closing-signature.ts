import type { Signature } from '../domain/closing'
import type { Signer } from '../domain/signer'
import { canonical } from './encoding'

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
