import { realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { accessTo } from './access'
import type { Candidate } from './candidate'
import { cleanText, hexIds, nameFromLink, nameOf, usableSerial } from './names'
import type { Roots } from './roots'
import { namesIn, readNumber, type UsbFacts, usbAbove } from './sysfs'

/** A port as serialport lists it. */
export interface ListedPort {
  readonly path: string
  readonly manufacturer?: string | undefined
  readonly serialNumber?: string | undefined
  readonly pnpId?: string | undefined
  readonly locationId?: string | undefined
  readonly vendorId?: string | undefined
  readonly productId?: string | undefined
  readonly friendlyName?: string | undefined
}

/** One port, put together from whatever knows of it. */
interface SerialPort {
  readonly path: string
  readonly facts: Omit<UsbFacts, 'node'> | null
  readonly byId: string | null
  readonly byPath: string | null
  readonly friendly: string | null
}

/** Sockets of the board, and macOS's own ports: there whether anything is plugged in or not. */
const LEGACY = /\/(?:ttyS\d+|tty\.(?:Bluetooth-Incoming-Port|debug-console|wlan-debug))$/

const hex = (text: string | undefined): number | null => {
  const number = Number.parseInt(text ?? '', 16)
  return Number.isNaN(number) ? null : number
}

function factsOf(port: ListedPort): Omit<UsbFacts, 'node'> | null {
  const vendorId = hex(port.vendorId)
  const productId = hex(port.productId)
  if (vendorId === null || productId === null) return null
  return {
    vendorId,
    productId,
    manufacturer: port.manufacturer ?? null,
    product: null,
    serialNumber: port.serialNumber ?? null,
    place: port.locationId ?? '',
  }
}

/** Links of a folder by the device that each leads to now; links to nothing are left out. */
async function linksIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const links = new Map<string, string>()
  for (const name of await namesIn(folder)) {
    const target = await realpath(join(folder, name)).catch(() => null)
    if (target !== null && !links.has(target)) links.set(target, name)
  }
  return links
}

/** Ports of /sys/class/tty with a device behind them; null where there is no such folder to read. */
async function portsInSysfs({ sysfs, dev, usbBus }: Roots): Promise<readonly SerialPort[] | null> {
  const ttys = join(sysfs, 'class', 'tty')
  const names = await namesIn(ttys)
  if (names.length === 0) return null
  const ports = await Promise.all(
    names.map(async (name): Promise<SerialPort | null> => {
      const device = await realpath(join(ttys, name, 'device')).catch(() => null)
      // Type 0 is a socket that the board does not have.
      if (device === null || (await readNumber(10, ttys, name, 'type')) === 0) return null
      const facts = await usbAbove(device, usbBus)
      return { path: join(dev, name), facts, byId: null, byPath: null, friendly: null }
    }),
  )
  return ports.filter((port) => port !== null)
}

async function candidateOf(port: SerialPort, checked: boolean): Promise<Candidate | null> {
  const { path, facts, byId, byPath, friendly } = port
  const rights = checked ? await accessTo(path) : ({ access: 'ok', remedy: null } as const)
  if (!rights) return null
  const serial = usableSerial(facts?.serialNumber)
  const ids = facts ? hexIds(facts.vendorId, facts.productId) : ''
  const base =
    byId ??
    (facts && serial
      ? `${ids}:${serial}`
      : (byPath ?? (facts && facts.place !== '' ? `${ids}:@${facts.place}` : path)))
  const name = facts?.product
    ? nameOf(facts.manufacturer, facts.product)
    : byId !== null
      ? nameFromLink(byId, facts?.serialNumber ?? null)
      : cleanText(friendly ?? facts?.manufacturer)
  return {
    transport: 'serial',
    use: 'either',
    base: `serial:${base}`,
    place: facts?.place || (byPath ?? ''),
    name: name || path,
    path,
    vendorId: facts?.vendorId ?? null,
    productId: facts?.productId ?? null,
    serialNumber: serial,
    ...rights,
  }
}

/**
 * Serial ports. Linux: from /sys and udev's links, so that nothing is started and no udev is needed; elsewhere, and
 * where /sys cannot be read, from serialport's own list, which may reject. Ports known only by a link are added.
 */
export async function serialPorts(
  roots: Roots,
  platform: NodeJS.Platform,
  listed: () => Promise<readonly ListedPort[]>,
): Promise<readonly Candidate[]> {
  const posix = platform !== 'win32'
  const byId = await linksIn(roots.serialById)
  const byPath = await linksIn(roots.serialByPath)
  const fromList = async (): Promise<readonly SerialPort[]> =>
    (await listed()).map((port) => ({
      path: port.path,
      facts: factsOf(port),
      byId: platform === 'linux' ? (port.pnpId ?? null) : null,
      byPath: null,
      friendly: port.friendlyName ?? null,
    }))
  const ports =
    (platform === 'linux' ? await portsInSysfs(roots) : null) ?? (await fromList().catch(() => []))

  const known = new Set<string>()
  const merged: SerialPort[] = []
  for (const port of ports) {
    const path = posix ? await realpath(port.path).catch(() => port.path) : port.path
    if (known.has(path)) continue
    known.add(path)
    merged.push({ ...port, path, byId: byId.get(path) ?? port.byId, byPath: byPath.get(path) ?? null })
  }
  for (const path of new Set([...byId.keys(), ...byPath.keys()])) {
    if (known.has(path)) continue
    const link = { byId: byId.get(path) ?? null, byPath: byPath.get(path) ?? null }
    merged.push({ path, facts: null, friendly: null, ...link })
  }
  const found = await Promise.all(merged.map((port) => candidateOf(port, posix)))
  return found.filter((candidate) => candidate !== null)
}

/** Without the board's own sockets, unless there is no other serial port. */
export function withoutLegacy(ports: readonly Candidate[]): readonly Candidate[] {
  const real = ports.filter(({ path, vendorId }) => vendorId !== null || !LEGACY.test(path))
  return real.length > 0 ? real : ports
}

/** Serial devices of the folder of virtual ones: links of `serial/by-id`, as udev makes them. */
export async function virtualSerialPorts(folder: string): Promise<readonly Candidate[]> {
  const links = await linksIn(join(folder, 'serial', 'by-id'))
  const found = await Promise.all(
    [...links].map(([path, byId]) =>
      candidateOf({ path, facts: null, byId, byPath: null, friendly: null }, true),
    ),
  )
  return found.filter((candidate) => candidate !== null)
}
