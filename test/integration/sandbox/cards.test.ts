import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { responseSchema } from '../../../electron/chari/schemas'
import { centimes, formatMad } from '../../../electron/domain/money'
import { DECLINES, TEST_CARDS } from '../../../electron/sandbox/test-cards'
import { CARD_IDS, CARD_SCENARIOS, type Sandbox, URL_KEYS } from '../../../electron/sandbox/types'
import { openBankPage } from '../../support/bank-page'
import {
  AMINA,
  addressIn,
  booksOf,
  CARD,
  CARD_PATHS,
  call,
  deposit,
  depositIn,
  newBooksFile,
  OUR_AGENT,
  ownSandbox,
  SANDBOX_KEY,
} from '../../support/own-sandbox'
import { steppedClock } from '../../support/stepped-clock'
import { webhookReceiver } from '../../support/webhook-receiver'

const clock = steppedClock()
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await ownSandbox({ clock })
})
afterEach(async () => {
  sandbox.clearFaults()
  await call(sandbox, 'DELETE', '/sandbox/cards/manner')
})
afterAll(() => sandbox.close())

const plus = encodeURIComponent
type Row = Readonly<Record<string, unknown>>
const rowsFor = async (phone: string): Promise<readonly Row[]> => {
  const answer = await call(sandbox, 'GET', `/api/operations/all?PhoneNumber=${plus(phone)}&PageSize=100`)
  const { collection } = answer.body as { collection: readonly Row[] }
  return collection
}
const listed = async (phone: string, operationId: unknown): Promise<readonly Row[]> =>
  (await rowsFor(phone)).filter((row) => row.operationId === operationId)
const walletOf = async (phone: string) =>
  (await booksOf(sandbox)).wallets.find((one) => one.phone === phone)?.balance
const floatOf = async (code: string) =>
  (await booksOf(sandbox)).agents.find((one) => one.code === code)?.float

describe('what a deposit by card is refused for', () => {
  const { agent, phone } = CARD_PATHS
  it.each([
    ['no amount to preview', agent.preview, {}, 10001],
    ['no agent to preview', '/api/operations/cashin/card/agent/preview', { Amount: 10 }, 10001],
    ['an unknown agent', '/api/operations/cashin/card/agent/preview?code=AG00000', { Amount: 10 }, 20005],
    ['an amount of nothing', phone.preview, { Amount: 0 }, 20006],
    ['an amount of three decimals', phone.preview, { Amount: '1.005' }, 20006],
    ['a wallet without room', phone.preview, { Amount: 2_800.01 }, 20006],
    [
      'a stranger',
      `/api/operations/cashin/card/preview?PhoneNumber=${plus('+212699999999')}`,
      { Amount: 10 },
      20005,
    ],
    ['a national phone', '/api/operations/cashin/card?PhoneNumber=0661248730', CARD, 20000],
    ['no agent', '/api/operations/cashin/card/agent', { ...CARD, Amount: 10 }, 10001],
    [
      'two agents',
      '/api/operations/cashin/card/agent?agent=AG20417&code=AG30999',
      { ...CARD, Amount: 10 },
      20006,
    ],
    [
      'a saved card of nobody',
      `/api/operations/cashin/card/99?PhoneNumber=${plus(AMINA)}`,
      { Cvv: '123', Amount: 10 },
      20005,
    ],
    ['a strange card', `/api/customers/tokenized/cards/99?PhoneNumber=${plus(AMINA)}`, null, 20005],
  ] as const)('%s', async (_what, path, body, errorCode) => {
    const answer = await call(sandbox, body === null ? 'GET' : 'POST', path, body ?? undefined)
    expect(answer).toMatchObject({ status: 400, body: { errorCode } })
  })

  it.each([
    ['a number that fails Luhn', { Pan: '4918914107195006' }, 20006],
    ['a number of twelve digits', { Pan: '491891410719' }, 20006],
    ['a past expiry', { ExpiryDate: '2605' }, 20006],
    ['an expiry the other way round', { ExpiryDate: '1230' }, 20006],
    ['a CVV of two digits', { Cvv: '12' }, 20006],
    ['a name of one letter', { FirstName: 'A' }, 20006],
    ['a name in Arabic', { LastName: 'رشيدي' }, 20006],
    ['another currency', { Currency: 'EUR' }, 20006],
    ['no number', { Pan: undefined }, 10001],
    ['no CVV', { Cvv: undefined }, 10001],
    ['no word on keeping the card', { KeepAlive: undefined }, 10001],
  ] as const)('%s', async (_what, change, errorCode) => {
    const { deposits } = await booksOf(sandbox)
    const answer = await deposit(sandbox, 'agent', change)
    expect(answer).toMatchObject({ status: 400, body: { errorCode } })
    expect((await booksOf(sandbox)).deposits).toHaveLength(deposits.length)
  })

  it('takes the month that the card ends in', async () => {
    expect((await deposit(sandbox, 'agent', { ExpiryDate: '2606' })).status).toBe(200)
  })
})

describe.each([
  ['agent', OUR_AGENT.phone, OUR_AGENT.code],
  ['phone', AMINA, undefined],
] as const)('a deposit by %s', (way, phone, code) => {
  it('is previewed with its fees and whose account it credits', async () => {
    const answer = await call(sandbox, 'POST', CARD_PATHS[way].preview, { Amount: 500 })
    expect(answer.body).toEqual({
      type: 1,
      operation: { ...(code ? { code } : {}), phoneNumber: phone, amount: 500, method: 2 },
      feesAmount: 7.5,
      totalAmount: 507.5,
      checkedAt: clock.now(),
      openLoop: false,
    })
    expect(answer.text).toContain('"feesAmount":7.50')
  })

  it('is open until the code, then completed, credited, listed, and paid once', async () => {
    const money = way === 'agent' ? () => floatOf(OUR_AGENT.code) : () => walletOf(phone)
    const before = Number(await money())
    const answer = await call(
      sandbox,
      'POST',
      CARD_PATHS[way].execute,
      { ...CARD, Amount: '200,00' },
      {
        'Chari-Api-Key': SANDBOX_KEY,
        'C-Request-Id': `card-${way}`,
      },
    )
    const { operationId } = answer.body ?? {}
    expect(answer.body).toMatchObject({
      redirect: true,
      status: 1,
      amount: 200,
      feesAmount: 3,
      totalAmount: 203,
      transactionTrackId: expect.stringMatching(/^[0-9a-f]{8}$/),
      orderId: expect.stringMatching(/^20260616_\d{5}$/),
      redirectionURL: expect.stringContaining(`${sandbox.host}/3ds/`),
    })
    expect(Number(await money())).toBe(before)
    expect(await listed(phone, operationId)).toMatchObject([{ status: 1, cRequestId: `card-${way}` }])

    const page = await openBankPage(addressIn(answer))
    expect(page.html).toContain(formatMad(centimes(20_300)))
    const end = await page.type('555')
    expect(end.end).toEqual({ RESPONSE_CODE: '0', REASON_CODE: 'SUCCESS', OPERATION: 'PAYMENT' })
    expect(end.addresses.at(-1)).toContain(String(answer.body?.acceptURL))
    expect(Number(await money())).toBe(before + 200)

    const rows = await listed(phone, operationId)
    expect(rows.map(({ transactionType, amount }) => [transactionType, amount])).toEqual([
      [6, 3],
      [1, 200],
    ])
    expect(rows[1]).toMatchObject({
      status: 2,
      operationType: 1,
      sens: 1,
      method: 'Card',
      amount: 200,
      feeAmount: 3,
      totalAmount: 203,
      accountNumber: phone,
      transactionReference: answer.body?.transactionReferenceId,
      gatewayTrackId: answer.body?.transactionTrackId,
    })
    expect(rows[1]?.agentCode).toBe(code)
    expect(rows[1]).not.toHaveProperty('reference')
    const one = await call(sandbox, 'GET', `/api/operations/${operationId}?PhoneNumber=${plus(phone)}`)
    expect(one.body).toMatchObject({ operationId, status: 2 })
    // The code again, the page again: the same end, and no money.
    expect((await page.type('555')).end).toEqual(end.end)
    expect((await openBankPage(addressIn(answer))).end).toEqual(end.end)
    expect(await depositIn(sandbox, answer)).toMatchObject({ status: 2, executions: 1, way })
    expect(Number(await money())).toBe(before + 200)
  })
})

it('shows a deposit by phone in the list of the customer, never in that of the agent', async () => {
  const { body } = await deposit(sandbox, 'phone')
  expect(await listed(AMINA, body?.operationId)).toHaveLength(1)
  expect(await listed(OUR_AGENT.phone, body?.operationId)).toEqual([])
})

describe('the cards', () => {
  it.each(
    TEST_CARDS.filter(({ challenge }) => challenge).map((one) => [one.pan.slice(-4), one.ends, one] as const),
  )('…%s ends %s', async (_last4, ends, { pan }) => {
    const answer = await deposit(sandbox, 'agent', { Pan: pan, Amount: 10 })
    const { end } = await (await openBankPage(addressIn(answer))).type('555')
    const said = ends === 'completed' ? { response: '0', reason: 'SUCCESS' } : DECLINES[ends]
    expect(end).toMatchObject({ RESPONSE_CODE: said.response, REASON_CODE: said.reason })
    expect(await depositIn(sandbox, answer)).toMatchObject(
      ends === 'completed'
        ? { status: 2, executions: 1, reason: null }
        : { status: 3, executions: 0, reason: ends },
    )
    expect(await listed(OUR_AGENT.phone, answer.body?.operationId)).toMatchObject(
      ends === 'completed' ? [{ transactionType: 6 }, { status: 2 }] : [{ status: 3 }],
    )
  })

  it('one from abroad costs more than the preview said', async () => {
    const { body } = await call(sandbox, 'POST', CARD_PATHS.agent.preview, { Amount: 100.5 })
    expect(body?.feesAmount).toBe(1.51)
    const abroad = await deposit(sandbox, 'agent', { Pan: '4000008260000000', Amount: 100.5 })
    expect(abroad.body).toMatchObject({ feesAmount: 2.52, totalAmount: 103.02 })
  })

  it('one needs no page and is completed at once', async () => {
    const answer = await deposit(sandbox, 'agent', { Pan: '4242424242424242' })
    expect(answer.body).toMatchObject({ redirect: false, status: 2 })
    expect(answer.body).not.toHaveProperty('redirectionURL')
    expect(await depositIn(sandbox, answer)).toMatchObject({ executions: 1 })
  })

  it('with another CVV is declined; one that is not of the list has any', async () => {
    const wrong = await deposit(sandbox, 'agent', { Cvv: '321' })
    expect((await (await openBankPage(addressIn(wrong))).type('555')).end).toMatchObject({
      REASON_CODE: 'INVALID_CVV',
    })
    const stranger = await deposit(sandbox, 'agent', { Pan: '4539578763621486', Cvv: '847' })
    expect((await (await openBankPage(addressIn(stranger))).type('555')).end).toMatchObject({
      RESPONSE_CODE: '0',
    })
  })
})

describe('a saved card', () => {
  it('is kept on completion alone, listed masked, pays by its CVV, and can be forgotten', async () => {
    const list = (): Promise<Row | null> =>
      call(sandbox, 'GET', `/api/customers/tokenized/cards?PhoneNumber=${plus(AMINA)}`).then(
        ({ body }) => body,
      )
    const save = { KeepAlive: true, CardName: 'Carte verte', Amount: 50 }
    const answer = await deposit(sandbox, 'phone', save)
    expect(await list()).toEqual({ collection: [], count: 0 })
    await (await openBankPage(addressIn(answer))).type('555')
    const saved = {
      customerBankCardId: 1,
      maskedPan: '************5005',
      issuer: 'Banque d’essai',
      scheme: 'Visa',
      cardName: 'Carte verte',
    }
    expect(await list()).toEqual({ collection: [saved], count: 1 })
    const one = await call(sandbox, 'GET', `/api/customers/tokenized/cards/1?PhoneNumber=${plus(AMINA)}`)
    expect(one.body).toEqual(saved)
    // Saved once more it is the same card.
    await (await openBankPage(addressIn(await deposit(sandbox, 'phone', save)))).type('555')
    expect(await list()).toMatchObject({ count: 1 })

    const path = `/api/operations/cashin/card/1?PhoneNumber=${plus(AMINA)}`
    const paid = await call(sandbox, 'POST', path, { Cvv: '123', Amount: 20 })
    const { end } = await (await openBankPage(addressIn(paid))).type('555')
    expect(end).toMatchObject({ RESPONSE_CODE: '0' })
    expect(await depositIn(sandbox, paid)).toMatchObject({ way: 'saved', last4: '5005', status: 2 })
    const wrong = await call(sandbox, 'POST', path, { Cvv: '999', Amount: 20 })
    expect((await (await openBankPage(addressIn(wrong))).type('555')).end).toMatchObject({
      REASON_CODE: 'INVALID_CVV',
    })

    const deleted = await call(
      sandbox,
      'DELETE',
      `/api/customers/tokenized/cards/1?PhoneNumber=${plus(AMINA)}`,
    )
    expect(deleted.status).toBe(501)
    expect((await call(sandbox, 'POST', '/sandbox/cards/1/delete', {})).status).toBe(200)
    expect((await call(sandbox, 'POST', '/sandbox/cards/1/delete', {})).status).toBe(404)
    expect(await list()).toEqual({ collection: [], count: 0 })
    expect((await call(sandbox, 'POST', path, { Cvv: '123', Amount: 20 })).body).toMatchObject({
      errorCode: 20005,
    })
  })
})

describe('manners', () => {
  it.each(CARD_IDS)('ids "%s"', async (ids) => {
    sandbox.setCardManner({ ids })
    const { body } = await deposit(sandbox)
    expect({ operation: body?.operationId !== undefined, gateway: body?.orderId !== undefined }).toEqual({
      operation: ids === 'all' || ids === 'operation',
      gateway: ids === 'all' || ids === 'gateway',
    })
  })

  it.each([...URL_KEYS, null])('the address under %s', async (urlKey) => {
    sandbox.setCardManner({ urlKey })
    const { body, text } = await deposit(sandbox)
    expect(text.includes('/3ds/return/accept')).toBe(true)
    expect(Object.keys(body ?? {}).filter((key) => URL_KEYS.some((known) => known === key))).toEqual(
      urlKey === null ? [] : [urlKey],
    )
  })

  it('a deposit that is listed only once it is done', async () => {
    sandbox.setCardManner({ listed: 'when_done' })
    const answer = await deposit(sandbox)
    const { operationId } = answer.body ?? {}
    expect(await listed(OUR_AGENT.phone, operationId)).toEqual([])
    await (await openBankPage(addressIn(answer))).type('555')
    expect(await listed(OUR_AGENT.phone, operationId)).toMatchObject([{ transactionType: 6 }, { status: 2 }])
  })

  it('books that complete minutes after the redirect, by themselves', async () => {
    sandbox.setCardManner({ settlesInMs: 120_000 })
    const answer = await deposit(sandbox)
    const { end } = await (await openBankPage(addressIn(answer))).type('555')
    expect(end).toMatchObject({ RESPONSE_CODE: '0' })
    expect(await depositIn(sandbox, answer)).toMatchObject({ status: 1, executions: 0 })
    await clock.pass(120_000)
    expect(await depositIn(sandbox, answer)).toMatchObject({ status: 2, executions: 1 })
  })

  it('books that complete after a restart', async () => {
    const booksFile = newBooksFile()
    const first = await ownSandbox({ clock, booksFile })
    first.setCardManner({ settlesInMs: 120_000 })
    const answer = await deposit(first)
    await (await openBankPage(addressIn(answer))).type('555')
    await first.close()
    await clock.pass(60_000)
    const second = await ownSandbox({ clock, booksFile })
    try {
      expect(await depositIn(second, answer)).toMatchObject({ status: 1 })
      await clock.pass(60_000)
      expect(await depositIn(second, answer)).toMatchObject({ status: 2, executions: 1 })
    } finally {
      await second.close()
    }
  })

  it('a plan for the next deposit that fits, and for that one alone', async () => {
    sandbox.prepareCard({ scenario: 'refused', amount: centimes(7_000) })
    sandbox.prepareCard({ manner: { decline: 'stolen_card' }, last4: '4444' })
    expect((await deposit(sandbox)).status).toBe(200)
    expect((await deposit(sandbox, 'agent', { Amount: 70 })).body).toMatchObject({ errorCode: 20006 })
    expect((await deposit(sandbox, 'agent', { Amount: 70 })).status).toBe(200)
    const stolen = await deposit(sandbox, 'agent', { Pan: '5555555555554444' })
    expect((await (await openBankPage(addressIn(stolen))).type('555')).end).toMatchObject({
      REASON_CODE: 'STOLEN_CARD',
    })
  })

  it.each(CARD_SCENARIOS)('the scenario "%s" is planned over HTTP', async (scenario) => {
    const planned = await call(sandbox, 'POST', '/sandbox/cards/next', { scenario, amount: '33,00' })
    expect(planned.body).toEqual({ planned: true })
    const answered = await deposit(sandbox, 'agent', { Amount: 33 }).then(
      ({ status, body }) => `${status} ${body?.redirect}`,
      () => 'nothing',
    )
    const others = { refused: '400 undefined', no_answer: 'nothing', no_challenge: '200 false' }
    expect(answered).toBe(
      Object.hasOwn(others, scenario) ? others[scenario as keyof typeof others] : '200 true',
    )
  })

  it.each([
    ['manner', { page: 'sideways' }],
    ['manner', { ids: 'all', pan: '4918914107195005' }],
    ['next', { scenario: 'lucky' }],
    ['next', { amount: 'ten' }],
  ] as const)('no plan is made of %s %o, and what stood in it is not said again', async (handle, body) => {
    const answer = await call(sandbox, 'POST', `/sandbox/cards/${handle}`, body)
    expect(answer.status).toBe(400)
    expect(answer.text).not.toMatch(/4918914107195005|sideways|lucky|ten/)
  })
})

describe('a deposit by hand', () => {
  it.each([
    ['complete', {}, 2, 1, null],
    ['decline', { reason: 'lost_card' }, 3, 0, 'lost_card'],
    ['cancel', {}, 4, 0, 'canceled_by_customer'],
    ['expire', {}, 3, 0, 'timeout'],
  ] as const)('%s', async (act, body, status, executions, reason) => {
    const answer = await deposit(sandbox)
    const { trackId } = await depositIn(sandbox, answer)
    const path = `/sandbox/deposits/${trackId}/${act}`
    expect((await call(sandbox, 'POST', path, body)).body).toEqual({ trackId, status })
    expect(await depositIn(sandbox, answer)).toMatchObject({ status, executions, reason })
    expect((await call(sandbox, 'POST', path, body)).status).toBe(400)
    // The page only tells now how it ended.
    expect((await openBankPage(addressIn(answer))).end).toMatchObject({
      RESPONSE_CODE: reason === null ? '0' : DECLINES[reason].response,
    })
  })

  it('is told otherwise than it was done', async () => {
    const answer = await deposit(sandbox, 'agent', { Pan: '4242424242424242', Amount: 100 })
    const { trackId } = await depositIn(sandbox, answer)
    const act = (how: string, value?: string) =>
      call(sandbox, 'POST', `/sandbox/deposits/${trackId}/${how}`, { value })
    const rows = async () =>
      (await rowsFor(OUR_AGENT.phone)).filter(
        (row) => row.gatewayTrackId === trackId && row.transactionType !== 6,
      )
    const before = Number(await floatOf(OUR_AGENT.code))
    await act('fee', '9,99')
    await act('amount', '99')
    expect(await rows()).toMatchObject([{ amount: 99, feeAmount: 9.99 }])
    expect((await act('fee')).status).toBe(400)
    await act('double')
    expect(new Set((await rows()).map(({ operationId }) => operationId)).size).toBe(2)
    expect(Number(await floatOf(OUR_AGENT.code))).toBe(before)
    await act('reverse')
    expect(Number(await floatOf(OUR_AGENT.code))).toBe(before - 100)
    expect((await rows())[0]).toMatchObject({ transactionType: 9, sens: 2 })
    await act('hide')
    expect(await rows()).toEqual([])
    expect((await act('burn')).status).toBe(404)
    expect((await call(sandbox, 'POST', '/sandbox/deposits/00/hide', {})).status).toBe(404)
  })
})

it.each([
  ['cashin.card.agent.preview', 'POST', CARD_PATHS.agent.preview, { Amount: 10 }],
  ['cashin.card.agent.execute', 'POST', CARD_PATHS.agent.execute, { ...CARD, Amount: 10 }],
  ['cards.list', 'GET', `/api/customers/tokenized/cards?PhoneNumber=${plus(OUR_AGENT.phone)}`, undefined],
] as const)('%s answers nothing that OpenAPI does not say', async (name, method, path, body) => {
  const kept = await deposit(sandbox, 'agent', {
    Pan: '4242424242424242',
    KeepAlive: true,
    CardName: 'Bleue',
  })
  expect(kept.status).toBe(200)
  const answer = await call(sandbox, method, path, body)
  const fits = responseSchema(name).parse(answer.body)
  const names = (value: unknown): readonly string[] =>
    value !== null && typeof value === 'object'
      ? Object.entries(value).flatMap(([key, inner]) => [key, ...names(inner)])
      : []
  const beyond = names(answer.body).filter((key) => !names(fits).includes(key))
  // Of a preview the documentation promises nothing of when and by which road.
  expect(beyond).toEqual(name === 'cashin.card.agent.preview' ? ['method', 'checkedAt', 'openLoop'] : [])
})

describe('the books', () => {
  it('hold a completed deposit before the bank’s page redirects', async () => {
    const booksFile = newBooksFile()
    const first = await ownSandbox({ booksFile })
    const answer = await deposit(first)
    await (await openBankPage(addressIn(answer))).type('555')
    const second = await ownSandbox({ booksFile })
    try {
      expect(await depositIn(second, answer)).toMatchObject({ status: 2, executions: 1 })
      expect((await booksOf(second)).transactions).toEqual((await booksOf(first)).transactions)
    } finally {
      await first.close()
      await second.close()
    }
  })

  it('that cannot be written complete nothing, and say so', async () => {
    const made = newBooksFile()
    const well = await ownSandbox({ booksFile: made })
    const opened = await deposit(well)
    await well.close()
    // A name so long that no partial file fits beside it: the file is read, never written again.
    const stuck = join(dirname(made), `${'b'.repeat(245)}.json`)
    writeFileSync(stuck, readFileSync(made))
    const receiver = await webhookReceiver()
    const own = await ownSandbox({ booksFile: stuck, webhooks: [{ url: receiver.url, key: 'k' }] })
    own.setWebhookManner({ when: 'before_redirect' })
    try {
      const before = await booksOf(own)
      expect((await deposit(own)).status).toBe(500)
      const path = `${new URL(addressIn(opened)).pathname}/code`
      const code = await fetch(`${own.host}${path}`, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ code: '555' }),
      })
      expect(code.status).toBe(500)
      expect(await booksOf(own)).toEqual(before)
      expect(receiver.received).toEqual([])
    } finally {
      await own.close()
      await receiver.close()
    }
  })
})

it('notes what the documentation does not name', async () => {
  await deposit(sandbox, 'agent', { ExternalReference: 'ours' })
  expect((await booksOf(sandbox)).undocumented).toEqual([
    { call: 'cashin.card.agent.execute', name: 'ExternalReference' },
  ])
})
