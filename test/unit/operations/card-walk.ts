import fc from 'fast-check'
import type {
  AnswerMeta,
  CardOutcome,
  Listing,
  LookUpOutcome,
  OperationRecord,
} from '../../../electron/chari/outcome'
import type { ChariStatus } from '../../../electron/domain/codes'
import { centimes } from '../../../electron/domain/money'
import type { CardHint } from '../../../electron/domain/operation'
import { AGENT } from './bench'
import { AMOUNT, type CardAct, type CardBench, createCardBench } from './card-bench'

const meta: AnswerMeta = {
  requestId: 'x',
  echo: 'same',
  httpStatus: 200,
  serverDate: null,
  tookMs: 1,
  body: '',
}
const statuses: fc.Arbitrary<ChariStatus> = fc.constantFrom(
  'open',
  'completed',
  'completed',
  'failed',
  'canceled',
  'unknown',
)
const amounts = fc.oneof({ weight: 8, arbitrary: fc.constant(AMOUNT) }, fc.constant(centimes(9)))
const operationIds = fc.constantFrom(null, '900001', '900001', '900002')
const gateways = fc.constantFrom<readonly string[]>([], ['GW-1'], ['GW-2'])
const requestIds = fc.constantFrom(null, null, 'request-1', 'request-of-another')

const outcomes: fc.Arbitrary<CardOutcome> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('done' as const),
      reply: fc.record({
        status: statuses,
        operationId: fc.constantFrom(null, '900001'),
        gatewayIds: fc.constantFrom<readonly string[]>([], ['GW-1']),
        amount: fc.constantFrom(null, AMOUNT),
        fee: fc.constant(null),
        total: fc.constant(null),
        commission: fc.constant(null),
        redirect: fc.constantFrom(null, 'https://acs.bank.test/x', 'https://acs.bank.test/x'),
        redirectUnusable: fc.constant(false),
      }),
      meta: fc.constant(meta),
    }),
  },
  fc.record({
    kind: fc.constant('refused' as const),
    code: fc.constantFrom(20006, 20009, 'denied' as const, 'throttled' as const),
    retryAfterMs: fc.constant(null),
    meta: fc.constant(meta),
  }),
  fc.record({
    kind: fc.constant('unreachable' as const),
    reason: fc.constantFrom('name' as const, 'not_written' as const),
    requestId: fc.constant('x'),
  }),
  fc.record({
    kind: fc.constant('unsure' as const),
    reason: fc.constantFrom('timeout' as const, 'server_error' as const, 'pending_confirmation' as const),
    requestId: fc.constant('x'),
    meta: fc.constant(null),
  }),
)

const silence = fc.constantFrom<LookUpOutcome<never>>(
  { kind: 'no_answer', reason: 'timeout', requestId: 'x', meta: null },
  { kind: 'unreachable', reason: 'connect', requestId: 'x' },
  { kind: 'throttled', retryAfterMs: 1_000, meta },
  { kind: 'error', errorCode: 20017, description: '', meta },
)

const rows: fc.Arbitrary<OperationRecord> = fc
  .record({
    status: statuses,
    amount: amounts,
    operationId: operationIds,
    gatewayIds: gateways,
    requestId: requestIds,
    agentCode: fc.constantFrom(null, AGENT, AGENT, 'AG99999'),
    operationType: fc.constantFrom(null, 1, 1, 2, 24),
    transactionType: fc.constantFrom(null, 1, 6),
    createdAt: fc.constantFrom(
      null,
      '2026-06-16T09:30:00.000Z',
      '2026-06-16T07:00:00.000Z',
      '2026-06-16T09:30:00.000',
    ),
  })
  .map((facts) => ({
    transactionId: null,
    reference: null,
    sens: null,
    fee: null,
    total: null,
    commission: null,
    phone: null,
    executedAt: null,
    ...facts,
  }))

const probes: fc.Arbitrary<LookUpOutcome<OperationRecord>> = fc.oneof(
  { weight: 4, arbitrary: rows.map((value) => ({ kind: 'answer' as const, value, meta })) },
  silence,
)
const listings: fc.Arbitrary<LookUpOutcome<Listing>> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({ rows: fc.array(rows, { maxLength: 3 }), complete: fc.boolean() })
      .map((listing) => ({
        kind: 'answer' as const,
        value: { ...listing, count: listing.rows.length },
        meta,
      })),
  },
  silence,
)
const nothingListed: LookUpOutcome<Listing> = {
  kind: 'answer',
  value: { rows: [], complete: true, count: 0 },
  meta,
}

const hints: fc.Arbitrary<CardHint> = fc.record({
  said: fc.constantFrom('accepted' as const, 'declined' as const, 'abandoned' as const),
  code: fc.constantFrom(null, '0', '51', 'timeout'),
  reason: fc.constant(null),
})

interface Model {
  executing: boolean
}
type Command = fc.Command<Model, CardBench>

const command = (name: string, run: (bench: CardBench) => void): Command => ({
  check: () => true,
  run: (model, bench) => {
    run(bench)
    model.executing = bench.executing()
  },
  toString: () => name,
})
const ifExecuting = (made: Command): Command => ({ ...made, check: ({ executing }) => executing })
const show = (value: unknown): string => JSON.stringify(value)

const commands = [
  fc.constant(ifExecuting(command('sent', (bench) => bench.sent()))),
  outcomes.map((outcome) => ifExecuting(command(`reply ${show(outcome)}`, (bench) => bench.reply(outcome)))),
  hints.map((hint) => command(`hint ${show(hint)}`, (bench) => bench.hint(hint))),
  fc
    .record({ operationId: operationIds, gatewayIds: gateways, requestId: requestIds })
    .map((ids) => command(`webhook ${show(ids)}`, (bench) => bench.hear(ids))),
  probes.map((outcome) => command(`probe ${show(outcome)}`, (bench) => bench.probe(outcome))),
  fc
    .tuple(listings, fc.boolean())
    .map(([outcome, rivals]) =>
      command(`list ${show(outcome)} ${rivals}`, (bench) => bench.list(outcome, rivals)),
    ),
  fc.constantFrom(300_000, 601_000).map((apart) =>
    command(`nothing listed twice, ${apart} apart`, (bench) => {
      bench.list(nothingListed, false)
      bench.pass(apart)
      bench.list(nothingListed, false)
    }),
  ),
  fc
    .constantFrom(500, 20_000, 301_000, 601_000, 25 * 3_600_000)
    .map((ms) => command(`pass ${ms}`, (bench) => bench.pass(ms))),
  fc.constant(command('restart', (bench) => bench.restart())),
  fc
    .tuple(
      fc.constantFrom<CardAct>(
        'next',
        'park',
        'slip',
        'duplicate',
        'cash',
        'completed',
        'not_done',
        'elsewhere',
      ),
      fc.constantFrom('', 'CH-1'),
    )
    .map(([act, ticket]) => command(`act ${act} ${ticket}`, (bench) => bench.act(act, ticket))),
]

/** Random sequences of everything that may happen to one card deposit. Gives how often it ended how. */
export function walkCard(by: 'agent' | 'phone', seed: number, numRuns: number): ReadonlyMap<string, number> {
  const ends = new Map<string, number>()
  fc.assert(
    fc.property(fc.commands(commands, { maxCommands: 30, size: 'max' }), fc.boolean(), (sequence, sole) => {
      const bench = createCardBench(by, sole)
      fc.modelRun(() => ({ model: { executing: true }, real: bench }), sequence)
      bench.end()
      const { state } = bench.operation()
      ends.set(state, (ends.get(state) ?? 0) + 1)
    }),
    { seed, numRuns },
  )
  return ends
}
