import http from 'node:http'
import { parentPort, Worker } from 'node:worker_threads'

/** Chari as it sends webhooks, in a thread of its own: so many over so many connections, each used again. */

export interface Sending {
  readonly url: string
  readonly key: string
  /** Operation of the first; each has one of its own. */
  readonly from: number
  readonly count: number
  readonly connections: number
}

export interface Sent {
  /** From the first byte to the last answer. */
  readonly tookMs: number
  readonly refused: number
}

const event = (operation: number): string =>
  JSON.stringify({
    data: {
      WebhookId: operation,
      EventId: 'cashin.network.executed',
      CRequestId: `7b8c9f1a-15da-4e1c-8c3b-${String(operation).padStart(12, '0')}`,
      OperationId: operation,
      OperationType: 1,
      OperationStatus: 2,
      CreatedAt: '2026-06-16T09:41:00Z',
      ExecutedAt: '2026-06-16T09:41:18Z',
      Amount: 150.5,
      FeeAmount: 0,
      PrimaryAccountNumber: '+212711111111',
      Method: 'Agent',
      Reference: String(1_000_000_000 + operation),
    },
  })

function post(agent: http.Agent, { url, key }: Sending, operation: number): Promise<boolean> {
  const body = event(operation)
  return new Promise((resolve, reject) => {
    const request = http.request(
      url,
      {
        method: 'POST',
        agent,
        headers: {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
          'User-Agent': 'Chari-BAAS-Webhook/1.0',
          'C-Webhook-Id': `69906411-0aa24a89-ab2005ca-${operation.toString(16).padStart(8, '0')}`,
          'X-Api-Key': key,
        },
      },
      (answer) => {
        answer.resume()
        answer.once('end', () => resolve(answer.statusCode === 200))
      },
    )
    request.once('error', reject)
    request.end(body)
  })
}

async function send(agent: http.Agent, sending: Sending): Promise<Sent> {
  let next = sending.from
  let refused = 0
  const end = sending.from + sending.count
  const one = async (): Promise<void> => {
    while (next < end) {
      const operation = next
      next += 1
      if (!(await post(agent, sending, operation))) refused += 1
    }
  }
  const since = performance.now()
  await Promise.all(Array.from({ length: sending.connections }, one))
  return { tookMs: performance.now() - since, refused }
}

/** The thread's side. */
export function sendWebhooks(): void {
  const port = parentPort
  if (!port) throw new Error('not a thread')
  const agent = new http.Agent({ keepAlive: true })
  port.on('message', (sending: Sending) => {
    send(agent, sending).then(
      (sent) => port.postMessage(sent),
      (error: unknown) => {
        throw error
      },
    )
  })
}

/** Starts the thread; one order at a time. */
export function openSender(): {
  readonly send: (sending: Sending) => Promise<Sent>
  readonly end: () => Promise<unknown>
} {
  const worker = new Worker(new URL('./webhook-sender.mjs', import.meta.url))
  return {
    send: (sending) =>
      new Promise((resolve, reject) => {
        worker.once('message', (sent: Sent) => {
          worker.off('error', reject)
          resolve(sent)
        })
        worker.once('error', reject)
        worker.postMessage(sending)
      }),
    end: () => worker.terminate(),
  }
}
