import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, it } from 'vitest'
import { centimes } from '../../../electron/domain/money'
import type { Reference } from '../../../electron/domain/reference'
import { clientFor } from '../../support/chari-client'

const workers: Worker[] = []
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.terminate()
})

/** Counts of a server that goes on reading while this thread stands still. */
async function watch(): Promise<{ host: string; counts: Int32Array }> {
  const shared = new SharedArrayBuffer(8)
  const worker = new Worker(new URL('../../support/watching-server.mjs', import.meta.url), {
    workerData: shared,
  })
  workers.push(worker)
  const port = await new Promise<number>((resolve) => worker.once('message', resolve))
  return { host: `http://127.0.0.1:${port}`, counts: new Int32Array(shared) }
}

const CONNECTIONS = 0
const BYTES = 1

describe('while beforeFirstByte runs', () => {
  it('the connection stands and not one byte has arrived', async () => {
    const { host, counts } = await watch()
    const { client } = clientFor(host)
    let arrived: string | undefined
    const outcome = await client.executeRequest('cash_out', 'AG20417', '1122334455' as Reference, {
      requestId: '9b2c8f6e-4f9e-4f57-9a55-0d8f4f3f7a10',
      amount: centimes(100),
      beforeFirstByte: () => {
        Atomics.wait(counts, CONNECTIONS, 0, 5_000)
        arrived = Atomics.wait(counts, BYTES, 0, 150)
      },
    })
    client.close()
    expect(counts[CONNECTIONS]).toBe(1)
    expect(arrived).toBe('timed-out')
    expect(outcome).toMatchObject({
      kind: 'done',
      reply: { status: 'completed', reference: null, amount: null },
    })
    expect(counts[BYTES]).toBeGreaterThan(100)
  })
})
