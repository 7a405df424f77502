import { hash } from 'node:crypto'
import type { Author, Journal } from '../journal/types'
import { type JudgeDeps, type Judgement, judge } from './judge'
import { JUDGED } from './kinds'
import { classesOf } from './report'

/** Judgements that are kept while nothing is written. */
const KEPT = 64
/** A day that changes while it is judged is judged again, unless it is long. */
const LONG = 5_000

export interface Judgements {
  /** The day as it is now. */
  readonly of: (day: string) => Promise<Judgement>
  /** Judges, and writes the verdict down where it is another than the one written last. */
  readonly record: (day: string, who: Author) => Promise<Judgement>
}

const payloadOf = (judgement: Judgement, sequence: number) => {
  const facts = {
    day: judgement.day,
    verdict: judgement.verdict,
    provisional: judgement.provisional,
    operations: judgement.operations,
    matched: judgement.matched,
    rows: judgement.rows,
    readAt: judgement.readAt,
    totals: judgement.totals.flatMap(({ label, journal, chari }) =>
      label === 'float' || label === 'cash' ? [] : [{ label, journal, chari }],
    ),
    classes: classesOf(judgement.breaks),
    breaks: judgement.breaks.map((one) => ({
      key: one.key,
      name: one.name,
      code: one.code,
      severity: one.rule.severity,
      amount: one.amount,
      since: one.since,
      evidence: one.evidence,
      state: one.state,
    })),
  }
  return {
    ...facts,
    basis: { pulls: judgement.pulls.map(({ pull }) => pull), sequence },
    digest: hash('sha256', JSON.stringify(facts)),
  }
}

/** Judgements of days, kept as long as the journal stands still. */
export function createJudgements(deps: JudgeDeps, journal: Pick<Journal, 'append'>): Judgements {
  const { store } = deps
  const kept = new Map<string, { readonly head: number; readonly judgement: Judgement }>()

  async function of(day: string): Promise<Judgement> {
    const known = kept.get(day)
    if (known?.head === store.head()) return known.judgement
    for (let tries = 1; ; tries++) {
      const head = store.head()
      const judgement = await judge(day, deps)
      if (store.head() !== head && tries < 3 && judgement.operations < LONG) continue
      kept.delete(day)
      kept.set(day, { head, judgement })
      const [oldest] = kept.keys()
      if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest)
      return judgement
    }
  }

  return {
    of,
    record: async (day, who) => {
      const judgement = await of(day)
      const head = kept.get(day)?.head ?? store.head()
      const payload = payloadOf(judgement, head)
      if (store.day(day)?.digest !== payload.digest)
        journal.append(who, () => [{ kind: JUDGED, operation: null, payload }])
      return judgement
    },
  }
}
