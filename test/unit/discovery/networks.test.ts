import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hostsOf, isPrivate, ownNetworks } from '../../../native/discovery/networks'

const own = (address: string, netmask: string, internal = false) => ({
  address,
  netmask,
  internal,
  family: 'IPv4' as const,
  mac: '00:00:00:00:00:00',
  cidr: null,
})

describe('addresses that a scan asks', () => {
  it('are all of a small network but the own one', () => {
    const hosts = hostsOf([{ address: '192.168.1.40', netmask: '255.255.255.0' }])
    expect(hosts).toHaveLength(253)
    expect(hosts[0]).toBe('192.168.1.1')
    expect(hosts.at(-1)).toBe('192.168.1.254')
    expect(hosts).not.toContain('192.168.1.40')
  })

  it('are no more than 254 around the own one in a large network', () => {
    const hosts = hostsOf([{ address: '10.20.30.40', netmask: '255.0.0.0' }])
    expect(hosts).toHaveLength(253)
    expect(hosts.every((host) => host.startsWith('10.20.30.'))).toBe(true)
  })

  it.each([
    ['255.255.255.252', ['192.168.7.6']],
    ['255.255.255.254', []],
    ['255.255.255.255', []],
  ])('of a network of mask %s are %j', (netmask, hosts) => {
    expect(hostsOf([{ address: '192.168.7.5', netmask }])).toEqual(hosts)
  })

  it('come once, also where two cards are in one network', () => {
    const netmask = '255.255.255.248'
    const hosts = hostsOf([
      { address: '192.168.1.1', netmask },
      { address: '192.168.1.2', netmask },
    ])
    expect(hosts).toEqual(['192.168.1.3', '192.168.1.4', '192.168.1.5', '192.168.1.6'])
  })

  it('are private whatever the interfaces say', () => {
    const byte = fc.integer({ min: 0, max: 255 })
    const address = fc.tuple(byte, byte, byte, byte).map((parts) => parts.join('.'))
    fc.assert(
      fc.property(fc.array(fc.record({ address, netmask: address }), { maxLength: 3 }), (networks) => {
        const hosts = hostsOf(networks)
        expect(hosts.length).toBeLessThanOrEqual(254 * networks.length)
        for (const host of hosts) expect(isPrivate(host)).toBe(true)
      }),
      { seed: 20260616, numRuns: 200 },
    )
  })

  it.each([
    '8.8.8.8',
    '172.15.0.1',
    '172.32.0.1',
    '192.169.0.1',
    '169.254.3.4',
    '11.0.0.1',
    '192.168.1',
    'x',
  ])('never are around %s', (address) => {
    expect(hostsOf([{ address, netmask: '255.255.255.0' }])).toEqual([])
  })
})

describe('own networks', () => {
  it('are the private ones of real cards first, bridges of virtual machines last', () => {
    expect(
      ownNetworks({
        docker0: [own('172.17.0.1', '255.255.0.0')],
        lo: [own('127.0.0.1', '255.0.0.0', true)],
        eth0: [own('192.168.1.40', '255.255.255.0')],
        ppp0: [own('41.140.2.3', '255.255.255.255')],
      }),
    ).toEqual([
      { address: '192.168.1.40', netmask: '255.255.255.0' },
      { address: '172.17.0.1', netmask: '255.255.0.0' },
    ])
  })
})
