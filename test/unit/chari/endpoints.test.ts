import { describe, expect, it } from 'vitest'
import { ENDPOINTS, endpoint, findEndpoint } from '../../../electron/chari/endpoints'

/** Every `{host}` line of Chari's documentation, version 1.9, in its order, with the placeholder as printed. */
const DOCUMENTED = `
/api/customers/status
/api/customers/default
/api/customers/register
/api/customers/confirm
/api/customers/confirm/resend-otp
/api/customers/login
/api/customers/pin
/api/customers/pin
/api/customers/pin/reset
/api/customers/balance
/api/customers/info
/api/customers/unregister
/api/kyc/shareid/auth
/api/customers/upgrade/request
/api/merchant/kyc/request
/api/operations/cashin/card/preview
/api/operations/cashin/card
/api/operations/cashin/card/{cardId}
/api/operations/cashin/card/agent/preview
/api/operations/cashin/card/agent
/api/operations/transfer/preview
/api/operations/transfer
/api/operations/bank-transfer/preview
/api/operations/bank-transfer
/api/operations/merchant/payment/push/manual/preview
/api/operations/merchant/payment/push/manual
/api/operations/merchant/payment/push/qrcode/preview
/api/operations/merchant/payment/push/qrcode
/api/operations/merchant/payment/push/card/preview
/api/operations/merchant/payment/card
/api/operations/merchant/payment/tokenized/card/{cardId}
/api/operations/merchant/qrcode/static
/api/operations/merchant/qrcode
/api/operations/chargeback/preview
/api/operations/chargeback
/api/operations/cashin/request
/api/operations/cashout/request
/api/operations
/api/operations/{id}
/api/operations/all
/api/operations/c-request-id
/api/operations/refund/preview
/api/operations/refund
/api/customer/beneficiaries
/api/customer/beneficiaries
/api/customer/beneficiaries/{id}
/api/customer/beneficiaries/{Id}
/api/customers/tokenized/cards
/api/customers/tokenized/cards/{id}
/api/customers/tokenized/cards/{id}
/api/agents/retail
/api/agents/retail/{code}
/api/agents/retail
/api/agents/retail/{code}
/api/operations/cashin/request
/api/operations/cashin/agent
/api/operations/cashout/request
/api/operations/cashout/agent
/api/agents/principal
/api/simulate/network/operations/cashin
/api/simulate/network/operations/cashout`
  .trim()
  .split('\n')

describe('the endpoint table', () => {
  it('has a row for each documented call, in order', () => {
    expect(ENDPOINTS.map((row) => row.path)).toEqual(DOCUMENTED.map((path) => path.replace('{Id}', '{id}')))
    expect(ENDPOINTS).toHaveLength(61)
  })

  it('marks the four announced calls', () => {
    expect(ENDPOINTS.filter((row) => row.comingSoon).map((row) => row.title)).toEqual([
      'Reset PIN',
      'Get Operation By C-Request-Id',
      'Delete Tokenized Card',
      'Update Retail Agent',
    ])
    for (const row of ENDPOINTS) expect(row.comingSoon).toBe(row.parameters.length === 0)
  })

  it('names each row once, and each verb of a path once', () => {
    expect(new Set(ENDPOINTS.map((row) => row.name)).size).toBe(61)
    expect(new Set(ENDPOINTS.map((row) => `${row.verb} ${row.path}`)).size).toBe(61)
    expect(endpoint('operations.all').path).toBe('/api/operations/all')
    expect(findEndpoint('toString')).toBeUndefined()
  })

  it('repeats nothing that moves money, changes something or tells a secret', () => {
    const repeatable = ENDPOINTS.filter((row) => row.repeatable)
    for (const row of repeatable) {
      expect(row.moves).toBe(false)
      expect(row.verb === 'GET' || row.path.endsWith('/preview')).toBe(true)
    }
    expect(endpoint('kyc.auth').repeatable).toBe(false)
    expect(ENDPOINTS.filter((row) => row.moves).map((row) => row.name)).toEqual([
      'cashin.card.execute',
      'cashin.card.saved',
      'cashin.card.agent.execute',
      'transfer.execute',
      'bankTransfer.execute',
      'payment.phone.execute',
      'payment.qr.execute',
      'payment.card.execute',
      'payment.card.saved',
      'chargeback.execute',
      'refund.execute',
      'cashin.agent.execute',
      'cashout.agent.execute',
      'simulate.cashin',
      'simulate.cashout',
    ])
  })

  it('gives every placeholder of a delivered call its parameter', () => {
    for (const row of ENDPOINTS.filter((one) => !one.comingSoon)) {
      const placeholders = [...row.path.matchAll(/\{(\w+)\}/g)].map(([, key]) => key?.toLowerCase())
      const routed = row.parameters
        .filter((one) => one.place === 'route')
        .map((one) => one.name.toLowerCase())
      expect(routed).toEqual(placeholders)
    }
  })
})
