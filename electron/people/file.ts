import { join } from 'node:path'
import * as z from 'zod'
import { userSchema } from '../domain/people'
import { readIfThere, writeAtomic } from '../settings/atomic'
import { pinSecretSchema } from './pin'
import { throttleSchema } from './throttle'

const personSchema = userSchema.extend({ secret: pinSecretSchema, throttle: throttleSchema })
export type Person = z.infer<typeof personSchema>
const fileSchema = z.object({ format: z.literal(1), people: z.array(personSchema) })

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
    read: (): readonly Person[] => {
      try {
        const text = readIfThere(file)
        return text === null ? [] : fileSchema.parse(JSON.parse(text)).people
      } catch (cause) {
        throw new PeopleError(file, { cause })
      }
    },
    write: (people: readonly Person[]): void =>
      writeAtomic(file, `${JSON.stringify({ format: 1, people }, null, 2)}\n`),
  }
}
