import * as z from 'zod'
import { centimesSchema } from '../domain/cash'
import { readIfThere, writeAtomic } from '../settings/atomic'
import { townAgents, townWallets } from './town'

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
  executedAt: z.string(),
})

const booksSchema = z.object({
  next: z.object({ operation: z.number().int(), transaction: z.number().int() }),
  wallets: z.array(walletSchema),
  agents: z.array(agentSchema),
  references: z.array(referenceSchema),
  transactions: z.array(transactionSchema),
})
export type Wallet = z.infer<typeof walletSchema>
export type Agent = z.infer<typeof agentSchema>
export type BookedReference = z.infer<typeof referenceSchema>
export type Transaction = z.infer<typeof transactionSchema>
export type Books = z.infer<typeof booksSchema>

/** The sandbox's books in one file, written whole and durably after each change. */
export interface BooksFile {
  readonly books: Books
  readonly keep: () => void
}

const newBooks = (): Books => ({
  next: { operation: 924_001, transaction: 1_840_001 },
  wallets: townWallets(),
  agents: townAgents(),
  references: [],
  transactions: [],
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
