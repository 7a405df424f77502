import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { readIfThere } from '../settings/atomic'
import { journalFile } from '../settings/profile'
import { environmentSchema } from '../settings/types'

/** The journal that the profile's settings point at; without settings, the one that is there. */
export function journalOf(folder: string): string {
  const settings = z.object({ environment: environmentSchema })
  try {
    return journalFile(
      folder,
      settings.parse(JSON.parse(readIfThere(join(folder, 'settings.json')) ?? '')).environment,
    )
  } catch {
    const shop = journalFile(folder, 'production')
    return existsSync(shop) ? shop : journalFile(folder, 'training')
  }
}
