import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { systemClock } from '../../../electron/domain/clock'
import { ZONE } from '../../../electron/domain/day'
import { terminalKinds } from '../../../electron/ipc/kinds'
import { createJournal } from '../../../electron/journal/journal'
import type { EventKind, Journal, JournalDeps, Projection } from '../../../electron/journal/types'
import { operationKinds } from '../../../electron/operations/kinds'
import { operationProjection } from '../../../electron/operations/projection'
import { peopleKinds } from '../../../electron/people/kinds'
import { receiptKinds } from '../../../electron/receipts/kinds'
import { printProjection } from '../../../electron/receipts/projection'
import { tillKinds } from '../../../electron/till/kinds'
import { tillProjection } from '../../../electron/till/projection'
import { testSigner } from '../../support/signer'
import { TERMINAL } from './shop'

export const SEAL_KEY = Buffer.alloc(32, 7)
export const VERSION = '0.1.0'

/** As electron/parts.ts opens it. */
export const KINDS: readonly EventKind[] = [
  ...terminalKinds,
  ...peopleKinds,
  ...tillKinds,
  ...operationKinds,
  ...receiptKinds,
]
export const PROJECTIONS: readonly Projection[] = [operationProjection, tillProjection, printProjection]

export const journalFiles = (folder: string): { readonly file: string; readonly headFile: string } => ({
  file: join(folder, 'journal.db'),
  headFile: join(folder, 'journal.head'),
})

/** The terminal's journal, with every kind and projection of the app unless told otherwise. */
export const openJournal = (folder: string, deps: Partial<JournalDeps> = {}): Journal =>
  createJournal({
    ...journalFiles(folder),
    terminal: TERMINAL,
    version: VERSION,
    zone: ZONE,
    clock: systemClock,
    kinds: KINDS,
    projections: PROJECTIONS,
    sealKey: SEAL_KEY,
    signer: testSigner,
    randomBytes,
    ...deps,
  })
