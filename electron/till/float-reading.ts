import type { ChariApi } from '../chari/client'
import { type Phone, readPhone } from '../domain/phone'
import type { FloatRead } from './types'

/** How long each of the two questions may take: a cashier who opens stands there. */
const ASK_MS = 3_000

export interface FloatReadingDeps {
  readonly chari: Pick<ChariApi, 'agent' | 'balance'>
  readonly agent: () => { readonly code: string; readonly phone: string | null }
}

const asPhone = (text: string | null): Phone | null => {
  const read = text === null ? null : readPhone(text)
  return read?.ok ? read.value : null
}

/**
 * Asks Chari what the agent's e-money is: its sheet, else the balance of its own phone. Both at once, so that a Chari
 * that answers neither costs three seconds. null: nothing usable was told.
 */
export const createFloatReading =
  ({ chari, agent }: FloatReadingDeps) =>
  async (): Promise<FloatRead | null> => {
    const { code, phone } = agent()
    const own = asPhone(phone)
    const [sheet, balance] = await Promise.all([
      code === '' ? null : chari.agent(code, { timeoutMs: ASK_MS }),
      own === null ? null : chari.balance(own, { timeoutMs: ASK_MS }),
    ])
    if (sheet?.kind === 'answer' && sheet.value.balance !== null)
      return { amount: sheet.value.balance, source: 'sheet' }
    return balance?.kind === 'answer' ? { amount: balance.value, source: 'balance' } : null
  }
