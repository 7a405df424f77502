import { randomUUID } from 'node:crypto'
import net from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { centimes } from '../../../electron/domain/money'
import type { IncomingMoney } from '../../../electron/domain/webhook'
import type { Author } from '../../../electron/journal/types'
import type { PartsDeps } from '../../../electron/parts'
import type { Sandbox } from '../../../electron/sandbox/types'
import { openShop } from '../../bench/support/parts'
import { awaitUntil } from '../../support/await-until'
import { testSettings } from '../../support/counter'
import { tempFolder } from '../../support/journal'
import { bookedIn, OUR_AGENT, ownSandbox, SANDBOX_KEY } from '../../support/own-sandbox'
import { WEBHOOK_KEY } from '../../support/webhooks'

/** The terminal's own parts, with a Chari over HTTP on one side and its webhooks on the other. */

async function terminal(deps: Partial<PartsDeps> = {}, port = 0) {
  const sandbox: Sandbox = await ownSandbox()
  onTestFinished(() => sandbox.close())
  const parts = await openShop(
    tempFolder(),
    { host: sandbox.host, key: SANDBOX_KEY, printerPort: 1 },
    { transport: 'virtual' },
    { webhookKey: () => WEBHOOK_KEY, ...deps },
    {
      webhooks: { on: true, address: '127.0.0.1', port },
      // Once at once, and then not before a webhook asks.
      timers: { ...testSettings().timers, settleMs: [0, 3_600_000] },
    },
  )
  onTestFinished(() => parts.close())
  await awaitUntil(() => parts.webhooks.status().state !== 'off', 'the receiver has tried to listen')
  const tell = async (body: unknown): Promise<number> =>
    (
      await fetch(parts.webhooks.status().url ?? '', {
        method: 'POST',
        headers: { 'x-api-key': WEBHOOK_KEY, 'c-webhook-id': randomUUID() },
        body: JSON.stringify(body),
      })
    ).status
  return { sandbox, parts, tell }
}

it('an outcome that was lost is settled by a webhook and the look-up that it triggers', async () => {
  const { sandbox, parts, tell } = await terminal()
  const reference = sandbox.createReference({ direction: 'cash_in', amount: centimes(15_000) })
  const who: Author = { cashier: 'Salma B.', shift: parts.till.openShifts()[0]?.id ?? null }
  const found = await parts.counter.lookUp({ text: reference, want: 'automatic', source: 'typed' }, who)
  if (found.kind !== 'quote') throw new Error(JSON.stringify(found))
  sandbox.addFault({ call: 'cashin.agent.execute', reference, kind: 'reset_after', times: 1 })
  for (const call of ['cashin.request.read', 'operations.all']) sandbox.addFault({ call, kind: 'refuse' })
  const answer = await parts.counter.confirm(
    { confirmId: randomUUID(), quoteId: found.quote.quoteId, received: found.quote.cash, identity: null },
    who,
  )
  if (!answer.ok) throw new Error(answer.message.code)
  const { id } = answer.value
  await awaitUntil(() => (parts.counter.get(id)?.nextCheckInMs ?? 0) > 60_000, 'the first look-up is over')
  expect(parts.counter.get(id)?.state).toBe('unsure')

  sandbox.clearFaults()
  const { requestId } = await bookedIn(sandbox, reference)
  const status = await tell({
    data: {
      WebhookId: 1,
      EventId: 'cashin.network.executed',
      CRequestId: requestId,
      OperationId: 924_001,
      OperationType: 1,
      OperationStatus: 2,
      Amount: 150,
      Method: 'Agent',
      Reference: reference,
    },
  })
  expect(status).toBe(200)
  await awaitUntil(() => parts.counter.get(id)?.state === 'completed', 'it is completed')
  const kinds = parts.journal.events({ operation: id, limit: 100 }).map(({ kind }) => kind)
  expect(kinds.slice(kinds.indexOf('operation.heard'))).toEqual(
    expect.arrayContaining(['operation.heard', 'operation.checked', 'operation.completed']),
  )
})

it('incoming money reaches the screens once, and its sender is masked', async () => {
  const shown: IncomingMoney[] = []
  const { parts, tell } = await terminal({ onIncomingMoney: (money) => shown.push(money) })
  const money = {
    EventId: 'transfer.received',
    OperationId: 5,
    OperationStatus: 2,
    Amount: 12.5,
    PrimaryAccountNumber: '+212711111111',
    SecondaryAccountNumber: OUR_AGENT.phone,
  }
  await tell(money)
  await tell(money)
  await tell({ ...money, OperationId: 6, SecondaryAccountNumber: '+212722222222' })
  await tell({ ...money, OperationId: 7, EventId: 'bank-transfer.initiated' })
  await awaitUntil(() => parts.webhooks.find({ operationId: '7' }).length === 1, 'all are heard')
  await awaitUntil(() => shown.length > 0, 'the screens are told')
  expect(shown).toMatchObject([{ operationId: '5', amount: 1_250, from: '+212 7** ** 11 11' }])
})

it('a port that is taken keeps no terminal from opening', async () => {
  const other = net.createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void other.close())
  const { parts } = await terminal({}, (other.address() as net.AddressInfo).port)
  expect(parts.webhooks.status()).toMatchObject({ state: 'failed', code: 'port_taken' })
  expect(parts.till.openShifts()).toHaveLength(1)
})
