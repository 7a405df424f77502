import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { journalCommand } from '../../../electron/cli/journal'
import { PAPER_REQUESTED, paperRequestSchema, SEALED_PAPER_FIELDS } from '../../../electron/domain/paper'
import type { NewEvent } from '../../../electron/journal/types'
import { operationKinds } from '../../../electron/operations/kinds'
import { operationProjection } from '../../../electron/operations/projection'
import { AMINA, openTestJournal, tempFolder } from '../../support/journal'

const paperKind = {
  kind: PAPER_REQUESTED,
  schema: paperRequestSchema,
  sealed: SEALED_PAPER_FIELDS.map((path) => ({ path })),
}
const deps = { kinds: [...operationKinds, paperKind], projections: [operationProjection] }

const run = (...args: string[]) => {
  let out = ''
  let err = ''
  const code = journalCommand(args, {
    out: { write: (text) => (out += text) },
    err: { write: (text) => (err += text) },
  })
  return {
    code,
    err,
    rows: out
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as unknown),
  }
}

const intent = (operation: string, number: number): NewEvent => ({
  kind: 'operation.intent',
  operation,
  payload: {
    number: `CASA1-00000${number}`,
    sequence: number,
    direction: 'cash_in',
    reference: `112233445${number}`,
    amount: 12_550,
    fee: null,
    total: null,
    cashAmount: 12_550,
    received: 15_000,
    agentCode: 'AG1',
    requestId: `request-${number}`,
    confirmId: `confirm-${number}`,
    inputHash: 'x',
    openLookUp: { requestId: 'look-up', httpStatus: 200, serverDate: null },
    requestedAt: null,
    expiresAt: null,
    customer: { name: 'Fatima Zahra', phone: '+212661248730', lastFour: '8730', level: 1, active: true },
    identity: null,
  },
})
const event = (operation: string, kind: string, payload: unknown): NewEvent => ({ kind, operation, payload })

const head = {
  shopName: 'Épicerie',
  shopAddress: '',
  shopPhone: '',
  agentCode: 'AG1',
  terminal: 'CASA1',
  cashier: 'Amina',
  at: '2026-06-16T09:00:00.000Z',
  version: '0.1.0',
  training: false,
  language: 'fr',
}
const slip = (operation: string, copy: number) =>
  event(operation, PAPER_REQUESTED, {
    paper: `paper-${copy}`,
    copy,
    data: {
      kind: 'waiting_slip',
      head,
      direction: 'cash_in',
      number: 'CASA1-000001',
      reference: '1122334451',
      customerName: 'Fatima Zahra',
      customerPhone: '+212661248730',
      amount: 12_550,
      fee: null,
      requestId: 'request-1',
      shortHash: '0123456789ab',
      aside: null,
    },
  })

describe('the journal command', () => {
  it('prints each operation in order while the terminal is open, with nothing personal', () => {
    const folder = tempFolder()
    const journal = openTestJournal(folder, deps)
    journal.append(AMINA, () => [
      intent('op-1', 1),
      event('op-1', 'operation.sent', { requestId: 'request-1' }),
    ])
    journal.append(AMINA, () => [event('op-1', 'operation.unsure', { code: 'timeout', chariCode: null })])
    journal.append(AMINA, () => [slip('op-1', 0), slip('op-1', 1)])
    journal.append(AMINA, () => [intent('op-2', 2)])

    const { code, err, rows } = run(folder)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(rows).toEqual([
      {
        number: 'CASA1-000001',
        kind: 'cash_in',
        reference: '1122334451',
        state: 'unsure',
        cash: expect.any(String),
        changeDue: 0,
        amount: 12_550,
        operationId: null,
        attempts: [{ requestId: 'request-1', sentAt: '2026-06-16T09:00:00.000Z' }],
        shift: null,
        cashier: 'Amina',
        printed: [{ kind: 'waiting_slip', copies: 2 }],
      },
      expect.objectContaining({
        number: 'CASA1-000002',
        state: 'intent',
        attempts: [{ requestId: 'request-2', sentAt: null }],
        printed: [],
      }),
    ])
    expect(JSON.stringify(rows)).not.toMatch(/Fatima|661248730/)
  })

  it('prints the journal that the settings point at', () => {
    const folder = tempFolder()
    for (const [name, operation] of [
      ['journal', 'op-1'],
      ['training', 'op-2'],
    ] as const) {
      const journal = openTestJournal(folder, {
        ...deps,
        file: join(folder, `${name}.db`),
        headFile: join(folder, `${name}.head`),
      })
      journal.append(AMINA, () => [intent(operation, operation === 'op-1' ? 1 : 2)])
      journal.close()
    }
    const numbers = () => run(folder).rows.map((row) => (row as { number: string }).number)
    expect(numbers()).toEqual(['CASA1-000001'])
    writeFileSync(join(folder, 'settings.json'), JSON.stringify({ environment: 'training' }))
    expect(numbers()).toEqual(['CASA1-000002'])
    writeFileSync(join(folder, 'settings.json'), JSON.stringify({ environment: 'production' }))
    expect(numbers()).toEqual(['CASA1-000001'])
  })

  it('ends in one sentence where there is nothing to print', () => {
    const folder = tempFolder()
    expect(run()).toMatchObject({ code: 2, rows: [], err: expect.stringContaining('usage') })
    expect(run(folder)).toMatchObject({ code: 2, rows: [], err: expect.stringContaining('no journal') })
    writeFileSync(join(folder, 'journal.db'), 'no database at all')
    expect(run(folder)).toMatchObject({ code: 2, rows: [], err: expect.stringContaining('journal_corrupt') })
    const empty = join(folder, 'empty')
    mkdirSync(empty)
    openTestJournal(empty, { kinds: [], projections: [] }).close()
    expect(run(empty)).toEqual({ code: 0, rows: [], err: '' })
  })
})
