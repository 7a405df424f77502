import { describe, expect, it } from 'vitest'
import { readSandboxArguments } from '../../../electron/cli/sandbox'

describe('the command line of the sandbox', () => {
  it('needs nothing', () => {
    expect(readSandboxArguments([])).toEqual({
      ok: true,
      value: {
        port: 8901,
        books: 'sandbox-books.json',
        key: 'sandbox-key',
        manner: 'at_once',
        agents: [{ code: 'AG20417', phone: '+212661000417', name: 'Épicerie Al Amal' }],
        webhooks: [],
      },
    })
  })

  it('takes agents by code, phone and name, and the name may be missing or hold colons', () => {
    const read = readSandboxArguments([
      '--port=0',
      '--agent',
      'AG01:0661000001:Tabac: du Souk',
      '--agent',
      'AG02:+212661000002',
      '--manner',
      'one_first',
    ])
    expect(read).toMatchObject({
      ok: true,
      value: {
        port: 0,
        manner: 'one_first',
        agents: [
          { code: 'AG01', phone: '+212661000001', name: 'Tabac: du Souk' },
          { code: 'AG02', phone: '+212661000002', name: 'AG02' },
        ],
      },
    })
  })

  it('takes an address for webhooks with its key', () => {
    const url = 'http://127.0.0.1:8902/webhooks/chari'
    expect(readSandboxArguments(['--webhook', url, '--webhook-key', 'secret'])).toMatchObject({
      value: { webhooks: [{ url, key: 'secret' }] },
    })
  })

  it('does not say the key of webhooks again', () => {
    const read = readSandboxArguments(['--webhook-key', 'secret'])
    expect(read).toEqual({ ok: false, error: '--webhook  --webhook-key …' })
  })

  it.each([
    ['webhooks to no address of the web', ['--webhook', 'file:///etc', '--webhook-key', 'k']],
    ['webhooks without a key', ['--webhook', 'http://127.0.0.1:1/']],
    ['a port beyond 65535', ['--port', '70000']],
    ['a port that is no number', ['--port', '80a']],
    ['a manner it does not have', ['--manner', 'never']],
    ['an agent without a phone', ['--agent', 'AG01']],
    ['an empty key', ['--key', '']],
    ['an option it does not know', ['--colour', 'red']],
  ])('names %s', (_what, args) => {
    const read = readSandboxArguments(args)
    expect(read.ok).toBe(false)
    if (!read.ok) expect(read.error).toContain((args[0] ?? '').slice(2))
  })
})
