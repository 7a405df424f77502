import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { ZONE } from '../../electron/domain/day'
import { centimes } from '../../electron/domain/money'
import type { User } from '../../electron/domain/people'
import { createJournal } from '../../electron/journal/journal'
import { operationKinds } from '../../electron/operations/kinds'
import { operationProjection } from '../../electron/operations/projection'
import { receiptKinds } from '../../electron/receipts/kinds'
import { printProjection } from '../../electron/receipts/projection'
import { ensureTerminalSecrets } from '../../electron/settings/terminal-key'
import { createVault } from '../../electron/settings/vault'
import { tillKinds } from '../../electron/till/kinds'
import { tillProjection } from '../../electron/till/projection'
import { openShift, openTill, SALMA_B } from './till'

const DAY_MS = 24 * 60 * 60_000

/** No keyring, as in a container: a loopback host's vault is plain. */
const NO_KEYRING = { available: () => false, encrypt: () => new Uint8Array(), decrypt: () => '' }

/**
 * What a terminal of a loopback host leaves behind when its cashier went home without closing, so many days ago: a
 * journal with one open shift, and the vault that it is sealed with. The profile must not have been started yet.
 */
export async function leaveShiftOpen(
  profile: string,
  daysAgo: number,
  fund: number,
  user: User = SALMA_B,
): Promise<void> {
  const vault = await createVault({
    folder: profile,
    safeStorage: NO_KEYRING,
    allowPlain: () => true,
    randomBytes,
  })
  const { sealKey, signer } = await ensureTerminalSecrets(vault, randomBytes)
  const at = new Date(Date.now() - daysAgo * DAY_MS).toISOString()
  const clock = { now: () => at, monotonicMs: () => 0, after: () => () => undefined }
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
    openShift(openTill(journal, clock, { signer }), user, centimes(fund))
  } finally {
    journal.close()
  }
}
