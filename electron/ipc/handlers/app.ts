import type { LeftOperation, Message } from '../../domain/operation'
import type { Language } from '../../domain/paper'
import type { Author, NewEvent } from '../../journal/types'
import type { People, Recovery } from '../../people/types'
import type { Settings, Vault } from '../../settings/types'
import type { Boot, Status } from '../contract'
import { TERMINAL_KINDS } from '../kinds'
import type { Handlers } from '../server'
import type { Session } from '../session'
import { approvalRefused } from './counter'
import { peopleMessage } from './people'

type Names =
  | 'app.boot'
  | 'app.status'
  | 'app.language'
  | 'app.theme'
  | 'app.unlock'
  | 'app.diagnostics'
  | 'app.manual'
  | 'app.newJournal'
  | 'session.signIn'
  | 'session.recover'
  | 'session.lock'

export interface AppHandlersDeps {
  readonly session: Session
  readonly boot: () => Boot
  readonly status: () => Status | null
  readonly settings: () => Settings | null
  readonly setSettings: (settings: Settings) => void
  readonly vault: () => Vault
  readonly people: () => People
  readonly open: () => Promise<void>
  readonly beginJournal: (by: string) => Promise<readonly LeftOperation[]>
  /** Writes an event if a journal is open. */
  readonly record: (who: Author, event: NewEvent) => void
  /** For support: versions, states and the last lines of the log, redacted. */
  readonly diagnostics: () => string
  readonly openManual: (anchor: string) => void
  /** In training the PINs stand on the sign-in screen; elsewhere nothing is remembered. */
  readonly rememberTrainingPin: (name: string, pin: string) => Promise<void>
}

/** Why the API key did not open the terminal. */
function recoveryMessage(result: Extract<Recovery, { ok: false }>): Message {
  if ('fault' in result)
    return result.fault === 'nothing_to_do' ? { code: 'key_none', params: {} } : peopleMessage(result.fault)
  return result.lockedForMs > 0
    ? { code: 'key_locked', params: { seconds: Math.ceil(result.lockedForMs / 1000) } }
    : { code: 'key_wrong', params: { tries: result.triesLeft } }
}

/** Requests about the program itself and who is signed in. */
export function appHandlers(deps: AppHandlersDeps): Pick<Handlers, Names> {
  let language: Language | null = null
  /** Before set-up there are no settings to keep the language in. */
  const boot = (): Boot => (language === null || deps.settings() ? deps.boot() : { ...deps.boot(), language })
  return {
    'app.boot': boot,
    'app.status': deps.status,
    'app.language': (input) => {
      const now = deps.settings()
      if (now) deps.setSettings({ ...now, language: input.language })
      else language = input.language
      return boot()
    },
    'app.theme': ({ theme }) => {
      const now = deps.settings()
      if (now) deps.setSettings({ ...now, theme })
      return boot()
    },
    'app.unlock': async ({ passphrase }) => {
      const opened = await deps.vault().unlock(passphrase)
      if (!opened.ok) return { ok: false, message: { code: 'pin_wrong', params: { detail: 'passphrase' } } }
      await deps.open()
      return { ok: true, value: boot() }
    },
    'app.diagnostics': () => ({ text: deps.diagnostics() }),
    'app.manual': ({ anchor }) => {
      deps.openManual(anchor)
      return {}
    },
    'app.newJournal': async ({ approval }) => {
      if (deps.boot().fault?.code !== 'journal_corrupt')
        return { ok: false, message: { code: 'not_allowed', params: { detail: 'journal' } } }
      const message = await approvalRefused(deps.people(), approval, 'app.newJournal')
      if (message) return { ok: false, message }
      const left = await deps.beginJournal(approval.name)
      return { ok: true, value: { boot: boot(), left: [...left] } }
    },
    'session.signIn': async ({ name, pin, fresh }) => {
      if (deps.boot().phase !== 'sign_in') return { ok: false, triesLeft: 0, lockedForMs: 0 }
      const result = await deps.people().signIn(name, pin, fresh)
      if (!result.ok) return result
      if (fresh !== null) await deps.rememberTrainingPin(name, fresh)
      deps.session.signIn(result.user)
      return { ok: true, boot: boot() }
    },
    'session.recover': async (typed) => {
      if (deps.boot().phase !== 'sign_in') return { ok: false, message: { code: 'not_allowed', params: {} } }
      const result = await deps.people().recover(typed, deps.vault().get('apiKey'))
      if (!result.ok) return { ok: false, message: recoveryMessage(result) }
      await deps.rememberTrainingPin(result.user.name, typed.pin)
      deps.session.signIn(result.user)
      return { ok: true, value: boot() }
    },
    'session.lock': ({ why }) => {
      const user = deps.session.user()
      if (user) {
        const payload = { name: user.name, why }
        deps.record(deps.session.who(), { kind: TERMINAL_KINDS.locked, operation: null, payload })
      }
      deps.session.signOut()
      return boot()
    },
  }
}
