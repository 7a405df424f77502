import { join } from 'node:path'
import { accessTo } from './access'
import type { Candidate } from './candidate'
import { hexIds, nameOf, usableSerial } from './names'
import type { Roots } from './roots'
import { namesIn, readNumber, type UsbFacts, usbAbove, usbFacts } from './sysfs'

/** A USB device as the `usb` package lists it. */
export interface ListedUsb {
  readonly vendorId: number
  readonly productId: number
  readonly manufacturerName?: string | null | undefined
  readonly productName?: string | null | undefined
  readonly serialNumber?: string | null | undefined
  readonly bus: string
  readonly address: number
  readonly ports: readonly number[]
  readonly configurations: readonly {
    readonly interfaces: readonly { readonly alternate: { readonly interfaceClass: number } }[]
  }[]
}

export const PRINTER_CLASS = 0x07

/** `usb:04b8:0e03:SERIAL`, with the socket instead where the printer has no serial number. */
const identity = ({ vendorId, productId, serialNumber, place }: Omit<UsbFacts, 'node'>): string => {
  const serial = usableSerial(serialNumber)
  return `${hexIds(vendorId, productId)}:${serial ?? `@${place}`}`
}

const printer = (
  facts: Omit<UsbFacts, 'node'>,
  rest: Pick<Candidate, 'transport' | 'path' | 'access' | 'remedy'>,
): Candidate => ({
  use: 'printer',
  base: `${rest.transport === 'device' ? 'lp' : 'usb'}:${identity(facts)}`,
  place: facts.place,
  name: nameOf(facts.manufacturer, facts.product) || rest.path,
  vendorId: facts.vendorId,
  productId: facts.productId,
  serialNumber: usableSerial(facts.serialNumber),
  ...rest,
})

/** Printers of Linux by the class of their interfaces in /sys: complete without any right to open them. */
async function printersInSysfs({ sysfs, usbBus }: Roots): Promise<readonly Candidate[]> {
  const devices = join(sysfs, 'bus', 'usb', 'devices')
  const names = await namesIn(devices)
  const owners = new Set<string>()
  for (const name of names) {
    // `1-1.2:1.0` is interface 0 of the device `1-1.2`.
    const [owner = '', rest] = name.split(':')
    if (rest === undefined) continue
    if ((await readNumber(16, devices, name, 'bInterfaceClass')) === PRINTER_CLASS) owners.add(owner)
  }
  const found = await Promise.all(
    [...owners].map(async (owner): Promise<Candidate | null> => {
      const facts = await usbFacts(join(devices, owner), usbBus)
      const rights = facts && (await accessTo(facts.node))
      return facts && rights && printer(facts, { transport: 'usb', path: facts.place, ...rights })
    }),
  )
  return found.filter((candidate) => candidate !== null)
}

/**
 * USB printers; their `path` is the socket, `1-1.2`. Windows gives its printers to the spooler alone, so there are
 * none; rejects where the system's USB library does.
 */
export async function usbPrinters(
  roots: Roots,
  platform: NodeJS.Platform,
  listed: () => Promise<readonly ListedUsb[]>,
): Promise<readonly Candidate[]> {
  if (platform === 'win32') return []
  if (platform === 'linux') return printersInSysfs(roots)
  const isPrinter = ({ configurations }: ListedUsb): boolean =>
    configurations.some(({ interfaces }) =>
      interfaces.some(({ alternate }) => alternate.interfaceClass === PRINTER_CLASS),
    )
  return (await listed()).filter((device) => told(() => isPrinter(device)) ?? false).map(listedPrinter)
}

function listedPrinter(device: ListedUsb): Candidate {
  const { vendorId, productId, bus, ports } = device
  const place = `${bus.replace(/^0+(?=.)/, '')}-${ports.join('.')}`
  const facts = {
    vendorId,
    productId,
    manufacturer: told(() => device.manufacturerName) ?? null,
    product: told(() => device.productName) ?? null,
    serialNumber: told(() => device.serialNumber) ?? null,
    place,
  }
  return printer(facts, { transport: 'usb', path: place, access: 'ok', remedy: null })
}

/** The library may have to open a device for this, and throws where it may not. */
function told<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    return null
  }
}

/** Device files of the kernel's own printer driver, `/dev/usb/lp0`. Linux only. */
export async function lpPrinters({ usbLp, sysfs, usbBus }: Roots): Promise<readonly Candidate[]> {
  const names = (await namesIn(usbLp)).filter((name) => /^lp\d+$/.test(name))
  const found = await Promise.all(
    names.map(async (name): Promise<Candidate | null> => {
      const path = join(usbLp, name)
      const rights = await accessTo(path)
      if (!rights) return null
      const facts = await usbAbove(join(sysfs, 'class', 'usbmisc', name, 'device'), usbBus)
      if (facts) return printer(facts, { transport: 'device', path, ...rights })
      return {
        transport: 'device',
        use: 'printer',
        base: `lp:${path}`,
        place: '',
        name: path,
        path,
        vendorId: null,
        productId: null,
        serialNumber: null,
        ...rights,
      }
    }),
  )
  return found.filter((candidate) => candidate !== null)
}

/** One entry for each printer that has both a USB node and a device file: USB, unless this user may not open it. */
export function oncePerPrinter(
  usb: readonly Candidate[],
  lp: readonly Candidate[],
): { readonly usb: readonly Candidate[]; readonly lp: readonly Candidate[] } {
  const key = ({ base, place }: Candidate): string => `${base.replace(/^(?:usb|lp):/, '')} ${place}`
  const files = new Set(lp.map(key))
  const shownUsb = usb.filter((one) => one.access === 'ok' || !files.has(key(one)))
  const nodes = new Set(shownUsb.map(key))
  return { usb: shownUsb, lp: lp.filter((one) => !nodes.has(key(one))) }
}
