import { randomBytes } from 'node:crypto'
import { basename, dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import ar from '../resources/words/ar.json'
import en from '../resources/words/en.json'
import fr from '../resources/words/fr.json'
import { systemClock } from './domain/clock'
import { fail, ok, type Result } from './domain/result'
import { ArchiveError } from './journal/archive/fault'
import { JournalError } from './journal/types'
import type { Log } from './log'
import { nativeBinding } from './native-binding'
import { type JournalOpening, openArchiver, openJournal } from './parts'
import { isTryOut } from './settings/hosts'
import { createSettingsStore } from './settings/store'
import { ensureTerminalSecrets } from './settings/terminal-key'
import { type SafeStoragePort, SettingsError, VaultError } from './settings/types'
import { createVault } from './settings/vault'

const USAGE = 'usage: npm run archive -- PROFILE --from 2026-06-01 --to 2026-06-30 [--out FILE.zip]'

export interface ArchiveCommandDeps {
  readonly profile: string
  /** The command line behind `--archive`. */
  readonly args: readonly string[]
  /** Opens a vault that is under one: GUICHET_PASSPHRASE. */
  readonly passphrase: string | null
  readonly safeStorage: SafeStoragePort
  readonly version: string
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  readonly log: Log
}

interface Wanted {
  readonly from: string
  readonly to: string
  readonly out: string | null
}

function readArguments(args: readonly string[]): Result<Wanted, string> {
  try {
    const { values } = parseArgs({
      args: [...args],
      // What the browser takes for itself stands on the same line.
      strict: false,
      options: { from: { type: 'string' }, to: { type: 'string' }, out: { type: 'string' } },
    })
    const { from, to, out } = values
    if (typeof from !== 'string' || typeof to !== 'string') return fail('--from and --to are needed')
    return ok({ from, to, out: typeof out === 'string' ? resolve(out) : null })
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error))
  }
}

/** A sentence for whoever typed the command. */
class Refused extends Error {}

/** Opens the profile's journal as the terminal does, makes the archive, and closes it again. */
async function made(deps: ArchiveCommandDeps, { from, to, out }: Wanted): Promise<unknown> {
  const { profile, log } = deps
  const settings = createSettingsStore({ folder: profile, clock: systemClock }).read()
  if (settings === null) throw new Refused(`${profile} is no profile that was set up`)
  const vault = await createVault({
    folder: profile,
    safeStorage: deps.safeStorage,
    allowPlain: () => isTryOut(settings),
    randomBytes,
  })
  if (vault.fresh()) throw new Refused(`the keys of ${profile} are not there`)
  if (vault.state() === 'locked' && !(await vault.unlock(deps.passphrase ?? '')).ok)
    throw new Refused('the vault is locked: give the supervisor’s passphrase in GUICHET_PASSPHRASE')
  const { sealKey, signer } = await ensureTerminalSecrets(vault, randomBytes)
  const world: JournalOpening['world'] = {
    folder: profile,
    version: deps.version,
    nativeBinding: nativeBinding(),
    clock: systemClock,
    randomBytes,
    words: { fr, ar, en },
    log,
    halt: null,
  }
  const opening = { world, settings: () => settings, sealKey, signer }
  const journal = openJournal(opening, () => undefined)
  try {
    return await openArchiver(opening, journal).make({
      from,
      to,
      folder: out === null ? (settings.backupFolder ?? join(profile, 'archives')) : dirname(out),
      ...(out === null ? {} : { name: basename(out) }),
      who: { cashier: 'system', shift: null },
      by: 'npm run archive',
    })
  } finally {
    journal.close()
  }
}

/**
 * `npm run archive -- PROFILE --from DAY --to DAY [--out FILE]`, in the terminal's own runtime, since only that opens
 * a vault under the system's keyring. One line of JSON on `out` and 0, or one sentence on `err` and 2.
 */
export async function archiveCommand(deps: ArchiveCommandDeps): Promise<number> {
  const read = readArguments(deps.args)
  if (!read.ok) {
    deps.err(`${read.error}\n${USAGE}\n`)
    return 2
  }
  try {
    deps.out(`${JSON.stringify(await made(deps, read.value))}\n`)
    return 0
  } catch (error) {
    const told = [Refused, ArchiveError, JournalError, SettingsError, VaultError]
    if (!told.some((kind) => error instanceof kind)) throw error
    const open = error instanceof JournalError && error.code === 'journal_locked'
    const hint = open ? '; make the archive there, or close it first' : ''
    deps.err(`No archive was made: ${(error as Error).message}${hint}\n`)
    return 2
  }
}
