import type { Identity, Message, OperationView } from '../../../electron/domain/operation'
import { request } from '../../client'
import { newConfirmId } from '../../lib/uuid'
import { openOperation } from '../../stores/flow'
import type { Act } from './plan'

type Answer =
  | { readonly ok: true; readonly value: OperationView }
  | { readonly ok: false; readonly message: Message }
type Direct = Exclude<Act, 'review_decide' | 'claim'>

/** Asks main for one act. A second attempt goes on at the counter, where its outcome is told. */
export async function perform(
  { id, state }: Pick<OperationView, 'id' | 'state'>,
  act: Direct,
  identity: Identity | null,
): Promise<Answer> {
  switch (act) {
    case 'check_now':
      return request('operation.checkNow', { id })
    case 'print_slip':
      return request('operation.printSlip', { id })
    case 'duplicate':
      return request('operation.duplicate', { id })
    case 'try_again': {
      const answer = await request('operation.tryAgain', { id, confirmId: newConfirmId() })
      if (answer.ok) await openOperation(id)
      return answer
    }
    default:
      return request('operation.cash', { id, act, identity, seen: state })
  }
}
