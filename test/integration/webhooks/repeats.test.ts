import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Heard } from '../../../electron/domain/webhook'
import { createJournal } from '../../../electron/journal/journal'
import { createIntake } from '../../../electron/webhooks/intake'
import { webhookKinds } from '../../../electron/webhooks/kinds'
import { webhookProjection } from '../../../electron/webhooks/projection'
import { readWebhook } from '../../../electron/webhooks/reading'
import { memoryFolder } from '../../support/counter'
import { testJournalDeps } from '../../support/journal'
import { webhookHeader } from '../../support/webhooks'

/** One try of Chari's: an event of an operation, under ids of its own or of the first try. */
interface Try {
  readonly event: number
  readonly operation: number
  readonly status: number
  readonly freshHeader: boolean
  readonly freshId: boolean
  readonly wrapped: boolean
  /** With the one before it, before either is answered. */
  readonly together: boolean
}

const EVENTS = ['cashin.network.executed', 'cashout.network.executed', 'transfer.received'] as const
/** The type by which the event is known without its name. */
const TYPES = [1, 2, 3] as const

const body = (one: Try, fresh: number, nameless: boolean): Uint8Array => {
  const event = {
    WebhookId: one.freshId ? `fresh-${fresh}` : one.event * 1_000 + one.operation * 10 + one.status,
    ...(nameless ? {} : { EventId: EVENTS[one.event] }),
    OperationId: one.operation,
    OperationType: TYPES[one.event],
    OperationStatus: one.status,
    Amount: one.operation,
  }
  return new TextEncoder().encode(JSON.stringify(one.wrapped ? { data: event } : event))
}
const keyOf = (one: Try): string => `${one.event} ${one.operation} ${one.status}`

it('however often, in whatever order and under whatever ids they come, each event is kept once', async () => {
  const tries = fc.array(
    fc.record<Try>({
      event: fc.constantFrom(0, 1, 2),
      operation: fc.integer({ min: 1, max: 4 }),
      status: fc.integer({ min: 1, max: 4 }),
      freshHeader: fc.boolean(),
      freshId: fc.boolean(),
      wrapped: fc.boolean(),
      together: fc.boolean(),
    }),
    { minLength: 1, maxLength: 60 },
  )
  await fc.assert(
    fc.asyncProperty(tries, fc.boolean(), async (all, nameless) => {
      const journal = createJournal(
        testJournalDeps(memoryFolder(), { kinds: webhookKinds, projections: [webhookProjection] }),
      )
      try {
        const heard: Heard[] = []
        const intake = createIntake({ journal, onHeard: (one) => heard.push(one) })
        const answers: Promise<'kept' | 'repeated'>[] = []
        for (const [n, one] of all.entries()) {
          const header = one.freshHeader
            ? webhookHeader(10_000 + n)
            : webhookHeader(one.event * 100 + one.operation * 10 + one.status)
          const read = readWebhook(body(one, n, nameless), header)
          if (!read.ok) throw new Error(read.error)
          const answer = intake.take(read.value)
          answers.push(answer)
          if (!one.together) await answer
        }
        const how = await Promise.all(answers)
        await new Promise((resolve) => setImmediate(resolve))
        const keys = all.map(keyOf)
        expect(how).toEqual(keys.map((key, n) => (keys.indexOf(key) === n ? 'kept' : 'repeated')))
        expect(heard).toHaveLength(new Set(keys).size)
        expect(heard.map(({ sequence }) => sequence)).toEqual(
          [...heard.map(({ sequence }) => sequence)].sort((a, b) => a - b),
        )
      } finally {
        journal.close()
      }
    }),
    { numRuns: 60, seed: 20260616 },
  )
})
