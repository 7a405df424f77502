import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { ChariApi } from '../../electron/chari/client'
import type { Direction } from '../../electron/domain/codes'
import { centimes } from '../../electron/domain/money'
import type { OperationView } from '../../electron/domain/operation'
import type { DayReport } from '../../electron/domain/reconciliation'
import type { Signer } from '../../electron/domain/signer'
import type { Author, Journal } from '../../electron/journal/types'
import { createCounter } from '../../electron/operations/counter'
import { operationKinds } from '../../electron/operations/kinds'
import { operationProjection } from '../../electron/operations/projection'
import type { Counter } from '../../electron/operations/types'
import { receiptKinds } from '../../electron/receipts/kinds'
import { createPaperWords } from '../../electron/receipts/words'
import { createCashLeg } from '../../electron/reconciliation/cash'
import { reconciliationKinds } from '../../electron/reconciliation/kinds'
import { cashDaysProjection, reconciliationProjection } from '../../electron/reconciliation/projection'
import { createReconciliation, type Reconciliation } from '../../electron/reconciliation/reconciliation'
import type { Sandbox } from '../../electron/sandbox/types'
import type { Settings } from '../../electron/settings/types'
import { tillKinds } from '../../electron/till/kinds'
import { tillProjection } from '../../electron/till/projection'
import type { Till } from '../../electron/till/types'
import { awaitUntil } from './await-until'
import { clientFor } from './chari-client'
import { IDENTITY, memoryFolder, quickSettings } from './counter'
import { openTestJournal } from './journal'
import { call, OUR_AGENT, ownSandbox, SANDBOX_KEY } from './own-sandbox'
import { allWords } from './papers'
import { testSigner } from './signer'
import { type SteppedClock, steppedClock } from './stepped-clock'
import { openTill, paperHead, SALMA_B } from './till'

/** The morning of the shop's day, 10:00 in Casablanca. */
export const MORNING = '2026-06-16T09:00:00.000Z'
export const DAY = '2026-06-16'
export const TODAY = { from: DAY, to: DAY }
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE

export interface DayShop {
  readonly folder: string
  readonly sandbox: Sandbox
  readonly clock: SteppedClock
  readonly journal: Journal
  readonly counter: Counter
  readonly till: Till
  readonly reconciliation: Reconciliation
  readonly who: () => Author
  /** Opens Salma's shift on that count. */
  readonly openShift: (count?: number) => void
  readonly closeShift: (counted: number, more?: { reason?: string; left?: number }) => void
  /** A customer with a reference, served to the end: paid, or put into the drawer. Gives the reference. */
  readonly serve: (direction: Direction, amount: number) => Promise<string>
  /** The same up to the outcome, whatever it is; `shown`: when the quote stands on the screen. */
  readonly sell: (reference: string, shown?: () => void) => Promise<OperationView>
  /** What the sandbox's books say of an executed reference from now on. */
  readonly misbook: (reference: string, how: string, value?: string) => Promise<void>
  readonly pull: (span?: { from: string; to: string }) => Promise<DayReport>
  /** Two readings that prove the last hour. */
  readonly pullTwice: () => Promise<DayReport>
  readonly settings: (change: Partial<Settings>) => void
  readonly written: string[]
  readonly progress: unknown[]
}

interface DayShopOptions {
  readonly folder?: string
  readonly sandbox?: Sandbox
  readonly clock?: SteppedClock
  readonly signer?: Signer
  readonly settings?: Partial<Settings>
  readonly start?: string
}

/** Counts the calls under way, so that a held clock knows when the world outside stands still. */
function watched(client: ChariApi): { readonly client: ChariApi; readonly idle: () => Promise<void> } {
  let busy = 0
  const count =
    <A extends unknown[], R>(of: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      busy += 1
      try {
        return await of(...args)
      } finally {
        busy -= 1
      }
    }
  return {
    client: {
      ...client,
      request: count(client.request),
      executeRequest: count(client.executeRequest),
      customer: count(client.customer),
      cardPreview: count(client.cardPreview),
      cardExecute: count(client.cardExecute),
      savedCards: count(client.savedCards),
      operation: count(client.operation),
    },
    idle: async () => {
      for (let still = 0; still < 2; still++) {
        await awaitUntil(() => busy === 0, 'no call under way')
        await new Promise<void>((resolve) => setImmediate(resolve))
      }
    },
  }
}

/** Everything of a shop's day but the window: real journal, till and counter, and a Chari over HTTP. */
export async function dayShop(options: DayShopOptions = {}): Promise<DayShop> {
  let idle = (): Promise<void> => Promise.resolve()
  const clock = options.clock ?? steppedClock(options.start ?? MORNING, () => idle())
  const sandbox = options.sandbox ?? (await ownSandbox({ clock }))
  if (!options.sandbox) onTestFinished(() => sandbox.close())
  const { client } = clientFor(sandbox.host, {
    apiKey: () => SANDBOX_KEY,
    timers: { requestMs: 2_000, connectMs: 2_000 },
  })
  onTestFinished(() => client.close())
  const seen = watched(client)
  idle = seen.idle
  const folder = options.folder ?? memoryFolder()
  const journal = openTestJournal(folder, {
    clock,
    kinds: [...operationKinds, ...tillKinds, ...receiptKinds, ...reconciliationKinds],
    projections: [operationProjection, tillProjection, cashDaysProjection, reconciliationProjection],
  })
  let settings = quickSettings({
    agentCode: OUR_AGENT.code,
    agentPhone: OUR_AGENT.phone,
    soleTerminal: true,
    timers: { ...quickSettings().timers, listingMs: 10 * MINUTE },
    ...options.settings,
  })
  const head = paperHead(journal.terminal, clock.now)
  const till = openTill(journal, clock, {
    openBreaks: (day) => reconciliation.openBreaks(day),
  })
  const written: string[] = []
  const progress: unknown[] = []
  const reconciliation = createReconciliation({
    journal,
    chari: seen.client,
    cash: createCashLeg(journal, till),
    surroundings: {
      commission: ({ amount }) => centimes(Math.floor(amount / 100)),
      environmentAt: () => settings.environment,
    },
    settings: () => settings,
    clock,
    ids: { uuid: randomUUID },
    signer: options.signer ?? testSigner,
    paperHead: head,
    write: (name, content) => {
      const reports = join(folder, 'reports')
      mkdirSync(reports, { recursive: true })
      writeFileSync(join(reports, name), content)
      written.push(name)
      return join(reports, name)
    },
    printed: {
      words: createPaperWords(allWords(), 'reconciliation'),
      pdf: (html) => Promise.resolve(Buffer.from(html)),
    },
    onProgress: (how) => progress.push(how),
    onChange: () => undefined,
    log: () => undefined,
  })
  const counter = createCounter({
    journal,
    chari: seen.client,
    till,
    settings: () => settings,
    clock,
    ids: { uuid: randomUUID },
    random: () => 0,
    paperHead: head,
    onChange: () => undefined,
    notAlone: () => undefined,
    log: () => undefined,
  })
  counter.start()
  onTestFinished(() => counter.stop())
  onTestFinished(() => reconciliation.stop())

  const who = (): Author => ({ cashier: SALMA_B.name, shift: till.shiftOf(SALMA_B.name) })
  const sell: DayShop['sell'] = async (reference, shown) => {
    const result = await counter.lookUp({ text: reference, want: 'automatic', source: 'typed' }, who())
    if (result.kind !== 'quote') throw new Error(`no quote: ${JSON.stringify(result)}`)
    const { quote } = result
    shown?.()
    const answer = await counter.confirm(
      {
        confirmId: randomUUID(),
        quoteId: quote.quoteId,
        received: quote.direction === 'cash_in' ? quote.cash : null,
        identity: quote.direction === 'cash_out' ? IDENTITY : null,
      },
      who(),
    )
    if (!answer.ok) throw new Error(`not confirmed: ${JSON.stringify(answer.message)}`)
    return answer.value
  }
  const pull: DayShop['pull'] = async (span = TODAY) => {
    const answer = await reconciliation.pull(span, who())
    if (!answer.ok) throw new Error(`not read: ${JSON.stringify(answer.message)}`)
    return answer.value
  }
  return {
    folder,
    sandbox,
    clock,
    journal,
    counter,
    till,
    reconciliation,
    who,
    openShift: (count = 200_000) => {
      const opened = till.open(
        {
          openId: randomUUID(),
          drawer: null,
          count: { total: centimes(count), lines: null },
          float: { source: 'unknown' },
          reason: 'fond du matin',
          approvedBy: 'Karim I.',
        },
        SALMA_B,
      )
      if (!opened.ok) throw new Error(`no shift: ${JSON.stringify(opened.message)}`)
    },
    closeShift: (counted, { reason = 'erreur de monnaie', left = 200_000 } = {}) => {
      const { shift } = who()
      if (shift === null) throw new Error('no shift is open')
      const sealed = till.count(
        {
          countId: randomUUID(),
          shift,
          purpose: 'closing',
          count: { total: centimes(counted), lines: null },
        },
        SALMA_B,
      )
      if (!sealed.ok) throw new Error(`not counted: ${JSON.stringify(sealed.message)}`)
      const closed = till.close(
        { closeId: randomUUID(), shift, left: centimes(left), reason, approvedBy: 'Karim I.' },
        SALMA_B,
      )
      if (!closed.ok) throw new Error(`not closed: ${JSON.stringify(closed.message)}`)
    },
    serve: async (direction, amount) => {
      const reference = sandbox.createReference({ direction, amount: centimes(amount) })
      const { id, state } = await sell(reference)
      if (state !== 'completed') throw new Error(`${reference} is ${state}`)
      counter.nextCustomer(id, who(), state)
      await clock.pass(MINUTE)
      return reference
    },
    sell,
    misbook: async (reference, how, value) => {
      const answer = await call(sandbox, 'POST', `/sandbox/references/${reference}/${how}`, { value })
      if (answer.status !== 200) throw new Error(`${how}: ${answer.text}`)
    },
    pull,
    pullTwice: async () => {
      await pull()
      await clock.pass(11 * MINUTE)
      return pull()
    },
    settings: (change) => {
      settings = { ...settings, ...change }
    },
    written,
    progress,
  }
}

/** Name and state of each break, in the order of the report. */
export const namesOf = (report: DayReport): readonly string[] =>
  report.breaks.map(({ code, state }) => `${code} ${state}`)
