const MOST = 80

/** What a device says of itself, fit to be shown: one line, no underscores, no control or direction characters. */
export const cleanText = (text: string | null | undefined): string =>
  (text ?? '')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffd_]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MOST)
    .trim()

/** Maker and model, the maker once; empty where the device says neither. */
export function nameOf(maker: string | null | undefined, model: string | null | undefined): string {
  const by = cleanText(maker)
  const what = cleanText(model)
  return what.toLowerCase().startsWith(by.toLowerCase()) ? what : cleanText(`${by} ${what}`)
}

/** `usb-Honeywell_Voyager_1400g_1234-if00` without bus, interface and serial number. */
export function nameFromLink(link: string, serialNumber: string | null): string {
  const bare = link.replace(/^(?:usb|pci|platform)-/, '').replace(/-if\d+(?:-port\d+)?$/, '')
  const named = serialNumber && bare.endsWith(`_${serialNumber}`) ? bare.slice(0, -serialNumber.length) : bare
  return cleanText(named)
}

/** A serial number that tells two devices of one kind apart; null for what is none. */
export function usableSerial(text: string | null | undefined): string | null {
  const serial = (text ?? '').trim()
  // Windows makes one up from the socket where there is none, and gives it an ampersand.
  return /^[\x21-\x25\x27-\x7e]{1,64}$/.test(serial) ? serial : null
}

/** `04b8:0e03`. */
export const hexIds = (vendorId: number, productId: number): string =>
  [vendorId, productId].map((id) => id.toString(16).padStart(4, '0')).join(':')
