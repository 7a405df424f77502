import { join } from 'node:path'
import type { Environment } from './types'

/** The journal of a profile; training has one of its own. */
export const journalFile = (folder: string, environment: Environment): string =>
  join(folder, environment === 'training' ? 'training.db' : 'journal.db')

/** The newest sequence and hash of that journal, kept outside of it. */
export const journalHeadFile = (folder: string, environment: Environment): string =>
  join(folder, environment === 'training' ? 'training.head' : 'journal.head')
