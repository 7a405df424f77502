import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Clock, systemClock } from '../../electron/domain/clock'
import { centimes } from '../../electron/domain/money'
import { startSandbox } from '../../electron/sandbox/server'
import type { Sandbox, SandboxOptions } from '../../electron/sandbox/types'
import { seededRandom } from './seeded-random'

export const SANDBOX_KEY = 'key-of-these-tests'
export const OUR_AGENT = { code: 'AG20417', phone: '+212661000417', name: 'Épicerie Al Amal' }
export const AMINA = '+212661248730'

export const newBooksFile = (): string => join(mkdtempSync(join(tmpdir(), 'guichet-test-')), 'books.json')

/** Our own sandbox in this process, on a free port. */
export const ownSandbox = (
  given: Partial<SandboxOptions> & { readonly clock?: Clock } = {},
): Promise<Sandbox> =>
  startSandbox({
    booksFile: newBooksFile(),
    port: 0,
    key: SANDBOX_KEY,
    agents: [OUR_AGENT],
    clock: systemClock,
    random: seededRandom(20260616),
    ...given,
  })

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The body read as JSON, out of `data` where it stands in it; null for anything else. */
  readonly body: Record<string, unknown> | null
}

/** One call as any HTTP client would make it; a redirect is not followed. */
export async function call(
  { host }: Pick<Sandbox, 'host'>,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = { 'Chari-Api-Key': SANDBOX_KEY },
): Promise<Answer> {
  const answer = await fetch(`${host}${path}`, {
    method,
    redirect: 'manual',
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, text, body: read(text) }
}

function read(text: string): Answer['body'] {
  try {
    const whole = JSON.parse(text)
    return typeof whole.data === 'object' ? whole.data : whole
  } catch {
    return null
  }
}

/** The books as the control API shows them. */
export interface ShownBooks {
  readonly redirectsFollowed: number
  readonly returnsLoaded: number
  readonly hostile: { readonly told: number; readonly reached: readonly string[] }
  readonly undocumented: readonly { readonly call: string; readonly name: string }[]
  readonly deposits: readonly BookedDeposit[]
  readonly cards: readonly { readonly id: number; readonly phone: string; readonly last4: string }[]
  readonly wallets: readonly { readonly phone: string; readonly balance: string }[]
  readonly agents: readonly { readonly code: string; readonly float: string }[]
  readonly references: readonly {
    readonly reference: string
    readonly status: number
    readonly executions: number
    readonly executedBy: string | null
    readonly requestId: string | null
    readonly asked: readonly string[]
    readonly expired: boolean
  }[]
  readonly transactions: readonly { readonly reference: string; readonly amount: string }[]
}

export interface BookedDeposit {
  readonly trackId: string
  readonly operationId: number
  readonly way: 'agent' | 'phone' | 'saved'
  readonly agent: string | null
  readonly phone: string
  readonly amount: string
  readonly fee: string
  readonly first6: string
  readonly last4: string
  readonly status: number
  readonly reason: string | null
  readonly requestId: string
  readonly executions: number
}

export const booksOf = async (sandbox: Pick<Sandbox, 'host'>): Promise<ShownBooks> =>
  (await call(sandbox, 'GET', '/sandbox/books')).body as unknown as ShownBooks

export const bookedIn = async (
  sandbox: Pick<Sandbox, 'host'>,
  reference: string,
): Promise<ShownBooks['references'][number]> => {
  const found = (await booksOf(sandbox)).references.find((one) => one.reference === reference)
  if (!found) throw new Error(`no ${reference} in the books`)
  return found
}

export const AMOUNT = centimes(20_000)

/** The card of the documentation, as a call takes it. */
export const CARD = {
  FirstName: 'Amina',
  LastName: 'Rachidi',
  Pan: '4918914107195005',
  ExpiryDate: '3012',
  Cvv: '123',
  KeepAlive: false,
} as const

/** The three ways to deposit by card: where each is previewed and executed. */
export const CARD_PATHS = {
  agent: {
    preview: `/api/operations/cashin/card/agent/preview?code=${OUR_AGENT.code}`,
    execute: `/api/operations/cashin/card/agent?agent=${OUR_AGENT.code}&code=${OUR_AGENT.code}`,
  },
  phone: {
    preview: `/api/operations/cashin/card/preview?PhoneNumber=${encodeURIComponent(AMINA)}`,
    execute: `/api/operations/cashin/card?PhoneNumber=${encodeURIComponent(AMINA)}`,
  },
} as const

/** Executes a deposit by card; gives the answer to it. */
export const deposit = (
  sandbox: Pick<Sandbox, 'host'>,
  way: keyof typeof CARD_PATHS = 'agent',
  change: Readonly<Record<string, unknown>> = {},
): Promise<Answer> => call(sandbox, 'POST', CARD_PATHS[way].execute, { ...CARD, Amount: 200, ...change })

/** Where the bank's page of an answer is. */
export const addressIn = (answer: Answer): string => String(answer.body?.redirectionURL)

export const depositIn = async (sandbox: Pick<Sandbox, 'host'>, answer: Answer): Promise<BookedDeposit> => {
  const found = (await booksOf(sandbox)).deposits.find(
    ({ operationId }) => operationId === answer.body?.operationId,
  )
  if (!found) throw new Error(`no deposit of ${answer.text} in the books`)
  return found
}

/** Paths of a direction: where a reference is read and where it is executed. */
export const pathsOf = (
  direction: 'cash_in' | 'cash_out',
): { readonly look: string; readonly execute: string } => {
  const way = direction === 'cash_in' ? 'cashin' : 'cashout'
  return { look: `/api/operations/${way}/request`, execute: `/api/operations/${way}/agent` }
}
