import { rmSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { type KeptCount, keptCountSchema } from '../domain/count-draft'
import { readIfThere, writeAtomic } from './atomic'

/** The count that somebody is typing, beside the journal: nothing of it is a fact before it is sealed. */
export interface CountDraftStore {
  /** What this person was typing; null: nothing, or it is another person's. */
  readonly read: (by: string) => KeptCount | null
  /** Durable when it returns; null forgets it. Throws errors of the file system. */
  readonly keep: (by: string, kept: KeptCount | null) => void
}

const fileSchema = z.object({ by: z.string(), kept: keptCountSchema })

export function createCountDraftStore(folder: string): CountDraftStore {
  const file = join(folder, 'count-draft.json')
  return {
    read: (by) => {
      try {
        const read = fileSchema.safeParse(JSON.parse(readIfThere(file) ?? 'null'))
        return read.success && read.data.by === by ? read.data.kept : null
      } catch (error) {
        // Half a file cannot be: it is written whole. One that somebody spoilt is worth no trouble at a counter.
        if (error instanceof SyntaxError) return null
        throw error
      }
    },
    keep: (by, kept) => {
      if (kept === null) rmSync(file, { force: true })
      else writeAtomic(file, JSON.stringify({ by, kept }))
    },
  }
}
