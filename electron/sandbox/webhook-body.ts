import type { Centimes } from '../domain/money'
import type { WebhookEvent } from '../domain/webhook'
import type { BookedReference, Books, Deposit } from './books'
import { Amount, type Json, writeReply } from './json'
import type { WebhookForm } from './types'

/** What a webhook tells, before it is written in one form or another. */
export interface Happening {
  readonly event: WebhookEvent
  /** 0: no operation. */
  readonly operationId: number
  readonly transactionId: number | null
  readonly operationType: number
  readonly status: number
  readonly createdAt: string
  readonly executedAt: string
  readonly amount: Centimes
  readonly fee: Centimes
  /** Who sends it, or whose it is. */
  readonly primary: string
  /** Who receives it. */
  readonly secondary: string | null
  readonly requestId: string
  readonly method: string | null
  readonly gateway: Deposit['gateway'] | null
  readonly reference: string | null
  readonly networkName: string | null
  readonly beneficiary: string | null
  readonly fields: Readonly<Record<string, string | number | boolean | null>>
}

const firstRowOf = (books: Books, operationId: number): number | null =>
  books.transactions.find((row) => row.operationId === operationId)?.transactionId ?? null

const PLAIN = {
  secondary: null,
  method: null,
  gateway: null,
  reference: null,
  networkName: null,
  beneficiary: null,
  fields: {},
}

export const depositCompleted = (one: Deposit, books: Books): Happening => ({
  ...PLAIN,
  event: 'cashin.card.authorized',
  operationId: one.operationId,
  transactionId: firstRowOf(books, one.operationId),
  operationType: 1,
  status: one.status,
  createdAt: one.createdAt,
  executedAt: one.executedAt ?? one.createdAt,
  amount: one.amount,
  fee: one.fee,
  primary: one.phone,
  requestId: one.requestId,
  method: 'Card',
  gateway: one.gateway,
})

export const referenceExecuted = (one: BookedReference, books: Books, network: string): Happening => ({
  ...PLAIN,
  event: one.direction === 'cash_in' ? 'cashin.network.executed' : 'cashout.network.executed',
  operationId: one.operationId,
  transactionId: firstRowOf(books, one.operationId),
  operationType: one.direction === 'cash_in' ? 1 : 2,
  status: one.status,
  createdAt: one.createdAt,
  executedAt: one.executedAt ?? one.createdAt,
  amount: one.amount,
  fee: one.fee,
  primary: one.phone,
  requestId: one.requestId ?? '',
  method: one.executedBy === network ? 'Network' : 'Agent',
  reference: one.reference,
  networkName: one.executedBy === network ? 'Chari' : null,
})

export const happeningOf = (
  happening: Omit<Happening, keyof typeof PLAIN> & Partial<Happening>,
): Happening => ({ ...PLAIN, ...happening })

/** As the table of properties has it. */
export const DOCUMENTED: WebhookForm = {
  wrapped: true,
  eventId: true,
  webhookId: 'text',
  header: 'groups',
  headerPerTry: false,
  keys: 'pascal',
  requestId: true,
  operationId: true,
  bankTransferType: 9,
}
/** As the examples beside that table have it. */
export const EXAMPLES: WebhookForm = {
  ...DOCUMENTED,
  eventId: false,
  webhookId: 'number',
  bankTransferType: 5,
}

/** The body of a webhook, by the documentation's names. Source: Chari API, "Event Body Properties" and "Example Event Body". */
export function writeWebhook(happening: Happening, form: WebhookForm, webhookId: number): string {
  const { event, gateway, fields } = happening
  const bank = event.startsWith('bank-transfer.')
  const body: Record<string, Json | undefined> = {
    WebhookId: form.webhookId === 'text' ? String(webhookId) : webhookId,
    EventId: form.eventId ? event : undefined,
    CRequestId: form.requestId ? happening.requestId : undefined,
    OperationId: form.operationId ? happening.operationId : 0,
    TransactionId: happening.transactionId ?? undefined,
    OperationType: bank ? form.bankTransferType : happening.operationType,
    OperationStatus: happening.status,
    CreatedAt: happening.createdAt,
    ExecutedAt: happening.executedAt,
    Amount: new Amount(happening.amount),
    FeeAmount: new Amount(happening.fee),
    PrimaryAccountNumber: happening.primary,
    SecondaryAccountNumber: happening.secondary ?? undefined,
    Method: bank && form.bankTransferType === 5 ? 'BankTransfer' : (happening.method ?? undefined),
    GatewayTrackId: gateway?.track,
    GatewayOrderId: gateway?.order,
    GatewayReferenceId: gateway?.reference,
    NetworkName: happening.networkName ?? undefined,
    Reference: happening.reference ?? undefined,
    BankTransferBeneficiaryName: happening.beneficiary ?? undefined,
    ...fields,
  }
  const named =
    form.keys === 'pascal'
      ? body
      : Object.fromEntries(
          Object.entries(body).map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value]),
        )
  return writeReply(named, { wrapped: form.wrapped, keys: 'camel', amounts: 'number' })
}
