import { randomUUID } from 'node:crypto'
import { copyFileSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { ChariApi } from '../../electron/chari/client'
import type { CardAsked, CardGiven } from '../../electron/domain/card-deposit'
import type { Clock } from '../../electron/domain/clock'
import type { OperationView } from '../../electron/domain/operation'
import { webhookSettingsSchema } from '../../electron/domain/webhook'
import type { Author, Journal } from '../../electron/journal/types'
import { createCounter } from '../../electron/operations/counter'
import { operationKinds } from '../../electron/operations/kinds'
import { operationProjection } from '../../electron/operations/projection'
import type { Counter } from '../../electron/operations/types'
import { receiptKinds } from '../../electron/receipts/kinds'
import type { Sandbox } from '../../electron/sandbox/types'
import type { Settings } from '../../electron/settings/types'
import { tillKinds } from '../../electron/till/kinds'
import { tillProjection } from '../../electron/till/projection'
import { webhookKinds } from '../../electron/webhooks/kinds'
import { webhookProjection } from '../../electron/webhooks/projection'
import { createReceiver, type Receiver } from '../../electron/webhooks/receiver'
import { tellCounter, tellKept } from '../../electron/webhooks/telling'
import { clientFor } from './chari-client'
import { memoryFolder } from './counter'
import { openTestJournal } from './journal'
import { SANDBOX_KEY } from './own-sandbox'
import type { SteppedClock } from './stepped-clock'
import { openShift, openTill, paperHead, SALMA_B } from './till'
import { WEBHOOK_KEY } from './webhooks'

/** What a killed process leaves of its journal. */
const LEFT_BEHIND = ['journal.db', 'journal.db-wal', 'journal.head']
/** The client's own waits between two tries of a look-up; its time-outs are longer. */
const LONGEST_PAUSE_MS = 1_000

/** One run of the terminal's process. */
interface Life {
  dead: boolean
  /** Look-ups on the wire. */
  asking: number
  /** Look-ups that wait for their next try. */
  pausing: number
  executing: boolean
}

interface Alive {
  readonly life: Life
  readonly folder: string
  readonly journal: Journal
  readonly counter: Counter
  readonly who: Author
  readonly end: () => Promise<void>
}

export interface CardTerminal {
  readonly journal: () => Journal
  readonly counter: () => Counter
  readonly who: () => Author
  /** Where Chari's webhooks go, the same in each life. */
  readonly webhooks: () => string
  /** Every deposit that the journal knows, oldest first. */
  readonly deposits: () => readonly OperationView[]
  /** Previews and confirms, and does not wait: its answer may be late, or never come. */
  readonly pay: (card: CardGiven, asked: CardAsked) => void
  /** Request ids whose first byte left, in order. */
  readonly firstBytes: readonly string[]
  /** It died by itself, at the event that it was to die at. */
  readonly isDead: () => boolean
  /** From here on nothing of it happens any more, and nothing of it is closed. */
  readonly kill: () => void
  /** Another process on what the killed one left; or the same journal, closed and opened, where none was killed. */
  readonly open: () => Promise<void>
  /** Look-ups, or a money call that Chari does not keep waiting, are under way. */
  readonly busy: (keptWaiting: boolean) => boolean
  readonly close: () => Promise<void>
}

export interface CardTerminalDeps {
  readonly sandbox: Pick<Sandbox, 'host'>
  readonly clock: SteppedClock
  readonly settings: Settings
  /** The first life ends right after an event of this kind is durable. */
  readonly diesAt: string | null
}

const forever = new Promise<never>(() => undefined)

/** Counter and receiver of a terminal on a real journal, that can be killed at any moment and opened again. */
export async function cardTerminal({
  sandbox,
  clock,
  settings,
  diesAt,
}: CardTerminalDeps): Promise<CardTerminal> {
  const firstBytes: string[] = []
  let port = 0
  let url = ''

  function mortalClock(life: Life): Clock {
    return {
      ...clock,
      after: (ms, fn) =>
        clock.after(ms, () => {
          if (!life.dead) fn()
        }),
    }
  }

  function mortalJournal(journal: Journal, life: Life, at: string | null): Journal {
    return {
      ...journal,
      append: (author, build) => {
        if (life.dead) throw new Error('killed')
        const stored = journal.append(author, build)
        life.dead = stored.some(({ kind }) => kind === at)
        if (life.dead) throw new Error('killed')
        return stored
      },
    }
  }

  function mortalClient(life: Life): ChariApi {
    const of = mortalClock(life)
    const pausing: Clock = {
      ...of,
      after: (ms, fn) => {
        if (ms > LONGEST_PAUSE_MS) return of.after(ms, fn)
        let over = false
        life.pausing += 1
        const end = (): void => {
          if (!over) life.pausing -= 1
          over = true
        }
        const cancel = of.after(ms, () => {
          end()
          fn()
        })
        return () => {
          end()
          cancel()
        }
      },
    }
    const { client } = clientFor(sandbox.host, {
      apiKey: () => SANDBOX_KEY,
      timers: settings.timers,
      clock: pausing,
    })
    /** What comes back to a dead process comes to nobody. */
    const asked =
      <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
      async (...args: A): Promise<R> => {
        if (life.dead) return forever
        life.asking += 1
        try {
          const answer = await call(...args)
          return life.dead ? forever : answer
        } finally {
          life.asking -= 1
        }
      }
    return {
      ...client,
      cardPreview: asked(client.cardPreview),
      savedCards: asked(client.savedCards),
      operation: asked(client.operation),
      listAll: asked(client.listAll),
      listCustomer: asked(client.listCustomer),
      cardExecute: async (payee, card, options) => {
        life.executing = true
        const outcome = await client.cardExecute(payee, card, {
          ...options,
          beforeFirstByte: () => {
            if (life.dead) throw new Error('killed')
            options.beforeFirstByte?.()
            firstBytes.push(options.requestId)
          },
        })
        life.executing = false
        return life.dead ? forever : outcome
      },
    }
  }

  async function live(folder: string, at: string | null): Promise<Alive> {
    const life: Life = { dead: false, asking: 0, pausing: 0, executing: false }
    const mine = mortalClock(life)
    const whole = openTestJournal(folder, {
      clock: mine,
      kinds: [...operationKinds, ...tillKinds, ...receiptKinds, ...webhookKinds],
      projections: [operationProjection, tillProjection, webhookProjection],
    })
    const journal = mortalJournal(whole, life, at)
    const till = openTill(journal, mine)
    if (till.openShifts().length === 0) openShift(till)
    const chari = mortalClient(life)
    const counter = createCounter({
      journal,
      chari,
      till,
      settings: () => settings,
      clock: mine,
      ids: { uuid: randomUUID },
      random: () => 0,
      paperHead: paperHead(journal.terminal, mine.now),
      onChange: () => undefined,
      notAlone: () => undefined,
      onChallenge: () => undefined,
      log: () => undefined,
    })
    const receiver: Receiver = createReceiver({
      journal,
      settings: () => ({ ...webhookSettingsSchema.parse({ on: true }), port }),
      key: () => WEBHOOK_KEY,
      agentPhone: () => settings.agentPhone,
      clock: mine,
      onChange: () => undefined,
      log: () => undefined,
    })
    tellCounter(receiver, counter)
    counter.start()
    tellKept(receiver, counter)
    await receiver.follow()
    url = receiver.status().url ?? url
    port = Number(new URL(url).port)
    return {
      life,
      folder,
      journal,
      counter,
      who: { cashier: SALMA_B.name, shift: till.shiftOf(SALMA_B.name) },
      end: async () => {
        counter.stop()
        chari.close()
        await receiver.stop()
        whole.close()
      },
    }
  }

  let now = await live(memoryFolder(), diesAt)

  return {
    journal: () => now.journal,
    counter: () => now.counter,
    who: () => now.who,
    webhooks: () => url,
    deposits: () =>
      now.journal
        .events({ kinds: ['card.intent'], limit: 100 })
        .flatMap(({ operation }) => (operation === null ? [] : (now.counter.get(operation) ?? []))),
    pay: (card, asked) => {
      const { counter, who } = now
      void counter.card
        .preview(asked, who)
        .then((quote) =>
          quote.ok
            ? counter.card.confirm({ confirmId: randomUUID(), previewId: quote.value.previewId, card }, who)
            : quote,
        )
    },
    firstBytes,
    isDead: () => now.life.dead,
    kill: () => {
      now.life.dead = true
    },
    open: async () => {
      const { life, folder, end } = now
      if (!life.dead) {
        await end()
        now = await live(folder, null)
        return
      }
      const next = memoryFolder()
      for (const name of LEFT_BEHIND)
        if (existsSync(join(folder, name))) copyFileSync(join(folder, name), join(next, name))
      // What the operating system does for a killed process.
      await end()
      rmSync(folder, { recursive: true })
      now = await live(next, null)
    },
    busy: (keptWaiting) => {
      const { asking, pausing, executing, dead } = now.life
      return !dead && (asking > pausing || (executing && !keptWaiting))
    },
    close: async () => {
      await now.end()
      rmSync(now.folder, { recursive: true })
    },
  }
}
