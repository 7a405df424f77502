import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { CardManner, Sandbox } from '../../../electron/sandbox/types'
import { type BankPage, openBankPage } from '../../support/bank-page'
import {
  type Answer,
  addressIn,
  booksOf,
  call,
  deposit,
  depositIn,
  newBooksFile,
  ownSandbox,
} from '../../support/own-sandbox'
import { rawRequest } from '../../support/raw-request'
import { steppedClock } from '../../support/stepped-clock'

const clock = steppedClock()
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await ownSandbox({ clock })
})
afterEach(async () => {
  await call(sandbox, 'DELETE', '/sandbox/cards/manner')
})
afterAll(() => sandbox.close())

const ACCEPTED = { RESPONSE_CODE: '0', REASON_CODE: 'SUCCESS', OPERATION: 'PAYMENT' }
const DECLINED = { RESPONSE_CODE: '05', REASON_CODE: 'DECLINED', OPERATION: 'PAYMENT' }

const start = (page: CardManner['page'] = 'plain', more: Partial<CardManner> = {}): Promise<Answer> => {
  sandbox.setCardManner({ page, ...more })
  return deposit(sandbox)
}
const open = (answer: Answer): Promise<BankPage> => openBankPage(addressIn(answer))
const booked = async (answer: Answer) => {
  const { status, executions, reason } = await depositIn(sandbox, answer)
  return { status, executions, reason }
}

describe('the code', () => {
  it('may be wrong twice, and the page says how often it may be wrong again', async () => {
    const answer = await start()
    const first = await (await open(answer)).type('554')
    expect(first.html).toContain('role="alert">Code incorrect. Il reste 2 essais.')
    const second = await first.type('')
    expect(second.html).toContain('Il reste 1 essai.')
    expect((await second.type(' 555 ')).end).toEqual(ACCEPTED)
    expect(await booked(answer)).toEqual({ status: 2, executions: 1, reason: null })
  })

  it('wrong three times ends the payment, and the right one comes too late', async () => {
    const answer = await start()
    let page = await open(answer)
    const opened = page
    for (let turn = 0; turn < 3; turn++) page = await page.type('000')
    expect(page.end).toMatchObject({ RESPONSE_CODE: '63', REASON_CODE: 'AUTHENTICATION_FAILED' })
    expect((await opened.type('555')).end).toEqual(page.end)
    expect(await booked(answer)).toEqual({ status: 3, executions: 0, reason: 'authentication_failed' })
  })

  it('may be given up', async () => {
    const answer = await start()
    expect((await (await open(answer)).giveUp()).end).toMatchObject({ REASON_CODE: 'CANCELED_BY_CUSTOMER' })
    expect(await booked(answer)).toMatchObject({ status: 3, executions: 0 })
  })

  it('serves for a quarter of an hour', async () => {
    const answer = await start()
    const page = await open(answer)
    await clock.pass(900_000)
    expect((await page.type('555')).end).toMatchObject({ REASON_CODE: 'TIMEOUT' })
    expect(await booked(answer)).toEqual({ status: 3, executions: 0, reason: 'timeout' })
  })

  it('is asked for by a page that keyboard and reader can use, which names no card and no address of ours', async () => {
    const answer = await start()
    const { html } = await open(answer)
    expect(html).toContain('<label for="code">')
    expect(html).toContain('autofocus')
    expect(html).toContain('lang="fr"')
    expect(html).toContain('•••• 5005')
    expect(html).not.toContain('4918914107195005')
  })

  it('typed twice at once pays once', async () => {
    const answer = await start()
    const page = await open(answer)
    const ends = await Promise.all([page.type('555'), page.type('555'), page.type('555')])
    expect(ends.map(({ end }) => end)).toEqual([ACCEPTED, ACCEPTED, ACCEPTED])
    expect(await booked(answer)).toMatchObject({ status: 2, executions: 1 })
  })

  it('of a payment that is nobody’s is no page', async () => {
    const answer = await call(sandbox, 'GET', '/3ds/6f92b0aa')
    expect(answer.status).toBe(404)
    expect((await call(sandbox, 'GET', '/3ds/6f92b0aa/hop/9')).text).toContain('Redirection')
    expect((await call(sandbox, 'GET', '/3ds/6f92b0aa/back/1')).status).toBe(404)
  })

  it('outlives the sandbox: tries and end are in the books', async () => {
    const booksFile = newBooksFile()
    const first = await ownSandbox({ booksFile })
    const answer = await deposit(first)
    await (await openBankPage(addressIn(answer))).type('1')
    await first.close()
    const second = await ownSandbox({ booksFile })
    try {
      const page = await openBankPage(addressIn(answer).replace(first.host, second.host))
      expect(page.html).toContain('Il reste 2 essais.')
      expect((await page.type('555')).end).toEqual(ACCEPTED)
      expect(await depositIn(second, answer)).toMatchObject({ status: 2, executions: 1 })
    } finally {
      await second.close()
    }
  })
})

describe('a page that', () => {
  it('is slow answers late', async () => {
    const answer = await start('slow', { slowMs: 4_000 })
    let page: BankPage | null = null
    const opening = open(answer).then((opened) => {
      page = opened
    })
    await expect
      .poll(async () => {
        await clock.pass(1_000)
        return page !== null
      })
      .toBe(true)
    await opening
    expect(Date.parse(clock.now())).toBeGreaterThanOrEqual(Date.parse('2026-06-16T09:00:04.000Z'))
    expect((await (page as unknown as BankPage).type('555')).end).toEqual(ACCEPTED)
  })

  it('hangs gives no byte, and the payment stays open', async () => {
    const answer = await start('hang')
    const { pathname } = new URL(addressIn(answer))
    expect(await rawRequest(sandbox.host, `GET ${pathname}`, {}, '', booksOf(sandbox))).toEqual({
      text: '',
      ended: 'quiet',
    })
    expect(await booked(answer)).toMatchObject({ status: 1 })
  })

  it('is a chain goes through five addresses and a form before, and five after', async () => {
    const answer = await start('chain')
    const page = await open(answer)
    expect(page.addresses).toHaveLength(6)
    const end = await (await page.goOn()).type('555')
    expect(end.end).toEqual(ACCEPTED)
    expect(end.addresses.filter((address) => address.includes('/back/'))).toHaveLength(5)
    expect(await booked(answer)).toMatchObject({ status: 2, executions: 1 })
  })

  it('opens a window of its own ends in it', async () => {
    const answer = await start('popup')
    const page = await open(answer)
    expect(page.html).toContain('window.open(')
    expect(page.html).toContain('target="_blank"')
    expect((await (await page.goOn()).type('555')).end).toEqual(ACCEPTED)
  })

  it('never ends takes the code and goes on waiting, until the payment fails by itself', async () => {
    const answer = await start('endless')
    const waiting = await (await open(answer)).type('555')
    expect(waiting.html).toContain('http-equiv="refresh"')
    expect((await waiting.reload()).end).toBeNull()
    expect(await booked(answer)).toMatchObject({ status: 1, executions: 0 })
    await clock.pass(900_000)
    await call(sandbox, 'GET', `/api/operations/all?PhoneNumber=${encodeURIComponent('+212661000417')}`)
    expect(await booked(answer)).toEqual({ status: 3, executions: 0, reason: 'timeout' })
  })

  it('lies about success', async () => {
    const answer = await start('lies_accepted')
    expect((await (await open(answer)).type('555')).end).toEqual(ACCEPTED)
    expect(await booked(answer)).toEqual({ status: 3, executions: 0, reason: 'do_not_honour' })
  })

  it('lies about failure', async () => {
    const answer = await start('lies_declined')
    expect((await (await open(answer)).type('555')).end).toEqual(DECLINED)
    expect(await booked(answer)).toEqual({ status: 2, executions: 1, reason: null })
  })

  it('never redirects, though the payment is done', async () => {
    const answer = await start('no_return')
    const page = await (await open(answer)).type('555')
    expect({ end: page.end, stays: page.html.includes('Vous pouvez fermer') }).toEqual({
      end: null,
      stays: true,
    })
    expect((await page.reload()).end).toBeNull()
    expect(await booked(answer)).toMatchObject({ status: 2, executions: 1 })
  })
})

it('a hostile page tells what it reached, by known names alone', async () => {
  const answer = await start('hostile')
  const page = await open(answer)
  for (const tried of [
    'file:///etc/hosts',
    'window.open(',
    'getUserMedia',
    'document.cookie',
    'beforeunload',
  ])
    expect(page.html).toContain(tried)
  const { pathname } = new URL(addressIn(answer))
  const tell = (body: unknown) => call(sandbox, 'POST', `${pathname}/reached`, body)
  await tell({ reached: [] })
  expect((await booksOf(sandbox)).hostile).toEqual({ told: 1, reached: [] })
  await tell({ reached: ['bridge', '4918914107195005', 'cookie'] })
  await tell('nonsense')
  expect((await booksOf(sandbox)).hostile).toEqual({ told: 3, reached: ['bridge', 'cookie'] })
  expect((await page.type('555')).end).toEqual(ACCEPTED)
})

it('counts who loads the page of return, which nobody needs', async () => {
  const before = (await booksOf(sandbox)).returnsLoaded
  const { addresses } = await (await open(await start())).type('555')
  expect((await booksOf(sandbox)).returnsLoaded).toBe(before)
  await fetch(String(addresses.at(-1)))
  expect((await booksOf(sandbox)).returnsLoaded).toBe(before + 1)
})
