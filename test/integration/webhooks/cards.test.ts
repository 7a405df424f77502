import { randomUUID } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import { centimes } from '../../../electron/domain/money'
import type { OperationView } from '../../../electron/domain/operation'
import type { Author } from '../../../electron/journal/types'
import type { Parts } from '../../../electron/parts'
import { openShop } from '../../bench/support/parts'
import { awaitUntil } from '../../support/await-until'
import { openBankPage } from '../../support/bank-page'
import { testSettings } from '../../support/counter'
import { tempFolder } from '../../support/journal'
import { booksOf, call, ownSandbox, SANDBOX_KEY } from '../../support/own-sandbox'
import { WEBHOOK_KEY } from '../../support/webhooks'

/** Once at once, and then not before a webhook asks. */
const SETTLING = { ...testSettings().timers, settleMs: [0, 3_600_000] }
const WEBHOOKS = { on: true, address: '127.0.0.1', port: 0 }

async function pay(parts: Parts): Promise<OperationView> {
  const who: Author = { cashier: 'Salma B.', shift: parts.till.openShifts()[0]?.id ?? null }
  const preview = await parts.counter.card.preview({ by: 'agent', amount: centimes(50_000) }, who)
  if (!preview.ok) throw new Error(preview.message.code)
  const confirmed = await parts.counter.card.confirm(
    {
      confirmId: randomUUID(),
      previewId: preview.value.previewId,
      card: {
        kind: 'typed',
        pan: '4918914107195005',
        expiry: '08/29',
        cvv: '123',
        firstName: 'Salma',
        lastName: 'Benali',
        save: null,
      },
    },
    who,
  )
  if (!confirmed.ok) throw new Error(confirmed.message.code)
  return confirmed.value
}

/** A deposit by card whose window never comes back: the webhook brings its end, by whatever ids the reply gave. */
it.each(['all', 'gateway', 'operation', 'none'] as const)(
  'a card deposit whose reply named %s ids is completed by its webhook and the look-up that follows',
  async (ids) => {
    const sandbox = await ownSandbox()
    onTestFinished(() => sandbox.close())
    const parts = await openShop(
      tempFolder(),
      { host: sandbox.host, key: SANDBOX_KEY, printerPort: 1 },
      { transport: 'virtual' },
      { webhookKey: () => WEBHOOK_KEY, onChallenge: () => undefined },
      {
        webhooks: WEBHOOKS,
        timers: SETTLING,
      },
    )
    onTestFinished(() => parts.close())
    await awaitUntil(() => parts.webhooks.status().state === 'listening', 'the receiver listens')
    sandbox.addWebhookTarget({ url: parts.webhooks.status().url ?? '', key: WEBHOOK_KEY })
    sandbox.setCardManner({ ids })
    const confirmed = await pay(parts)
    expect(confirmed.state).toBe('challenge')
    const { deposits } = (await booksOf(sandbox)) as unknown as { deposits: { trackId: string }[] }
    const track = deposits[0]?.trackId ?? ''
    await call(sandbox, 'POST', `/sandbox/deposits/${track}/complete`)
    await call(sandbox, 'POST', `/sandbox/deposits/${track}/webhook`)
    const { id } = confirmed
    await awaitUntil(() => parts.counter.get(id)?.state === 'completed', 'it is completed')
    expect(parts.webhooks.status().kept).toBe(1)
  },
)

it('in training, the built-in Chari posts to this terminal by itself, and its word completes the deposit', async () => {
  const parts = await openShop(
    tempFolder(),
    { host: '', key: '', printerPort: 1 },
    { transport: 'virtual' },
    { webhookKey: () => WEBHOOK_KEY, onChallenge: () => undefined },
    { environment: 'training', webhooks: WEBHOOKS, timers: SETTLING },
  )
  onTestFinished(() => parts.close())
  await awaitUntil(() => parts.webhooks.status().state === 'listening', 'the receiver listens')
  const { id } = await pay(parts)
  const url = parts.counter.card.challenge(id)?.url ?? ''
  expect((await (await openBankPage(url)).type('555')).end).toMatchObject({ RESPONSE_CODE: '0' })
  await awaitUntil(() => parts.counter.get(id)?.state === 'completed', 'it is completed')
  expect(parts.webhooks.status().kept).toBe(1)
})
