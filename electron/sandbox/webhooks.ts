import { randomBytes, randomUUID } from 'node:crypto'
import type { Cancel, Clock } from '../domain/clock'
import type { WebhookChange, WebhookForm, WebhookManner, WebhookTarget } from './types'
import { DOCUMENTED, EXAMPLES, type Happening, writeWebhook } from './webhook-body'

export interface Attempt {
  readonly at: string
  /** C-Webhook-Id of this try. */
  readonly header: string
  /** The status that came back, or why none came. */
  readonly answer: number | 'no_answer'
}

export interface Delivery {
  readonly webhookId: number
  readonly event: Happening['event']
  readonly operationId: number
  readonly url: string
  /** withheld: the manner said never. */
  readonly state: 'waiting' | 'held' | 'delivered' | 'given_up' | 'withheld'
  readonly attempts: readonly Attempt[]
}

export interface WebhookDeps {
  readonly clock: Clock
  readonly targets: readonly WebhookTarget[]
  readonly log?: ((what: string, facts: Record<string, unknown>) => void) | undefined
}

export interface Webhooks {
  /** Posts it to every target, as the manner has it; `now` posts at once whatever the manner. */
  readonly emit: (happening: Happening, when?: 'now') => number
  /**
   * Resolves when what was begun since the last call and has to arrive before an answer has arrived, or failed once.
   * Only the call that began it waits: whoever receives it may look something up meanwhile.
   */
  readonly beforeAnswer: () => Promise<void>
  /** What is held goes out. */
  readonly release: (order: 'kept' | 'reversed') => number
  readonly resend: (webhookId: number) => boolean
  readonly manner: () => WebhookManner
  readonly setManner: (change: WebhookChange) => void
  readonly resetManner: () => void
  readonly addTarget: (target: WebhookTarget) => void
  /** In place of all that were named before. */
  readonly setTargets: (targets: readonly WebhookTarget[]) => void
  readonly targets: () => readonly WebhookTarget[]
  readonly deliveries: () => readonly Delivery[]
  readonly close: () => void
}

const ORDINARY: WebhookManner = {
  when: 'after_redirect',
  delayMs: 0,
  times: 1,
  order: 'in_order',
  form: DOCUMENTED,
  retriesMs: [60_000, 300_000, 1_800_000, 3_600_000],
  answerWithinMs: 5_000,
}
/** Late: by minutes, unless a delay is named. */
const LATE_MS = 180_000
/** Between two that are to arrive in order, and between a redirect and what comes after it. */
const MOMENT_MS = 50

/** `69906411-0aa24a89-ab2005ca-9d18dc15`: four groups of eight, as the documentation writes such ids. */
const groups = (): string =>
  randomBytes(16)
    .toString('hex')
    .replace(/(.{8})(?!$)/g, '$1-')

interface Open {
  readonly happening: Happening
  readonly target: WebhookTarget
  readonly manner: WebhookManner
  readonly header: string
  /** Its place in the list of deliveries. */
  readonly index: number
  copiesLeft: number
}

/** The sender: posts what happened to each target, and again until it is taken. Kept in memory. */
export function createWebhooks({ clock, targets: first, log }: WebhookDeps): Webhooks {
  let manner = ORDINARY
  let targets = first
  let nextId = 12_345
  const deliveries: Delivery[] = []
  const all: Open[] = []
  let waiting: readonly Open[] = []
  let inTime: readonly Promise<void>[] = []
  const timers = new Set<Cancel>()
  const ended = new AbortController()

  const change = (open: Open, now: Partial<Delivery>): void => {
    const old = deliveries[open.index]
    if (old) deliveries[open.index] = { ...old, ...now }
  }

  const newHeader = ({ header }: WebhookForm): string => (header === 'uuid' ? randomUUID() : groups())

  async function post(open: Open): Promise<Attempt> {
    const { form, answerWithinMs } = open.manner
    const { webhookId = 0, attempts = [] } = deliveries[open.index] ?? {}
    const header = form.headerPerTry && attempts.length > 0 ? newHeader(form) : open.header
    const at = clock.now()
    try {
      const answer = await fetch(open.target.url, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'Chari-BAAS-Webhook/1.0',
          'c-webhook-id': header,
          'x-api-key': open.target.key,
        },
        body: writeWebhook(open.happening, form, webhookId),
        signal: AbortSignal.any([AbortSignal.timeout(answerWithinMs), ended.signal]),
      })
      await answer.body?.cancel()
      return { at, header, answer: answer.status }
    } catch {
      return { at, header, answer: 'no_answer' }
    }
  }

  /** One try, and what follows from it. */
  async function attempt(open: Open): Promise<void> {
    const made = await post(open)
    if (ended.signal.aborted) return
    const attempts = [...(deliveries[open.index]?.attempts ?? []), made]
    const taken = made.answer !== 'no_answer' && made.answer >= 200 && made.answer < 300
    log?.('sandbox.webhook', { event: open.happening.event, answer: made.answer, try: attempts.length })
    const retry = open.manner.retriesMs[attempts.length - 1]
    const state = taken ? 'delivered' : retry === undefined ? 'given_up' : 'waiting'
    change(open, { attempts, state })
    if (!taken && retry !== undefined) later(open, retry)
    if (!taken) return
    open.copiesLeft -= 1
    if (open.copiesLeft > 0) later(open, 0)
  }

  function later(open: Open, ms: number): void {
    const cancel = clock.after(ms, () => {
      timers.delete(cancel)
      void attempt(open)
    })
    timers.add(cancel)
  }

  function send(open: Open): void {
    const { when, delayMs } = open.manner
    change(open, { state: 'waiting' })
    if (when === 'before_redirect') {
      inTime = [...inTime, attempt(open)]
    } else if (when === 'late') later(open, delayMs > 0 ? delayMs : LATE_MS)
    else later(open, Math.max(delayMs, MOMENT_MS))
  }

  function start(open: Open): void {
    const { when, order, delayMs } = open.manner
    const before = order === 'swapped' ? waiting.find(({ target }) => target === open.target) : undefined
    if (when === 'never') change(open, { state: 'withheld' })
    else if (order === 'in_order') send(open)
    else if (before) {
      waiting = waiting.filter((one) => one !== before)
      send(open)
      change(before, { state: 'waiting' })
      later(before, delayMs + 4 * MOMENT_MS)
    } else {
      waiting = [...waiting, open]
      change(open, { state: 'held' })
    }
  }

  const formOf = (form: WebhookChange['form']): WebhookForm => {
    if (form === undefined) return manner.form
    if (form === 'documented') return DOCUMENTED
    return form === 'examples' ? EXAMPLES : { ...manner.form, ...form }
  }

  return {
    emit: (happening, when) => {
      const webhookId = nextId
      nextId += 1
      for (const target of targets) {
        const open: Open = {
          happening,
          target,
          manner:
            when === 'now' ? { ...manner, when: 'after_redirect', delayMs: 0, order: 'in_order' } : manner,
          header: newHeader(manner.form),
          index: deliveries.length,
          copiesLeft: manner.times,
        }
        const { event, operationId } = happening
        deliveries.push({ webhookId, event, operationId, url: target.url, state: 'waiting', attempts: [] })
        all.push(open)
        start(open)
      }
      return webhookId
    },
    beforeAnswer: async () => {
      const mine = inTime
      inTime = []
      await Promise.all(mine)
    },
    release: (order) => {
      const out = order === 'reversed' ? waiting.toReversed() : waiting
      waiting = []
      out.forEach((open, place) => {
        change(open, { state: 'waiting' })
        later(open, place * MOMENT_MS)
      })
      return out.length
    },
    resend: (webhookId) => {
      const again = all.filter((open) => deliveries[open.index]?.webhookId === webhookId)
      for (const open of again) {
        open.copiesLeft = 1
        later(open, 0)
      }
      return again.length > 0
    },
    manner: () => manner,
    setManner: ({ form, ...rest }) => {
      manner = { ...manner, ...rest, form: formOf(form) }
    },
    resetManner: () => {
      manner = ORDINARY
    },
    addTarget: (target) => {
      targets = [...targets, target]
    },
    setTargets: (next) => {
      targets = next
    },
    targets: () => targets,
    deliveries: () => deliveries,
    close: () => {
      for (const cancel of timers) cancel()
      timers.clear()
      ended.abort()
    },
  }
}
