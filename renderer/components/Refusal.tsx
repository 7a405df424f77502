import { CircleX } from 'lucide-react'
import type { Message } from '../../electron/domain/operation'
import { messageWords } from '../lib/message-words'

/** Why main did not do it, in the middle of the action row. */
export function Refusal({ message }: { readonly message: Message }) {
  return (
    <p className="rule rule-stop" role="alert" data-testid="message" data-code={message.code}>
      <CircleX aria-hidden className="icon" />
      {messageWords(message)}
    </p>
  )
}
