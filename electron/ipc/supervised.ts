import type { Message } from '../domain/operation'
import type { Approval } from '../domain/people'
import { fail, ok, type Result } from '../domain/result'
import type { People } from '../people/types'
import type { RequestName } from './contract'
import { approvalRefused } from './handlers/counter'
import type { Session } from './session'

/** The supervisor who does it: the one signed in, else the one who approves in place; else why not. */
export async function supervised(
  { session, people }: { readonly session: Session; readonly people: () => People },
  approval: Approval | null,
  what: RequestName,
): Promise<Result<string, Message>> {
  const user = session.user()
  if (user?.role === 'supervisor') return ok(user.name)
  if (!approval) return fail({ code: 'not_allowed', params: { detail: 'supervisor' } })
  const no = await approvalRefused(people(), approval, what)
  return no ? fail(no) : ok(approval.name)
}
