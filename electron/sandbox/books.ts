import * as z from 'zod'
import { centimesSchema } from '../domain/cash'
import { readIfThere, writeAtomic } from '../settings/atomic'
import { DECLINE_NAMES } from './test-cards'
import { townAgents, townWallets } from './town'
import { CARD_LISTED, CARD_PAGES } from './types'

const walletSchema = z.object({
  phone: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  level: z.number().int(),
  /** 0 to 5 of "Customer Statuses". */
  status: z.number().int(),
  balance: centimesSchema,
  rib: z.string(),
})
const agentSchema = z.object({ code: z.string(), phone: z.string(), name: z.string(), float: centimesSchema })

const referenceSchema = z.object({
  reference: z.string(),
  direction: z.enum(['cash_in', 'cash_out']),
  phone: z.string(),
  amount: centimesSchema,
  fee: centimesSchema,
  /** 1 open, 2 completed, 3 failed, 4 canceled. */
  status: z.number().int(),
  createdAt: z.string(),
  expiresAt: z.string(),
  operationId: z.number().int(),
  executedAt: z.string().nullable(),
  executedBy: z.string().nullable(),
  requestId: z.string().nullable(),
  manner: z.enum(['at_once', 'one_first']).nullable(),
  /** Accepted and not executed yet: it will be after so many more look-ups; null look-ups: never. */
  pending: z
    .object({ agent: z.string(), requestId: z.string(), lookUpsLeft: z.number().int().nullable() })
    .nullable(),
  /** Every request id that asked for its execution. */
  asked: z.array(z.string()),
  /** How often money moved for it: never more than once. */
  executions: z.number().int(),
})

/** Names that the gateway gives a payment by card. */
const gatewaySchema = z.object({ track: z.string(), order: z.string(), reference: z.string() })

const transactionSchema = z.object({
  transactionId: z.number().int(),
  operationId: z.number().int(),
  reference: z.string(),
  operationType: z.number().int(),
  transactionType: z.number().int(),
  status: z.number().int(),
  amount: centimesSchema,
  fee: centimesSchema,
  /** The agent's own earning, where the listing is to tell it. */
  commission: centimesSchema.nullable().default(null),
  phone: z.string(),
  agent: z.string(),
  requestId: z.string(),
  createdAt: z.string(),
  /** null: not executed, or not yet. */
  executedAt: z.string().nullable(),
  /** Of what came by card. */
  gateway: gatewaySchema.nullable().default(null),
  /** 1 credit, 2 debit; null: as the type of the operation has it. */
  sens: z.number().int().nullable().default(null),
})

/** A card's deposit. Of the card no more than its face: never a number, never a CVV. */
const depositSchema = z.object({
  gateway: gatewaySchema,
  operationId: z.number().int(),
  way: z.enum(['agent', 'phone', 'saved']),
  agent: z.string().nullable(),
  /** Whose account is credited. */
  phone: z.string(),
  amount: centimesSchema,
  fee: centimesSchema,
  first6: z.string(),
  last4: z.string(),
  international: z.boolean(),
  status: z.number().int(),
  /** How the bank will end it once the code was right; null: it completes. */
  verdict: z.enum(DECLINE_NAMES).nullable(),
  /** Why it failed. */
  reason: z.enum(DECLINE_NAMES).nullable(),
  /** The bank's page; null: it asked for none. */
  challenge: z
    .object({
      token: z.string(),
      page: z.enum(CARD_PAGES),
      slowMs: z.number().int(),
      /** Wrong codes so far. */
      wrong: z.number().int(),
      right: z.boolean(),
      /** What the redirect says, which may be a lie; null: not over. */
      told: z.enum(['accepted', ...DECLINE_NAMES]).nullable(),
      expiresAt: z.string(),
    })
    .nullable(),
  /** How long after the right code the books complete it. */
  settlesInMs: z.number().int(),
  settlesAt: z.string().nullable(),
  /** Accepted without a page: completed after so many more look-ups; null: never. */
  pending: z.object({ lookUpsLeft: z.number().int().nullable() }).nullable(),
  listed: z.enum(CARD_LISTED),
  /** The card is to be kept, under this name. */
  keepAs: z.object({ name: z.string().nullable() }).nullable(),
  requestId: z.string(),
  createdAt: z.string(),
  executedAt: z.string().nullable(),
  /** How often money moved for it: never more than once. */
  executions: z.number().int(),
})

const savedCardSchema = z.object({
  id: z.number().int(),
  phone: z.string(),
  /** Stands for the card towards the gateway. Drawn, not derived: it leads back to no number. */
  token: z.string(),
  first6: z.string(),
  last4: z.string(),
  name: z.string().nullable(),
  savedAt: z.string(),
})

const booksSchema = z.object({
  next: z.object({
    operation: z.number().int(),
    transaction: z.number().int(),
    card: z.number().int().default(1),
  }),
  wallets: z.array(walletSchema),
  agents: z.array(agentSchema),
  references: z.array(referenceSchema),
  transactions: z.array(transactionSchema),
  // Absent from the books of a sandbox that knew no cards.
  deposits: z.array(depositSchema).default([]),
  cards: z.array(savedCardSchema).default([]),
})
export type Wallet = z.infer<typeof walletSchema>
export type Agent = z.infer<typeof agentSchema>
export type BookedReference = z.infer<typeof referenceSchema>
export type Transaction = z.infer<typeof transactionSchema>
export type Deposit = z.infer<typeof depositSchema>
export type SavedCard = z.infer<typeof savedCardSchema>
export type Books = z.infer<typeof booksSchema>

/** The sandbox's books in one file, written whole and durably after each change. */
export interface BooksFile {
  readonly books: Books
  readonly keep: () => void
}

const newBooks = (): Books => ({
  next: { operation: 924_001, transaction: 1_840_001, card: 1 },
  wallets: townWallets(),
  agents: townAgents(),
  references: [],
  transactions: [],
  deposits: [],
  cards: [],
})

function readBooks(file: string): Books {
  const text = readIfThere(file)
  if (text === null) return newBooks()
  try {
    return booksSchema.parse(JSON.parse(text))
  } catch (error) {
    throw new Error(`${file} does not hold the books of a sandbox`, { cause: error })
  }
}

/** Opens the books, or makes them with the town. Throws when the file is there and is no books. */
export function openBooks(file: string): BooksFile {
  const books = readBooks(file)
  return {
    books,
    keep: () => {
      try {
        writeAtomic(file, JSON.stringify(books))
      } catch (error) {
        // What is not in the file did not happen: a restart would not know it, so nobody may be told of it.
        Object.assign(books, readBooks(file))
        throw error
      }
    },
  }
}
