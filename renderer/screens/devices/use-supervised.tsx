import { type ReactNode, useState } from 'react'
import type { Message } from '../../../electron/domain/operation'
import type { Approval } from '../../../electron/domain/people'
import { messageWords } from '../../lib/message-words'
import { useApp } from '../../stores/app'
import { SaveApproval } from '../setup/SaveApproval'

type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: Message }
/** left: the person went back without a word; nothing was done. */
export type Supervised<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'left' }
  | { readonly kind: 'refused'; readonly field: string; readonly words: string }

/** Codes that are about the approval itself: the dialog stays open on them. */
const OF_APPROVAL: ReadonlySet<Message['code']> = new Set(['pin_wrong', 'pin_locked', 'pin_temporary'])

interface Asking {
  readonly approve: (approval: Approval) => Promise<string | null>
  readonly leave: () => void
}

const refusal = (message: Message) => ({
  kind: 'refused' as const,
  field: String(message.params.detail ?? ''),
  words: messageWords(message),
})

/** Does what a supervisor may do: at once for one who is signed in, else with a name and PIN in place. */
export function useSupervised(): {
  readonly run: <T>(ask: (approval: Approval | null) => Promise<Answer<T>>) => Promise<Supervised<T>>
  readonly dialog: ReactNode
} {
  const role = useApp((state) => state.boot?.user?.role)
  const [asking, setAsking] = useState<Asking | null>(null)

  async function run<T>(ask: (approval: Approval | null) => Promise<Answer<T>>): Promise<Supervised<T>> {
    if (role === 'supervisor') {
      const answer = await ask(null)
      return answer.ok ? { kind: 'done', value: answer.value } : refusal(answer.message)
    }
    return new Promise((resolve) => {
      const end = (result: Supervised<T>): null => {
        setAsking(null)
        resolve(result)
        return null
      }
      setAsking({
        leave: () => end({ kind: 'left' }),
        approve: async (approval) => {
          const answer = await ask(approval)
          if (answer.ok) return end({ kind: 'done', value: answer.value })
          const { code, params } = answer.message
          if (OF_APPROVAL.has(code) || (code === 'not_allowed' && params.detail === 'supervisor'))
            return messageWords(answer.message)
          return end(refusal(answer.message))
        },
      })
    })
  }

  return {
    run,
    dialog: asking && <SaveApproval onApprove={asking.approve} onClose={asking.leave} />,
  }
}
