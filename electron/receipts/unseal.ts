import { SEALED_PAPER_FIELDS } from '../domain/paper'
import type { Sealed } from '../journal/types'

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isSealed = (value: unknown): value is Sealed & Record<string, unknown> =>
  isRecord(value) && typeof value.$sealed === 'string'

function opened(value: unknown, path: readonly string[], open: (sealed: Sealed) => string): unknown {
  const [step, ...rest] = path
  if (step === undefined) return isSealed(value) ? open(value) : value
  if (!isRecord(value) || !(step in value)) return value
  return { ...value, [step]: opened(value[step], rest, open) }
}

/** The payload of a `paper.requested` with its customer readable again. */
export const unsealed = (payload: unknown, open: (sealed: Sealed) => string): unknown =>
  SEALED_PAPER_FIELDS.reduce<unknown>((value, path) => opened(value, path.split('.'), open), payload)
