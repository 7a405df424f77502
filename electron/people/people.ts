import type { Clock } from '../domain/clock'
import { isWeakPin, pinSchema, type Role, sameName, type User } from '../domain/people'
import { ok, type Result } from '../domain/result'
import type { Author, Journal, NewEvent } from '../journal/types'
import { added, type Changed, type PeopleFault, setActive, setRole, setSecret } from './changes'
import { createPeopleFile, type Kept } from './file'
import {
  ADDED,
  APPROVED,
  CHANGED,
  LOCKED,
  PIN_CHANGED,
  PIN_RESET,
  PINS_EXPIRED,
  RECOVERED,
  RECOVERY_FAILED,
  REINSTATED,
  ROLE_CHANGED,
  SIGN_IN_FAILED,
  SIGNED_IN,
  SUSPENDED,
} from './kinds'
import { drawPin, hashPin, matches, PRODUCTION_COST, type ScryptCost, sameSecret } from './pin'
import { failed, lockedForMs, passed, TRIES, triesLeft } from './throttle'
import type { People, Recovery, SignIn } from './types'

export interface PeopleDeps {
  /** The profile: people.json lies in it. */
  readonly folder: string
  /** null while there is none (set-up); what happens then is in the log only. */
  readonly journal: () => Pick<Journal, 'append'> | null
  /** Who is signed in, or `system`. */
  readonly who: () => Author
  /** Training: a PIN that stands on a screen may be as simple as it likes. */
  readonly weakPins: () => boolean
  readonly clock: Pick<Clock, 'now'>
  readonly randomBytes: (size: number) => Uint8Array
  readonly log?: (what: string, facts: Record<string, unknown>) => void
  readonly cost?: ScryptCost
}

const RANK: Readonly<Record<Role, number>> = { support: 0, cashier: 1, supervisor: 2 }

const event = (kind: string, payload: unknown): NewEvent => ({ kind, operation: null, payload })
const userOf = ({ name, role }: Kept): User => ({ name, role })

/** Throws PeopleError when people.json cannot be read; the file is left as it is. */
export function createPeople(deps: PeopleDeps): People {
  const { clock, randomBytes } = deps
  const cost = deps.cost ?? PRODUCTION_COST
  const file = createPeopleFile(deps.folder)
  let { people, recovery } = file.read()
  /** One PIN at a time, so that a burst of tries counts as many. */
  let turn: Promise<unknown> = Promise.resolve()

  const append = (...events: NewEvent[]): void => {
    const journal = deps.journal()
    if (!journal) throw new Error('no journal is open')
    journal.append(deps.who(), () => events)
  }
  const record = (...events: NewEvent[]): void => {
    try {
      deps.journal()?.append(deps.who(), () => events)
    } catch (error) {
      // The throttle is durable without it, and nobody is kept out of a shop whose journal is full.
      deps.log?.('people.not_journaled', { kinds: events.map(({ kind }) => kind), error: String(error) })
    }
  }
  const keep = (next: readonly Kept[]): void => {
    file.write({ people: [...next], recovery })
    people = [...next]
  }
  const keepOne = (person: Kept): void =>
    keep(people.map((known) => (known.name === person.name ? person : known)))
  const keepRecovery = (next: typeof recovery): void => {
    file.write({ people, recovery: next })
    recovery = next
  }
  const find = (name: string): Kept | undefined => people.find((person) => person.name === name)
  const secretOf = (pin: string): Promise<Kept['secret']> => hashPin(pin, randomBytes(16), cost)
  const refusal = (person: Kept): Extract<SignIn, { ok: false }> => ({
    ok: false,
    triesLeft: triesLeft(person.throttle),
    lockedForMs: lockedForMs(person.throttle, clock.now()),
  })
  const notIn = (name: string, why: string, left: number): NewEvent =>
    event(SIGN_IN_FAILED, { name, why, triesLeft: left })

  /** The person, where the PIN is theirs; nothing is told of the one who is let in. */
  const check = async (
    name: string,
    pin: string,
  ): Promise<{ readonly known: Kept } | Extract<SignIn, { ok: false }>> => {
    const known = find(name)
    if (!known?.active) {
      // As long as a real one takes, so that the answer's time tells no names.
      await secretOf(pin)
      record(notIn(name, known ? 'suspended' : 'wrong_pin', TRIES))
      return { ok: false, triesLeft: TRIES - 1, lockedForMs: 0 }
    }
    if (lockedForMs(known.throttle, clock.now()) > 0) {
      record(notIn(name, 'locked', 0))
      return refusal(known)
    }
    // Counted as wrong before it is looked at: ending the app in between gives no free try.
    const counted = { ...known, throttle: failed(known.throttle, clock.now()) }
    keepOne(counted)
    if (!(await matches(pin, known.secret))) {
      const lock = lockedForMs(counted.throttle, clock.now())
      record(
        notIn(name, 'wrong_pin', triesLeft(counted.throttle)),
        ...(lock > 0 ? [event(LOCKED, { name, forMs: Math.round(lock) })] : []),
      )
      return refusal(counted)
    }
    const cleared = { ...known, throttle: passed() }
    keepOne(cleared)
    return { known: cleared }
  }

  /** Why this PIN cannot be theirs; null: it can. */
  const unfit = async (pin: string, person: Kept): Promise<'pin_weak' | 'pin_same' | null> => {
    if (!pinSchema.safeParse(pin).success || (isWeakPin(pin) && !deps.weakPins())) return 'pin_weak'
    return (await matches(pin, person.secret)) ? 'pin_same' : null
  }
  const choose = async (person: Kept, fresh: string): Promise<SignIn> => {
    const why = await unfit(fresh, person)
    if (why) return { ...refusal(person), why }
    record(event(PIN_CHANGED, { name: person.name }))
    keepOne({ ...person, secret: await secretOf(fresh), temporary: false })
    return { ok: true, user: userOf(person) }
  }

  const signIn = async (name: string, pin: string, fresh: string | null): Promise<SignIn> => {
    const checked = await check(name, pin)
    if (!('known' in checked)) return checked
    const { known } = checked
    if (known.temporary) {
      if (fresh === null) return { ...refusal(known), why: 'choose_pin' }
      const chosen = await choose(known, fresh)
      if (!chosen.ok) return chosen
    }
    record(event(SIGNED_IN, userOf(known)))
    return { ok: true, user: userOf(known) }
  }

  const approve = async (name: string, pin: string, least: Role, what: string): Promise<SignIn> => {
    const checked = await check(name, pin)
    if (!('known' in checked)) return checked
    const { known } = checked
    const no = RANK[known.role] < RANK[least] ? 'too_low' : known.temporary ? 'temporary' : null
    if (no) {
      record(notIn(name, no, TRIES))
      return { ...refusal(known), ...(no === 'temporary' ? { why: 'choose_pin' } : {}) }
    }
    record(event(APPROVED, { ...userOf(known), least, what }))
    return { ok: true, user: userOf(known) }
  }

  /** What happened is in the journal before it is so. */
  const change = (changed: Changed, ...events: NewEvent[]): Result<null, PeopleFault> => {
    if (!changed.ok) return changed
    append(...events)
    keep(changed.value)
    return ok(null)
  }

  /** A PIN that opens nothing but the choice of an own one. */
  const temporary = async () => {
    const pin = drawPin(randomBytes)
    return { pin, kept: { secret: await secretOf(pin), temporary: true, throttle: passed() } }
  }

  const recover: People['recover'] = async ({ key: typed, name, pin }, key) => {
    if (key === null || key === '') return { ok: false, fault: 'nothing_to_do' }
    const refused = (): Recovery => ({
      ok: false,
      triesLeft: triesLeft(recovery),
      lockedForMs: lockedForMs(recovery, clock.now()),
    })
    if (lockedForMs(recovery, clock.now()) > 0) {
      record(event(RECOVERY_FAILED, { why: 'locked', triesLeft: 0 }))
      return refused()
    }
    keepRecovery(failed(recovery, clock.now()))
    if (!sameSecret(typed.trim(), key)) {
      record(event(RECOVERY_FAILED, { why: 'wrong_key', triesLeft: triesLeft(recovery) }))
      return refused()
    }
    keepRecovery(passed())
    if (!pinSchema.safeParse(pin).success || (isWeakPin(pin) && !deps.weakPins()))
      return { ok: false, fault: 'pin_weak' }
    const own = { secret: await secretOf(pin), temporary: false, throttle: passed() }
    const there = people.find((one) => sameName(one.name, name))
    if (there && !(there.active && there.role === 'supervisor')) return { ok: false, fault: 'name_taken' }
    const person: Kept = { name: there?.name ?? name.trim(), role: 'supervisor', active: true, ...own }
    const changed = there ? setSecret(people, person.name, own) : added(people, person)
    const done = change(
      changed,
      event(RECOVERED, { name: person.name, added: !there }),
      event(SIGNED_IN, userOf(person)),
    )
    return done.ok ? { ok: true, user: userOf(person) } : { ok: false, fault: done.error }
  }

  const inTurn = <T>(act: () => T | Promise<T>): Promise<T> => {
    const mine = turn.then(act)
    turn = mine.catch(() => undefined)
    return mine
  }

  return {
    users: () => people.filter(({ active }) => active).map(userOf),
    all: () =>
      people.map((person) => ({
        ...userOf(person),
        active: person.active,
        temporary: person.temporary,
        lockedForMs: lockedForMs(person.throttle, clock.now()),
      })),
    signIn: (name, pin, fresh = null) => inTurn(() => signIn(name, pin, fresh)),
    approve: (name, pin, least, what) => inTurn(() => approve(name, pin, least, what)),
    replace: (users) =>
      inTurn(async () => {
        if (users.some(({ name }, at) => users.findIndex((other) => sameName(other.name, name)) !== at))
          throw new TypeError('two people have the same name')
        const next = await Promise.all(
          users.map(async ({ name, role, pin }): Promise<Kept> => {
            const secret = await secretOf(pinSchema.parse(pin))
            return { name, role, secret, throttle: passed(), active: true, temporary: false }
          }),
        )
        keep(next)
        record(event(CHANGED, { people: next.map(userOf) }))
      }),
    add: ({ name, role }, by) =>
      inTurn(async () => {
        const { pin, kept } = await temporary()
        const changed = added(people, { name, role, active: true, ...kept })
        const done = change(changed, event(ADDED, { name: name.trim(), role, by }))
        return done.ok ? ok({ pin }) : done
      }),
    suspend: (name, by) =>
      inTurn(() => change(setActive(people, name, false), event(SUSPENDED, { name, by }))),
    reinstate: (name, by) =>
      inTurn(() => change(setActive(people, name, true), event(REINSTATED, { name, by }))),
    changeRole: (name, role, by) =>
      inTurn(() => {
        const before = find(name)?.role ?? role
        return change(setRole(people, name, role), event(ROLE_CHANGED, { name, before, after: role, by }))
      }),
    resetPin: (name, by) =>
      inTurn(async () => {
        const { pin, kept } = await temporary()
        const done = change(setSecret(people, name, kept), event(PIN_RESET, { name, by }))
        return done.ok ? ok({ pin }) : done
      }),
    changePin: (name, old, fresh) =>
      inTurn(async () => {
        const checked = await check(name, old)
        return 'known' in checked ? choose(checked.known, fresh) : checked
      }),
    expirePins: (by) =>
      inTurn(() => {
        append(event(PINS_EXPIRED, { by }))
        keep(people.map((person) => ({ ...person, temporary: true })))
      }),
    recover: (typed, key) => inTurn(() => recover(typed, key)),
  }
}
