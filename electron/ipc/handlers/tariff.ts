import type { Clock } from '../../domain/clock'
import { OPERATION_KINDS, type OperationKind } from '../../domain/closing'
import { civilDay } from '../../domain/day'
import type { Ids } from '../../domain/ids'
import { ZERO } from '../../domain/money'
import type { Message } from '../../domain/operation'
import { type Language, PAPER_REQUESTED, type PaperData, type PaperRequest } from '../../domain/paper'
import type { Approval } from '../../domain/people'
import { mayBegin, rulesOn, type Tariff, tariffFault, withoutVersion, withVersion } from '../../domain/tariff'
import type { Author, Journal } from '../../journal/types'
import { commissionsOf } from '../../operations/commission'
import type { People } from '../../people/types'
import type { LayPaper } from '../../receipts/layout'
import type { Settings } from '../../settings/types'
import type { RequestName } from '../contract'
import type { Handlers } from '../server'
import type { Session } from '../session'
import { supervised } from '../supervised'

type Names =
  | 'tariff.read'
  | 'tariff.save'
  | 'tariff.remove'
  | 'tariff.sheet'
  | 'tariff.print'
  | 'tariff.commissions'

export interface TariffHandlersDeps {
  readonly session: Session
  readonly people: () => People
  readonly settings: () => Settings | null
  readonly setSettings: (settings: Settings, by?: string) => void
  readonly journal: () => Journal
  readonly who: () => Author
  readonly paperHead: (cashier: string) => PaperData['head']
  readonly lay: LayPaper
  /** Characters in a line of the printer in use. */
  readonly columns: () => Parameters<LayPaper>[0]['columns']
  readonly clock: Pick<Clock, 'now'>
  readonly ids: Ids
}

const invalid = (fault: string): { readonly ok: false; readonly message: Message } => ({
  ok: false,
  message: { code: 'tariff_invalid', params: { fault } },
})

/** Requests about what operations cost and earn. */
export function tariffHandlers(deps: TariffHandlersDeps): Pick<Handlers, Names> {
  const settings = (): Settings => {
    const now = deps.settings()
    if (!now) throw new Error('the terminal is not set up')
    return now
  }
  const today = (): string => civilDay(deps.clock.now())
  const read = () => ({ rules: [...settings().tariff], today: today() })

  async function change(
    { kind, from, approval }: { kind: OperationKind; from: string; approval: Approval | null },
    what: RequestName,
    how: (tariff: Tariff) => Settings['tariff'],
  ) {
    const by = await supervised(deps, approval, what)
    if (!by.ok) return { ok: false as const, message: by.error }
    const now = settings()
    if (!mayBegin(now.tariff, kind, from, today())) return invalid('past')
    const next = how(now.tariff)
    const fault = tariffFault(next)
    if (fault) return invalid(fault.fault)
    deps.setSettings({ ...now, tariff: next }, by.value)
    return { ok: true as const, value: read() }
  }

  const sheet = (language: Language): PaperData => {
    const day = today()
    const known = rulesOn(settings().tariff, day)
    return {
      kind: 'tariff_sheet',
      // It hangs on a wall: nobody's name stands on it.
      head: { ...deps.paperHead(''), language },
      day,
      kinds: OPERATION_KINDS.flatMap((kind) => {
        const bands = known.find((one) => one.kind === kind)?.bands ?? []
        if (bands.length > 0)
          return [{ kind, bands: bands.map(({ above, upTo, fee }) => ({ above, upTo, fee })) }]
        // What the counter does stands there, also where its fee is not known.
        return kind === 'card' ? [] : [{ kind, bands: [{ above: ZERO, upTo: null, fee: null }] }]
      }),
    }
  }

  return {
    'tariff.read': read,
    'tariff.save': ({ kind, from, bands, approval }) =>
      change({ kind, from, approval }, 'tariff.save', (tariff) => withVersion(tariff, { kind, from, bands })),
    'tariff.remove': ({ kind, from, approval }) =>
      change({ kind, from, approval }, 'tariff.remove', (tariff) => withoutVersion(tariff, kind, from)),
    'tariff.sheet': ({ language }) => ({
      laid: deps.lay({ data: sheet(language), copy: 0, columns: deps.columns() }),
    }),
    'tariff.print': ({ language }) => {
      const payload: PaperRequest = { paper: deps.ids.uuid(), copy: 0, data: sheet(language) }
      deps.journal().append(deps.who(), () => [{ kind: PAPER_REQUESTED, operation: null, payload }])
      return {}
    },
    'tariff.commissions': ({ from, to }) => {
      const { kinds, days, cashiers, splits } = commissionsOf(deps.journal().db, settings().tariff, {
        from,
        to,
      })
      return {
        from,
        to,
        kinds: [...kinds],
        days: days.map((one) => ({ ...one, kinds: [...one.kinds] })),
        cashiers: cashiers.map((one) => ({ ...one, kinds: [...one.kinds] })),
        splits,
      }
    },
  }
}
