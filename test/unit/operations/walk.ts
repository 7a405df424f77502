import fc from 'fast-check'
import type {
  AnswerMeta,
  Listing,
  LookUpOutcome,
  MoneyOutcome,
  OperationRecord,
  RequestSheet,
} from '../../../electron/chari/outcome'
import type { Direction } from '../../../electron/domain/codes'
import { centimes } from '../../../electron/domain/money'
import { type Act, AGENT, type Bench, createBench } from './bench'

const meta: AnswerMeta = {
  requestId: 'x',
  echo: 'same',
  httpStatus: 200,
  serverDate: null,
  tookMs: 1,
  body: '',
}
const statuses = fc.constantFrom('open', 'completed', 'failed', 'canceled', 'unknown') as fc.Arbitrary<
  RequestSheet['status']
>
const amounts = fc.oneof({ weight: 8, arbitrary: fc.constant(15_000) }, fc.constant(9)).map(centimes)
const agents = fc.constantFrom(null, AGENT, AGENT.toUpperCase(), 'AG99999')
const requestIds = fc.constantFrom(null, null, 'request-1', 'request-2', 'request-of-another')

const outcomes: fc.Arbitrary<MoneyOutcome> = fc.oneof(
  fc.record({
    kind: fc.constant('done' as const),
    reply: fc.record({
      status: fc.constantFrom('open', 'completed', 'completed', 'unknown') as fc.Arbitrary<
        RequestSheet['status']
      >,
      operationId: fc.constantFrom(null, '900001'),
      reference: fc.constantFrom(null, '1122334455', '1122334455', '999999'),
      amount: fc.oneof(fc.constant(null), amounts),
      fee: fc.constant(null),
      total: fc.constant(null),
      commission: fc.constant(null),
    }),
    meta: fc.constant(meta),
  }),
  fc.record({
    kind: fc.constant('refused' as const),
    code: fc.constantFrom(20006, 20017, 'denied' as const, 'throttled' as const),
    retryAfterMs: fc.constant(null),
    meta: fc.constant(meta),
  }),
  fc.record({
    kind: fc.constant('unreachable' as const),
    reason: fc.constantFrom('name' as const, 'connect' as const, 'not_written' as const),
    requestId: fc.constant('x'),
  }),
  fc.record({
    kind: fc.constant('unsure' as const),
    reason: fc.constantFrom(
      'timeout' as const,
      'reset' as const,
      'server_error' as const,
      'pending_confirmation' as const,
      'mismatch' as const,
    ),
    requestId: fc.constant('x'),
    meta: fc.constant(null),
  }),
)

const silence = fc.constantFrom<LookUpOutcome<never>>(
  { kind: 'no_answer', reason: 'timeout', requestId: 'x', meta: null },
  { kind: 'unreachable', reason: 'connect', requestId: 'x' },
  { kind: 'denied', meta },
  { kind: 'throttled', retryAfterMs: 1_000, meta },
  { kind: 'error', errorCode: 20006, description: '', meta },
)

const sheets: fc.Arbitrary<LookUpOutcome<RequestSheet>> = fc
  .record({
    status: statuses,
    amount: amounts,
    agentCode: agents,
    requestId: requestIds,
    expired: fc.boolean(),
  })
  .map((facts) => ({
    kind: 'answer',
    value: {
      asked: 'cash_in',
      direction: null,
      reference: '1122334455',
      fee: null,
      total: null,
      commission: null,
      operationId: null,
      customerName: null,
      customerPhone: null,
      requestedAt: null,
      expiresAt: null,
      executedAt: null,
      ...facts,
      expired: facts.expired && facts.status !== 'completed',
    },
    meta,
  }))
const lookUps = fc.oneof({ weight: 4, arbitrary: sheets }, silence)

const rows: fc.Arbitrary<OperationRecord> = fc
  .record({
    status: statuses,
    amount: amounts,
    agentCode: agents,
    requestId: requestIds,
    reference: fc.constantFrom('1122334455', '1122334455', '5566778899', null),
  })
  .map((facts) => ({
    operationId: null,
    transactionId: null,
    operationType: null,
    transactionType: null,
    sens: null,
    fee: null,
    total: null,
    commission: null,
    phone: null,
    createdAt: null,
    executedAt: null,
    ...facts,
  }))
const listings: fc.Arbitrary<LookUpOutcome<Listing>> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({ rows: fc.array(rows, { maxLength: 2 }), complete: fc.boolean() })
      .map((listing) => ({
        kind: 'answer' as const,
        value: { ...listing, count: listing.rows.length },
        meta,
      })),
  },
  silence,
)

const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.constantFrom<Act>(
    { kind: 'next' },
    { kind: 'next' },
    { kind: 'park' },
    { kind: 'slip' },
    { kind: 'duplicate' },
    { kind: 'claim' },
  ),
  fc
    .constantFrom(
      'cash_paid' as const,
      'cash_returned' as const,
      'cash_in_drawer' as const,
      'cash_aside' as const,
      'cash_owed' as const,
      'change_given' as const,
      'change_owed' as const,
    )
    .map((act): Act => ({ kind: 'cash', act })),
  fc
    .constantFrom('completed' as const, 'elsewhere' as const, 'not_done' as const)
    .map((decision): Act => ({ kind: 'decide', decision })),
)

interface Model {
  executing: boolean
}
type Command = fc.Command<Model, Bench>

const command = (
  name: string,
  run: (bench: Bench) => void,
  check: (bench: Bench | null) => boolean = () => true,
): Command => ({
  check: () => check(null),
  run: (model, bench) => {
    run(bench)
    model.executing = bench.executing()
  },
  toString: () => name,
})

const show = (value: unknown): string => JSON.stringify(value)
const ifExecuting = (made: Command): Command => ({ ...made, check: ({ executing }) => executing })

const commands = [
  fc.constant(ifExecuting(command('sent', (bench) => bench.sent()))),
  outcomes.map((outcome) =>
    ifExecuting(
      command(`outcome ${show(outcome)}`, (bench) => {
        // An answer means that bytes left; the client then called beforeFirstByte.
        if (outcome.kind !== 'unreachable' && bench.operation().state === 'intent') bench.sent()
        bench.outcome(outcome)
      }),
    ),
  ),
  lookUps.map((outcome) => command(`look-up ${show(outcome)}`, (bench) => bench.lookUp(outcome))),
  fc.tuple(lookUps, fc.constantFrom(31_000, 121_000)).map(([outcome, apart]) =>
    command(`the same twice, ${apart} apart ${show(outcome)}`, (bench) => {
      bench.lookUp(outcome)
      bench.pass(apart)
      bench.lookUp(outcome)
    }),
  ),
  fc
    .tuple(listings, fc.boolean())
    .map(([outcome, claimed]) =>
      command(`list ${show(outcome)} ${claimed}`, (bench) => bench.list(outcome, claimed)),
    ),
  fc
    .constantFrom(500, 20_000, 121_000, 901_000, 25 * 3_600_000)
    .map((ms) => command(`pass ${ms}`, (bench) => bench.pass(ms))),
  fc.constant(command('restart', (bench) => bench.restart())),
  fc.constant(command('again', (bench) => void bench.again())),
  acts.map((act) => command(`act ${show(act)}`, (bench) => bench.act(act))),
]

/** Random sequences of everything that may happen to one operation. Gives how many ended completed. */
export function walk(direction: Direction, seed: number, numRuns: number): number {
  let completed = 0
  fc.assert(
    fc.property(
      fc.commands(commands, { maxCommands: 30, size: 'max' }),
      fc.boolean(),
      fc.constantFrom(15_000, 20_000),
      (sequence, sole, received) => {
        const bench = createBench(direction, direction === 'cash_in' ? received : null, sole)
        fc.modelRun(() => ({ model: { executing: true }, real: bench }), sequence)
        bench.end()
        if (bench.operation().state === 'completed') completed += 1
      },
    ),
    { seed, numRuns },
  )
  return completed
}
