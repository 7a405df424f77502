import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect } from 'vitest'
import type { CardAsked } from '../../../electron/domain/card-deposit'
import { centimes, toDecimal } from '../../../electron/domain/money'
import { isSettled, type OperationView } from '../../../electron/domain/operation'
import type { Books, Deposit } from '../../../electron/sandbox/books'
import type { Fault } from '../../../electron/sandbox/faults'
import type { CardManner, Sandbox, WebhookForm, WebhookManner } from '../../../electron/sandbox/types'
import { type BankPage, openBankPage } from '../../support/bank-page'
import { type CardTerminal, cardTerminal } from '../../support/card-terminal'
import { CVV, OTHER_PAN, PAN, typed } from '../../support/cards'
import { testSettings } from '../../support/counter'
import { watchFetches } from '../../support/fetches'
import {
  AMINA,
  addressIn,
  CARD,
  call,
  deposit,
  newBooksFile,
  OUR_AGENT,
  ownSandbox,
} from '../../support/own-sandbox'
import { type SteppedClock, steppedClock } from '../../support/stepped-clock'
import { WEBHOOK_KEY, webhookHeader } from '../../support/webhooks'

/**
 * Everything that may happen to a card deposit, in any order, to a real counter and a real receiver over real HTTP: the
 * answer, the bank's page, webhooks as the sandbox sends them, listings, faults, kills and restarts. The sandbox's
 * books are the truth that the terminal is held against.
 */

const AMOUNT = centimes(50_000)
const MINUTE = 60_000
/** A card that asks for no page: of somebody else, at once. */
const FRICTIONLESS = '4242424242424242'
const STRANGERS_CARD = '5105105105105100'
const DECLINED = '4000000000009995'
/** Level 4, and known as a wallet too: whoever pays into it stands in the agent's own list. */
const AGENT_PHONE = '+212665918273'
const LISTS = ['operations.all', 'operations.customer'] as const

/** The bank takes so long before it does what it was asked: within the terminal's patience, and beyond it. */
const LATE = { within: 5_003, beyond: 45_003 } as const
const isLate = (ms: number): boolean => ms === LATE.within || ms === LATE.beyond

const EXECUTE_FAULTS: readonly Omit<Fault, 'call' | 'reference'>[] = [
  { kind: 'reset_before' },
  { kind: 'reset_after' },
  { kind: 'error_500_before' },
  { kind: 'error_500_after' },
  { kind: 'refuse' },
  { kind: 'refuse', errorCode: 20009, executes: true },
  { kind: 'deny' },
  { kind: 'throttle' },
  { kind: 'not_found' },
  { kind: 'not_found', executes: true },
  { kind: 'redirect' },
  { kind: 'html' },
  { kind: 'empty_body' },
  { kind: 'cut_body' },
  { kind: 'error_code_on_200' },
  { kind: 'sparse' },
  { kind: 'bare' },
  { kind: 'other_casing' },
  { kind: 'text_amounts' },
  { kind: 'wrong_echo' },
  { kind: 'status_1_then_2' },
  { kind: 'never_2' },
  { kind: 'delay', ms: LATE.within },
  { kind: 'delay', ms: LATE.within },
  { kind: 'delay', ms: LATE.beyond },
  { kind: 'delay', ms: LATE.beyond },
]

/** Where the first process may end by itself. */
const DEATHS = [
  'card.intent',
  'operation.sent',
  'operation.answered',
  'operation.checked',
  'operation.completed',
  'card.hint',
  'webhook.heard',
] as const

export interface Run {
  readonly by: CardAsked['by']
  readonly sole: boolean
  /** How rows of Chari's records name an operation: by everything, by no id of ours, or hardly at all. */
  readonly rows: 'named' | 'nameless' | 'sparse'
  readonly declined: boolean
  readonly fault: Omit<Fault, 'call' | 'reference'> | null
  readonly manner: Pick<CardManner, 'page' | 'ids' | 'listed' | 'settlesInMs' | 'urlKey'>
  readonly webhooks: Pick<WebhookManner, 'when' | 'times' | 'order'> & { readonly form: Partial<WebhookForm> }
  readonly diesAt: (typeof DEATHS)[number] | null
  readonly happenings: readonly Happening[]
}

/** One run's terminal, its Chari and the time of both. */
interface World {
  readonly run: Run
  readonly sandbox: Sandbox
  readonly clock: SteppedClock
  readonly terminal: CardTerminal
  readonly books: () => Books
  readonly close: () => Promise<void>
}

async function openWorld(run: Run): Promise<World> {
  const fetches = watchFetches()
  /** Calls that the bank keeps waiting. */
  let keptWaiting = 0
  let busy = (): boolean => false
  const clock = steppedClock(undefined, async () => {
    // Turns of the loop: what was begun a moment ago shows itself within one or two.
    for (let still = 0; still < 4; ) {
      await new Promise<void>((resolve) => setImmediate(resolve))
      still = busy() || fetches.underWay() > 0 ? 0 : still + 1
    }
  })
  const booksFile = newBooksFile()
  const sandbox = await ownSandbox({
    booksFile,
    agents: [{ ...OUR_AGENT, phone: AGENT_PHONE }],
    clock: {
      ...clock,
      after: (ms, fn) => {
        if (!isLate(ms)) return clock.after(ms, fn)
        keptWaiting += 1
        return clock.after(ms, () => {
          keptWaiting -= 1
          fn()
        })
      },
    },
  })
  const settings = testSettings({
    agentCode: OUR_AGENT.code,
    agentPhone: AGENT_PHONE,
    soleTerminal: run.sole,
    timers: {
      ...testSettings().timers,
      requestMs: 20_000,
      challengeMs: MINUTE,
      listingMs: 30_000,
      settleMs: [0, 1_000, 5_000, 20_000, MINUTE],
    },
  })
  const terminal = await cardTerminal({ sandbox, clock, settings, diesAt: run.diesAt })
  busy = () => terminal.busy(keptWaiting > 0)
  return {
    run,
    sandbox,
    clock,
    terminal,
    books: () => JSON.parse(readFileSync(booksFile, 'utf8')) as Books,
    close: async () => {
      await terminal.close()
      await sandbox.close()
      fetches.end()
    },
  }
}

/** Switches on what Chari's records do wrong for now, beside how they name an operation. */
function faults({ run, sandbox }: World, ...more: readonly Fault[]): void {
  sandbox.clearFaults()
  for (const fault of more) sandbox.addFault(fault)
  if (run.rows === 'named') return
  for (const list of [...LISTS, 'operations.one']) sandbox.addFault({ call: list, kind: run.rows })
}
const onLists = (world: World, ...kinds: readonly Fault['kind'][]): void =>
  faults(world, ...LISTS.flatMap((name) => kinds.map((kind) => ({ call: name, kind }))))

/** Deposits in the books that a request of this operation made. */
function madeBy({ books }: World, { attempts }: OperationView): readonly Deposit[] {
  const requests = attempts.map(({ requestId }) => requestId)
  return books().deposits.filter(({ requestId }) => requests.includes(requestId))
}

/** The deposit that the run is about, as the terminal and as the books have it. */
function ours(world: World): { readonly view: OperationView | null; readonly made: Deposit | null } {
  const view = world.terminal.deposits()[0] ?? null
  return { view, made: (view && madeBy(world, view)[0]) ?? null }
}

/** What must hold at every moment. */
function check(world: World): void {
  const { terminal, books } = world
  const views = terminal.deposits()
  for (const view of views) {
    const { state, printed, attempts, chariOperationId } = view
    const made = madeBy(world, view)
    const executed = made.reduce((sum, one) => sum + one.executions, 0)
    const receipts = printed.filter(({ kind }) => kind === 'receipt').length
    expect(attempts.length, 'asked for once').toBe(1)
    expect(made.length, 'opened once at most').toBeLessThanOrEqual(1)
    expect(executed, 'executed once at most').toBeLessThanOrEqual(1)
    expect(receipts, 'one receipt, and none before completed').toBeLessThanOrEqual(
      state === 'completed' ? 1 : 0,
    )
    if (state === 'completed')
      expect(
        { executed, operationId: chariOperationId, amount: view.amount },
        'counted, and ours was executed',
      ).toEqual({ executed: 1, operationId: String(made[0]?.operationId), amount: made[0]?.amount })
    if (state === 'not_done' || state === 'refused' || state === 'not_sent')
      expect(executed, `${state}, and nothing executed`).toBe(0)
  }
  expect(new Set(terminal.firstBytes).size, 'no card is sent twice').toBe(terminal.firstBytes.length)
  const known = views.flatMap(({ attempts }) => attempts.map(({ requestId }) => requestId))
  for (const { requestId } of books().deposits)
    expect(requestId === '' || known.includes(requestId), 'every deposit of ours is journaled').toBe(true)
}

/** Where the code is typed, through whatever stands before it, or the page's end; null: nowhere. */
async function codeEntry(address: string): Promise<BankPage | null> {
  let page = await openBankPage(address)
  for (let step = 0; step < 3 && page.end === null; step++) {
    if (page.html.includes('name="code"')) return page
    if (!/<form|<a href/.test(page.html)) return null
    page = await page.goOn()
  }
  return page.end ? page : null
}

function challengeOf(world: World): { readonly url: string } | null {
  const { view } = ours(world)
  return view && world.terminal.counter().card.challenge(view.id)
}

/** The holder at the bank's page; gives its end, if it has one. */
async function atPage(world: World, how: (page: BankPage) => Promise<BankPage>): Promise<BankPage['end']> {
  const challenge = challengeOf(world)
  // A page that answers nothing is like one that nobody touches.
  if (!challenge || world.run.manner.page === 'hang') return null
  const entry = await codeEntry(challenge.url)
  return entry && (entry.end ?? (await how(entry)).end)
}

/** The window has seen the documented end. */
function ended(world: World, end: BankPage['end']): void {
  const { view } = ours(world)
  if (!end || !view) return
  world.terminal.counter().card.hint(view.id, {
    responseCode: end.RESPONSE_CODE ?? '',
    reasonCode: end.REASON_CODE ?? null,
    operation: end.OPERATION ?? null,
  })
}

async function bank(world: World, act: string): Promise<void> {
  const { made } = ours(world)
  if (made) await call(world.sandbox, 'POST', `/sandbox/deposits/${made.gateway.track}/${act}`)
}

/** Somebody else's deposit of the same amount, in the list that ours would stand in. */
async function stranger({ run, sandbox }: World, pan: string): Promise<void> {
  const change = { Amount: Number(toDecimal(AMOUNT)), Pan: pan }
  // Where this terminal is the only one there is nobody else with its code.
  if (run.by !== 'agent') await deposit(sandbox, 'phone', change)
  else if (!run.sole) await deposit(sandbox, 'agent', change)
}

let told = 0
/** A post in Chari's name, which says that a deposit is completed. */
async function tell({ terminal }: World, ids: Readonly<Record<string, unknown>>): Promise<void> {
  told += 1
  const answer = await fetch(terminal.webhooks(), {
    method: 'POST',
    headers: { 'x-api-key': WEBHOOK_KEY, 'c-webhook-id': webhookHeader(told) },
    body: JSON.stringify({
      WebhookId: 900_000 + told,
      EventId: 'cashin.card.authorized',
      OperationType: 1,
      OperationStatus: 2,
      Amount: Number(toDecimal(AMOUNT)),
      Method: 'Card',
      ...ids,
    }),
  })
  if (!terminal.isDead()) expect(answer.status).toBe(200)
}

type Happens = (world: World) => unknown

/** Each may find that there is nothing to do, as in a shop. */
const HAPPENINGS = {
  // The bank's page, as its holder and its window end it.
  code_right: async (world) => ended(world, await atPage(world, (page) => page.type('555'))),
  code_right_then_closed: async (world) => {
    await atPage(world, (page) => page.type('555'))
    const { view } = ours(world)
    if (view) world.terminal.counter().card.abandoned(view.id, 'closed')
  },
  code_wrong: async (world) =>
    ended(
      world,
      await atPage(world, async (page) => (await (await page.type('000')).type('111')).type('222')),
    ),
  holder_gives_up: async (world) => ended(world, await atPage(world, (page) => page.giveUp())),
  page_lies_accepted: (world) => ended(world, { RESPONSE_CODE: '0', REASON_CODE: 'SUCCESS' }),
  page_lies_declined: (world) => ended(world, { RESPONSE_CODE: '51', REASON_CODE: 'INSUFFICIENT_FUNDS' }),
  cashier_closes: (world) => {
    const { view } = ours(world)
    if (view) world.terminal.counter().card.abandon(view.id, world.terminal.who())
  },
  page_crashes: (world) => {
    const { view } = ours(world)
    if (view) world.terminal.counter().card.abandoned(view.id, 'crashed')
  },
  // The bank by itself.
  bank_pays: (world) => bank(world, 'complete'),
  bank_fails: (world) => bank(world, 'decline'),
  // What Chari tells by itself.
  webhook_again: (world) => bank(world, 'webhook'),
  webhook_lies: async (world) => {
    const { made } = ours(world)
    if (!made) return
    const { requestId, operationId, gateway } = made
    await tell(world, { CRequestId: requestId, OperationId: operationId, GatewayTrackId: gateway.track })
  },
  webhook_of_another: (world) =>
    tell(world, { CRequestId: '7b8c9f1a-15da-4e1c-8c3b-3a2bd0ed5e6f', OperationId: 111_111 }),
  webhooks_released: ({ sandbox }) =>
    call(sandbox, 'POST', '/sandbox/webhooks/release', { order: 'reversed' }),
  // Others.
  stranger: (world) => stranger(world, FRICTIONLESS),
  stranger_open: (world) => stranger(world, STRANGERS_CARD),
  /** Names no agent, and stands in the list of the agent's number all the same. */
  stranger_to_wallet: ({ sandbox }) =>
    call(sandbox, 'POST', `/api/operations/cashin/card?PhoneNumber=${encodeURIComponent(AGENT_PHONE)}`, {
      ...CARD,
      Pan: FRICTIONLESS,
      Amount: Number(toDecimal(AMOUNT)),
    }),
  rival: ({ terminal }) => terminal.pay(typed({ pan: OTHER_PAN }), { by: 'agent', amount: AMOUNT }),
  rival_closed: ({ terminal }) => {
    const view = terminal.deposits()[1]
    if (view) terminal.counter().card.abandoned(view.id, 'closed')
  },
  // The terminal.
  kill: ({ terminal }) => terminal.kill(),
  outage: async ({ terminal, clock }) => {
    terminal.kill()
    await clock.pass(MINUTE)
  },
  reboot: ({ terminal, clock }) => {
    terminal.kill()
    clock.reboot()
  },
  restart: ({ terminal }) => terminal.open(),
  leave: (world) => {
    const { view } = ours(world)
    if (view) world.terminal.counter().nextCustomer(view.id, world.terminal.who())
  },
  check_now: (world) => {
    const { view } = ours(world)
    if (view) void world.terminal.counter().checkNow(view.id, world.terminal.who())
  },
  // Chari's records.
  list_silent: (world) => onLists(world, 'error_500_before'),
  list_part: (world) => onLists(world, 'count_off'),
  list_jumbled: (world) => onLists(world, 'row_twice', 'unsorted'),
  look_fails: (world) => faults(world, { call: 'operations.one', kind: 'reset_before' }),
  books_well: (world) => faults(world),
  down: ({ sandbox }) => sandbox.down(),
  up: ({ sandbox }) => sandbox.up(),
  // Time.
  a_second: ({ clock }) => clock.pass(1_000),
  some_seconds: ({ clock }) => clock.pass(7_000),
  a_minute: ({ clock }) => clock.pass(MINUTE),
} as const satisfies Readonly<Record<string, Happens>>

/** A Chari that is down, or a dead terminal, is no fault of who calls it. */
const isUnreachable = (error: unknown): boolean =>
  error instanceof TypeError && error.message === 'fetch failed'

async function goOn(world: World, how: Happens): Promise<void> {
  const { terminal, clock } = world
  try {
    await how(world)
  } catch (error) {
    if (!isUnreachable(error)) throw error
  }
  await clock.settle()
  if (terminal.isDead()) await terminal.open()
  await clock.settle()
  check(world)
}

/** Chari's records tell of it under an id of ours, whatever the reply said. */
const isNamed = ({ run }: World, made: Deposit | undefined): made is Deposit =>
  run.rows === 'named' && made !== undefined

const isLateCompletion = ({ state, reason }: OperationView): boolean =>
  state === 'review' && reason?.code === 'completed_late'

/** It comes to no other end by itself. */
const isOver = (world: World, view: OperationView): boolean =>
  isSettled(view.state) ||
  (view.state === 'review' && (!isNamed(world, madeBy(world, view)[0]) || isLateCompletion(view)))

/** Everything works again; the bank's pages expire after a quarter of an hour. */
async function heal(world: World): Promise<void> {
  const { sandbox, terminal, clock } = world
  const allOver = (): boolean => terminal.deposits().every((view) => isOver(world, view))
  await goOn(world, async () => {
    faults(world)
    await sandbox.up()
    await call(sandbox, 'POST', '/sandbox/webhooks/release', {})
  })
  for (let minute = 0; minute < 25 && !allOver(); minute++) await goOn(world, HAPPENINGS.a_minute)
  if (allOver()) return
  // What Chari leaves open for ever is a person's after a day.
  clock.set(new Date(Date.parse(clock.now()) + 25 * 60 * MINUTE).toISOString())
  for (let minute = 0; minute < 2; minute++) await goOn(world, HAPPENINGS.a_minute)
}

export interface Ends {
  /** How often deposits ended how. */
  readonly states: Map<string, number>
  /** By which sign, or for which reason. */
  readonly reasons: Map<string, number>
}
const noEnds = (): Ends => ({ states: new Map(), reasons: new Map() })
const count = (map: Map<string, number>, name: string): void => {
  map.set(name, (map.get(name) ?? 0) + 1)
}

function conclude(world: World, ends: Ends): void {
  const { journal, deposits } = world.terminal
  for (const view of deposits()) {
    const { id, state, reason } = view
    const [made] = madeBy(world, view)
    expect(isSettled(state) || state === 'review', `ends settled, or before a person: ${state}`).toBe(true)
    if (isNamed(world, made) && made.status !== 1 && !isLateCompletion(view))
      expect(state === 'completed', `what Chari says by an id of ours is taken: ${state}`).toBe(
        made.status === 2,
      )
    const [done] = journal().events({ operation: id, kinds: ['operation.completed'], limit: 1 })
    count(ends.states, state)
    count(ends.reasons, String(done ? done.payload.sign : reason?.code))
  }
  expect(journal().verify().broken).toBeNull()
}

async function asked({ run, sandbox, books }: World): Promise<CardAsked> {
  if (run.by === 'agent') return { by: 'agent', amount: AMOUNT }
  if (run.by === 'phone') return { by: 'phone', amount: AMOUNT, phone: AMINA }
  const kept = await deposit(sandbox, 'phone', { Amount: 10, KeepAlive: true, CardName: 'La bleue' })
  await (await openBankPage(addressIn(kept))).type('555')
  return { by: 'saved', amount: AMOUNT, phone: AMINA, cardId: books().cards[0]?.id ?? 0 }
}

export async function play(run: Run, ends: Ends = noEnds()): Promise<Ends> {
  const world = await openWorld(run)
  const { sandbox, terminal } = world
  try {
    const wanted = await asked(world)
    const pan = run.declined ? DECLINED : PAN
    sandbox.addWebhookTarget({ url: terminal.webhooks(), key: WEBHOOK_KEY })
    sandbox.setWebhookManner(run.webhooks)
    sandbox.setCardManner(run.manner)
    if (run.fault)
      sandbox.prepareCard({ fault: run.fault, last4: (run.by === 'saved' ? PAN : pan).slice(-4) })
    faults(world)
    await goOn(world, () =>
      terminal.pay(run.by === 'saved' ? { kind: 'saved', cvv: CVV } : typed({ pan }), wanted),
    )
    for (const what of run.happenings) await goOn(world, HAPPENINGS[what])
    await heal(world)
    conclude(world, ends)
    return ends
  } finally {
    await world.close()
  }
}

type Happening = keyof typeof HAPPENINGS

/** How often each happens, where it is not as often as any other. */
const OFTEN: Partial<Record<Happening, number>> = {
  code_right: 8,
  bank_pays: 3,
  stranger: 2,
  kill: 2,
  a_minute: 3,
}
/** What comes together by chance too seldom. */
const SCENES: readonly (readonly Happening[])[] = [
  ['cashier_closes', 'a_minute', 'a_minute', 'bank_pays'],
  ['cashier_closes', 'stranger', 'bank_fails'],
  ['stranger', 'code_wrong', 'a_minute'],
  ['rival', 'bank_pays', 'rival_closed', 'a_minute'],
  ['rival', 'bank_fails', 'stranger', 'a_minute'],
  ['code_right_then_closed', 'kill', 'a_minute'],
  ['look_fails', 'list_part', 'code_right', 'a_minute', 'books_well'],
]

const often = <T>(usual: T, ...rare: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, { weight: 2, arbitrary: fc.constantFrom(...rare) })

const single = (Object.keys(HAPPENINGS) as Happening[]).flatMap((what) =>
  Array.from({ length: OFTEN[what] ?? 1 }, () => [what]),
)

const anyRun: fc.Arbitrary<Run> = fc.record({
  by: fc.constantFrom<CardAsked['by']>('agent', 'agent', 'phone', 'saved'),
  sole: fc.boolean(),
  rows: fc.constantFrom<Run['rows']>('named', 'named', 'nameless', 'nameless', 'sparse'),
  declined: often(false, true),
  fault: often<Run['fault']>(null, ...EXECUTE_FAULTS),
  manner: fc.record({
    page: often<CardManner['page']>(
      'plain',
      'none',
      'chain',
      'popup',
      'endless',
      'hang',
      'lies_accepted',
      'lies_declined',
      'no_return',
    ),
    ids: fc.constantFrom<CardManner['ids']>('all', 'gateway', 'operation', 'none', 'none'),
    listed: fc.constantFrom<CardManner['listed']>('from_start', 'when_done'),
    settlesInMs: often(0, 20_000, 150_000),
    urlKey: often<CardManner['urlKey']>('redirectionURL', 'redirection_url', null),
  }),
  webhooks: fc.record({
    when: fc.constantFrom<WebhookManner['when']>('before_redirect', 'after_redirect', 'late', 'never'),
    times: often(1, 2),
    order: often<WebhookManner['order']>('in_order', 'swapped', 'held'),
    form: fc.record(
      {
        eventId: fc.boolean(),
        requestId: fc.boolean(),
        operationId: fc.boolean(),
        headerPerTry: fc.boolean(),
        wrapped: fc.boolean(),
        keys: fc.constantFrom<WebhookForm['keys']>('pascal', 'camel'),
      },
      { requiredKeys: [] },
    ),
  }),
  diesAt: fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constantFrom(...DEATHS) },
  ),
  happenings: fc
    .array(
      fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...single) },
        { weight: 1, arbitrary: fc.constantFrom(...SCENES) },
      ),
      { minLength: 2, maxLength: 10, size: 'max' },
    )
    .map((scenes) => scenes.flat()),
})

/** Where no record names our deposit at all, a row of somebody else's is most like ours. */
const blind = ({ manner, ...run }: Run): Run => ({
  ...run,
  by: 'agent',
  rows: 'nameless',
  manner: { ...manner, ids: 'none' },
})
const runs: fc.Arbitrary<Run> = fc
  .tuple(anyRun, often(false, true))
  .map(([run, alike]) => (alike ? blind(run) : run))

/** Gives how they ended. */
export async function playManyAtSandbox(seed: number, numRuns: number): Promise<Ends> {
  const ends = noEnds()
  await fc.assert(
    fc.asyncProperty(runs, async (run) => {
      await play(run, ends)
    }),
    { seed, numRuns },
  )
  return ends
}
