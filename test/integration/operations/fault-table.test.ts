import { describe, expect, it, onTestFinished } from 'vitest'
import type { ChariClient } from '../../../electron/chari/client'
import type { Direction } from '../../../electron/domain/codes'
import type { MessageCode, OperationView } from '../../../electron/domain/operation'
import { FAULT_KINDS, type Fault } from '../../../electron/sandbox/faults'
import { awaitUntil } from '../../support/await-until'
import { clientFor } from '../../support/chari-client'
import {
  IDENTITY,
  memoryFolder,
  openCounter,
  openCounterJournal,
  placesOf,
  quickSettings,
  SALMA,
  SHIFT_EVENTS,
} from '../../support/counter'
import { toldTo } from '../../support/journal'
import { AMOUNT, booksOf, OUR_AGENT, ownSandbox, SANDBOX_KEY } from '../../support/own-sandbox'
import { steppedClock } from '../../support/stepped-clock'

/** The client, and whether a call of it is under way. */
function counted(client: ChariClient): { readonly client: ChariClient; readonly idle: () => Promise<void> } {
  let busy = 0
  const count =
    <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      busy += 1
      try {
        return await call(...args)
      } finally {
        busy -= 1
      }
    }
  return {
    client: {
      ...client,
      request: count(client.request),
      executeRequest: count(client.executeRequest),
      listAll: count(client.listAll),
      customer: count(client.customer),
    },
    // A call may follow on the heels of another.
    idle: async () => {
      for (let still = 0; still < 2; still++) {
        await awaitUntil(() => busy === 0, 'no call under way')
        await new Promise<void>((resolve) => setImmediate(resolve))
      }
    },
  }
}

async function shop() {
  const sandbox = await ownSandbox()
  onTestFinished(() => sandbox.close())
  const { client } = clientFor(sandbox.host, {
    apiKey: () => SANDBOX_KEY,
    timers: { requestMs: 600, connectMs: 2_000 },
  })
  onTestFinished(() => client.close())
  const watched = counted(client)
  const clock = steppedClock(new Date().toISOString(), watched.idle)
  const journal = openCounterJournal(memoryFolder(), { clock })
  const settings = quickSettings({
    agentCode: OUR_AGENT.code,
    agentPhone: OUR_AGENT.phone,
    soleTerminal: true,
  })
  const made = openCounter(journal, watched.client, clock, () => settings)
  made.counter.start()
  onTestFinished(() => made.counter.stop())
  return { ...made, sandbox, clock }
}
type Shop = Awaited<ReturnType<typeof shop>>

/** What people do once it has settled; the supervisor's decision follows Chari's books. */
function finish({ counter, view }: Shop, id: string, executed: boolean): OperationView {
  for (let turn = 0; turn < 6 && view(id).unsettled; turn++) {
    const { state, actions } = view(id)
    if (state === 'review') {
      const decision = executed ? 'completed' : 'not_done'
      counter.review({ id, decision, ticket: 'CH-1', note: '', supervisor: 'Karim I.', second: null }, SALMA)
    } else
      for (const act of ['cash_paid', 'cash_in_drawer', 'cash_returned', 'change_given'] as const)
        if (actions.includes(act)) {
          counter.cash(id, act, IDENTITY, SALMA)
          break
        }
  }
  return view(id)
}

/** Journal and books agree on this reference, and money moved at most once. */
async function compare(made: Shop, reference: string, id: string, where: string): Promise<void> {
  const { sandbox, events } = made
  const book = (await booksOf(sandbox)).references.find((one) => one.reference === reference)
  expect(book?.executions, where).toBeLessThanOrEqual(1)
  const ours = book?.executions === 1 && book.executedBy === OUR_AGENT.code
  const end = finish(made, id, ours)
  expect(end.unsettled, where).toBe(false)
  expect(end.state === 'completed', `${where}: ${end.state}, books: ${JSON.stringify(book)}`).toBe(ours)
  const drawer = end.direction === 'cash_in' ? AMOUNT : -AMOUNT
  expect(placesOf(events(id)), where).toEqual(ours ? { drawer, float: -drawer } : {})
  // Sent at most once, however the answer was lost.
  expect(end.attempts.length, where).toBe(1)
}

const CALLS: Readonly<Record<Direction, { readonly look: string; readonly execute: string }>> = {
  cash_in: { look: 'cashin.request.read', execute: 'cashin.agent.execute' },
  cash_out: { look: 'cashout.request.read', execute: 'cashout.agent.execute' },
}

const LATE_MS = 30_000

/** Where each fault of the execute ends, before anybody decides anything. */
const ENDS: Readonly<Record<Fault['kind'], OperationView['state']>> = {
  delay: 'completed',
  reset_before: 'not_done',
  reset_after: 'completed',
  hang_before: 'not_done',
  hang_after: 'completed',
  error_500_before: 'not_done',
  error_500_after: 'completed',
  throttle: 'refused',
  deny: 'refused',
  refuse: 'refused',
  elsewhere: 'elsewhere',
  status_1_then_2: 'completed',
  never_2: 'review',
  redirect: 'not_done',
  html: 'completed',
  not_found: 'not_done',
  cut_body: 'completed',
  empty_body: 'completed',
  wrong_echo: 'completed',
  error_code_on_200: 'completed',
  other_casing: 'completed',
  bare: 'completed',
  text_amounts: 'completed',
  sparse: 'completed',
  nameless: 'completed',
  clock_skew: 'completed',
  row_twice: 'completed',
  sliding_pages: 'completed',
  unsorted: 'completed',
  count_off: 'completed',
}

/** What the home screen says of each fault of both look-ups; null: it can be read all the same. */
const SAID: Readonly<Record<Fault['kind'], MessageCode | null>> = {
  delay: null,
  reset_before: 'not_answering',
  reset_after: 'not_answering',
  hang_before: 'not_answering',
  hang_after: 'not_answering',
  error_500_before: 'not_answering',
  error_500_after: 'not_answering',
  throttle: 'throttled',
  deny: 'denied',
  refuse: 'reference_unknown',
  elsewhere: 'reference_used',
  status_1_then_2: null,
  never_2: null,
  redirect: 'not_answering',
  html: 'not_answering',
  not_found: 'reference_unknown',
  cut_body: 'not_answering',
  empty_body: 'not_answering',
  wrong_echo: null,
  error_code_on_200: 'reference_unknown',
  other_casing: null,
  bare: null,
  text_amounts: null,
  sparse: null,
  nameless: null,
  clock_skew: null,
  row_twice: null,
  sliding_pages: null,
  unsorted: null,
  count_off: null,
}

describe.each(['cash_in', 'cash_out'] as const)('a %s against the sandbox, over HTTP', (direction) => {
  const sell = async (made: Shop, fault: Omit<Fault, 'call' | 'reference'> | null, call: string) => {
    const reference = made.sandbox.createReference({ direction, amount: AMOUNT })
    const quote = await made.quote(reference)
    if (fault) made.sandbox.addFault({ ...fault, call, reference })
    const answer = await made.confirm(quote)
    if (!answer.ok) throw new Error(JSON.stringify(answer.message))
    return { reference, id: answer.value.id }
  }

  it('survives every fault of the execute', async () => {
    const made = await shop()
    for (const kind of FAULT_KINDS) {
      const { reference, id } = await sell(made, { kind, times: 1, ms: 60 }, CALLS[direction].execute)
      await made.clock.pass(LATE_MS)
      made.sandbox.clearFaults()
      expect(made.view(id).state, kind).toBe(ENDS[kind])
      await compare(made, reference, id, `${kind} on execute`)
    }
  })

  it('survives every fault of the look-ups that settle a lost answer', async () => {
    const made = await shop()
    for (const lost of ['reset_after', 'reset_before'] as const)
      for (const kind of FAULT_KINDS) {
        const reference = made.sandbox.createReference({ direction, amount: AMOUNT })
        const quote = await made.quote(reference)
        made.sandbox.addFault({ kind: lost, times: 1, call: CALLS[direction].execute, reference })
        made.sandbox.addFault({ kind, times: 2, ms: 60, call: CALLS[direction].look, reference })
        const answer = await made.confirm(quote)
        if (!answer.ok) throw new Error(JSON.stringify(answer.message))
        const { id } = answer.value
        await made.clock.pass(LATE_MS)
        made.sandbox.clearFaults()
        const elsewhere = kind === 'elsewhere' ? 'elsewhere' : 'not_done'
        expect(made.view(id).state, `${lost}, ${kind}`).toBe(lost === 'reset_after' ? 'completed' : elsewhere)
        await compare(made, reference, id, `${lost} on execute, ${kind} on look-up`)
      }
  })

  it('starts nothing by a faulty look-up of the home screen, unless it can be read', async () => {
    const made = await shop()
    for (const kind of FAULT_KINDS) {
      const reference = made.sandbox.createReference({ direction, amount: AMOUNT })
      made.sandbox.addFault({ kind, ms: 60, call: '*', reference })
      const result = await made.counter.lookUp({ text: reference, want: 'automatic', source: 'typed' }, SALMA)
      made.sandbox.clearFaults()
      expect(result.kind === 'message' ? result.message.code : null, kind).toBe(SAID[kind])
      if (result.kind === 'quote') expect(result.quote, kind).toMatchObject({ direction, amount: AMOUNT })
    }
    expect(made.counter.counts().unsettled).toBe(0)
    expect(toldTo(made.journal)).toHaveLength(SHIFT_EVENTS)
  })
})
