import * as z from 'zod'
import { BREAKS } from '../domain/chain-report'
import { clockKinds } from './clock-watch'
import { sealKinds } from './seals'
import type { EventKind } from './types'

export const ARCHIVED = 'journal.archived'
export const CHECKED = 'journal.checked'

const archivedSchema = z.object({
  /** Civil days, both within the period. */
  from: z.string(),
  to: z.string(),
  file: z.string(),
  sha256: z.string(),
  events: z.number().int(),
  by: z.string(),
})
/** The whole journal was read because somebody asked. */
const checkedSchema = z.object({
  events: z.number().int(),
  broken: z.object({ sequence: z.number().int(), how: z.enum(BREAKS) }).nullable(),
})

/** What a journal tells of itself, whatever rooms write in it. */
export const ownKinds: readonly EventKind[] = [
  ...clockKinds,
  ...sealKinds,
  { kind: ARCHIVED, schema: archivedSchema },
  { kind: CHECKED, schema: checkedSchema },
]
