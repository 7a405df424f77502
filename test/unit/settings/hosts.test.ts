import { describe, expect, it } from 'vitest'
import { isLoopback, isTryOut, resolveHost } from '../../../electron/settings/hosts'
import { splitProxy } from '../../../electron/settings/proxy'
import { resolveTimers } from '../../../electron/settings/timers'

const CHARI = 'https://sandbox.charimoney.com'

describe('the host of an environment', () => {
  it.each([
    ['training', '', ''],
    ['training', 'http://127.0.0.1:1234', 'http://127.0.0.1:1234'],
    ['sandbox', '', CHARI],
    ['sandbox', `${CHARI}/`, CHARI],
    ['sandbox', 'http://localhost:8080/', 'http://localhost:8080'],
    ['production', ' https://api.chari.example ', 'https://api.chari.example'],
    ['custom', 'https://gateway.example/chari/', 'https://gateway.example/chari'],
    ['custom', 'http://[::1]:9', 'http://[::1]:9'],
  ] as const)('%s with %j is %j', (environment, given, host) => {
    expect(resolveHost(environment, given)).toEqual({ ok: true, value: host })
  })

  it.each([
    ['production', '', 'missing'],
    ['custom', '', 'missing'],
    ['production', 'http://api.chari.example', 'not_https'],
    ['custom', 'http://127.0.0.1.example', 'not_https'],
    ['custom', 'http://localhost.example', 'not_https'],
    ['custom', 'ftp://127.0.0.1', 'not_an_address'],
    ['custom', 'api.chari.example', 'not_an_address'],
    ['custom', 'https://user:pass@api.chari.example', 'not_an_address'],
    ['custom', 'https://api.chari.example/?key=1', 'not_an_address'],
    ['training', 'https://api.chari.example', 'not_loopback'],
    ['sandbox', 'https://api.chari.example', 'not_loopback'],
  ] as const)('%s refuses %j: %s', (environment, given, error) => {
    expect(resolveHost(environment, given)).toEqual({ ok: false, error })
  })

  it('is this machine only by its own names', () => {
    for (const host of ['http://localhost:1', 'https://127.9.9.9', 'http://[::1]'])
      expect(isLoopback(host)).toBe(true)
    for (const host of ['', 'localhost', 'http://128.0.0.1', 'http://127.0.0.1.nip.example'])
      expect(isLoopback(host)).toBe(false)
    expect(isTryOut({ environment: 'training', host: '' })).toBe(true)
    expect(isTryOut({ environment: 'custom', host: 'http://127.0.0.1:1' })).toBe(true)
    expect(isTryOut({ environment: 'production', host: 'https://api.chari.example' })).toBe(false)
  })
})

it('agreeMs is a quarter of notDoneMs unless given', () => {
  expect(resolveTimers({})).toMatchObject({ notDoneMs: 120_000, agreeMs: 30_000 })
  expect(resolveTimers({ notDoneMs: 400 })).toMatchObject({ agreeMs: 100 })
  expect(resolveTimers({ notDoneMs: 1 })).toMatchObject({ agreeMs: 1 })
  expect(resolveTimers({ agreeMs: 7 })).toMatchObject({ agreeMs: 7 })
})

it("a proxy's password is taken out of its address", () => {
  expect(splitProxy('http://shop:p%40ss@proxy.example:8080')).toEqual({
    address: 'http://shop@proxy.example:8080',
    password: 'p@ss',
  })
  expect(splitProxy('http://proxy.example:8080')).toEqual({
    address: 'http://proxy.example:8080',
    password: null,
  })
  for (const text of ['', 'proxy:8080', 'socks5://proxy']) expect(splitProxy(text)).toBeNull()
})
