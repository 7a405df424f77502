import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { centimes, sum } from '../../../electron/domain/money'
import { type Bank, createBank, feeOf, SANDBOX_TARIFF } from '../../../electron/sandbox/bank'
import { isRefusal } from '../../../electron/sandbox/refusals'
import { ceilingOf, townAgents, townWallets } from '../../../electron/sandbox/town'
import { seededRandom } from '../../support/seeded-random'
import { steppedClock } from '../../support/stepped-clock'

const AGENTS = ['AG20417', 'AG20418'] as const
const clock = steppedClock()

function newBank(): Bank & { readonly kept: () => number } {
  let kept = 0
  const books = {
    next: { operation: 1, transaction: 1, card: 1 },
    wallets: townWallets(),
    agents: townAgents(),
    references: [],
    transactions: [],
    deposits: [],
    cards: [],
  }
  const keep = (): void => {
    kept += 1
  }
  const bank = createBank({ books, keep }, clock, seededRandom(1))
  for (const [index, code] of AGENTS.entries())
    bank.addAgent({ code, phone: `+21266000000${index}`, name: code })
  return { ...bank, kept: () => kept }
}

const direction = fc.constantFrom('cash_in' as const, 'cash_out' as const)
const which = fc.nat({ max: 7 })
const steps = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('create' as const),
        direction,
        who: fc.nat({ max: 13 }),
        amount: fc.oneof(fc.integer({ min: 1, max: 30_000 }), fc.integer({ min: -100, max: 300_000 })),
        expiresInMs: fc.constantFrom(30_000, 30_000, 0),
      }),
    },
    {
      weight: 8,
      arbitrary: fc.record({
        do: fc.constant('execute' as const),
        which,
        direction,
        agent: fc.constantFrom(...AGENTS, ...AGENTS, 'AG00000'),
        accept: fc.constantFrom('no', 'never', 'next', 'later'),
      }),
    },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('look' as const), which }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('simulate' as const), which, direction }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('elsewhere' as const), which }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('mark' as const),
        which,
        as: fc.constantFrom('canceled' as const, 'failed' as const, 'expired' as const),
      }),
    },
  ),
  { minLength: 20, maxLength: 60 },
)

const ACCEPT = {
  no: undefined,
  never: { lookUps: null },
  next: { lookUps: 0 },
  later: { lookUps: 2 },
} as const

describe('the bank of the sandbox', () => {
  it('executes no reference twice and loses no centime, whatever is asked in whatever order', () => {
    let executed = 0
    fc.assert(
      fc.property(steps, (script) => {
        const bank = newBank()
        const { books } = bank
        const money = (): number =>
          sum(books.wallets.map(({ balance }) => balance)) + sum(books.agents.map(({ float }) => float))
        const before = money()
        const numbers: string[] = []
        const number = (index: number): string => numbers[index % numbers.length] ?? '1000000000'
        for (const step of script) {
          if (step.do === 'create') {
            const phone = books.wallets[step.who]?.phone
            const made = bank.create({ ...step, phone, amount: centimes(step.amount) })
            if (!isRefusal(made)) numbers.push(made.reference)
          } else if (step.do === 'execute') {
            const order = { ...step, reference: number(step.which), requestId: 'r' }
            bank.execute(order, ACCEPT[step.accept as keyof typeof ACCEPT])
          } else if (step.do === 'look') bank.look(number(step.which))
          else if (step.do === 'simulate') bank.simulate(step.direction, number(step.which), 'r')
          else if (step.do === 'elsewhere') bank.elsewhere(number(step.which))
          else bank.mark(number(step.which), step.as)
        }

        executed += books.transactions.length
        for (const one of books.references) {
          expect(one.executions).toBe(one.status === 2 ? 1 : 0)
          expect(one.executedBy === null).toBe(one.status !== 2)
          const rows = books.transactions.filter(({ reference }) => reference === one.reference)
          expect(rows.map(({ transactionType }) => transactionType)).toEqual(
            one.status !== 2
              ? []
              : one.fee > 0
                ? [one.direction === 'cash_in' ? 1 : 2, 6]
                : [one.direction === 'cash_in' ? 1 : 2],
          )
        }
        for (const { balance, level } of books.wallets) {
          expect(balance).toBeGreaterThanOrEqual(0)
          expect(balance).toBeLessThanOrEqual(ceilingOf(level))
        }
        // What left wallets and floats: the fees, and what the network took or brought in an agent's place.
        const fees = sum(
          books.transactions
            .filter(({ transactionType }) => transactionType === 6)
            .map(({ amount }) => amount),
        )
        const network = books.transactions
          .filter(({ agent, transactionType }) => agent === 'NETWORK' && transactionType !== 6)
          .reduce((total, { operationType, amount }) => total + (operationType === 2 ? amount : -amount), 0)
        expect(money() + fees + network).toBe(before)
        expect(new Set(books.transactions.map(({ transactionId }) => transactionId)).size).toBe(
          books.transactions.length,
        )
      }),
      { seed: 20260616, numRuns: 400 },
    )
    expect(executed).toBeGreaterThan(400)
  })

  it('lets one of two agents win, and tells the other that it is used', () => {
    const bank = newBank()
    const made = bank.create({ direction: 'cash_in', phone: '+212661248730', amount: centimes(10_000) })
    if (isRefusal(made)) throw new Error(made.errorDescription)
    const [first, second] = AGENTS.map((agent) =>
      bank.execute({ direction: 'cash_in', agent, reference: made.reference, requestId: agent }),
    )
    expect(first).toMatchObject({ status: 2, executedBy: AGENTS[0], requestId: AGENTS[0] })
    expect(second).toMatchObject({ errorCode: 20006 })
    expect(made.asked).toEqual([...AGENTS])
  })

  it('writes the books after each step that changed something', () => {
    const bank = newBank()
    const before = bank.kept()
    const made = bank.create({ direction: 'cash_out', phone: '+212661248730', amount: centimes(10_000) })
    if (isRefusal(made)) throw new Error(made.errorDescription)
    expect(bank.kept()).toBe(before + 1)
    bank.look(made.reference)
    expect(bank.kept()).toBe(before + 1)
    bank.execute({ direction: 'cash_out', agent: AGENTS[0], reference: made.reference, requestId: 'r' })
    expect(bank.kept()).toBe(before + 2)
  })

  it('fails what it accepted and can no longer do', () => {
    const bank = newBank()
    const wanted = { direction: 'cash_out' as const, phone: '+212671883920', amount: centimes(10_000) }
    const [kept, spent] = [bank.create(wanted), bank.create(wanted)]
    if (isRefusal(kept) || isRefusal(spent)) throw new Error('not made')
    const order = { direction: 'cash_out' as const, agent: AGENTS[0], requestId: 'r' }
    bank.execute({ ...order, reference: kept.reference }, { lookUps: 0 })
    bank.execute({ ...order, reference: spent.reference })
    expect(bank.look(kept.reference)).toMatchObject({ status: 3, executions: 0, pending: null })
    expect(bank.look(spent.reference)).toMatchObject({ status: 2, executions: 1 })
  })

  it('gives an agent the phone that it has now', () => {
    const bank = newBank()
    bank.addAgent({ code: AGENTS[0], phone: '+212669999999', name: 'Moved' })
    expect(bank.agent(AGENTS[0])).toMatchObject({ phone: '+212669999999', name: 'Moved' })
    expect(bank.books.agents.filter(({ code }) => code === AGENTS[0])).toHaveLength(1)
  })

  it.each([
    ['cash_in', 1_000_000, 0],
    ['cash_out', 50_000, 500],
    ['cash_out', 50_001, 1_000],
    ['cash_out', 200_000, 1_000],
    ['cash_out', 200_001, 2_000],
  ] as const)('takes for a %s of %i centimes a fee of %i', (way, amount, fee) => {
    expect(feeOf(SANDBOX_TARIFF, way, centimes(amount), clock.now())).toBe(fee)
  })
})
