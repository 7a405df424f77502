import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { centimes, sum } from '../../../electron/domain/money'
import { createBank } from '../../../electron/sandbox/bank'
import type { Books } from '../../../electron/sandbox/books'
import { createDeposits, type DepositOrder } from '../../../electron/sandbox/deposits'
import { isRefusal } from '../../../electron/sandbox/refusals'
import { faceOf, isCardNumber, isExpiry, TEST_CARDS } from '../../../electron/sandbox/test-cards'
import { ceilingOf, townAgents, townWallets } from '../../../electron/sandbox/town'
import { CARD_LISTED, CARD_PAGES, type CardManner } from '../../../electron/sandbox/types'
import { seededRandom } from '../../support/seeded-random'
import { steppedClock } from '../../support/stepped-clock'

const AGENT = { code: 'AG20417', phone: '+212661000417', name: 'Épicerie Al Amal' }

function newDesk(keep: () => void = () => undefined) {
  const clock = steppedClock()
  const books: Books = {
    next: { operation: 1, transaction: 1, card: 1 },
    wallets: townWallets(),
    agents: townAgents(),
    references: [],
    transactions: [],
    deposits: [],
    cards: [],
  }
  const file = { books, keep }
  const bank = createBank(file, clock, seededRandom(1))
  bank.addAgent(AGENT)
  const completed: string[] = []
  const deposits = createDeposits({
    file,
    bank,
    clock,
    random: seededRandom(2),
    completed: ({ gateway }) => completed.push(gateway.track),
  })
  return { clock, books, deposits, completed }
}

const MANNER: CardManner = {
  page: 'plain',
  ids: 'all',
  urlKey: 'redirectionURL',
  decline: null,
  settlesInMs: 0,
  slowMs: 0,
  listed: 'from_start',
}
const order = (change: Partial<DepositOrder> = {}): DepositOrder => ({
  to: { agent: AGENT.code },
  saved: false,
  amount: centimes(10_000),
  ...faceOf('4918914107195005'),
  cvv: '123',
  keepAs: null,
  requestId: 'r',
  ...change,
})

const which = fc.nat({ max: 9 })
const steps = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constant('open' as const),
        who: fc.option(fc.nat({ max: 13 }), { nil: null, freq: 2 }),
        card: fc.nat({ max: TEST_CARDS.length - 1 }),
        cvv: fc.constantFrom('123', '123', '123', '999'),
        amount: fc.oneof(fc.integer({ min: 1, max: 30_000 }), fc.integer({ min: -100, max: 300_000 })),
        page: fc.constantFrom(...CARD_PAGES),
        listed: fc.constantFrom(...CARD_LISTED),
        settlesInMs: fc.constantFrom(0, 0, 60_000),
        accept: fc.constantFrom('no', 'no', 'no', 'never', 'later'),
        keep: fc.boolean(),
      }),
    },
    {
      weight: 8,
      arbitrary: fc.record({
        do: fc.constant('answer' as const),
        which,
        code: fc.constantFrom('555', '555', '555', '1', null),
      }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('look' as const) }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(30_000, 900_000) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('end' as const),
        which,
        as: fc.constantFrom('completed' as const, 'canceled' as const, 'stolen_card' as const),
      }),
    },
  ),
  { minLength: 15, maxLength: 50 },
)
const ACCEPT = { no: null, never: { lookUps: null }, later: { lookUps: 1 } } as const

describe('deposits by card in the sandbox', () => {
  it('move money once or never, and lose no centime, whatever is asked in whatever order', async () => {
    let done = 0
    await fc.assert(
      fc.asyncProperty(steps, async (script) => {
        const { clock, books, deposits, completed } = newDesk()
        const money = (): number =>
          sum(books.wallets.map(({ balance }) => balance)) + sum(books.agents.map(({ float }) => float))
        const before = money()
        for (const step of script) {
          const one =
            'which' in step ? books.deposits[step.which % Math.max(1, books.deposits.length)] : undefined
          if (step.do === 'open') {
            const phone = step.who === null ? undefined : books.wallets[step.who]?.phone
            deposits.open(
              order({
                ...(phone === undefined ? {} : { to: { phone } }),
                ...faceOf(TEST_CARDS[step.card]?.pan ?? ''),
                amount: centimes(step.amount),
                cvv: step.cvv,
                keepAs: step.keep ? { name: null } : null,
              }),
              { ...MANNER, page: step.page, listed: step.listed, settlesInMs: step.settlesInMs },
              ACCEPT[step.accept as keyof typeof ACCEPT],
            )
          } else if (step.do === 'answer') deposits.answer(one?.challenge?.token ?? '', step.code)
          else if (step.do === 'look') deposits.looked(() => true)
          else if (step.do === 'wait') await clock.pass(step.ms)
          else deposits.end(one?.gateway.track ?? '', step.as)
        }

        const paid = books.deposits.filter(({ status }) => status === 2)
        done += paid.length
        expect(money() - before).toBe(sum(paid.map(({ amount }) => amount)))
        expect(completed.toSorted()).toEqual(paid.map(({ gateway }) => gateway.track).toSorted())
        for (const one of books.deposits) {
          expect(one.executions).toBe(one.status === 2 ? 1 : 0)
          expect(one.executedAt === null).toBe(one.status !== 2)
          expect(one.reason === null).toBe(one.status < 3)
          const rows = books.transactions.filter(({ gateway }) => gateway?.track === one.gateway.track)
          const hidden = one.listed === 'when_done' && one.status === 1
          expect(rows.map(({ transactionType, status }) => [transactionType, status])).toEqual(
            hidden ? [] : [[1, one.status], ...(one.status === 2 && one.fee > 0 ? [[6, 2]] : [])],
          )
        }
        for (const { balance, level } of books.wallets) expect(balance).toBeLessThanOrEqual(ceilingOf(level))
        const faces = books.cards.map(({ phone, first6, last4 }) => `${phone} ${first6} ${last4}`)
        expect(new Set(faces).size).toBe(faces.length)
      }),
      { seed: 20260616, numRuns: 400 },
    )
    expect(done).toBeGreaterThan(300)
  })

  it('are told of only once they are durable', () => {
    let failing = false
    const { books, deposits, completed } = newDesk(() => {
      if (failing) throw new Error('the disk is full')
    })
    const one = deposits.open(order(), MANNER, null)
    if (isRefusal(one)) throw new Error(one.errorDescription)
    failing = true
    expect(() => deposits.answer(one.challenge?.token ?? '', '555')).toThrow('the disk is full')
    failing = false
    deposits.looked(() => true)
    expect(completed).toEqual([])
    expect(books.deposits).toHaveLength(1)
  })

  it('that a look-up accepts settle once their time is over, however often they are looked at', async () => {
    const { clock, deposits, completed } = newDesk()
    const one = deposits.open(order(), { ...MANNER, settlesInMs: 60_000 }, { lookUps: 0 })
    for (let look = 0; look < 3; look++) {
      deposits.looked(() => true)
      await clock.pass(25_000)
    }
    expect(one).toMatchObject({ status: 2, executions: 1, pending: null })
    expect(completed).toHaveLength(1)
  })

  it('fail when the wallet has filled up since the page was opened', () => {
    const { deposits } = newDesk()
    // Level 1, 120,00 MAD of 1 000.
    const to = { phone: '+212671883920' }
    const opened = [1, 2].map(() => deposits.open(order({ to, amount: centimes(50_000) }), MANNER, null))
    const ends = opened.map((one) =>
      isRefusal(one) ? null : deposits.answer(one.challenge?.token ?? '', '555'),
    )
    expect(ends).toMatchObject([
      { status: 2 },
      { status: 3, reason: 'limit_exceeded', challenge: { told: 'limit_exceeded' } },
    ])
  })
})

describe('a card', () => {
  it('of the list has a number that passes Luhn, and a face of its own', () => {
    for (const { pan } of TEST_CARDS) expect(isCardNumber(pan)).toBe(true)
    const faces = TEST_CARDS.map(({ pan }) => Object.values(faceOf(pan)).join())
    expect(new Set(faces).size).toBe(TEST_CARDS.length)
  })

  it('with one digit changed is no card', () => {
    fc.assert(
      fc.property(fc.nat({ max: 15 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const digits = [...'4918914107195005'].map(Number)
        digits[at] = ((digits[at] ?? 0) + by) % 10
        expect(isCardNumber(digits.join(''))).toBe(false)
      }),
      { seed: 20260616 },
    )
  })

  it.each([
    ['2606', true],
    ['2605', false],
    ['9912', true],
    ['2613', false],
    ['2600', false],
    ['0626', false],
    ['26-06', false],
    ['', false],
  ])('that ends %s serves in June 2026: %s', (expiry, serves) => {
    expect(isExpiry(expiry, '2026-06-30T22:59:59.000Z')).toBe(serves)
  })
})
