import type { Direction } from '../domain/codes'
import type { Phone } from '../domain/phone'
import { fail, ok } from '../domain/result'
import { createCaller } from './caller'
import { createCardCalls } from './cards'
import { believing, classLookUp } from './classing'
import { type ListingManner, PAGE_SIZE, readListing } from './listing'
import type { Listing, LookUpOutcome } from './outcome'
import {
  type Page,
  readAgentSheet,
  readBalance,
  readCustomerSheet,
  readCustomerStatus,
  readOperation,
  readPage,
  readRequestSheet,
} from './reading'
import type { CallOptions, ChariApi, ChariClientDeps, ListingWindow } from './types'

export type {
  CallRecord,
  ChariApi,
  ChariClient,
  ChariClientDeps,
  Contact,
  ExecuteOptions,
} from './types'

/** A simulation was asked for in production. */
export class SandboxOnlyError extends Error {
  override readonly name = 'SandboxOnlyError'
}

const segment = (direction: Direction) => (direction === 'cash_in' ? 'cashin' : 'cashout')

/**
 * The client of one Chari; made anew when its settings change. Throws ChariAddressError for an address it may not
 * use. Its calls never reject for what the network or Chari does.
 */
export function createChariClient(deps: ChariClientDeps): ChariApi {
  const { lookUp, execute, close } = createCaller(deps)

  const list = (
    name: 'operations.all' | 'operations.customer',
    phone: Phone,
    window: ListingWindow,
    options: (CallOptions & ListingManner) | undefined,
  ): Promise<LookUpOutcome<Listing>> =>
    readListing(
      (pageNumber) =>
        lookUp<typeof name, Page>(
          name,
          {
            query: {
              PhoneNumber: phone,
              PageSize: PAGE_SIZE,
              PageNumber: pageNumber,
              From: window.from,
              To: window.to,
            },
          },
          readPage,
          options,
        ),
      options,
    )

  return {
    request: (direction, reference, options) =>
      lookUp(
        `${segment(direction)}.request.read`,
        { query: { Reference: reference } },
        (body) => {
          const sheet = readRequestSheet(body, direction, reference)
          // Another reference's sheet says nothing of this one.
          return sheet.ok && sheet.value.reference !== null && sheet.value.reference !== reference
            ? fail('mismatch')
            : sheet
        },
        options,
      ),

    executeRequest: (direction, agentCode, reference, options) =>
      execute(
        `${segment(direction)}.agent.execute`,
        { body: { Code: agentCode, Reference: reference } },
        believing({ direction, reference, amount: options.amount }),
        options,
      ),

    listAll: (agentPhone, window, options) => list('operations.all', agentPhone, window, options),
    listCustomer: (phone, window, options) => list('operations.customer', phone, window, options),

    operation: (operationId, phone, options) =>
      lookUp(
        'operations.one',
        { query: { PhoneNumber: phone }, route: { Id: operationId } },
        (body) => {
          const record = readOperation(body)
          return record.ok &&
            record.value.operationId !== null &&
            record.value.operationId !== String(operationId)
            ? fail('mismatch')
            : record
        },
        options,
      ),

    agent: (code, options) =>
      lookUp(
        'agents.retail.one',
        { route: { Code: code } },
        (body) => {
          const sheet = readAgentSheet(body)
          return sheet.ok &&
            sheet.value.code !== null &&
            sheet.value.code.toLowerCase() !== code.toLowerCase()
            ? fail('mismatch')
            : sheet
        },
        options,
      ),

    balance: (phone, options) =>
      lookUp('customers.balance', { query: { phoneNumber: phone } }, readBalance, options),
    customer: (phone, options) =>
      lookUp('customers.info', { query: { phoneNumber: phone } }, readCustomerSheet, options),
    customerStatus: (phone, options) =>
      lookUp('customers.status', { query: { PhoneNumber: phone } }, readCustomerStatus, options),

    createRequest: (direction, phone, amount, options) =>
      lookUp(
        `${segment(direction)}.request.create`,
        { body: { PhoneNumber: phone, Amount: amount } },
        (body) => readRequestSheet(body, direction, null),
        options,
      ),

    simulate: async (direction, reference, options) => {
      if (deps.environment === 'production') throw new SandboxOnlyError('simulate is for the sandbox')
      return lookUp(
        `simulate.${segment(direction)}`,
        { body: { reference } },
        () => ok(null),
        options,
        emptyIsFine,
      )
    },

    ...createCardCalls({ lookUp, execute }),

    close,
  }
}

/** A simulation says all it has to say by its status. */
const emptyIsFine: typeof classLookUp = (exchange, asked, read) => {
  const empty = exchange.kind === 'reply' && typeof exchange.body !== 'string' && exchange.body.length === 0
  const filled = empty && exchange.status < 300 ? { ...exchange, body: Buffer.from('{}') } : exchange
  return classLookUp(filled, asked, read)
}
