import { renameSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../domain/clock'
import { readIfThere, writeAtomic } from './atomic'
import { isTryOut } from './hosts'
import { DEFAULT_TIMERS, resolveTimers } from './timers'
import { type Settings, SettingsError, type SettingsStore, settingsSchema } from './types'

export interface SettingsStoreDeps {
  /** The profile: settings.json lies in it. */
  readonly folder: string
  readonly clock: Pick<Clock, 'now'>
}

/** Of a real shop only the idle lock is its own to set. */
function checked(raw: unknown): Settings {
  const settings = settingsSchema.parse(raw)
  const timers = isTryOut(settings)
    ? resolveTimers(settings.timers)
    : { ...DEFAULT_TIMERS, idleLockMs: settings.timers.idleLockMs }
  return { ...settings, timers }
}

/** What a shop sets, in one file of the profile. */
export function createSettingsStore({ folder, clock }: SettingsStoreDeps): SettingsStore {
  const file = join(folder, 'settings.json')
  return {
    read: () => {
      const text = readIfThere(file)
      if (text === null) return null
      try {
        return checked(JSON.parse(text))
      } catch (cause) {
        const kept = `${file}.unreadable-${clock.now().replace(/[-:.]/g, '')}`
        renameSync(file, kept)
        throw new SettingsError(kept, cause instanceof SyntaxError ? 'not JSON' : 'not settings', { cause })
      }
    },
    write: (settings) => writeAtomic(file, `${JSON.stringify(checked(settings), null, 2)}\n`),
  }
}
