import { type RefObject, useEffect, useRef } from 'react'
import { useAction } from './use-actions'

/** Takes the focus to the main action once, as soon as it may run: what is typed later keeps its own. */
export function useMainFocus(action: string): RefObject<HTMLButtonElement | null> {
  const main = useRef<HTMLButtonElement>(null)
  const taken = useRef(false)
  const ready = useAction(action)?.off === null
  useEffect(() => {
    if (!ready || taken.current) return
    taken.current = true
    main.current?.focus()
  }, [ready])
  return main
}
