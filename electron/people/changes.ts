import type { Role } from '../domain/people'
import { personNameSchema, sameName } from '../domain/people'
import { fail, ok, type Result } from '../domain/result'
import type { Kept } from './file'

/** What may become of the people of a shop, as values: nothing here is written or told. */

export type PeopleFault =
  | 'unknown_person'
  | 'bad_name'
  | 'name_taken'
  /** Nobody could decide anything any more. */
  | 'last_supervisor'
  | 'pin_wrong'
  | 'pin_weak'
  | 'pin_same'
  | 'nothing_to_do'

type People = readonly Kept[]
export type Changed = Result<People, PeopleFault>

const decides = ({ role, active }: Kept): boolean => role === 'supervisor' && active

const replaced = (people: People, next: Kept): People =>
  people.map((one) => (one.name === next.name ? next : one))

/** The same with one person altered; somebody who decides must be left. */
function altered(people: People, name: string, alter: (one: Kept) => Kept): Changed {
  const found = people.find((one) => one.name === name)
  if (!found) return fail('unknown_person')
  const next = alter(found)
  if (next === found) return fail('nothing_to_do')
  const after = replaced(people, next)
  return people.some(decides) && !after.some(decides) ? fail('last_supervisor') : ok(after)
}

/** Who left keeps their name: it stands on papers. */
export function added(people: People, person: Kept): Changed {
  const name = personNameSchema.safeParse(person.name)
  if (!name.success) return fail('bad_name')
  if (people.some((one) => sameName(one.name, name.data))) return fail('name_taken')
  return ok([...people, { ...person, name: name.data }])
}

export const setActive = (people: People, name: string, active: boolean): Changed =>
  altered(people, name, (one) => (one.active === active ? one : { ...one, active }))

export const setRole = (people: People, name: string, role: Role): Changed =>
  altered(people, name, (one) => (one.role === role ? one : { ...one, role }))

export const setSecret = (
  people: People,
  name: string,
  change: Pick<Kept, 'secret' | 'temporary' | 'throttle'>,
): Changed => altered(people, name, (one) => ({ ...one, ...change }))
