import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One post as it came. */
export interface ReceivedWebhook {
  readonly headers: IncomingHttpHeaders
  readonly text: string
  /** Out of `data` where it stands in it. */
  readonly body: Readonly<Record<string, unknown>>
}

export interface WebhookReceiver {
  readonly url: string
  readonly received: readonly ReceivedWebhook[]
  /** What the next posts are answered, in this order; then 200. `nothing`: no byte comes back. */
  readonly answer: (...next: readonly (number | 'nothing')[]) => void
  readonly close: () => Promise<void>
}

/** A real HTTP server that keeps what is posted to it. */
export async function webhookReceiver(): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = []
  let answers: readonly (number | 'nothing')[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8')
      const whole = JSON.parse(text)
      received.push({ headers: request.headers, text, body: whole.data ?? whole })
      const [status = 200, ...rest] = answers
      answers = rest
      if (status !== 'nothing') response.writeHead(status).end()
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/chari`,
    received,
    answer: (...next) => {
      answers = next
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
