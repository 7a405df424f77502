import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type PrinterProfile, printerProfileSchema, UNKNOWN_PROFILE } from '../../native/printer/profile'

/** A profile is one page of text; what is larger is something else. */
const LARGEST_FILE = 64 * 1024

export interface ListedProfile {
  readonly profile: PrinterProfile
  /** From a file of the shop's own. */
  readonly own: boolean
}

export interface ProfileBook {
  /** Guichet's and the shop's, by name; `unknown` first. */
  readonly all: () => readonly ListedProfile[]
  /** UNKNOWN_PROFILE for an id that is not, or no longer, there. */
  readonly get: (id: string) => PrinterProfile
  /** Files of the shop that cannot be used: what is wrong, and at which field. */
  readonly bad: () => readonly { readonly file: string; readonly detail: string }[]
  /** The profile for a printer by its USB ids: the very product first, then the whole maker. */
  readonly proposeFor: (vendorId: number, productId: number) => string | null
  /** Reads the shop's folder anew. */
  readonly reload: () => void
}

export interface ProfileBookDeps {
  /** As read from resources/printers. Throws at once where one of them is wrong. */
  readonly builtIn: readonly unknown[]
  /** The shop's own `ID.json` files; it need not exist. */
  readonly folder: string
  readonly log: (what: string, facts: Record<string, unknown>) => void
}

class BadProfile extends Error {}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Each wrong field with what is wrong there, one after the other. */
function checked(content: unknown): PrinterProfile {
  const read = printerProfileSchema.safeParse(content)
  if (read.success) return read.data
  throw new BadProfile(
    read.error.issues
      .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
      .join('; '),
  )
}

function readOwn(folder: string, file: string): PrinterProfile {
  const path = join(folder, file)
  if (statSync(path).size > LARGEST_FILE) throw new BadProfile('the file is too large')
  // Editors of Windows put a mark before the text.
  const profile = checked(JSON.parse(readFileSync(path, 'utf8').replace(/^\ufeff/, '')))
  if (`${profile.id}.json` !== file) throw new BadProfile(`id: the file must be called ${profile.id}.json`)
  if (profile.id === UNKNOWN_PROFILE.id) throw new BadProfile('id: this one must stay safe on all printers')
  return profile
}

/** Names of profile files; none where the folder is not there. */
function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .sort()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

/** The profiles of Guichet and of the shop; a file of the shop with an id of Guichet takes its place. */
export function createProfileBook({ builtIn, folder, log }: ProfileBookDeps): ProfileBook {
  const given: readonly ListedProfile[] = [UNKNOWN_PROFILE, ...builtIn.map(checked)].map((profile) => ({
    profile,
    own: false,
  }))
  let listed: ReadonlyMap<string, ListedProfile> = new Map()
  let bad: readonly { readonly file: string; readonly detail: string }[] = []

  function reload(): void {
    const next = new Map(given.map((one) => [one.profile.id, one]))
    const wrong: { file: string; detail: string }[] = []
    const refuse = (file: string, error: unknown): void => {
      const detail = reasonOf(error)
      wrong.push({ file, detail })
      log('printer.profile_bad', { file, detail })
    }
    let files: readonly string[] = []
    try {
      files = filesIn(folder)
    } catch (error) {
      refuse(folder, error)
    }
    for (const file of files)
      try {
        const profile = readOwn(folder, file)
        next.set(profile.id, { profile, own: true })
      } catch (error) {
        refuse(file, error)
      }
    listed = next
    bad = wrong
  }
  reload()

  return {
    all: () => {
      const [first, ...others] = listed.values()
      return [
        ...(first ? [first] : []),
        ...others.sort((a, b) => a.profile.name.localeCompare(b.profile.name, 'fr')),
      ]
    },
    get: (id) => listed.get(id)?.profile ?? UNKNOWN_PROFILE,
    bad: () => bad,
    proposeFor: (vendorId, productId) => {
      // The shop's own know better than ours.
      const all = [...listed.values()].sort((a, b) => Number(b.own) - Number(a.own))
      const named = (wanted: number | null): string | undefined =>
        all.find(({ profile }) =>
          profile.usb.some(({ vendor, product }) => vendor === vendorId && product === wanted),
        )?.profile.id
      return named(productId) ?? named(null) ?? null
    },
    reload,
  }
}
