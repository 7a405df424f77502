import { networkInterfaces } from 'node:os'

/** An own address and the mask of its network. */
export interface Network {
  readonly address: string
  readonly netmask: string
}

/** Where virtual printers listen: the first addresses of the loopback network. */
export const VIRTUAL_NETWORK: Network = { address: '127.0.0.0', netmask: '255.255.255.248' }

/** Bridges and tunnels of virtual machines: asked after the networks of the shop. */
const MADE_UP = /^(?:docker|br-|veth|virbr|vmnet|vboxnet|vEthernet|tun|tap|utun|wg|tailscale)/
/** The largest network that is asked whole; of a larger one the part around the own address. */
const PART = 0xffffff00

const toNumber = (address: string): number | null => {
  const parts = address.split('.').map(Number)
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255))
    return null
  return parts.reduce((sum, part) => sum * 256 + part, 0)
}
const toAddress = (number: number): string =>
  [24, 16, 8, 0].map((shift) => (number >>> shift) & 0xff).join('.')

/** Networks that nobody outside the shop can be in (RFC 1918), and this machine itself. */
export const isPrivate = (address: string): boolean =>
  /^(?:10\.|127\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(address) && toNumber(address) !== null

/** This machine's own private IPv4 networks, those of the shop first. */
export function ownNetworks(interfaces = networkInterfaces()): readonly Network[] {
  return Object.entries(interfaces)
    .flatMap(([name, addresses]) => (addresses ?? []).map((address) => ({ name, ...address })))
    .filter(({ family, internal, address }) => family === 'IPv4' && !internal && isPrivate(address))
    .sort((a, b) => Number(MADE_UP.test(a.name)) - Number(MADE_UP.test(b.name)))
    .map(({ address, netmask }) => ({ address, netmask }))
}

/** Addresses to ask: each once, without the own ones, network by network; none outside private ranges. */
export function hostsOf(networks: readonly Network[]): readonly string[] {
  const hosts = new Set<string>()
  for (const { address, netmask } of networks) {
    const own = toNumber(address)
    const mask = toNumber(netmask)
    if (own === null || mask === null || !isPrivate(address)) continue
    const size = (~(mask | PART) >>> 0) + 1
    const first = (own & (mask | PART)) >>> 0
    for (let host = first + 1; host < first + size - 1; host += 1) hosts.add(toAddress(host))
  }
  for (const { address } of networks) hosts.delete(address)
  return [...hosts]
}
