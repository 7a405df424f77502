import * as z from 'zod'
import type { EndpointName, EndpointRow } from './endpoints'
import type { Endpoint, Parameter, ParameterType, Place } from './parameters'

/** TypeScript's side of a parameter: a decimal is whole centimes. */
interface Types {
  string: string
  int: number
  'int[]': readonly number[]
  decimal: number
  boolean: boolean
  datetime: string
  file: never
}

type In<P, L extends Place> = Extract<P, { place: L }>
type Values<P extends Parameter> = {
  readonly [Q in Extract<P, { required: true }> as Q['name']]: Types[Q['type'] & ParameterType]
} & {
  readonly [Q in Exclude<P, { required: true }> as Q['name']]?: Types[Q['type'] & ParameterType] | undefined
}
type Sent = Exclude<Place, 'multipart'>
type ByPlace<P extends Parameter> = {
  readonly [L in Sent as In<P, L> extends never ? never : L]: Values<In<P, L>>
}

/** What a row's request takes, by place and Chari's spelling; decimals in centimes. */
export type InputOf<N extends EndpointName> = ByPlace<Extract<EndpointRow, { name: N }>['parameters'][number]>

/** A decimal on the wire: a JSON number or text with at most two decimals. */
const decimalOnWire = z.union([z.number(), z.string().regex(/^[+-]?\d{1,10}([.,]\d{1,2})?$/)])
const WIRE: Readonly<Record<ParameterType, z.ZodType>> = {
  string: z.string(),
  int: z.union([z.number().int(), z.string().regex(/^-?\d{1,18}$/)]),
  'int[]': z.array(z.union([z.number().int(), z.string().regex(/^\d{1,4}$/)])),
  decimal: decimalOnWire,
  boolean: z.union([z.boolean(), z.enum(['true', 'false'])]),
  datetime: z.string(),
  file: z.string().meta({ format: 'binary' }),
}

/** A row's request in one place as it stands on the wire, for a server that checks it and for OpenAPI. */
export const requestSchema = (row: Endpoint, place: Place): z.ZodObject =>
  z.object(
    Object.fromEntries(
      row.parameters
        .filter((parameter) => parameter.place === place)
        .map((parameter) => [
          parameter.name,
          parameter.required ? WIRE[parameter.type] : WIRE[parameter.type].optional(),
        ]),
    ),
  )

export const wireType = (type: ParameterType): z.ZodType => WIRE[type]

const status = z.number().int().min(0).max(4).describe('1 open, 2 completed, 3 failed, 4 canceled')
const amount = z.number().describe('MAD, two decimals')

/** Responses as the documentation lets one expect them, in the casing that Guichet's own sandbox writes. */
export const errorBody = z.object({ errorCode: z.number().int(), errorDescription: z.string() })

const requestedOperation = z.object({
  operationId: z.number().int().optional(),
  reference: z.string(),
  type: z.number().int().describe('1 cash-in, 2 cash-out'),
  status,
  amount,
  feeAmount: amount.optional(),
  totalAmount: amount.optional(),
  customerName: z.string().optional(),
  phoneNumber: z.string().optional(),
  agentCode: z.string().nullable().optional(),
  createdAt: z.string().optional(),
  expiresAt: z.string().optional(),
  executedAt: z.string().nullable().optional(),
})
const operation = z.object({
  operationId: z.number().int(),
  transactionId: z.number().int().optional(),
  transactionReference: z.string().optional(),
  reference: z.string().nullable().optional(),
  operationType: z.number().int(),
  transactionType: z.number().int().optional(),
  operationStatus: status,
  amount,
  feeAmount: amount.optional(),
  totalAmount: amount.optional(),
  accountNumber: z.string().optional(),
  agentCode: z.string().nullable().optional(),
  createdAt: z.string().optional(),
  executedAt: z.string().nullable().optional(),
})
const page = z.object({ collection: z.array(operation), count: z.number().int() })
const agent = z.object({
  code: z.string(),
  name: z.string(),
  phoneNumber: z.string(),
  isActive: z.boolean().optional(),
})
const customerStatus = z.object({ status: z.number().int().min(0).max(5) })
const customer = z.object({
  firstName: z.string(),
  lastName: z.string(),
  phoneNumber: z.string().optional(),
  accountLevel: z.number().int().min(1).max(5),
  customerStatus: z.number().int().min(0).max(5),
  rib: z.string().nullable().optional(),
})

/** Of a deposit by card the documentation names `redirectionURL` alone; the rest is that of public client code. */
const depositPreview = z.object({
  type: z.number().int(),
  operation: z.object({
    code: z.string().optional(),
    phoneNumber: z.string().optional().describe('whose account is credited'),
    amount,
  }),
  feesAmount: amount.optional(),
  totalAmount: amount.optional(),
})
const deposit = z.object({
  redirect: z.boolean().optional(),
  operationId: z.number().int().optional(),
  status: status.optional(),
  amount: amount.optional(),
  feesAmount: amount.optional(),
  totalAmount: amount.optional(),
  transactionTrackId: z.string().optional(),
  orderId: z.string().optional(),
  transactionReferenceId: z.string().optional(),
  redirectionURL: z.string().optional().describe('the bank’s page (3-D Secure)'),
  acceptURL: z.string().optional(),
  declineURL: z.string().optional(),
})
const savedCard = z.object({
  customerBankCardId: z.number().int(),
  maskedPan: z.string(),
  issuer: z.string().optional(),
  scheme: z.string().optional(),
  cardName: z.string().optional(),
})

const RESPONSES: Partial<Record<EndpointName, z.ZodType>> = {
  'cashin.request.create': requestedOperation,
  'cashout.request.create': requestedOperation,
  'cashin.request.read': requestedOperation,
  'cashout.request.read': requestedOperation,
  'cashin.agent.execute': requestedOperation,
  'cashout.agent.execute': requestedOperation,
  'simulate.cashin': requestedOperation,
  'simulate.cashout': requestedOperation,
  'cashin.card.preview': depositPreview,
  'cashin.card.execute': deposit,
  'cashin.card.saved': deposit,
  'cashin.card.agent.preview': depositPreview,
  'cashin.card.agent.execute': deposit,
  'cards.list': z.object({ collection: z.array(savedCard), count: z.number().int() }),
  'cards.one': savedCard,
  'operations.customer': page,
  'operations.all': page,
  'operations.one': operation,
  'agents.retail.one': agent,
  'customers.status': customerStatus,
  'customers.info': customer,
}

/** Inside `data`. A row whose body the documentation leaves out takes anything. */
export const responseSchema = (name: EndpointName): z.ZodType => RESPONSES[name] ?? z.unknown()
