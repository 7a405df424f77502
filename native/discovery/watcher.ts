import { type FSWatcher, watch as watchFolder } from 'node:fs'
import type { PartClock } from './part'
import type { Discovery, FoundDevice } from './types'

/** How often it looks while somebody watches; folders that tell of changes make it sooner. */
const EVERY_MS = 2_000
/** After a change in a folder udev still gives rights and makes links. */
const SETTLE_MS = 120

export interface WatcherDeps {
  readonly clock: PartClock
  /** Never rejects. */
  readonly list: () => Promise<readonly FoundDevice[]>
  /** Those that exist are watched, those that come are watched from the next look on. */
  readonly folders: readonly string[]
}

/** Tells of changes to what is plugged in, and does nothing at all while nobody watches. */
export function createWatcher({ clock, list, folders }: WatcherDeps) {
  const listeners = new Set<(devices: readonly FoundDevice[]) => void>()
  const watched = new Map<string, FSWatcher>()
  let known: string | null = null
  let stop: (() => void) | null = null
  let looking = false
  let hurry = false

  const plan = (delayMs: number): void => {
    stop?.()
    stop = clock.after(delayMs, () => {
      stop = null
      hurry = false
      void look()
    })
  }

  const soon = (): void => {
    // A storm of changes must not put the look off for ever.
    if (listeners.size === 0 || hurry) return
    hurry = true
    if (!looking) plan(SETTLE_MS)
  }

  function unwatch(folder: string): void {
    watched.get(folder)?.close()
    watched.delete(folder)
  }

  function watchFolders(): void {
    for (const folder of folders) {
      if (watched.has(folder)) continue
      try {
        const watcher = watchFolder(folder, { persistent: false }, (event) => {
          // A folder that was itself removed or renamed reports under its own name and then nothing more.
          if (event === 'rename') unwatch(folder)
          soon()
        })
        watcher.on('error', () => unwatch(folder))
        watched.set(folder, watcher)
      } catch {
        // Not there yet, or no watches left: the next look comes by time.
      }
    }
  }

  async function look(): Promise<void> {
    looking = true
    watchFolders()
    const devices = await list()
    looking = false
    if (listeners.size === 0) return
    const now = JSON.stringify(devices)
    const changed = known !== null && known !== now
    known = now
    plan(hurry ? SETTLE_MS : EVERY_MS)
    if (changed) for (const listener of [...listeners]) listener(devices)
  }

  function end(): void {
    stop?.()
    stop = null
    known = null
    hurry = false
    for (const folder of [...watched.keys()]) unwatch(folder)
  }

  const watch: Discovery['watch'] = (changed) => {
    const listener = (devices: readonly FoundDevice[]): void => changed(devices)
    listeners.add(listener)
    if (listeners.size === 1 && !looking) void look()
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) end()
    }
  }

  return {
    watch,
    /** What was told to somebody who may watch next: whatever differs from it by then is a change. */
    told: (devices: readonly FoundDevice[]): void => {
      if (listeners.size === 0) known = JSON.stringify(devices)
    },
    close: (): void => {
      listeners.clear()
      end()
    },
  }
}
