import { randomUUID } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { ExecuteOptions } from '../../../electron/chari/client'
import { centimes } from '../../../electron/domain/money'
import type { Reference } from '../../../electron/domain/reference'
import { createAuthority } from '../../support/authority'
import { clientFor, TEST_KEY } from '../../support/chari-client'
import { startProxyProgram } from '../../support/proxy-program'
import { reply, startTcpServer } from '../../support/tcp-server'

/** A shop whose address changes reaches Chari through a proxy that somebody else runs: a real program, here. */

const REFERENCE = '1122334455' as Reference
const DONE = JSON.stringify({ data: { status: 2, reference: REFERENCE, amount: 150.5, operationId: 77 } })
const SHOP_ONLY = '[ "$PROXY_AUTH_USERNAME" = shop ] && [ "$PROXY_AUTH_PASSWORD" = "s:cret pass" ]'
const authority = createAuthority('localhost')

const order = (more: Partial<ExecuteOptions> = {}): ExecuteOptions => ({
  requestId: randomUUID(),
  amount: centimes(15_050),
  beforeFirstByte: () => undefined,
  ...more,
})

async function chari() {
  const requests: string[] = []
  const server = await startTcpServer({
    certified: authority.server,
    onRequest: ({ socket }, _index, request) => {
      requests.push(request)
      socket.write(reply(200, DONE))
    },
  })
  onTestFinished(() => server.close())
  return { host: `https://localhost:${server.port}`, requests, connections: server.connections }
}

function client(host: string, port: number, password: string, customCa = authority.ca) {
  const made = clientFor(host, { customCa, proxy: { url: `http://shop@127.0.0.1:${port}`, password } })
  onTestFinished(() => made.client.close())
  return made
}

describe('through a proxy program', () => {
  it('look-ups and executions arrive, and it sees neither the key nor what is asked', async () => {
    const { host, requests } = await chari()
    const proxy = await startProxyProgram(SHOP_ONLY)
    const { client: api, log } = client(host, proxy.port, 's:cret pass')
    expect((await api.request('cash_in', REFERENCE)).kind).toBe('answer')
    expect((await api.executeRequest('cash_in', 'AG20417', REFERENCE, order())).kind).toBe('done')

    expect(requests).toHaveLength(2)
    for (const request of requests) expect(request).toContain(TEST_KEY)
    const place = new URL(host).host
    const passed = proxy.passed()
    // Once for each connection: the look-up's, and the execution's own.
    expect(passed.split(`CONNECT ${place} HTTP/1.1`)).toHaveLength(3)
    expect(proxy.said()).toContain('CONNECT')
    for (const text of [TEST_KEY, REFERENCE, 'AG20417', '/api/', 'operationId', 'Chari-Api-Key'])
      for (const seen of [passed, proxy.said()]) expect(seen.toLowerCase()).not.toContain(text.toLowerCase())
    expect(JSON.stringify(log)).not.toContain('s:cret pass')
  })

  it('that does not know the shop, nothing was sent for certain', async () => {
    const { host, connections } = await chari()
    const proxy = await startProxyProgram(SHOP_ONLY)
    const { client: api } = client(host, proxy.port, 'wrong')
    let ran = false
    const outcome = await api.executeRequest(
      'cash_in',
      'AG20417',
      REFERENCE,
      order({
        beforeFirstByte: () => {
          ran = true
        },
      }),
    )
    expect(outcome).toMatchObject({ kind: 'unreachable', reason: 'proxy' })
    expect([ran, connections.length]).toEqual([false, 0])
  })

  it('that cannot reach Chari, or is gone, nothing was sent for certain', async () => {
    const proxy = await startProxyProgram()
    const { client: api } = client('https://localhost:1', proxy.port, '')
    const nobody = await api.executeRequest('cash_in', 'AG20417', REFERENCE, order())
    expect(nobody).toMatchObject({ kind: 'unreachable', reason: 'proxy' })
    await proxy.kill()
    const gone = await api.executeRequest('cash_in', 'AG20417', REFERENCE, order())
    expect(gone).toMatchObject({ kind: 'unreachable', reason: 'proxy' })
    expect(proxy.passed()).not.toContain(TEST_KEY)
  })

  it('that leads elsewhere, the certificate says so before the key leaves', async () => {
    const { host, requests } = await chari()
    const proxy = await startProxyProgram()
    const { client: api } = client(host, proxy.port, '', createAuthority('localhost').ca)
    expect(await api.executeRequest('cash_in', 'AG20417', REFERENCE, order())).toMatchObject({
      kind: 'unreachable',
      reason: 'tls',
    })
    expect(requests).toEqual([])
  })

  it('that dies while Chari works, it is not known', async () => {
    const proxy = await startProxyProgram()
    const server = await startTcpServer({
      certified: authority.server,
      onRequest: () => void proxy.kill(),
    })
    onTestFinished(() => server.close())
    const { client: api } = client(`https://localhost:${server.port}`, proxy.port, '')
    const outcome = await api.executeRequest('cash_in', 'AG20417', REFERENCE, order())
    expect(outcome).toMatchObject({ kind: 'unsure', reason: 'reset' })
  })
})
