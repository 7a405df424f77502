import { randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Clock, systemClock } from '../../electron/domain/clock'
import type { Direction } from '../../electron/domain/codes'
import { ZONE } from '../../electron/domain/day'
import { centimes, ZERO } from '../../electron/domain/money'
import { createJournal } from '../../electron/journal/journal'
import { createCounter } from '../../electron/operations/counter'
import { operationKinds } from '../../electron/operations/kinds'
import { operationProjection } from '../../electron/operations/projection'
import { receiptKinds } from '../../electron/receipts/kinds'
import { printProjection } from '../../electron/receipts/projection'
import type { Sandbox } from '../../electron/sandbox/types'
import { ensureTerminalSecrets } from '../../electron/settings/terminal-key'
import { settingsSchema } from '../../electron/settings/types'
import { createVault } from '../../electron/settings/vault'
import { tillKinds } from '../../electron/till/kinds'
import { tillProjection } from '../../electron/till/projection'
import type { Till } from '../../electron/till/types'
import { awaitUntil } from './await-until'
import { clientFor } from './chari-client'
import { KARIM, openShift, openTill, paperHead, SALMA_B } from './till'

const DAY_MS = 24 * 60 * 60_000

/** No keyring, as in a container: a loopback host's vault is plain. */
const NO_KEYRING = { available: () => false, encrypt: () => new Uint8Array(), decrypt: () => '' }

export interface ShiftedClock extends Clock {
  /** From now on it is so many days ago; 0: today. */
  readonly goBack: (days: number) => void
}

/** The system's clock, days behind. Give it to the Chari of the test as well. */
export function shiftedClock(): ShiftedClock {
  let back = 0
  return {
    ...systemClock,
    now: () => new Date(Date.now() - back * DAY_MS).toISOString(),
    goBack: (days) => {
      back = days
    },
  }
}

export interface EarlierOrder {
  readonly direction: Direction
  readonly amount: number
}

/**
 * What a terminal of a loopback host has after a day of trade: a journal with the orders of one shift, counted right
 * and closed by its Z, and the vault that it is sealed with. The profile must not have been started yet, and `clock`
 * must be that day's. Gives the references.
 */
export async function tradeEarlier(
  profile: string,
  chari: Sandbox,
  clock: Clock,
  orders: readonly EarlierOrder[],
): Promise<readonly string[]> {
  mkdirSync(profile, { recursive: true })
  const vault = await createVault({
    folder: profile,
    safeStorage: NO_KEYRING,
    allowPlain: () => true,
    randomBytes,
  })
  const { sealKey, signer } = await ensureTerminalSecrets(vault, randomBytes)
  const journal = createJournal({
    file: join(profile, 'journal.db'),
    headFile: join(profile, 'journal.head'),
    terminal: 'CASA1',
    version: '0.1.0',
    zone: ZONE,
    clock,
    kinds: [...operationKinds, ...tillKinds, ...receiptKinds],
    projections: [operationProjection, tillProjection, printProjection],
    sealKey,
    signer,
    randomBytes,
  })
  try {
    const { timers, ...rest } = settingsSchema.parse({
      environment: 'custom',
      host: chari.host,
      terminal: 'CASA1',
      shop: { name: 'Épicerie Al Amal' },
      agentCode: 'AG20417',
      agentPhone: '+212661000417',
      soleTerminal: true,
      printer: { transport: 'none' },
      feeInCash: {},
      timers: {},
    })
    const settings = { ...rest, timers: { ...timers, agreeMs: timers.notDoneMs / 4 } }
    const till = openTill(journal, clock, { signer })
    const who = openShift(till)
    const counter = createCounter({
      journal,
      chari: clientFor(chari.host, { apiKey: () => chari.key, clock }).client,
      till,
      settings: () => settings,
      clock,
      ids: { uuid: randomUUID },
      random: () => 0,
      paperHead: paperHead('CASA1', clock.now),
      onChange: () => undefined,
      notAlone: () => undefined,
      log: () => undefined,
    })
    const references: string[] = []
    for (const { direction, amount } of orders) {
      const reference = chari.createReference({ direction, amount: centimes(amount) })
      const found = await counter.lookUp({ text: reference, want: 'automatic', source: 'typed' }, who)
      if (found.kind !== 'quote') throw new Error(`no quote: ${found.kind}`)
      const { quoteId, cash } = found.quote
      const incoming = direction === 'cash_in'
      const told = await counter.confirm(
        {
          confirmId: randomUUID(),
          quoteId,
          received: incoming ? cash : null,
          identity: incoming ? null : { checked: true, document: null, lastCharacters: null },
        },
        who,
      )
      if (!told.ok) throw new Error(told.message.code)
      const { id } = told.value
      await awaitUntil(() => counter.get(id)?.state === 'completed', `${reference} is done`)
      counter.nextCustomer(id, who, 'completed')
      references.push(reference)
    }
    closeRight(till, who.shift ?? '')
    counter.stop()
    return references
  } finally {
    journal.close()
  }
}

/** Counts what the drawer should hold, and closes. */
function closeRight(till: Till, shift: string): void {
  const expected = till.x(shift, KARIM)?.sums?.expected ?? ZERO
  const counted = till.count(
    { countId: randomUUID(), shift, purpose: 'closing', count: { total: expected, lines: null } },
    SALMA_B,
  )
  if (!counted.ok) throw new Error(counted.message.code)
  const closed = till.close(
    { closeId: randomUUID(), shift, left: ZERO, reason: null, approvedBy: null },
    SALMA_B,
  )
  if (!closed.ok) throw new Error(closed.message.code)
}
