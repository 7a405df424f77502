import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { systemClock } from '../../electron/domain/clock'
import { ZONE } from '../../electron/domain/day'
import { centimes, ZERO } from '../../electron/domain/money'
import { createJournal } from '../../electron/journal/journal'
import { operationKinds } from '../../electron/operations/kinds'
import { operationProjection } from '../../electron/operations/projection'
import { receiptKinds } from '../../electron/receipts/kinds'
import { tillKinds } from '../../electron/till/kinds'
import { tillProjection } from '../../electron/till/projection'
import { testSigner } from './signer'
import { openTill, SALMA_B } from './till'

/**
 * A terminal whose power is cut in the middle of a Z, as a process of its own: `node z-child.mjs FOLDER WHEN`. WHEN is
 * the number of the signature at which it dies, inside the append, or the event right after which it does.
 */
const [folder = '', when = ''] = process.argv.slice(2)
const cut = (): void => {
  process.kill(process.pid, 'SIGKILL')
}

const journal = createJournal({
  file: join(folder, 'journal.db'),
  headFile: join(folder, 'journal.head'),
  terminal: 'CASA1',
  version: '0.1.0',
  zone: ZONE,
  clock: systemClock,
  kinds: [...operationKinds, ...tillKinds, ...receiptKinds],
  projections: [operationProjection, tillProjection],
  sealKey: Buffer.alloc(32, 7),
  signer: testSigner,
  randomBytes,
  ...(when.includes('.') ? { haltAt: when, onHalt: cut } : {}),
})
let signatures = 0
const till = openTill(journal, systemClock, {
  signer: {
    ...testSigner,
    sign: (text) => {
      signatures += 1
      if (String(signatures) === when) cut()
      return testSigner.sign(text)
    },
  },
})
const [shift] = till.openShifts()
if (!shift) throw new Error('no shift is open')
const count = { total: till.current(shift.drawer)?.sums.expected ?? ZERO, lines: null }
const sealed = till.count(
  { countId: '11111111-1111-4111-8111-111111111111', shift: shift.id, purpose: 'closing', count },
  SALMA_B,
)
if (!sealed.ok) throw new Error(JSON.stringify(sealed.message))
const closed = till.close(
  {
    closeId: '22222222-2222-4222-8222-222222222222',
    shift: shift.id,
    left: centimes(20_000),
    reason: null,
    approvedBy: null,
  },
  SALMA_B,
)
process.stdout.write(JSON.stringify(closed.ok))
