import { randomUUID } from 'node:crypto'
import type net from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { CardData, Payee } from '../../../electron/chari/types'
import type { Pan } from '../../../electron/domain/card'
import { centimes } from '../../../electron/domain/money'
import type { Phone } from '../../../electron/domain/phone'
import { clientFor, TEST_KEY } from '../../support/chari-client'
import { reply, startTcpServer } from '../../support/tcp-server'

const PAN = '4000001234567899' as Pan
const CVV = '739'
const PHONE = '+212661248730' as Phone
const AMOUNT = centimes(50_000)
const AGENT: Payee = { by: 'agent', agentCode: 'AG20417' }
const CUSTOMER: Payee = { by: 'phone', phone: PHONE }
const typed: CardData = {
  kind: 'typed',
  pan: PAN,
  yymm: '2908',
  cvv: CVV,
  firstName: 'Khadija',
  lastName: 'Alaoui',
  keep: null,
}

const open: { close: () => unknown }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

async function against(answer: (socket: net.Socket, request: string) => void) {
  const requests: string[] = []
  const chari = await startTcpServer({
    onRequest: ({ socket }, _index, request) => {
      requests.push(request)
      answer(socket, request)
    },
  })
  const made = clientFor(`http://127.0.0.1:${chari.port}`)
  open.push(chari, made.client)
  return { ...made, requests }
}

const send = (status: number, body: unknown) => (socket: net.Socket) =>
  socket.end(reply(status, typeof body === 'string' ? body : JSON.stringify(body), { Connection: 'close' }))
const options = () => ({ requestId: randomUUID(), amount: AMOUNT, beforeFirstByte: () => undefined })

const bodyOf = (request: string | undefined): unknown => JSON.parse(request?.split('\r\n\r\n')[1] ?? '')
const lineOf = (request: string | undefined): string => request?.split('\r\n')[0] ?? ''

describe('a card on the wire', () => {
  const challenge = { data: { redirectionURL: 'https://acs.bank.ma/3ds', operationId: 924001, status: 1 } }

  it('goes once, in the body of its call alone, with both names of the agent’s code', async () => {
    const { client, requests } = await against(send(200, challenge))
    const outcome = await client.cardExecute(AGENT, typed, options())
    expect(outcome).toMatchObject({ kind: 'done', reply: { operationId: '924001' } })
    expect(requests).toHaveLength(1)
    expect(lineOf(requests[0])).toBe(
      'POST /api/operations/cashin/card/agent?agent=AG20417&code=AG20417 HTTP/1.1',
    )
    expect(bodyOf(requests[0])).toEqual({
      FirstName: 'Khadija',
      LastName: 'Alaoui',
      Cvv: CVV,
      Amount: 500,
      Pan: PAN,
      ExpiryDate: '2908',
      KeepAlive: false,
    })
  })

  it('is kept by Chari only where its holder has said so', async () => {
    const { client, requests } = await against(send(200, challenge))
    await client.cardExecute(CUSTOMER, { ...typed, keep: { name: 'La bleue' } }, options())
    expect(lineOf(requests[0])).toBe('POST /api/operations/cashin/card?PhoneNumber=%2B212661248730 HTTP/1.1')
    expect(bodyOf(requests[0])).toMatchObject({ KeepAlive: true, CardName: 'La bleue' })
  })

  it('that is saved goes by its id and its security code', async () => {
    const { client, requests } = await against(send(200, challenge))
    await client.cardExecute(CUSTOMER, { kind: 'saved', cardId: 77, cvv: CVV }, options())
    expect(lineOf(requests[0])).toBe(
      'POST /api/operations/cashin/card/77?PhoneNumber=%2B212661248730 HTTP/1.1',
    )
    expect(bodyOf(requests[0])).toEqual({ Cvv: CVV, Amount: 500 })
  })

  const echo = (socket: net.Socket, request: string): void => {
    const card = { Pan: PAN, Cvv: CVV, echo: request }
    const text = `card ${PAN} and code ${CVV}`
    const body = { errorCode: 20006, errorDescription: text, pan: PAN, phone: CVV, name: text, data: card }
    socket.end(reply(400, JSON.stringify(body), { Connection: 'close' }))
  }
  it.each([
    ['in a refusal', echo],
    ['in a page', send(500, `<html><title>Card ${PAN} ${CVV}</title></html>`)],
    ['in something broken', send(200, `{"data":{"reference":"${PAN}","status":"${CVV}`)],
    ['in a redirect', send(302, { reference: PAN, amount: CVV })],
    [
      'in an answer',
      send(200, { data: { operationId: PAN, orderId: PAN, status: 2, amount: 500, reference: PAN } }),
    ],
    ['with the connection cut', (socket: net.Socket) => socket.resetAndDestroy()],
  ])('stands in no log and in nothing kept when Chari sends it back %s', async (_, answer) => {
    const { client, log } = await against(answer)
    const outcome = await client.cardExecute(AGENT, typed, options())
    const meta = 'meta' in outcome ? outcome.meta : null
    const reply = outcome.kind === 'done' ? outcome.reply : null
    const kept = JSON.stringify([log, meta, reply])
    expect(log).toHaveLength(1)
    expect(kept).not.toContain(PAN)
    expect(kept).not.toMatch(/(?<!\d)739(?!\d)/)
    expect(kept).not.toContain(TEST_KEY)
  })
})

describe('what is asked around a card', () => {
  it('is a preview by code or by phone', async () => {
    const { client, requests } = await against(
      send(200, {
        data: { operation: { phoneNumber: '+212661000417' }, feesAmount: 7.5, totalAmount: 507.5 },
      }),
    )
    expect(await client.cardPreview(AGENT, AMOUNT)).toMatchObject({
      kind: 'answer',
      value: { fee: 750, total: 50_750, creditedPhone: '+212661000417' },
    })
    await client.cardPreview(CUSTOMER, AMOUNT)
    expect(requests.map(lineOf)).toEqual([
      'POST /api/operations/cashin/card/agent/preview?code=AG20417 HTTP/1.1',
      'POST /api/operations/cashin/card/preview?PhoneNumber=%2B212661248730 HTTP/1.1',
    ])
  })

  it('is every page of saved cards, as many as Chari counts', async () => {
    const page = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => ({
        customerBankCardId: from + index,
        maskedPan: '************5005',
      }))
    const { client, requests } = await against((socket, request) => {
      const first = request.includes('PageNumber=1')
      send(200, { data: { collection: first ? page(1, 10) : page(11, 2), count: 12 } })(socket)
    })
    const cards = await client.savedCards(PHONE)
    expect(cards).toMatchObject({ kind: 'answer', value: { complete: true } })
    expect(cards.kind === 'answer' && cards.value.cards).toHaveLength(12)
    expect(requests).toHaveLength(2)
  })
})
