import { looksLikeMerchantQr, type MerchantQr, readMerchantQr } from './emv'
import { type Phone, readPhone } from './phone'
import { type Reference, readReference } from './reference'

/** What is printed in the QR of our own papers: terminal, number, short hash; nothing personal. */
export interface PaperMark {
  readonly number: string
  readonly shortHash: string
}

/** What can be told of a code that is none of ours. */
export type UnknownWhy = 'merchant_qr_damaged'

/** What a scan means. Decided here and nowhere else; a scan only ever loads something, it never executes. */
export type Scan =
  | { readonly kind: 'reference'; readonly reference: Reference }
  | { readonly kind: 'paper'; readonly mark: PaperMark }
  | { readonly kind: 'merchant_qr'; readonly merchant: MerchantQr }
  | { readonly kind: 'rib'; readonly rib: string }
  | { readonly kind: 'phone'; readonly phone: Phone }
  | { readonly kind: 'unknown'; readonly text: string; readonly why: UnknownWhy | null }

const PAPER = /^GUICHET:([A-Z0-9-]{1,24}-\d{6,}):([0-9a-f]{12})$/i

/** The content of a paper's QR. */
export const paperMark = (mark: PaperMark): string => `GUICHET:${mark.number}:${mark.shortHash}`

/** A link's scheme, and the host of an address of the web: no reference is looked for in them. */
const LINK = /^[a-z][a-z0-9+.-]{1,30}:\/\//i
const WEB_HOST = /^https?:\/\/[^/?#]*/i

/** A reference inside a link's text, for phones that show one; the link itself is never opened. */
function referenceInLink(text: string): Reference | undefined {
  if (!LINK.test(text)) return undefined
  const rest = text.replace(WEB_HOST, '').replace(LINK, '')
  for (const part of rest.split(/[^0-9A-Za-z-]+/)) {
    const read = /^(?:\d{6,20}|[A-Z]{2}\d{2}-[A-Z0-9-]+)$/i.test(part) ? readReference(part) : undefined
    if (read?.ok) return read.value
  }
  return undefined
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: scanners end a code with CR, LF or TAB
const CONTROLS_BEHIND = /[\u0000-\u001f\u007f]+$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: and begin one with STX or GS
const CONTROLS_BEFORE = /^[\u0000-\u001f]+/

/** What scanners put around a code: line ends, a first FNC1 as GS, an AIM identifier that nobody has taken off. */
function bare(raw: string): string {
  const text = raw.replace(CONTROLS_BEHIND, '').trim()
  return text.replace(/^\][A-Za-z][0-9A-Fa-f](?=.)/s, '').replace(CONTROLS_BEFORE, '')
}

/** Reads decoded scanner text. Source: DEVICES.md section 5; RIB 24 digits and phone as in Chari's API. */
export function readScan(raw: string): Scan {
  const text = bare(raw)
  const paper = PAPER.exec(text)
  if (paper)
    return {
      kind: 'paper',
      mark: { number: (paper[1] ?? '').toUpperCase(), shortHash: (paper[2] ?? '').toLowerCase() },
    }
  const digits = text.replace(/[\s\u00a0\u202f-]/g, '')
  const merchant = readMerchantQr(text)
  if (merchant.ok) return { kind: 'merchant_qr', merchant: merchant.value }
  if (/^\d{24}$/.test(digits)) return { kind: 'rib', rib: digits }
  const phone = /^(?:tel:)?(?:\+212|00212|0[5-8])/i.test(text) ? readPhone(text.replace(/^tel:/i, '')) : null
  if (phone?.ok) return { kind: 'phone', phone: phone.value }
  const reference = readReference(text)
  if (reference.ok) return { kind: 'reference', reference: reference.value }
  const linked = referenceInLink(text)
  if (linked) return { kind: 'reference', reference: linked }
  const why = looksLikeMerchantQr(text) ? 'merchant_qr_damaged' : null
  return { kind: 'unknown', text: text.slice(0, 200), why }
}
