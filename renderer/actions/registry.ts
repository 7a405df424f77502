import { create } from 'zustand'
import type { Action, Key } from './types'

interface Layer {
  readonly owner: symbol
  readonly actions: readonly Action[]
}

interface RegistryState {
  readonly layers: readonly Layer[]
}

/** What the screens on show offer right now. The frame and each mounted screen hold one layer. */
export const useRegistry = create<RegistryState>()(() => ({ layers: [] }))

/** Replaces the actions of one owner. */
export function offer(owner: symbol, actions: readonly Action[]): void {
  useRegistry.setState((state) => {
    const index = state.layers.findIndex((layer) => layer.owner === owner)
    if (index < 0) return { layers: [...state.layers, { owner, actions }] }
    return { layers: state.layers.map((layer, at) => (at === index ? { owner, actions } : layer)) }
  })
}

export function withdraw(owner: symbol): void {
  useRegistry.setState((state) => ({ layers: state.layers.filter((layer) => layer.owner !== owner) }))
}

const all = (layers: readonly Layer[]): Action[] => layers.flatMap((layer) => layer.actions)

/** The one action under this key, or null: none, or two that claim it. */
export function actionOfKey(layers: readonly Layer[], key: Key): Action | null {
  const found = all(layers).filter((action) => action.key === key)
  return found.length === 1 ? (found[0] ?? null) : null
}

/** Actions that claim a key another one claims: a mistake, for the tests. */
export function clashes(layers: readonly Layer[]): string[] {
  const keys = all(layers).flatMap((action) => (action.key === null ? [] : [action.key]))
  return keys.filter((key, index) => keys.indexOf(key) !== index)
}

/** Runs an action by its id, unless it is off, absent or doubled. Says whether it ran. */
export function run(id: string): boolean {
  const found = all(useRegistry.getState().layers).filter((action) => action.id === id)
  return found.length === 1 && found[0] !== undefined && perform(found[0])
}

/** Runs what stands under a key. Two matches: none runs. */
export function press(key: Key): boolean {
  const action = actionOfKey(useRegistry.getState().layers, key)
  return action !== null && perform(action)
}

function perform(action: Action): boolean {
  if (action.off !== null) return false
  void action.perform()
  return true
}
