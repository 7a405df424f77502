import type * as z from 'zod'
import type { TillSettings } from '../../domain/closing'
import type { Message } from '../../domain/operation'
import type { LaidPaper, PaperData } from '../../domain/paper'
import type { User } from '../../domain/people'
import type { People } from '../../people/types'
import type { CountDraftStore } from '../../settings/count-draft'
import type { Settings } from '../../settings/types'
import type { Till } from '../../till/types'
import type { tillPaperSchema } from '../contract/till-screens'
import type { Handlers } from '../server'
import { approvalRefused } from './counter'

type Names = 'till.draft' | 'till.keepDraft' | 'till.settings' | 'till.saveSettings' | 'till.paper'

export type TillPaper = z.output<typeof tillPaperSchema>

export interface TillScreenHandlersDeps {
  /** Throws where nobody is signed in: the contract keeps such requests away. */
  readonly user: () => User
  readonly people: () => People
  readonly till: () => Pick<Till, 'openShifts'>
  readonly drafts: CountDraftStore
  readonly settings: () => Settings
  readonly setSettings: (settings: Settings, by?: string) => void
  readonly paperOf: (paper: TillPaper, user: User) => PaperData | null
  /** As the printer in use has it. */
  readonly lay: (data: PaperData) => LaidPaper
}

const no = (code: Message['code'], detail: string): { ok: false; message: Message } => ({
  ok: false,
  message: { code, params: { detail } },
})

/** Requests of the till's screens that are none of the till's own: drafts, settings, papers on screen. */
export function tillScreenHandlers(deps: TillScreenHandlersDeps): Pick<Handlers, Names> {
  return {
    'till.draft': () => ({ kept: deps.drafts.read(deps.user().name) }),
    'till.keepDraft': ({ kept }) => {
      deps.drafts.keep(deps.user().name, kept)
      return {}
    },
    'till.settings': () => deps.settings().till,
    'till.saveSettings': async ({ settings, approval }) => {
      if (deps.user().role !== 'supervisor') {
        if (!approval) return no('not_allowed', 'supervisor')
        const message = await approvalRefused(deps.people(), approval)
        if (message) return { ok: false, message }
      }
      const wrong = wrongField(settings)
      if (wrong !== null) return no('not_allowed', wrong)
      const before = deps.settings()
      if (settings.drawers !== before.till.drawers && deps.till().openShifts().length > 0)
        return no('shift_open', 'drawers')
      deps.setSettings({ ...before, till: settings }, approval?.name)
      return { ok: true, value: deps.settings().till }
    },
    'till.paper': ({ paper }) => {
      const data = deps.paperOf(paper, deps.user())
      return { laid: data && deps.lay(data) }
    },
  }
}

/** The field that cannot be used, as the screen knows it; null: all can. */
function wrongField(settings: TillSettings): keyof TillSettings | null {
  const { reasonFrom, supervisorFrom, cashWarn, cashStop, floatWarn, floatStop } = settings
  const amounts = { reasonFrom, supervisorFrom, cashWarn, cashStop, floatWarn, floatStop }
  for (const [field, amount] of Object.entries(amounts) as [keyof typeof amounts, number | null][])
    if (amount !== null && amount < 0) return field
  if (supervisorFrom < reasonFrom) return 'supervisorFrom'
  if (cashWarn !== null && cashStop !== null && cashStop > cashWarn) return 'cashStop'
  if (floatWarn !== null && floatStop !== null && floatStop > floatWarn) return 'floatStop'
  return null
}
