import * as z from 'zod'
import { approvalSchema, personNameSchema, personSchema, pinSchema, roleSchema } from '../../domain/people'
import { answer, nothing, request } from './row'

/**
 * Who works here. Every change is a supervisor's, signed in or approving in place, and is journaled with their name.
 * A PIN is shown once where main has drawn it, and is never asked back.
 */

const people = z.object({ people: z.array(personSchema) })
const approval = approvalSchema.nullable()
const name = z.string()
/** The people as they are now, and a PIN to say to one of them: it opens nothing but the choice of an own one. */
const withPin = people.extend({ pin: pinSchema })

export const peopleRequests = {
  'people.list': request('cashier', nothing, people),
  'people.add': request(
    'cashier',
    z.object({ name: personNameSchema, role: roleSchema, approval }),
    answer(withPin),
  ),
  'people.suspend': request('cashier', z.object({ name, approval }), answer(people)),
  'people.reinstate': request('cashier', z.object({ name, approval }), answer(people)),
  'people.changeRole': request('cashier', z.object({ name, role: roleSchema, approval }), answer(people)),
  /** Also from the sign-in screen, where somebody stands who has forgotten theirs. */
  'people.resetPin': request('anyone', z.object({ name, approval }), answer(withPin)),
  /** One's own, of whoever is signed in; support too. */
  'people.changePin': request('anyone', z.object({ old: pinSchema, fresh: pinSchema }), answer(nothing)),
}
