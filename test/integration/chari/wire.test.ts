import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import type { ExecuteOptions } from '../../../electron/chari/client'
import { centimes } from '../../../electron/domain/money'
import type { Reference } from '../../../electron/domain/reference'
import { createAuthority } from '../../support/authority'
import { clientFor, TEST_KEY, type TestClient } from '../../support/chari-client'
import { startConnectProxy } from '../../support/connect-proxy'
import { reply, type Seen, startTcpServer, type TcpServer } from '../../support/tcp-server'

const REFERENCE = '1122334455' as Reference
const DONE = JSON.stringify({ data: { status: 2, reference: REFERENCE, amount: 150.5, operationId: 77 } })

const open: { close: () => unknown }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})
const keep = <T extends { close: () => unknown }>(one: T): T => {
  open.push(one)
  return one
}
const server = async (...handlers: Parameters<typeof startTcpServer>): Promise<TcpServer> =>
  keep(await startTcpServer(...handlers))
const client = (...args: Parameters<typeof clientFor>): TestClient => {
  const made = clientFor(...args)
  keep(made.client)
  return made
}
const answering = (bytes: Buffer | string) => server({ onRequest: ({ socket }) => socket.write(bytes) })

const order = (more: Partial<ExecuteOptions> = {}): ExecuteOptions => ({
  requestId: randomUUID(),
  beforeFirstByte: () => undefined,
  amount: centimes(15_050),
  ...more,
})
const execute = (
  host: string,
  more: Partial<ExecuteOptions> = {},
  overrides: Parameters<typeof clientFor>[1] = {},
) => client(host, overrides).client.executeRequest('cash_in', 'AG20417', REFERENCE, order(more))
const local = (one: { port: number }): string => `http://127.0.0.1:${one.port}`

function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined
  const promise = new Promise<T>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

describe('the first byte', () => {
  it('leaves after beforeFirstByte, on a connection that stands', async () => {
    const connected = withResolvers<Seen>()
    const chari = await server({
      onConnection: (seen) => connected.resolve(seen),
      onRequest: ({ socket }) => socket.write(reply(200, DONE)),
    })
    const calls: string[] = []
    const outcome = await execute(local(chari), {
      beforeFirstByte: () => {
        calls.push(`hook with ${chari.connections.map((one) => one.received).join('')}`)
      },
    })
    expect(outcome.kind).toBe('done')
    expect(calls).toEqual(['hook with '])
    expect((await connected.promise).received).toContain('POST /api/operations/cashin/agent HTTP/1.1')
  })

  it('never leaves when beforeFirstByte throws', async () => {
    const ended = withResolvers<string>()
    const chari = await server({
      onConnection: (seen) => seen.socket.on('close', () => ended.resolve(seen.received)),
    })
    const requestId = randomUUID()
    const outcome = await execute(local(chari), {
      requestId,
      beforeFirstByte: () => {
        throw new Error('disk full')
      },
    })
    expect(outcome).toEqual({ kind: 'unreachable', reason: 'not_written', requestId })
    expect(await ended.promise).toBe('')
  })

  it('never leaves when the caller gave up before', async () => {
    const chari = await answering(reply(200, DONE))
    const outcome = await execute(local(chari), { signal: AbortSignal.abort() })
    expect(outcome).toMatchObject({ kind: 'unreachable', reason: 'aborted' })
    expect(chari.connections).toHaveLength(0)
  })

  it('never leaves without a key', async () => {
    const chari = await answering(reply(200, DONE))
    for (const apiKey of [() => '', () => 'two\r\nlines']) {
      const outcome = await execute(local(chari), {}, { apiKey })
      expect(outcome).toMatchObject({ kind: 'unreachable', reason: 'not_written' })
    }
    expect(chari.connections).toHaveLength(0)
  })

  it('carries key, request id and the amountless body exactly', async () => {
    const chari = await answering(reply(200, DONE))
    const requestId = randomUUID()
    await execute(local(chari), { requestId })
    const [seen] = chari.connections
    expect(seen?.received).toContain(`Chari-Api-Key: ${TEST_KEY}`)
    expect(seen?.received).toContain(`C-Request-Id: ${requestId}`)
    expect(seen?.received.split('\r\n\r\n')[1]).toBe('{"Code":"AG20417","Reference":"1122334455"}')
  })
})

describe('connections', () => {
  it('an execute never uses one again, a look-up does', async () => {
    const chari = await server({ onRequest: ({ socket }) => socket.write(reply(200, DONE)) })
    const { client: api } = client(local(chari))
    await api.request('cash_in', REFERENCE)
    await api.request('cash_out', REFERENCE)
    expect(chari.connections).toHaveLength(1)
    await api.executeRequest('cash_in', 'AG20417', REFERENCE, order())
    await api.executeRequest('cash_in', 'AG20417', REFERENCE, order())
    expect(chari.connections).toHaveLength(3)
    for (const { received } of chari.connections.slice(1)) {
      expect(received.match(/HTTP\/1\.1\r\n/g)).toHaveLength(1)
      expect(received.toLowerCase()).toContain('connection: close')
    }
  })

  it('a kept connection that Chari closed is not the end of a look-up', async () => {
    const chari = await server({
      onRequest: ({ socket }, index) => {
        if (index === 0) socket.end(reply(200, DONE, { Connection: 'keep-alive' }))
        else socket.write(reply(200, DONE))
      },
    })
    const { client: api } = client(local(chari))
    expect((await api.request('cash_in', REFERENCE)).kind).toBe('answer')
    expect((await api.request('cash_in', REFERENCE)).kind).toBe('answer')
  })

  it('a refused connection, an unknown name: unreachable', async () => {
    const gone = await startTcpServer({})
    await gone.close()
    expect(await execute(local(gone))).toMatchObject({ kind: 'unreachable', reason: 'connect' })
    expect(await execute('https://no-such-host.invalid')).toMatchObject({
      kind: 'unreachable',
      reason: 'name',
    })
    const { client: api, log, contacts } = client(local(gone))
    expect(await api.request('cash_in', REFERENCE)).toMatchObject({ kind: 'unreachable', reason: 'connect' })
    expect(log.map((record) => record.outcome)).toEqual(Array(3).fill('unreachable/connect'))
    expect(contacts.map((contact) => contact.kind)).toEqual(['unreachable'])
  })

  it('refuses plain http beyond loopback', () => {
    expect(() => clientFor('http://sandbox.charimoney.com')).toThrow('plain_http')
    expect(() => clientFor('https://user:secret@charimoney.com')).toThrow('credentials')
    expect(() => clientFor('nothing')).toThrow('malformed')
  })
})

describe('TLS', () => {
  const authority = createAuthority()

  it('believes an authority of the settings, over a name and over an address', async () => {
    const chari = await server({
      certified: authority.server,
      onRequest: ({ socket }) => socket.write(reply(200, DONE)),
    })
    for (const name of ['127.0.0.1', 'localhost']) {
      const { client: api } = client(`https://${name}:${chari.port}`, { customCa: authority.ca })
      expect((await api.executeRequest('cash_in', 'AG20417', REFERENCE, order())).kind).toBe('done')
      expect((await api.request('cash_in', REFERENCE)).kind).toBe('answer')
    }
  })

  it('believes no other: unreachable, and no byte of the request', async () => {
    const chari = await server({ certified: authority.server })
    for (const customCa of [
      null,
      createAuthority().ca,
      'no certificate',
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
    ]) {
      const outcome = await execute(`https://127.0.0.1:${chari.port}`, {}, { customCa })
      expect(outcome).toMatchObject({ kind: 'unreachable', reason: 'tls' })
    }
    expect(chari.connections.map((one) => one.received).join('')).toBe('')
  })

  it('a server that speaks no TLS, or hangs in the handshake: unreachable', async () => {
    const plain = await server({ onConnection: ({ socket }) => socket.end('220 mail\r\n') })
    expect(await execute(`https://127.0.0.1:${plain.port}`)).toMatchObject({
      kind: 'unreachable',
      reason: 'tls',
    })
    const mute = await server({})
    const timers = { requestMs: 5_000, connectMs: 100 }
    expect(await execute(`https://127.0.0.1:${mute.port}`, {}, { timers })).toMatchObject({
      kind: 'unreachable',
      reason: 'tls',
    })
  })
})

describe('proxy', () => {
  const authority = createAuthority('chari.invalid')

  it('goes through the one of the settings, with its password', async () => {
    const chari = await server({
      certified: authority.server,
      onRequest: ({ socket }) => socket.write(reply(200, DONE)),
    })
    const proxy = keep(await startConnectProxy({ to: chari.port }))
    const { client: api } = client('https://chari.invalid', {
      customCa: authority.ca,
      proxy: { url: `http://shop@127.0.0.1:${proxy.port}`, password: 's:cret' },
    })
    expect((await api.executeRequest('cash_in', 'AG20417', REFERENCE, order())).kind).toBe('done')
    expect((await api.request('cash_in', REFERENCE)).kind).toBe('answer')
    const authorization = `Basic ${Buffer.from('shop:s:cret').toString('base64')}`
    expect(proxy.asked).toEqual(Array(2).fill({ place: 'chari.invalid:443', authorization }))
  })

  it('speaks TLS to a proxy that asks for it', async () => {
    const chari = await server({
      certified: authority.server,
      onRequest: ({ socket }) => socket.write(reply(200, DONE)),
    })
    const proxy = keep(await startConnectProxy({ to: chari.port, certified: authority.server }))
    const { client: api } = client('https://chari.invalid', {
      customCa: authority.ca,
      proxy: { url: `https://127.0.0.1:${proxy.port}` },
    })
    expect((await api.executeRequest('cash_in', 'AG20417', REFERENCE, order())).kind).toBe('done')
    expect((await api.request('cash_in', REFERENCE)).kind).toBe('answer')
    expect(proxy.asked).toHaveLength(2)
  })

  it('an address of a proxy that is none is said at once', () => {
    for (const url of ['proxy:3128', 'socks5://127.0.0.1:1080', 'http://%E0@proxy:3128'])
      expect(() => clientFor('https://chari.invalid', { proxy: { url } })).toThrow('proxy')
  })

  it('a refused CONNECT is unreachable, and beforeFirstByte has not run', async () => {
    for (const answer of [403, 407, 502]) {
      const proxy = keep(await startConnectProxy({ answer }))
      let ran = false
      const outcome = await execute(
        'https://chari.invalid',
        {
          beforeFirstByte: () => {
            ran = true
          },
        },
        { proxy: { url: `http://127.0.0.1:${proxy.port}` } },
      )
      expect(outcome).toMatchObject({ kind: 'unreachable', reason: 'proxy' })
      expect(ran).toBe(false)
      expect(proxy.asked).toHaveLength(1)
    }
  })

  it('ignores the environment', async () => {
    const chari = await answering(reply(200, DONE))
    const before = { ...process.env }
    Object.assign(process.env, {
      HTTP_PROXY: 'http://127.0.0.1:1',
      http_proxy: 'http://127.0.0.1:1',
      NO_PROXY: '',
      no_proxy: '',
    })
    try {
      const { client: api } = client(local(chari))
      expect((await api.request('cash_in', REFERENCE)).kind).toBe('answer')
      expect((await api.executeRequest('cash_in', 'AG20417', REFERENCE, order())).kind).toBe('done')
    } finally {
      for (const name of ['HTTP_PROXY', 'http_proxy', 'NO_PROXY', 'no_proxy']) delete process.env[name]
      Object.assign(process.env, before)
    }
  })

  it('reaches a loopback host without a proxy that is elsewhere', async () => {
    const chari = await answering(reply(200, DONE))
    const { client: api } = client(local(chari), { proxy: { url: 'http://proxy.invalid:3128' } })
    expect((await api.request('cash_in', REFERENCE)).kind).toBe('answer')
  })
})

describe('what comes back', () => {
  it('a bomb is not unpacked, a flood not read', async () => {
    const bomb = await answering(
      reply(200, gzipSync(Buffer.alloc(64 * 1024 * 1024, 32)), { 'Content-Encoding': 'gzip' }),
    )
    expect(await execute(local(bomb))).toMatchObject({ kind: 'unsure', reason: 'too_large' })
    const flood = await answering(reply(200, Buffer.alloc(3 * 1024 * 1024, 32)))
    const { client: api, log } = client(local(flood))
    expect(await api.request('cash_in', REFERENCE)).toMatchObject({ kind: 'no_answer', reason: 'too_large' })
    expect(log).toHaveLength(1)
  })

  it('reads what is compressed well, and calls what is not unreadable', async () => {
    const good = await answering(reply(200, gzipSync(DONE), { 'Content-Encoding': 'gzip' }))
    expect((await execute(local(good))).kind).toBe('done')
    const bad = await answering(reply(200, DONE, { 'Content-Encoding': 'gzip' }))
    expect(await execute(local(bad))).toMatchObject({ kind: 'unsure', reason: 'unreadable' })
  })

  it('follows no redirect, which would carry key and body elsewhere', async () => {
    const elsewhere = await answering(reply(200, DONE))
    for (const status of [301, 302, 303, 307, 308]) {
      const chari = await answering(reply(status, '', { Location: `${local(elsewhere)}/api` }))
      expect(await execute(local(chari))).toMatchObject({ kind: 'unsure', reason: 'redirect' })
    }
    expect(elsewhere.connections).toHaveLength(0)
  })

  it('what is no HTTP is unreadable', async () => {
    const chari = await answering('SSH-2.0-x\r\n\r\n')
    expect(await execute(local(chari))).toMatchObject({ kind: 'unsure', reason: 'unreadable', meta: null })
  })

  it('an abort after the first byte is unsure', async () => {
    const abort = new AbortController()
    const chari = await server({ onRequest: () => abort.abort() })
    expect(await execute(local(chari), { signal: abort.signal })).toMatchObject({
      kind: 'unsure',
      reason: 'aborted',
    })
    const half = await server({
      onRequest: ({ socket }) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{')
      },
    })
    const later = new AbortController()
    const { client: api } = client(local(half))
    const pending = api.request('cash_in', REFERENCE, { signal: later.signal, timeoutMs: 20_000 })
    while (half.connections[0]?.received === undefined) await new Promise((resolve) => setImmediate(resolve))
    later.abort()
    expect(await pending).toMatchObject({ kind: 'no_answer', reason: 'aborted' })
  })

  it('a client that closes ends its look-ups', async () => {
    const chari = await server({ onRequest: () => api.close() })
    const { client: api } = clientFor(local(chari))
    expect(await api.request('cash_in', REFERENCE)).toMatchObject({ kind: 'no_answer', reason: 'aborted' })
    expect(chari.connections).toHaveLength(1)
  })
})
