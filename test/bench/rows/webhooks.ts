import { systemClock } from '../../../electron/domain/clock'
import { HEARD, webhookKinds } from '../../../electron/webhooks/kinds'
import { webhookProjection } from '../../../electron/webhooks/projection'
import { createReceiver } from '../../../electron/webhooks/receiver'
import { type Bench, type Figure, figure, type Goal } from '../measure'
import { KINDS, openJournal, PROJECTIONS } from '../support/journals'
import { openSender } from '../support/webhook-sender'

const KEY = 'key-of-the-benchmarks'
const GOAL: Goal = { of: 'median', is: '>=', than: 500 }
/** Beyond what is measured, so that the receiver's own limit is not. */
const LIMITS = { perSecond: 1_000_000, burst: 1_000_000 }

/** Webhooks over HTTP, each durable in the journal before its 200: over several connections, and one after the other. */
export const webhooks: Bench = {
  name: 'webhooks',
  run: async ({ rounds: count, folder }) => {
    const journal = openJournal(folder(), {
      kinds: [...KINDS, ...webhookKinds],
      projections: [...PROJECTIONS, webhookProjection],
    })
    const receiver = createReceiver({
      journal,
      settings: () => ({ on: true, address: '127.0.0.1', port: 0 }),
      key: () => KEY,
      agentPhone: () => null,
      clock: systemClock,
      onChange: () => undefined,
      log: () => undefined,
      limits: LIMITS,
    })
    const sender = openSender()
    try {
      await receiver.follow()
      const { url } = receiver.status()
      if (url === null) throw new Error('the receiver does not listen')
      const each = count(1_000, 100)
      let sent = 0
      const rate = async (connections: number): Promise<number> => {
        const { tookMs, refused } = await sender.send({
          url,
          key: KEY,
          from: sent + 1,
          count: each,
          connections,
        })
        sent += each
        const kept = journal.db.prepare('SELECT count(*) FROM event WHERE kind = ?').pluck().get(HEARD)
        if (refused > 0 || kept !== sent) throw new Error(`${refused} refused, ${kept} of ${sent} kept`)
        return (each / tookMs) * 1_000
      }
      const rounds = count(12, 2)
      const measured = async (
        name: string,
        connections: number,
        more: { readonly goal?: Goal } = {},
      ): Promise<Figure> => {
        // Code warm, connections open.
        await rate(connections)
        const rates: number[] = []
        for (let round = 0; round < rounds; round += 1) rates.push(await rate(connections))
        return figure(name, 'events/s', rates, more)
      }
      return [
        await measured('webhooks accepted durable, 16 connections', 16, { goal: GOAL }),
        await measured('webhooks accepted durable, one connection', 1),
      ]
    } finally {
      await sender.end()
      await receiver.stop()
      journal.close()
    }
  },
}
