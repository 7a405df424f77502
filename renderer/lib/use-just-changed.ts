import { useEffect, useRef, useState } from 'react'

/** As long as two confirms are kept apart (keys/guard.ts): time to see that the order is another one. */
const READ_MS = 400

/**
 * True for a moment after `order` became another one under the cashier's finger.
 *
 * An operation settles by itself while it is on the screen. A push that was meant for "check now" must not be taken
 * for the order that has just replaced it: cash would be recorded that nobody handed over. `subject` is what the
 * order is about: choosing another one is the cashier's own act and holds nothing; `atFirst` holds at once.
 */
export function useJustChanged(subject: string, order: string, atFirst: boolean): boolean {
  const seen = useRef({ subject, order: atFirst ? null : order })
  const [ready, setReady] = useState(atFirst ? '' : `${subject} ${order}`)
  const now = `${subject} ${order}`
  if (seen.current.subject !== subject) seen.current = { subject, order }
  const own = seen.current.order === order
  useEffect(() => {
    const timer = setTimeout(() => {
      seen.current = { subject, order }
      setReady(`${subject} ${order}`)
    }, READ_MS)
    return () => clearTimeout(timer)
  }, [subject, order])
  return !own && ready !== now
}
