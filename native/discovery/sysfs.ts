import { readdir, readFile, realpath } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** What Linux tells of USB devices in /sys, which every user may read without opening anything. */
export interface UsbFacts {
  readonly vendorId: number
  readonly productId: number
  readonly manufacturer: string | null
  readonly product: string | null
  readonly serialNumber: string | null
  /** Bus and port path, `1-1.2`: the socket it is plugged into. */
  readonly place: string
  /** `/dev/bus/usb/001/004`; changes with each plug. */
  readonly node: string
}

/** Names in a folder, sorted; none where there is no such folder. */
export const namesIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder).catch(() => [])).sort()

/** The text of a small file, trimmed; null where it is missing or empty. */
export const readText = async (...parts: string[]): Promise<string | null> =>
  (await readFile(join(...parts), 'utf8').catch(() => '')).trim() || null

/** A number in a file; null where it is none. */
export async function readNumber(base: 10 | 16, ...parts: string[]): Promise<number | null> {
  const number = Number.parseInt((await readText(...parts)) ?? '', base)
  return Number.isNaN(number) ? null : number
}

const padded = (number: number | null): string => String(number ?? 0).padStart(3, '0')

/** The facts of the USB device whose folder this is; null where it is none. */
export async function usbFacts(folder: string, busFolder: string): Promise<UsbFacts | null> {
  const [vendorId, productId, bus, device] = await Promise.all([
    readNumber(16, folder, 'idVendor'),
    readNumber(16, folder, 'idProduct'),
    readNumber(10, folder, 'busnum'),
    readNumber(10, folder, 'devnum'),
  ])
  if (vendorId === null || productId === null) return null
  const [manufacturer, product, serialNumber] = await Promise.all(
    ['manufacturer', 'product', 'serial'].map((name) => readText(folder, name)),
  )
  return {
    vendorId,
    productId,
    manufacturer: manufacturer ?? null,
    product: product ?? null,
    serialNumber: serialNumber ?? null,
    place: basename(folder),
    node: join(busFolder, padded(bus), padded(device)),
  }
}

/** The nearest USB device above a node's folder in /sys (an interface, a port of it); null where there is none. */
export async function usbAbove(link: string, busFolder: string): Promise<UsbFacts | null> {
  let folder = await realpath(link).catch(() => null)
  // An interface, its port and a class folder between them are never deeper.
  for (let up = 0; folder !== null && up < 6; up += 1) {
    const facts = await usbFacts(folder, busFolder)
    if (facts) return facts
    folder = dirname(folder)
  }
  return null
}
