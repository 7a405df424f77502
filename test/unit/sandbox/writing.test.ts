import { describe, expect, it } from 'vitest'
import { centimes } from '../../../electron/domain/money'
import { Amount, CHARI_STYLE, writeReply } from '../../../electron/sandbox/json'
import { sparse } from '../../../electron/sandbox/sparse'

const SHEET = {
  reference: '1122334455',
  amount: new Amount(centimes(50_005)),
  customerName: 'Amina "A." Rachidi',
  agentCode: undefined,
  rows: [{ feeAmount: new Amount(centimes(500)) }, null],
}

describe('a reply of the sandbox', () => {
  it("is written Chari's way: wrapped, camel case, amounts as numbers of two decimals", () => {
    expect(writeReply(SHEET, CHARI_STYLE)).toBe(
      '{"data":{"reference":"1122334455","amount":500.05,"customerName":"Amina \\"A.\\" Rachidi","rows":[{"feeAmount":5.00},null]}}',
    )
  })

  it('is written as others might: bare, other casing, amounts as text with a comma', () => {
    expect(writeReply(SHEET, { wrapped: false, keys: 'pascal', amounts: 'text' })).toBe(
      '{"Reference":"1122334455","Amount":"500,05","CustomerName":"Amina \\"A.\\" Rachidi","Rows":[{"FeeAmount":"5,00"},null]}',
    )
  })

  it('never wraps an error', () => {
    expect(writeReply({ errorCode: 20005, errorDescription: 'x' }, CHARI_STYLE)).toBe(
      '{"errorCode":20005,"errorDescription":"x"}',
    )
  })

  it('can leave out what the documentation does not promise', () => {
    const row = {
      operationId: 1,
      transactionId: 2,
      reference: '1122334455',
      amount: new Amount(centimes(1)),
      agentCode: 'AG1',
    }
    expect(writeReply(sparse({ ...SHEET, collection: [row], count: 1 }), CHARI_STYLE)).toBe(
      '{"data":{"reference":"1122334455","amount":500.05,"rows":[{},null],"collection":[{"operationId":1,"transactionId":2,"amount":0.01}],"count":1}}',
    )
  })
})
