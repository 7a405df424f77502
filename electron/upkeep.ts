import { join } from 'node:path'
import type { Clock } from './domain/clock'
import { civilDay, formatTime } from './domain/day'
import { TERMINAL_KINDS } from './ipc/kinds'
import type { Author, Journal } from './journal/types'
import type { Log } from './log'

export interface UpkeepDeps {
  readonly journal: Pick<Journal, 'append' | 'backup' | 'reserve'>
  /** The profile. */
  readonly folder: string
  /** A second place for copies, as the shop chose it. */
  readonly secondFolder: () => string | null
  readonly who: () => Author
  readonly clock: Clock
  /** The journal can be written again, or no longer. */
  readonly onWritable: (writable: boolean) => void
  readonly log: Log
}

export interface Upkeep {
  readonly stop: () => void
}

/** From this time of the day on, once: the evening's copy. */
const EVENING = '20:00'
const KEPT = 7
const LOOK_MS = 15_000

/** Copies the journal at its start and each evening, and looks whether it can be written. */
export function startUpkeep(deps: UpkeepDeps): Upkeep {
  const { journal, clock, log } = deps
  let stopped = false
  let writable = true
  let copiedOn = ''

  async function copyTo(folder: string): Promise<void> {
    try {
      const file = await journal.backup(folder, KEPT)
      if (stopped) return
      journal.append(deps.who(), () => [
        { kind: TERMINAL_KINDS.backedUp, operation: null, payload: { folder, file } },
      ])
    } catch (error) {
      log('backup.failed', { folder, error: String(error) })
    }
  }

  async function copy(): Promise<void> {
    const second = deps.secondFolder()
    await copyTo(join(deps.folder, 'backups'))
    if (second !== null) await copyTo(second)
  }

  function canWrite(): boolean {
    try {
      journal.reserve()
      return true
    } catch (error) {
      log('journal.not_writable', { error: String(error) })
      return false
    }
  }

  function look(): void {
    cancel = clock.after(LOOK_MS, look)
    const now = canWrite()
    if (now !== writable) {
      writable = now
      deps.onWritable(now)
    }
    const at = clock.now()
    if (formatTime(at) >= EVENING && copiedOn !== civilDay(at)) {
      copiedOn = civilDay(at)
      void copy()
    }
  }

  let cancel = clock.after(LOOK_MS, look)
  void copy()
  return {
    stop: () => {
      stopped = true
      cancel()
    },
  }
}
