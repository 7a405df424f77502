import { onTestFinished } from 'vitest'
import { type Clock, systemClock } from '../../electron/domain/clock'
import { type WebhookSettings, webhookSettingsSchema } from '../../electron/domain/webhook'
import type { Journal } from '../../electron/journal/types'
import { webhookKinds } from '../../electron/webhooks/kinds'
import { webhookProjection } from '../../electron/webhooks/projection'
import { createReceiver, type Receiver, type ReceiverDeps } from '../../electron/webhooks/receiver'
import { openTestJournal, tempFolder } from './journal'

export const WEBHOOK_KEY = 'shop-key-0123456789abcdef'

/** "Bank Transfer" of the documentation's examples, word for word. */
export const BANK_TRANSFER = {
  WebhookId: 12345,
  CRequestId: 'a4d1e0b5-9f6a-4c1d-bc7b-2d0a7f4b9b12',
  OperationId: 924381,
  OperationType: 5,
  OperationStatus: 2,
  CreatedAt: '2025-11-05T10:12:00Z',
  ExecutedAt: '2025-11-05T10:12:22Z',
  Amount: 25000.0,
  FeeAmount: 350.0,
  CustomData: '{"note":"Salary for October"}',
  PrimaryAccountNumber: '+212711111111',
  SecondaryAccountNumber: '+212722222222',
  Method: 'BankTransfer',
  Reference: 'BANK-REF-9FJ2X7',
  BankTransferBeneficiaryName: 'Aminata Diop',
} as const

/** "CashIn Card", likewise. */
export const CARD_CASH_IN = {
  WebhookId: 12346,
  CRequestId: '7b8c9f1a-15da-4e1c-8c3b-3a2bd0ed5e6f',
  OperationId: 563210,
  OperationType: 1,
  OperationStatus: 2,
  CreatedAt: '2025-11-05T09:41:00Z',
  ExecutedAt: '2025-11-05T09:41:18Z',
  Amount: 10000.0,
  FeeAmount: 150.0,
  CustomData: 'ref12345',
  PrimaryAccountNumber: '+212711111111',
  Method: 'Card',
  GatewayTrackId: '83c1d1c7',
  GatewayOrderId: '20251105_00045',
  GatewayReferenceId: '6f92b0aa',
} as const

export interface Answered {
  readonly status: number
  readonly text: string
  readonly headers: Headers
}

export interface TestReceiver {
  readonly receiver: Receiver
  readonly journal: Journal
  readonly url: () => string
  readonly settings: (change: Partial<WebhookSettings>) => void
  readonly logged: readonly { readonly what: string; readonly facts: Record<string, unknown> }[]
  /** POSTs as Chari does; `headers` null in place of one leaves it out. */
  readonly post: (body: unknown, headers?: Record<string, string | null>) => Promise<Answered>
  /** Events of what was heard, as they lie in the journal. */
  readonly stored: () => ReturnType<Journal['events']>
}

export function webhookJournal(folder = tempFolder(), clock: Clock = systemClock): Journal {
  return openTestJournal(folder, { clock, kinds: webhookKinds, projections: [webhookProjection] })
}

/** A header id of Chari's form: four groups of eight. */
export const webhookHeader = (n: number): string =>
  [1, 2, 3, 4].map((group) => (n * 7_919 + group).toString(16).padStart(8, '0')).join('-')

let sent = 0

/** A receiver that listens on a port of its own; `port` 0 of the settings is one that is free. */
export async function openReceiver(
  change: Partial<ReceiverDeps> & { readonly webhooks?: Partial<WebhookSettings> } = {},
): Promise<TestReceiver> {
  const { webhooks, ...deps } = change
  const journal = deps.journal ? (deps.journal as Journal) : webhookJournal()
  const logged: { what: string; facts: Record<string, unknown> }[] = []
  let settings: WebhookSettings = {
    ...webhookSettingsSchema.parse({ on: true }),
    // Port 0 is of tests alone: any that is free.
    port: 0,
    ...webhooks,
  }
  const receiver = createReceiver({
    journal,
    settings: () => settings,
    key: () => WEBHOOK_KEY,
    agentPhone: () => null,
    clock: systemClock,
    onChange: () => undefined,
    log: (what, facts) => logged.push({ what, facts }),
    ...deps,
  })
  onTestFinished(() => receiver.stop())
  await receiver.follow()
  const url = (): string => receiver.status().url ?? 'http://127.0.0.1:1/'
  return {
    receiver,
    journal,
    url,
    logged,
    settings: (next) => {
      settings = { ...settings, ...next }
    },
    post: async (body, headers = {}) => {
      sent += 1
      const all: Record<string, string | null> = {
        'content-type': 'application/json',
        'user-agent': 'Chari-BAAS-Webhook/1.0',
        'c-webhook-id': webhookHeader(sent),
        'x-api-key': WEBHOOK_KEY,
        ...headers,
      }
      const answer = await fetch(url(), {
        method: 'POST',
        headers: Object.entries(all).filter((one): one is [string, string] => one[1] !== null),
        body: typeof body === 'string' || body instanceof Blob ? body : JSON.stringify(body),
      })
      return { status: answer.status, text: await answer.text(), headers: answer.headers }
    },
    stored: () => journal.events({ operation: null, kinds: ['webhook.heard'], limit: 100_000 }),
  }
}
