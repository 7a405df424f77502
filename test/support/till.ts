import { randomUUID } from 'node:crypto'
import { type TillSettings, tillSettingsSchema } from '../../electron/domain/closing'
import { centimes } from '../../electron/domain/money'
import type { PaperData } from '../../electron/domain/paper'
import type { User } from '../../electron/domain/people'
import type { Author, Journal } from '../../electron/journal/types'
import { createTallies } from '../../electron/operations/tally'
import { createTill, type TillDeps } from '../../electron/till/till'
import type { Till } from '../../electron/till/types'
import { testSigner } from './signer'

export const SALMA_B: User = { name: 'Salma B.', role: 'cashier' }
export const HAMID: User = { name: 'Hamid T.', role: 'cashier' }
export const KARIM: User = { name: 'Karim I.', role: 'supervisor' }

export const tillSettings = (change: Partial<TillSettings> = {}): TillSettings => ({
  ...tillSettingsSchema.parse({}),
  ...change,
})

export const paperHead =
  (terminal: string, now: () => string) =>
  (cashier: string): PaperData['head'] => ({
    shopName: 'Épicerie Al Amal',
    shopAddress: '',
    shopPhone: '',
    agentCode: 'AG20417',
    terminal,
    cashier,
    at: now(),
    version: '0.1.0',
    training: false,
    language: 'fr',
  })

/**
 * A till as main builds it, on a journal that has the operations' tables too. Commissions: of each ten dirhams, ten
 * centimes, as an estimate.
 */
export const openTill = (
  journal: Journal,
  clock: TillDeps['clock'],
  change: Partial<Omit<TillDeps, 'journal' | 'clock'>> = {},
): Till =>
  createTill({
    journal,
    clock,
    ids: { uuid: randomUUID },
    settings: () => tillSettings(),
    signer: testSigner,
    operations: createTallies(journal, ({ amount }) => ({
      amount: centimes(Math.floor(amount / 100)),
      estimated: true,
    })),
    askFloat: () => Promise.resolve(null),
    openBreaks: () => [],
    onClosed: () => undefined,
    paperHead: paperHead(journal.terminal, clock.now),
    log: () => undefined,
    ...change,
  })

/** Opens this person's drawer on what it holds. */
export function openShift(
  till: Till,
  user: User = SALMA_B,
  count = till.proposal(user, null).carried,
): Author {
  const opened = till.open(
    {
      openId: randomUUID(),
      drawer: null,
      count: { total: count, lines: null },
      float: { source: 'unknown' },
      reason: null,
      approvedBy: null,
    },
    user,
  )
  if (!opened.ok) throw new Error(`no shift: ${JSON.stringify(opened.message)}`)
  return { cashier: user.name, shift: opened.value.id }
}
