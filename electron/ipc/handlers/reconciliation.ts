import type { Message } from '../../domain/operation'
import type { Approval } from '../../domain/people'
import type { DayReport, DaySpan } from '../../domain/reconciliation'
import { ok, type Result } from '../../domain/result'
import type { People } from '../../people/types'
import type { Reconciliation, Told } from '../../reconciliation/reconciliation'
import { withoutDrawer } from '../../reconciliation/report'
import type { Till } from '../../till/types'
import { LISTING_FILE_BYTES } from '../contract/reconciliation'
import type { Handlers } from '../server'
import type { Session } from '../session'
import { supervised } from '../supervised'

type Names =
  | 'reconciliation.report'
  | 'reconciliation.breaks'
  | 'reconciliation.calendar'
  | 'reconciliation.pull'
  | 'reconciliation.cancel'
  | 'reconciliation.importFile'
  | 'reconciliation.workOff'
  | 'reconciliation.closeDay'
  | 'reconciliation.print'
  | 'reconciliation.export'

export interface ReconciliationHandlersDeps {
  readonly reconciliation: () => Reconciliation
  readonly till: () => Pick<Till, 'status'>
  readonly session: Session
  readonly people: () => People
}

/** Requests about the days: each under the name of who is signed in. */
export function reconciliationHandlers(deps: ReconciliationHandlersDeps): Pick<Handlers, Names> {
  const { reconciliation, session } = deps
  const who = session.who

  /** The supervisor of a decision: by a PIN in place, else the one signed in; null: nobody is. */
  async function supervisorOf(approval: Approval | null): Promise<Result<string | null, Message>> {
    if (approval === null && session.user()?.role !== 'supervisor') return ok(null)
    return supervised(deps, approval, 'reconciliation.workOff')
  }

  /** A blind till stays blind: until its drawers are closed, what they should hold today is for supervisors. */
  function hidden({ to }: DaySpan): boolean {
    const { day, hidden: blind, shift, others } = deps.till().status(session.user())
    return blind && to >= day && (shift !== null || others.length > 0)
  }
  const seen = (report: DayReport): DayReport => (hidden(report) ? withoutDrawer(report) : report)
  const told = (answer: Told<DayReport>): Told<DayReport> =>
    answer.ok ? { ok: true, value: seen(answer.value) } : answer

  return {
    'reconciliation.report': async (span) => seen(await reconciliation().report(span)),
    'reconciliation.breaks': async (input) => {
      const page = await reconciliation().breaks(input)
      return { ...page, rows: [...page.rows] }
    },
    'reconciliation.calendar': ({ month }) => ({ days: [...reconciliation().calendar(month)] }),
    'reconciliation.pull': async (span) => told(await reconciliation().pull(span, who())),
    'reconciliation.cancel': () => {
      reconciliation().cancel()
      return {}
    },
    'reconciliation.importFile': async ({ content, ...input }) => {
      const bytes = Buffer.from(content, 'base64')
      if (bytes.length > LISTING_FILE_BYTES)
        return { ok: false, message: { code: 'file_too_large', params: {} } }
      const read = await reconciliation().importFile({ ...input, content: bytes }, who())
      if (!read.ok) return read
      const { file, report } = read.value
      return {
        ok: true,
        value: {
          file: {
            ...file,
            columns: [...file.columns],
            ignored: [...file.ignored],
            unreadable: [...file.unreadable],
          },
          report: report && seen(report),
        },
      }
    },
    'reconciliation.workOff': async ({ span, approval, ...input }) => {
      const supervisor = await supervisorOf(approval)
      return supervisor.ok
        ? told(await reconciliation().workOff(span, input, who(), supervisor.value))
        : { ok: false, message: supervisor.error }
    },
    'reconciliation.closeDay': async ({ day }) => told(await reconciliation().closeDay(day, who())),
    'reconciliation.print': (span) => reconciliation().print(span, who(), hidden(span)),
    'reconciliation.export': ({ span, format, language }) =>
      reconciliation().exportFile(span, format, language, who(), hidden(span)),
  }
}
