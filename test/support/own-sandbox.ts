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

/** Paths of a direction: where a reference is read and where it is executed. */
export const pathsOf = (
  direction: 'cash_in' | 'cash_out',
): { readonly look: string; readonly execute: string } => {
  const way = direction === 'cash_in' ? 'cashin' : 'cashout'
  return { look: `/api/operations/${way}/request`, execute: `/api/operations/${way}/agent` }
}
