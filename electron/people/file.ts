import { join } from 'node:path'
import * as z from 'zod'
import { userSchema } from '../domain/people'
import { readIfThere, writeAtomic } from '../settings/atomic'
import { pinSecretSchema } from './pin'
import { passed, throttleSchema } from './throttle'

const keptSchema = userSchema.extend({
  secret: pinSecretSchema,
  throttle: throttleSchema,
  active: z.boolean().default(true),
  temporary: z.boolean().default(false),
})
/** A person as the file keeps them. */
export type Kept = z.infer<typeof keptSchema>

/** Format 1 knew nobody suspended and no PIN that must be changed. */
const fileSchema = z.object({
  format: z.union([z.literal(1), z.literal(2)]),
  people: z.array(keptSchema),
  /** Tries with the API key, see recovery. */
  recovery: throttleSchema.prefault(passed()),
})
export type PeopleFile = Omit<z.infer<typeof fileSchema>, 'format'>

/** people.json cannot be read. Nothing is overwritten: without it nobody signs in, until it is put right. */
export class PeopleError extends Error {
  readonly code = 'people_unreadable'
  constructor(detail: string, options?: ErrorOptions) {
    super(`people_unreadable: ${detail}`, options)
    this.name = 'PeopleError'
  }
}

export function createPeopleFile(folder: string) {
  const file = join(folder, 'people.json')
  return {
    /** Nobody where there is no file yet. Throws PeopleError. */
    read: (): PeopleFile => {
      try {
        const text = readIfThere(file)
        if (text === null) return { people: [], recovery: passed() }
        const { people, recovery } = fileSchema.parse(JSON.parse(text))
        return { people, recovery }
      } catch (cause) {
        throw new PeopleError(file, { cause })
      }
    },
    /** Of format 2, which an older Guichet does not read: it would let in who is suspended. */
    write: (now: PeopleFile): void =>
      writeAtomic(file, `${JSON.stringify({ format: 2, ...now }, null, 2)}\n`),
  }
}
