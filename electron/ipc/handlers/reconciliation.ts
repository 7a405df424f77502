import type { Message } from '../../domain/operation'
import type { Approval } from '../../domain/people'
import { ok, type Result } from '../../domain/result'
import type { People } from '../../people/types'
import type { Reconciliation } from '../../reconciliation/reconciliation'
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

  return {
    'reconciliation.report': (span) => reconciliation().report(span),
    'reconciliation.breaks': async (input) => {
      const page = await reconciliation().breaks(input)
      return { ...page, rows: [...page.rows] }
    },
    'reconciliation.calendar': ({ month }) => ({ days: [...reconciliation().calendar(month)] }),
    'reconciliation.pull': (span) => reconciliation().pull(span, who()),
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
          report,
        },
      }
    },
    'reconciliation.workOff': async ({ span, approval, ...input }) => {
      const supervisor = await supervisorOf(approval)
      return supervisor.ok
        ? reconciliation().workOff(span, input, who(), supervisor.value)
        : { ok: false, message: supervisor.error }
    },
    'reconciliation.closeDay': ({ day }) => reconciliation().closeDay(day, who()),
    'reconciliation.print': (span) => reconciliation().print(span, who()),
    'reconciliation.export': ({ span, format, language }) =>
      reconciliation().exportFile(span, format, language, who()),
  }
}
