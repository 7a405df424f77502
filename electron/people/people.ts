import type { Clock } from '../domain/clock'
import { pinSchema, type Role, type User } from '../domain/people'
import type { Author, Journal, NewEvent } from '../journal/types'
import { createPeopleFile, type Person } from './file'
import { APPROVED, CHANGED, LOCKED, SIGN_IN_FAILED, SIGNED_IN } from './kinds'
import { hashPin, matches, PRODUCTION_COST, type ScryptCost } from './pin'
import { failed, lockedForMs, passed, TRIES, triesLeft } from './throttle'
import type { People, SignIn } from './types'

export interface PeopleDeps {
  /** The profile: people.json lies in it. */
  readonly folder: string
  /** null while there is none (set-up); what happens then is in the log only. */
  readonly journal: () => Pick<Journal, 'append'> | null
  readonly clock: Pick<Clock, 'now'>
  readonly randomBytes: (size: number) => Uint8Array
  readonly log?: (what: string, facts: Record<string, unknown>) => void
  readonly cost?: ScryptCost
}

const SYSTEM: Author = { cashier: 'system', shift: null }
const RANK: Readonly<Record<Role, number>> = { support: 0, cashier: 1, supervisor: 2 }

/** Throws PeopleError when people.json cannot be read; the file is left as it is. */
export function createPeople(deps: PeopleDeps): People {
  const { clock, randomBytes } = deps
  const cost = deps.cost ?? PRODUCTION_COST
  const file = createPeopleFile(deps.folder)
  let people = file.read()
  /** One PIN at a time, so that a burst of tries counts as many. */
  let turn: Promise<unknown> = Promise.resolve()

  const record = (...events: NewEvent[]): void => {
    try {
      deps.journal()?.append(SYSTEM, () => events)
    } catch (error) {
      // The throttle is durable without it, and nobody is kept out of a shop whose journal is full.
      deps.log?.('people.not_journaled', { kinds: events.map(({ kind }) => kind), error: String(error) })
    }
  }
  const event = (kind: string, payload: unknown): NewEvent => ({ kind, operation: null, payload })
  const keep = (person: Person): void => {
    people = people.map((known) => (known.name === person.name ? person : known))
    file.write(people)
  }
  const refusal = (person: Person): SignIn => ({
    ok: false,
    triesLeft: triesLeft(person.throttle),
    lockedForMs: lockedForMs(person.throttle, clock.now()),
  })

  const check = async (name: string, pin: string, least: Role | null): Promise<SignIn> => {
    const known = people.find((person) => person.name === name)
    if (!known) {
      // As long as a real one takes, so that the answer's time tells no names.
      await hashPin(pin, randomBytes(16), cost)
      record(event(SIGN_IN_FAILED, { name, why: 'wrong_pin', triesLeft: TRIES }))
      return { ok: false, triesLeft: TRIES - 1, lockedForMs: 0 }
    }
    if (lockedForMs(known.throttle, clock.now()) > 0) {
      record(event(SIGN_IN_FAILED, { name, why: 'locked', triesLeft: 0 }))
      return refusal(known)
    }
    // Counted as wrong before it is looked at: ending the app in between gives no free try.
    const counted = { ...known, throttle: failed(known.throttle, clock.now()) }
    keep(counted)
    if (!(await matches(pin, known.secret))) {
      const lock = lockedForMs(counted.throttle, clock.now())
      const left = triesLeft(counted.throttle)
      record(
        event(SIGN_IN_FAILED, { name, why: 'wrong_pin', triesLeft: left }),
        ...(lock > 0 ? [event(LOCKED, { name, forMs: Math.round(lock) })] : []),
      )
      return refusal(counted)
    }
    const cleared = { ...known, throttle: passed() }
    keep(cleared)
    const user: User = { name: known.name, role: known.role }
    if (least !== null && RANK[known.role] < RANK[least]) {
      record(event(SIGN_IN_FAILED, { name, why: 'too_low', triesLeft: TRIES }))
      return refusal(cleared)
    }
    record(least === null ? event(SIGNED_IN, user) : event(APPROVED, { ...user, least }))
    return { ok: true, user }
  }

  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const mine = turn.then(act)
    turn = mine.catch(() => undefined)
    return mine
  }

  return {
    users: () => people.map(({ name, role }) => ({ name, role })),
    signIn: (name, pin) => inTurn(() => check(name, pin, null)),
    approve: (name, pin, least) => inTurn(() => check(name, pin, least)),
    replace: (users) =>
      inTurn(async () => {
        if (new Set(users.map(({ name }) => name)).size !== users.length)
          throw new TypeError('two people have the same name')
        const next = await Promise.all(
          users.map(async ({ name, role, pin }): Promise<Person> => {
            const secret = await hashPin(pinSchema.parse(pin), randomBytes(16), cost)
            return { name, role, secret, throttle: passed() }
          }),
        )
        file.write(next)
        people = next
        record(event(CHANGED, { people: next.map(({ name, role }) => ({ name, role })) }))
      }),
  }
}
