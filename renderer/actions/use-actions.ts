import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { offer, useRegistry, withdraw } from './registry'
import type { Action } from './types'

const shape = (actions: readonly Action[]): string =>
  actions
    .map((action) => `${action.id}|${action.key}|${action.label}|${action.short}|${action.off}`)
    .join('\n')

/**
 * Offers the actions of a screen while it is mounted.
 *
 * Pass a fresh list at each render: what an action does is always the newest, while the bars redraw only
 * when an id, key, label or reason changes.
 */
export function useActions(actions: readonly Action[]): void {
  const [owner] = useState(() => Symbol('layer'))
  const latest = useRef(actions)
  const offered = shape(actions)
  useLayoutEffect(() => {
    latest.current = actions
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the shape stands for the list, which is new each time
  useLayoutEffect(() => {
    offer(
      owner,
      latest.current.map((action, index) => ({
        ...action,
        perform: () => latest.current[index]?.perform(),
      })),
    )
  }, [owner, offered])
  useEffect(() => () => withdraw(owner), [owner])
}

/** An action as it is offered now, for the button that shows it. */
export const useAction = (id: string): Action | null =>
  useRegistry((state) => {
    for (const layer of state.layers) for (const action of layer.actions) if (action.id === id) return action
    return null
  })
