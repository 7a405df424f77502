import { type Phone, readPhone } from './phone'
import { type Reference, readReference } from './reference'

/** What is printed in the QR of our own papers: terminal, number, short hash; nothing personal. */
export interface PaperMark {
  readonly number: string
  readonly shortHash: string
}

/** What a scan means. Decided here and nowhere else; a scan only ever loads something, it never executes. */
export type Scan =
  | { readonly kind: 'reference'; readonly reference: Reference }
  | { readonly kind: 'paper'; readonly mark: PaperMark }
  | { readonly kind: 'merchant_qr'; readonly content: string }
  | { readonly kind: 'rib'; readonly rib: string }
  | { readonly kind: 'phone'; readonly phone: Phone }
  | { readonly kind: 'unknown'; readonly text: string }

const PAPER = /^GUICHET:([A-Z0-9-]{1,24}-\d{6,}):([0-9a-f]{12})$/i

/** The content of a paper's QR. */
export const paperMark = (mark: PaperMark): string => `GUICHET:${mark.number}:${mark.shortHash}`

/** A reference inside a link's text, for phones that show one; the link itself is never opened. */
function referenceInLink(text: string): Reference | undefined {
  if (!/^https?:\/\//i.test(text)) return undefined
  for (const part of text.split(/[^0-9A-Za-z-]+/)) {
    const read = /^\d{6,20}$/.test(part) ? readReference(part) : undefined
    if (read?.ok) return read.value
  }
  return undefined
}

/** Reads decoded scanner text. Source: DEVICES.md section 5; RIB 24 digits and phone as in Chari's API. */
export function readScan(raw: string): Scan {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: scanners end a code with CR, LF or TAB
  const text = raw.replace(/[\u0000-\u001f\u007f]+$/g, '').trim()
  const paper = PAPER.exec(text)
  if (paper)
    return {
      kind: 'paper',
      mark: { number: (paper[1] ?? '').toUpperCase(), shortHash: (paper[2] ?? '').toLowerCase() },
    }
  if (/^000201/.test(text) && /6304[0-9A-F]{4}$/.test(text)) return { kind: 'merchant_qr', content: text }
  if (/^\d{24}$/.test(text)) return { kind: 'rib', rib: text }
  if (/^(?:\+212|00212|0[5-8])/.test(text)) {
    const phone = readPhone(text)
    if (phone.ok) return { kind: 'phone', phone: phone.value }
  }
  const reference = readReference(text)
  if (reference.ok) return { kind: 'reference', reference: reference.value }
  const linked = referenceInLink(text)
  return linked ? { kind: 'reference', reference: linked } : { kind: 'unknown', text: text.slice(0, 200) }
}
