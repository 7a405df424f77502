import type * as z from 'zod'
import type { TillSettings, ZReport } from '../../domain/closing'
import { centimes, subtract } from '../../domain/money'
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
type TillPaper = z.output<typeof tillPaperSchema>

export interface TillScreenHandlersDeps {
  /** Throws where nobody is signed in: the contract keeps such requests away. */
  readonly user: () => User
  readonly people: () => People
  readonly till: () => Pick<Till, 'openShifts' | 'current' | 'sealed' | 'closing' | 'hiddenFrom'>
  readonly drafts: CountDraftStore
  readonly settings: () => Settings
  readonly setSettings: (settings: Settings, by?: string) => void
  readonly paperHead: (cashier: string) => PaperData['head']
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
        const message = await approvalRefused(deps.people(), approval, 'till.saveSettings')
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
      const data = paperOf(deps, paper)
      if (!data) return { laid: null }
      const laid = deps.lay(data)
      return { laid: paper.what === 'z' ? beforeSigning(laid) : laid }
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

/** A Z holds on to the journal when it is signed; before that its paper ends above these lines. */
const NOT_SIGNED_YET: Pick<ZReport, 'firstEvent' | 'head'> = {
  firstEvent: 0,
  head: { sequence: 0, hash: '' },
}

function beforeSigning(laid: LaidPaper): LaidPaper {
  const end = laid.lines.findLastIndex(({ kind }) => kind === 'rule')
  return { ...laid, lines: laid.lines.slice(0, end) }
}

/** The paper's data, as the till itself would ask for it. null: no such shift, count or closing. */
function paperOf(deps: TillScreenHandlersDeps, paper: TillPaper): PaperData | null {
  const till = deps.till()
  const user = deps.user()
  const head = deps.paperHead(user.name)
  switch (paper.what) {
    case 'x': {
      const shift = till.openShifts().find(({ id }) => id === paper.shift)
      const report = shift ? till.current(shift.drawer) : null
      return report && { kind: 'x_report', head, report, hidden: till.hiddenFrom(user) }
    }
    case 'z': {
      const sealed = till.sealed(paper.shift, user)
      if (!sealed) return null
      const { report, counted, firstCount, difference, perpetual, z } = sealed
      const left = centimes(Math.min(paper.left, counted.total))
      const { reason, approvedBy } = difference === 0 ? { reason: null, approvedBy: null } : paper
      const closing = { closedAt: head.at, closedBy: user.name, counted, firstCount, difference }
      const chain = { ...NOT_SIGNED_YET, notSealed: 0, openBreaks: [] }
      const money = { left, toSafe: subtract(counted.total, left), perpetual }
      const whole: ZReport = { ...report, z, ...closing, reason, approvedBy, ...money, ...chain }
      return { kind: 'z_report', head, report: whole, signature: null }
    }
    case 'closing': {
      const closing = till.closing(paper.kind, paper.number)
      if (!closing) return null
      const { signature } = closing
      return closing.kind === 'shift'
        ? { kind: 'z_report', head, report: closing.document, signature }
        : { kind: 'period_closing', head, closing: closing.document, signature }
    }
  }
}
