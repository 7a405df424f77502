import type { OperationKind } from './domain/closing'
import { commissionOn, type Tariff } from './domain/tariff'
import { TERMINAL_KINDS } from './ipc/kinds'
import type { Journal } from './journal/types'
import type { LedgerEntry } from './operations/ledger'
import type { JudgeDeps } from './reconciliation/judge'

const PAGE = 1_000

/** What the reconciliation asks about an operation and no room of its floor knows. */
export function createSurroundings(
  journal: Pick<Journal, 'events'>,
  present: string,
  tariff: () => Tariff,
): JudgeDeps['surroundings'] {
  /** Each change of the environment, and the first event that it holds for; read when first asked. */
  let changes: readonly { readonly from: number; readonly environment: string }[] | null = null

  function read(): readonly { readonly from: number; readonly environment: string }[] {
    const found: { from: number; environment: string }[] = []
    for (let after = 0; ; ) {
      const page = journal.events({ operation: null, kinds: [TERMINAL_KINDS.started], after, limit: PAGE })
      for (const { sequence, payload } of page) {
        const environment = String(payload.environment)
        if (found.at(-1)?.environment !== environment) found.push({ from: sequence, environment })
      }
      const last = page.at(-1)
      if (!last || page.length < PAGE) return found
      after = last.sequence
    }
  }

  return {
    environmentAt: (sequence) => {
      changes ??= read()
      return changes.findLast(({ from }) => from <= sequence)?.environment ?? present
    },
    commission: ({ direction, amount, day, commissionTold }: LedgerEntry) => {
      const kind: OperationKind = direction
      return commissionOn(tariff(), day, { kind, amount, told: commissionTold }).amount
    },
  }
}
