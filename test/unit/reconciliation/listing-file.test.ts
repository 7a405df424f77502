import { describe, expect, it } from 'vitest'
import { readingFile } from '../../../electron/reconciliation/listing-file'
import { atOnce } from '../../../electron/reconciliation/match'

const read = (content: string | Uint8Array) =>
  atOnce(readingFile(typeof content === 'string' ? Buffer.from(content) : content))

function rowsOf(content: string | Uint8Array) {
  const found = read(content)
  if (!found.ok) throw new Error(found.error)
  return found.value
}

const HEADER = 'operationId,reference,operationType,status,amount,feeAmount,executedAt,agentCode'
const ROW = '924001,1122334455,CASHIN,COMPLETED,150.50,0,2026-06-16T10:00:00Z,AG20417'

describe('A listing out of a CSV file', () => {
  it('is read by the spellings of the answers, amounts exactly', () => {
    const { rows, unreadable, format } = rowsOf(`${HEADER}\n${ROW}\n`)
    expect(format).toBe('csv')
    expect(unreadable).toEqual([])
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({
      operationId: '924001',
      reference: '1122334455',
      operationType: 1,
      status: 'completed',
      amount: 15_050,
      fee: 0,
      executedAt: '2026-06-16T10:00:00.000Z',
      agentCode: 'AG20417',
    })
  })

  it.each([
    [
      'semicolons and decimal commas',
      `${HEADER.replaceAll(',', ';')}\n${ROW.replaceAll(',', ';').replace('150.50', '150,50')}`,
    ],
    ['tabs', `${HEADER.replaceAll(',', '\t')}\n${ROW.replaceAll(',', '\t')}`],
    ['the mark of UTF-8', `\ufeff${HEADER}\n${ROW}`],
    ['lines of Windows and an empty line at the end', `${HEADER}\r\n${ROW}\r\n\r\n`],
    ['lines of an old Mac', `${HEADER}\r${ROW}\r`],
    ['every cell quoted', `${HEADER.replace(/[^,]+/g, '"$&"')}\n${ROW.replace(/[^,]+/g, '"$&"')}`],
    [
      'names in another case, with spaces and accents',
      `Opération ID,Référence,Operation_Type,STATUS,Amount,Fee Amount,executed-at,Agent Code\n${ROW}`,
    ],
    ['spaces between thousands and a currency', `${HEADER}\n${ROW.replace('150.50', '150.50 MAD')}`],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`${HEADER}\n${ROW}`, 'utf16le')])],
  ])('is read with %s', (_, content) => {
    const { rows, unreadable } = rowsOf(content)
    expect(unreadable).toEqual([])
    expect(rows.map(({ operationId, amount, executedAt }) => [operationId, amount, executedAt])).toEqual([
      ['924001', 15_050, '2026-06-16T10:00:00.000Z'],
    ])
  })

  it('takes 1 234,50 MAD for an amount and 16/06/2026 14:08 for a time without a zone', () => {
    const { rows } = rowsOf('reference;montant;amount;date\n1122334455;x;"1 234,50 MAD";16/06/2026 14:08')
    expect(rows[0]).toMatchObject({ amount: 123_450, createdAt: '2026-06-16T14:08:00.000' })
  })

  it('tells which columns it understood', () => {
    const { columns, ignored } = rowsOf(`${HEADER},remarque\n${ROW},rien`)
    expect(columns).toContain('amount')
    expect(ignored).toEqual(['remarque'])
  })

  it('reads what Windows wrote in its own code page', () => {
    const { rows } = rowsOf(Buffer.from('Référence;amount\n1122334455;150,00', 'latin1'))
    expect(rows[0]).toMatchObject({ reference: '1122334455', amount: 15_000 })
  })

  it.each([
    ['a column too few', ROW.replace(',AG20417', ''), 'columns'],
    ['three decimals', ROW.replace('150.50', '150.505'), 'amount'],
    ['an amount in words', ROW.replace('150.50', 'cent cinquante'), 'amount'],
    ['thousands with dots', ROW.replace('150.50', '1.150.50'), 'amount'],
    ['a date that does not exist', ROW.replace('06-16', '02-31'), 'time'],
    ['nothing of an operation', ',,,COMPLETED,,,,', 'nothing'],
  ])('names a row with %s by its line, and keeps the others', (_, bad, why) => {
    const { rows, unreadable } = rowsOf(`${HEADER}\n${ROW}\n${bad}\n${ROW.replace('924001', '924002')}`)
    expect(rows.map(({ operationId }) => operationId)).toEqual(['924001', '924002'])
    expect(unreadable.map(({ line, why: said }) => [line, said])).toEqual([[3, why]])
  })

  it('counts the lines of the file, those inside quotes too', () => {
    const { unreadable } = rowsOf(`${HEADER},note\n${ROW},"deux\nlignes"\nx\n`)
    expect(unreadable.map(({ line }) => line)).toEqual([4])
  })

  it.each([
    ['nothing', '', 'empty'],
    ['spaces', ' \n ', 'empty'],
    ['columns that tell no amount', 'reference,nom\n1122334455,x', 'columns'],
    ['columns that tell no operation', 'amount,nom\n150,x', 'columns'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0xff, 0xfe]), 'encoding'],
  ])('is refused where it holds %s', (_, content, fault) => {
    expect(read(content)).toEqual({ ok: false, error: fault })
  })
})

const JSON_ROW = {
  operationId: 924_001,
  transactionId: 1_840_001,
  reference: '1122334455',
  operationType: 1,
  status: 2,
  amount: 150.5,
  executedAt: '2026-06-16T10:00:00Z',
}

describe('A listing out of a JSON file', () => {
  it.each([
    ['a list alone', [JSON_ROW]],
    ['a page as Chari answers', { data: { collection: [JSON_ROW], count: 1 } }],
    ['a page without its wrapper', { count: 1, collection: [JSON_ROW] }],
    ['items', { items: [JSON_ROW], totalCount: 1 }],
    ['data', { data: [JSON_ROW] }],
  ])('is read as %s', (_, body) => {
    const { rows, unreadable, format } = rowsOf(JSON.stringify(body))
    expect([format, rows.length, unreadable]).toEqual(['json', 1, []])
    expect(rows[0]).toMatchObject({ operationId: '924001', amount: 15_050, status: 'completed' })
  })

  it('says how many rows there should be, so that one page of several is not taken for all', () => {
    expect(rowsOf(JSON.stringify({ data: { collection: [JSON_ROW], count: 57 } })).count).toBe(57)
    expect(rowsOf(JSON.stringify([JSON_ROW])).count).toBe(null)
  })

  it('is not led astray by brackets and names inside texts', () => {
    const odd = { note: '"items": [', ...JSON_ROW, remark: 'a ] } \\" [' }
    const { rows } = rowsOf(JSON.stringify({ title: '] "data": [', data: { collection: [odd, odd] } }))
    expect(rows).toHaveLength(2)
  })

  it('reads amounts from the text, not through a float', () => {
    const { rows } = rowsOf('[{"reference":"1122334455","amount":1005.10}]')
    expect(rows[0]).toMatchObject({ amount: 100_510 })
  })

  it('names a row that is none by its place', () => {
    const { rows, unreadable } = rowsOf(
      `[${JSON.stringify(JSON_ROW)}, 12, null, "x", {"amount":"?"}, {}, ${JSON.stringify(JSON_ROW)}]`,
    )
    expect(rows).toHaveLength(2)
    expect(unreadable.map(({ line, why }) => [line, why])).toEqual([
      [2, 'not_an_object'],
      [3, 'not_an_object'],
      [4, 'not_an_object'],
      [5, 'amount'],
      [6, 'nothing'],
    ])
  })

  it.each([
    ['that ends in the middle', '{"data":{"collection":[{"amount":1}', 'syntax'],
    ['with something behind it', '[]]', 'syntax'],
    ['without a list', '{"amount": 12}', 'no_list'],
    ['with a list of another name', '{"wallets": []}', 'no_list'],
  ])('is refused where it is JSON %s', (_, content, fault) => {
    expect(read(content)).toEqual({ ok: false, error: fault })
  })

  it('is an empty list where Chari says that there is nothing', () => {
    expect(rowsOf('{"data":{"collection":[],"count":0}}')).toMatchObject({ rows: [], count: 0 })
  })
})
