import { realpath } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { HidFound } from '../scanner/hid-bus'
import { accessTo } from './access'
import type { Candidate } from './candidate'
import { cleanText, hexIds, usableSerial } from './names'
import { namesIn } from './sysfs'

/** Usage page of bar code scanners, and the maker's own page that one Honeywell uses instead (DEVICES.md 5.1). */
const SCANNER_PAGE = 0x8c
const MAKER_PAGE = 0xff8c
/** Makers of scanners (DEVICES.md 5.6). */
export const SCANNER_MAKERS: ReadonlySet<number> = new Set([
  0x0c2e, 0x23d0, 0x0536, 0x05e0, 0x05f9, 0x080c, 0x1eab, 0x065a, 0x2dd6,
])
const SOCKET = '.sock'
const PLACE = /(\d+-\d+(?:\.\d+)*):\d+\.\d+/

const isScanner = ({ usagePage, vendorId }: HidFound): boolean =>
  usagePage === SCANNER_PAGE || (usagePage === MAKER_PAGE && SCANNER_MAKERS.has(vendorId))

/** Bus and port path of a device file of Linux; on Windows the path itself is one; empty elsewhere. */
async function placeOf(path: string, sysfs: string, platform: NodeJS.Platform): Promise<string> {
  if (platform === 'win32') return path
  if (platform !== 'linux') return ''
  const device = await realpath(join(sysfs, 'class', 'hidraw', basename(path), 'device')).catch(() => '')
  return PLACE.exec(device)?.[1] ?? ''
}

/** Scanners in HID point-of-sale mode. Rejects where the system's HID library does. */
export async function hidScanners(
  listed: () => Promise<readonly HidFound[]>,
  sysfs: string,
  platform: NodeJS.Platform,
): Promise<readonly Candidate[]> {
  // A device is listed once for each of its collections, the scanner's own page first here.
  const devices = (await listed()).filter(isScanner).sort((a, b) => (a.usagePage ?? 0) - (b.usagePage ?? 0))
  const seen = new Set<string>()
  const found: Candidate[] = []
  for (const device of devices) {
    const { path, vendorId, productId } = device
    const rights = platform === 'linux' ? await accessTo(path) : ({ access: 'ok', remedy: null } as const)
    if (!rights) continue
    const serial = usableSerial(device.serialNumber)
    const place = await placeOf(path, sysfs, platform)
    const ids = hexIds(vendorId, productId)
    const base = `hid:${ids}${serial ? `:${serial}` : place ? `:@${place}` : ''}`
    const one = `${base} ${place}`
    if (seen.has(one)) continue
    seen.add(one)
    found.push({
      transport: 'hid',
      use: 'scanner',
      base,
      place,
      name: cleanText(device.name) || path,
      path,
      vendorId,
      productId,
      serialNumber: serial,
      ...rights,
    })
  }
  return found
}

/** HID devices of the folder of virtual ones: sockets `hid/NAME.sock`. */
export async function virtualHidScanners(folder: string): Promise<readonly Candidate[]> {
  const names = (await namesIn(join(folder, 'hid'))).filter((name) => name.endsWith(SOCKET))
  const found = await Promise.all(
    names.map(async (file): Promise<Candidate | null> => {
      const path = join(folder, 'hid', file)
      const rights = await accessTo(path)
      const name = file.slice(0, -SOCKET.length)
      return (
        rights && {
          transport: 'hid',
          use: 'scanner',
          base: `hid:${name}`,
          place: '',
          name: cleanText(name),
          path,
          vendorId: null,
          productId: null,
          serialNumber: null,
          ...rights,
        }
      )
    }),
  )
  return found.filter((candidate) => candidate !== null)
}
