import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DayReport } from '../../../electron/domain/reconciliation'
import { PULLED, WRITTEN } from '../../../electron/reconciliation/kinds'
import { DAY, type DayShop, dayShop, HOUR, namesOf, TODAY } from '../../support/day-shop'
import { call } from '../../support/own-sandbox'

interface Booked {
  readonly operationId: number
  readonly transactionId: number
  readonly reference: string
  readonly operationType: number
  readonly status: number
  readonly amount: string
  readonly fee: string
  readonly agent: string
  readonly executedAt: string
}

async function booked(shop: DayShop): Promise<readonly Booked[]> {
  const { body } = await call(shop.sandbox, 'GET', '/sandbox/books')
  return (body as { transactions: Booked[] }).transactions
}

const COLUMNS: Readonly<Record<string, (row: Booked) => unknown>> = {
  operationId: (row) => row.operationId,
  transactionId: (row) => row.transactionId,
  reference: (row) => row.reference,
  operationType: (row) => row.operationType,
  status: (row) => row.status,
  amount: (row) => row.amount.replace('.', ','),
  feeAmount: (row) => row.fee.replace('.', ','),
  agentCode: (row) => row.agent,
  executedAt: (row) => row.executedAt,
}

const csv = (rows: readonly Booked[], columns: readonly string[] = Object.keys(COLUMNS)): string =>
  [columns.join(';'), ...rows.map((row) => columns.map((name) => COLUMNS[name]?.(row)).join(';'))].join(
    '\r\n',
  )

/** A day that Chari cannot be asked about. */
async function darkDay(): Promise<DayShop> {
  const shop = await dayShop()
  shop.openShift()
  await shop.serve('cash_in', 10_000)
  await shop.serve('cash_out', 20_000)
  await shop.serve('cash_in', 30_000)
  await shop.clock.pass(2 * HOUR)
  return shop
}

const importing = (shop: DayShop, content: string, change: object = {}) =>
  shop.reconciliation.importFile(
    {
      span: TODAY,
      name: 'operations.csv',
      modifiedAt: shop.clock.now(),
      content: Buffer.from(content),
      whole: true,
      keep: true,
      ...change,
    },
    shop.who(),
  )

async function reported(shop: DayShop, content: string, change: object = {}): Promise<DayReport> {
  const answer = await importing(shop, content, change)
  if (!answer.ok || !answer.value.report) throw new Error(JSON.stringify(answer))
  return answer.value.report
}

const read = (shop: DayShop) => shop.journal.events({ operation: null, kinds: [PULLED], limit: 10 })

describe('A listing from a file', () => {
  it('stands for Chari while Chari cannot be asked, and is marked as a file', async () => {
    const shop = await darkDay()
    const content = csv(await booked(shop))
    await shop.sandbox.down()
    const report = await reported(shop, content)
    expect([report.verdict, report.matched]).toEqual(['fair', 3])
    expect(report.pulls).toMatchObject([{ source: 'file', file: 'operations.csv', complete: true }])
    expect(read(shop)[0]?.payload.file).toMatchObject({
      name: 'operations.csv',
      format: 'csv',
      whole: true,
      unreadable: 0,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
  })

  it('is only looked at until it is to be kept', async () => {
    const shop = await darkDay()
    const answer = await importing(shop, csv(await booked(shop)), { keep: false })
    expect(answer).toMatchObject({ ok: true, value: { file: { rows: 4, format: 'csv' }, report: null } })
    expect(read(shop)).toEqual([])
  })

  it('proves no absence where nobody states that it is whole', async () => {
    const shop = await darkDay()
    const rows = (await booked(shop)).slice(0, 1)
    const partial = await reported(shop, csv(rows), { whole: false })
    expect([partial.verdict, namesOf(partial)]).toEqual(['incomplete', ['R19 open']])
    const whole = await reported(shop, csv(rows))
    expect(namesOf(whole)).toEqual(['R5 open', 'R5 open'])
  })

  it('proves none either with a row that could not be read', async () => {
    const shop = await darkDay()
    const content = csv(await booked(shop)).replace('300,00', 'trois cents')
    const answer = await importing(shop, content)
    expect(answer).toMatchObject({
      value: { file: { unreadableCount: 1, unreadable: [{ line: 5, why: 'amount' }] } },
    })
    expect((await shop.reconciliation.report(TODAY)).verdict).toBe('incomplete')
  })

  it('holds what it holds as of when it was written, not as of when it was read', async () => {
    const shop = await darkDay()
    const content = csv(await booked(shop))
    const modifiedAt = shop.clock.now()
    await shop.clock.pass(1_000)
    await shop.serve('cash_in', 40_000)
    await shop.clock.pass(2 * HOUR)
    const report = await reported(shop, content, { modifiedAt })
    expect(report.breaks.map(({ code, because }) => [code, because])).toEqual([['R19', 'not_covered']])
  })

  it('is one page of several where it says so itself', async () => {
    const shop = await darkDay()
    const collection = (await booked(shop)).map((row) => ({ ...row, amount: Number(row.amount) }))
    const body = (count: number) => JSON.stringify({ data: { collection, count } })
    expect((await reported(shop, body(57), { name: 'page.json' })).verdict).toBe('incomplete')
    expect((await reported(shop, body(collection.length), { name: 'page.json' })).verdict).toBe('fair')
  })

  it('agrees with what Chari says later, row by row', async () => {
    const shop = await darkDay()
    await reported(shop, csv(await booked(shop)))
    const report = await shop.pull()
    expect([report.verdict, report.matched, report.rows]).toEqual(['fair', 3, 3])
  })

  it('proposes where it names no operation, and matches what a person accepts', async () => {
    const shop = await darkDay()
    const columns = ['transactionId', 'operationType', 'status', 'amount', 'executedAt']
    const content = csv(
      (await booked(shop)).filter(({ fee, amount }) => fee !== amount),
      columns,
    )
    const report = await reported(shop, content)
    const proposed = report.breaks.filter(({ proposals }) => proposals.length === 1)
    expect(proposed.map(({ code, severity, decisions }) => [code, severity, decisions[0]])).toEqual(
      Array.from({ length: 3 }, () => ['R5', 'low', 'accepted']),
    )
    const accepted = await shop.reconciliation.workOff(
      TODAY,
      {
        breaks: proposed.map(({ key, evidence }) => ({ key, evidence })),
        decision: 'accepted',
        reason: '',
        ticket: null,
        choice: null,
      },
      shop.who(),
      null,
    )
    expect(accepted.ok && [accepted.value.verdict, accepted.value.matched]).toEqual(['fair', 3])
  })

  it.each([
    ['is no listing', 'nom;prénom\nA;B', 'columns'],
    ['is empty', '', 'empty'],
    ['is cut off', '{"data":{"collection":[{"amount"', 'syntax'],
  ])('is refused where it %s, and nothing is written', async (_, content, detail) => {
    const shop = await dayShop()
    expect(await importing(shop, content)).toMatchObject({
      ok: false,
      message: { code: 'file_unreadable', params: { detail } },
    })
    expect(read(shop)).toEqual([])
  })
})

describe('A report as a file', () => {
  const written = async (shop: DayShop, format: 'csv' | 'json' | 'pdf', hidden = false): Promise<string> => {
    const answer = await shop.reconciliation.exportFile(TODAY, format, 'fr', shop.who(), hidden)
    if (!answer.ok) throw new Error(answer.message.code)
    expect(answer.value.path.startsWith(join(shop.folder, 'reports'))).toBe(true)
    return readFileSync(answer.value.path, 'utf8')
  }

  async function brokenDay(): Promise<DayShop> {
    const shop = await darkDay()
    const [first = { reference: '' }] = await booked(shop)
    await shop.misbook(first.reference, 'hide')
    await shop.pull()
    return shop
  }

  it('is a table for spreadsheets, in which no text can be a formula', async () => {
    const shop = await brokenDay()
    const report = await shop.reconciliation.report(TODAY)
    await shop.reconciliation.workOff(
      TODAY,
      {
        breaks: report.breaks.map(({ key, evidence }) => ({ key, evidence })),
        decision: 'explained',
        reason: '=HYPERLINK("http://x";"y")',
        ticket: '+212',
        choice: null,
      },
      shop.who(),
      '@Karim',
    )
    const table = await written(shop, 'csv')
    expect(table.startsWith('\ufeffrecord;day;code;')).toBe(true)
    const lines = table.trimEnd().split('\r\n')
    const columns = lines[0]?.split(';').length
    const total = lines.find((line) => line.startsWith('total') && line.includes(';cash_in;'))
    expect(total).toContain(';2;400,00;1;300,00;;-100,00')
    const broken = lines.find((line) => line.startsWith('break'))
    expect(broken).toContain(`"'=HYPERLINK(""http://x"";""y"")"`)
    expect(broken).toContain(";'+212;")
    expect(broken).toContain(";'@Karim")
    expect(
      lines.filter((line) => !line.includes('"')).every((line) => line.split(';').length === columns),
    ).toBe(true)
  })

  it('is JSON with all that the screen shows, and the journal knows that it was written', async () => {
    const shop = await brokenDay()
    const made = JSON.parse(await written(shop, 'json'))
    expect(made.format).toBe('guichet/reconciliation/1')
    expect(made.report.breaks).toHaveLength(1)
    expect(JSON.stringify(made)).not.toMatch(/\+212[5-8]\d{8}/)
    const [event] = shop.journal.events({ operation: null, kinds: [WRITTEN], limit: 1 })
    expect(event?.payload).toMatchObject({ format: 'json', from: DAY, to: DAY, file: shop.written[0] })
  })

  it('tells nothing of what the drawer should hold where the till is blind', async () => {
    const shop = await darkDay()
    await shop.pull()
    const { drawer } = { drawer: 200_000 + 10_000 + 30_000 - 20_000 }
    for (const format of ['csv', 'json', 'pdf'] as const) {
      const open = await written(shop, format)
      const blind = await written(shop, format, true)
      const amount = format === 'json' ? String(drawer) : format === 'csv' ? '2200,00' : '2\u00a0200,00'
      expect([format, open.includes(amount), blind.includes(amount)]).toEqual([format, true, false])
    }
  })

  it('asks for its slip as a paper, by an event', async () => {
    const shop = await brokenDay()
    await shop.reconciliation.print(TODAY, shop.who(), false)
    const [paper] = shop.journal.events({ operation: null, kinds: ['paper.requested'], limit: 50 }).slice(-1)
    expect(paper?.payload.data).toMatchObject({
      kind: 'day_report',
      day: DAY,
      verdict: 'open',
      matched: 2,
      total: 3,
      breaks: [{ code: 'R5', state: 'open', count: 1, amount: 10_000 }],
    })
    const span = { from: '2026-06-15', to: DAY }
    expect(await shop.reconciliation.print(span, shop.who(), false)).toMatchObject({
      message: { code: 'nothing_to_do' },
    })
  })
})
