import type { Message } from '../../domain/operation'
import type { Approval } from '../../domain/people'
import type { Result } from '../../domain/result'
import { JournalError } from '../../journal/types'
import type { PeopleFault } from '../../people/changes'
import type { People } from '../../people/types'
import type { RequestName } from '../contract'
import type { Handlers } from '../server'
import type { Session } from '../session'
import { supervised } from '../supervised'

type Names =
  | 'people.list'
  | 'people.add'
  | 'people.suspend'
  | 'people.reinstate'
  | 'people.changeRole'
  | 'people.resetPin'
  | 'people.changePin'

export interface PeopleHandlersDeps {
  readonly session: Session
  readonly people: () => People
  /** Somebody may no longer be who they were: whoever is signed in, and what the sign-in screen shows. */
  readonly peopleChanged: () => void
  /** In training the PINs stand on the sign-in screen; elsewhere nothing is remembered. */
  readonly rememberTrainingPin: (name: string, pin: string) => Promise<void>
}

type Answered<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: Message }

const CODE: Readonly<Record<PeopleFault, Message['code']>> = {
  unknown_person: 'person_changed',
  nothing_to_do: 'person_changed',
  bad_name: 'name_bad',
  name_taken: 'name_taken',
  last_supervisor: 'last_supervisor',
  pin_wrong: 'pin_wrong',
  pin_weak: 'pin_weak',
  pin_same: 'pin_same',
}

export const peopleMessage = (fault: PeopleFault): Message => ({ code: CODE[fault], params: {} })

/** Requests about who works here. */
export function peopleHandlers(deps: PeopleHandlersDeps): Pick<Handlers, Names> {
  const list = () => ({ people: [...deps.people().all()] })

  /** Does a supervisor's act, and tells everybody who it concerns. */
  async function act<T, V>(
    approval: Approval | null,
    what: RequestName,
    how: (by: string) => Promise<Result<T, PeopleFault>>,
    then: (value: T) => V | Promise<V>,
  ): Promise<Answered<V>> {
    const by = await supervised(deps, approval, what)
    if (!by.ok) return { ok: false, message: by.error }
    try {
      const done = await how(by.value)
      if (!done.ok) return { ok: false, message: peopleMessage(done.error) }
      const value = await then(done.value)
      deps.peopleChanged()
      return { ok: true, value }
    } catch (error) {
      if (error instanceof JournalError)
        return { ok: false, message: { code: 'journal_unwritable', params: {} } }
      throw error
    }
  }
  const withPin =
    (name: string) =>
    async ({ pin }: { readonly pin: string }) => {
      await deps.rememberTrainingPin(name, pin)
      return { ...list(), pin }
    }

  return {
    'people.list': list,
    'people.add': ({ name, role, approval }) =>
      act(approval, 'people.add', (by) => deps.people().add({ name, role }, by), withPin(name)),
    'people.suspend': ({ name, approval }) =>
      act(approval, 'people.suspend', (by) => deps.people().suspend(name, by), list),
    'people.reinstate': ({ name, approval }) =>
      act(approval, 'people.reinstate', (by) => deps.people().reinstate(name, by), list),
    'people.changeRole': ({ name, role, approval }) =>
      act(approval, 'people.changeRole', (by) => deps.people().changeRole(name, role, by), list),
    'people.resetPin': ({ name, approval }) =>
      act(approval, 'people.resetPin', (by) => deps.people().resetPin(name, by), withPin(name)),
    'people.changePin': async ({ old, fresh }) => {
      const user = deps.session.user()
      if (!user) return { ok: false, message: { code: 'not_allowed', params: { detail: 'sign_in' } } }
      const changed = await deps.people().changePin(user.name, old, fresh)
      if (!changed.ok) return { ok: false, message: pinRefused(user.name, changed) }
      await deps.rememberTrainingPin(user.name, fresh)
      deps.peopleChanged()
      return { ok: true, value: {} }
    },
  }
}

/** Why a PIN did not pass, for the person who typed it. */
function pinRefused(
  name: string,
  { why, lockedForMs, triesLeft }: Extract<Awaited<ReturnType<People['changePin']>>, { ok: false }>,
): Message {
  if (why === 'pin_weak' || why === 'pin_same') return { code: why, params: {} }
  return lockedForMs > 0
    ? { code: 'pin_locked', params: { seconds: Math.ceil(lockedForMs / 1000), name } }
    : { code: 'pin_wrong', params: { tries: triesLeft, name } }
}
