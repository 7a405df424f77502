import type { Message, OperationView } from '../../domain/operation'
import type { Approval, Role } from '../../domain/people'
import type { Author } from '../../journal/types'
import type { Answer, Counter } from '../../operations/types'
import type { People } from '../../people/types'
import type { RequestName } from '../contract'
import type { Handlers } from '../server'

type Names =
  | 'counter.lookUp'
  | 'counter.confirm'
  | 'counter.identityRefused'
  | 'operation.get'
  | 'operation.nextCustomer'
  | 'operation.park'
  | 'operation.checkNow'
  | 'operation.tryAgain'
  | 'operation.cash'
  | 'operation.printSlip'
  | 'operation.duplicate'
  | 'operation.review'
  | 'operation.claim'
  | 'operation.list'
  | 'operation.cashiers'
  | 'operation.unsettled'

export interface CounterHandlersDeps {
  readonly counter: () => Counter
  readonly people: () => People
  readonly who: () => Author
  /** What adds up to the cash in the drawer is not for who is signed in. */
  readonly hidden: () => boolean
  /** The operation that the terminal window is busy with; kept for a renderer that has to be reloaded. */
  readonly atCounter: (id: string | null) => void
}

/** Turns a wrong or locked PIN of an approval into the message for the cashier; null when it holds. */
export async function approvalRefused(
  people: People,
  approval: Approval,
  /** What is approved: it stands in the approval's own event. */
  what: RequestName,
  least: Role = 'supervisor',
): Promise<Message | null> {
  const result = await people.approve(approval.name, approval.pin, least, what)
  if (result.ok) return null
  if (result.why === 'choose_pin') return { code: 'pin_temporary', params: { name: approval.name } }
  return result.lockedForMs > 0
    ? { code: 'pin_locked', params: { seconds: Math.ceil(result.lockedForMs / 1000), name: approval.name } }
    : { code: 'pin_wrong', params: { tries: result.triesLeft, name: approval.name } }
}

/**
 * A review takes two people where the shop has two: the cashier at the counter and the supervisor who decides,
 * or, when the supervisor is at the counter alone, a second person's PIN.
 */
export function secondMissing(
  people: People,
  cashier: string,
  supervisor: string,
  second: string | null,
): Message | null {
  const alone = people.users().length < 2
  const two = alone || cashier !== supervisor || (second !== null && second !== supervisor)
  return two ? null : { code: 'not_allowed', params: { detail: 'second_person' } }
}

/** Requests about operations: each goes to the counter under the name of who is signed in. */
export function counterHandlers(deps: CounterHandlersDeps): Pick<Handlers, Names> {
  const { counter, who } = deps
  const refused = (message: Message): Answer<OperationView> => ({ ok: false, message })
  const kept = (answer: Answer<OperationView>): Answer<OperationView> => {
    if (answer.ok) deps.atCounter(answer.value.id)
    return answer
  }
  const left = (answer: Answer<OperationView>): Answer<OperationView> => {
    if (answer.ok) deps.atCounter(null)
    return answer
  }
  return {
    'counter.lookUp': (input) => counter().lookUp(input, who()),
    'counter.confirm': async (input) => kept(await counter().confirm(input, who())),
    'counter.identityRefused': ({ quoteId }) => {
      counter().identityRefused(quoteId, who())
      return {}
    },
    'operation.get': ({ id }) => counter().get(id),
    'operation.nextCustomer': ({ id, seen }) => left(counter().nextCustomer(id, who(), seen)),
    'operation.park': ({ id }) => left(counter().park(id, who())),
    'operation.checkNow': ({ id }) => counter().checkNow(id, who()),
    'operation.tryAgain': async ({ id, confirmId }) => kept(await counter().tryAgain(id, confirmId, who())),
    'operation.cash': ({ id, act, identity, seen }) => counter().cash(id, act, identity, who(), seen),
    'operation.printSlip': ({ id }) => counter().printSlip(id, who()),
    'operation.duplicate': ({ id }) => counter().duplicate(id, who()),
    'operation.review': async ({ id, decision, ticket, note, approval, second }) => {
      const no =
        secondMissing(deps.people(), who().cashier, approval.name, second?.name ?? null) ??
        (await approvalRefused(deps.people(), approval, 'operation.review')) ??
        (second && (await approvalRefused(deps.people(), second, 'operation.review', 'cashier')))
      if (no) return refused(no)
      return counter().review(
        { id, decision, ticket, note, supervisor: approval.name, second: second?.name ?? null },
        who(),
      )
    },
    'operation.claim': async ({ id, otherTerminals, approval }) => {
      const no = await approvalRefused(deps.people(), approval, 'operation.claim')
      return no ? refused(no) : counter().claim({ id, otherTerminals, supervisor: approval.name }, who())
    },
    'operation.list': ({ filter, cursor, limit }) => {
      const { rows, totals, ...page } = counter().list(filter, cursor, limit)
      const sums = deps.hidden() ? { cashIn: null, cashOut: null } : {}
      return { ...page, rows: [...rows], totals: { ...totals, ...sums } }
    },
    'operation.cashiers': () => ({ names: [...counter().cashiers()] }),
    'operation.unsettled': () => ({ rows: [...counter().unsettled()] }),
  }
}
