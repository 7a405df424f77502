import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { ChainReport } from '../domain/chain-report'
import { fail, ok, type Result } from '../domain/result'
import { type ArchiveReport, NOTHING_READ, verifyArchive } from '../journal/archive/verify'
import { ZipError } from '../journal/archive/zip-read'
import { type Head, headsOf, readHead } from '../journal/head-file'
import { lastSetAside } from '../journal/set-aside'
import { JournalError } from '../journal/types'
import type { CommandOutput } from './output'
import { journalOf } from './profile'
import { type Finding, sentences, type VerifyReport } from './verify-report'

const USAGE = `usage: npm run verify -- FILE [--key KEY] [--head HEAD] [--json]
  FILE   a journal (.db), a backup of one, the folder of a profile, or an archive (.zip)
  --key  the terminal's public key (base64), or the sixteen digits it is called by, as on a Z slip; may be repeated
  --head what its end is compared with: a journal.head, a backup, another archive, or SEQUENCE:HASH as on a Z slip
`

interface Arguments {
  readonly target: string
  readonly keys: readonly string[]
  readonly heads: readonly string[]
  readonly json: boolean
}

function readArguments(args: readonly string[]): Result<Arguments, string> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        key: { type: 'string', multiple: true, default: [] },
        head: { type: 'string', multiple: true, default: [] },
        json: { type: 'boolean', default: false },
      },
    })
    const [target, ...more] = positionals
    if (target === undefined || more.length > 0) return fail('one FILE is needed')
    const odd = values.key.find((key) => !/^([0-9a-f]{16}|[A-Za-z0-9+/]{43}=)$/.test(key))
    if (odd !== undefined) return fail(`--key ${odd} is no public key`)
    return ok({ target: resolve(target), keys: values.key, heads: values.head, json: values.json })
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error))
  }
}

type FileKind = 'journal' | 'archive' | 'other'

function kindOf(file: string): FileKind {
  const fd = openSync(file, 'r')
  try {
    const bytes = Buffer.alloc(16)
    const start = bytes.toString('latin1', 0, readSync(fd, bytes))
    if (start === 'SQLite format 3\0') return 'journal'
    return start.startsWith('PK\x03\x04') ? 'archive' : 'other'
  } finally {
    closeSync(fd)
  }
}

/** A head kept outside, and where. */
interface Kept {
  readonly from: string
  readonly heads: readonly Head[]
}

/** What is not what the command line says it is. */
class Unreadable extends Error {}

/** The database is loaded only where there is one: an archive is checked on machines without. */
async function openJournal(file: string) {
  const { openJournalReader } = await import('../journal/reader')
  return openJournalReader({ file, headFile: null })
}

const NEWEST = 'SELECT sequence, hash FROM event ORDER BY sequence DESC LIMIT 1'

async function headOfFile(file: string): Promise<readonly Head[]> {
  switch (kindOf(file)) {
    case 'journal': {
      const reader = await openJournal(file)
      try {
        const newest = reader.db.prepare(NEWEST).get() as Head | undefined
        return newest ? [newest] : []
      } finally {
        reader.close()
      }
    }
    case 'archive': {
      const { chain, files } = await verifyArchive(file)
      if (chain.broken || files.length > 0) throw new Unreadable(`--head ${file} is not whole itself`)
      return [chain.head]
    }
    case 'other': {
      const kept = readHead(file)
      if (!kept) throw new Unreadable(`--head ${file} is no head`)
      return headsOf(kept)
    }
  }
}

/** As typed: a file, or what a paper says. */
async function givenHead(text: string): Promise<Kept> {
  if (existsSync(text)) return { from: text, heads: await headOfFile(resolve(text)) }
  const [, sequence, hash] = /^(\d+)[: ]([0-9a-f]{8,64})$/.exec(text) ?? []
  if (!sequence || !hash) throw new Unreadable(`--head ${text} is neither a file nor SEQUENCE:HASH`)
  return { from: text, heads: [{ sequence: Number(sequence), hash }] }
}

/** `journal.db` has `journal.head` beside it, `journal.db.kept-X` has `journal.head.kept-X`. */
function headBeside(file: string): readonly Kept[] {
  const name = basename(file).replace(/\.db(\.kept-\w+)?$/, '.head$1')
  const kept = name === basename(file) ? null : readHead(join(dirname(file), name))
  return kept ? [{ from: name, heads: headsOf(kept) }] : []
}

/** The newest copy of a profile's own journal that can be read, none of one that was set aside. */
async function headOfBackups(folder: string, file: string): Promise<readonly Kept[]> {
  const copies = join(folder, 'backups')
  const stem = `${basename(file, '.db')}-`
  const aside = lastSetAside(file)
  const names = existsSync(copies) ? readdirSync(copies) : []
  const own = names.filter(
    (name) => name.startsWith(stem) && name.endsWith('.db') && name.slice(stem.length) > aside,
  )
  for (const name of own.sort().reverse())
    try {
      return [{ from: name, heads: await headOfFile(join(copies, name)) }]
    } catch {
      // A damaged copy says nothing of the journal.
    }
  return []
}

/** What SQLite cannot read of a file that says it is one is damage; what it reads and is no journal is not ours. */
function isDamage(error: unknown): boolean {
  const own = error instanceof JournalError ? error.cause : error
  return /^SQLITE_(CORRUPT|NOTADB|FORMAT)/.test(String((own as { code?: unknown } | undefined)?.code))
}

type Facts = Pick<VerifyReport, 'file' | 'kind' | 'terminal' | 'training' | 'period' | 'heads' | 'keysGiven'>

function reportOf(facts: Facts, chain: ChainReport, files: ArchiveReport['files'] = []): VerifyReport {
  const findings: Finding[] = [
    ...(chain.broken ? [{ what: 'event' as const, ...chain.broken }] : []),
    ...files.map((file) => ({ what: 'file' as const, ...file })),
  ]
  const { events, head, seals, closings, keys } = chain
  return { ...facts, whole: findings.length === 0, events, head, seals, closings, keys, findings }
}

async function verifyJournal(
  file: string,
  kept: readonly Kept[],
  { keys }: Arguments,
): Promise<VerifyReport> {
  const facts: Facts = {
    file,
    kind: 'journal',
    terminal: null,
    training: null,
    period: null,
    heads: kept.map(({ from }) => from),
    keysGiven: keys.length > 0,
  }
  try {
    const reader = await openJournal(file)
    try {
      const newest = reader.db.prepare('SELECT terminal FROM event ORDER BY sequence DESC LIMIT 1').get()
      const terminal = (newest as { terminal: string } | undefined)?.terminal ?? null
      const chain = await reader.check({
        heads: kept.flatMap(({ heads }) => heads),
        ...(keys.length > 0 ? { trusted: keys } : {}),
      })
      return reportOf({ ...facts, terminal }, chain)
    } finally {
      reader.close()
    }
  } catch (error) {
    if (isDamage(error)) return reportOf(facts, NOTHING_READ, [{ name: '', how: 'altered' }])
    throw error
  }
}

async function verifyArchiveFile(
  file: string,
  kept: readonly Kept[],
  { keys }: Arguments,
): Promise<VerifyReport> {
  const facts: Facts = {
    file,
    kind: 'archive',
    terminal: null,
    training: null,
    period: null,
    heads: ['its own chain.json', ...kept.map(({ from }) => from)],
    keysGiven: keys.length > 0,
  }
  try {
    const { manifest, chain, files } = await verifyArchive(file, {
      heads: kept.flatMap(({ heads }) => heads),
      ...(keys.length > 0 ? { trusted: keys } : {}),
    })
    return reportOf(
      {
        ...facts,
        terminal: manifest?.terminal ?? null,
        training: manifest?.training ?? null,
        period: manifest ? { from: manifest.period.from, to: manifest.period.to } : null,
      },
      chain,
      files,
    )
  } catch (error) {
    if (error instanceof ZipError) return reportOf(facts, NOTHING_READ, [{ name: '', how: 'altered' }])
    throw error
  }
}

async function verified(given: Arguments): Promise<VerifyReport> {
  if (!existsSync(given.target)) throw new Unreadable(`there is no ${given.target}`)
  const isFolder = statSync(given.target).isDirectory()
  const file = isFolder ? journalOf(given.target) : given.target
  if (!existsSync(file)) throw new Unreadable(`there is no journal in ${given.target}`)
  const kind = kindOf(file)
  if (kind === 'other') throw new Unreadable(`${file} is neither a journal nor an archive`)
  const typed: Kept[] = []
  for (const text of given.heads) typed.push(await givenHead(text))
  if (kind === 'archive') return verifyArchiveFile(file, typed, given)
  const kept: Kept[] = [
    ...headBeside(file),
    ...(isFolder ? await headOfBackups(given.target, file) : []),
    ...typed,
  ]
  return verifyJournal(file, kept, given)
}

/**
 * `npm run -s verify -- FILE`: checks a journal or an archive, with the public key alone. Gives the exit code: 0 whole,
 * 1 broken, 2 not to be read, with one sentence on `err`.
 */
export async function verifyCommand(args: readonly string[], { out, err }: CommandOutput): Promise<number> {
  const read = readArguments(args)
  if (!read.ok) {
    err.write(`${read.error}\n${USAGE}`)
    return 2
  }
  try {
    const report = await verified(read.value)
    out.write(read.value.json ? `${JSON.stringify(report)}\n` : `${sentences(report).join('\n')}\n`)
    return report.whole ? 0 : 1
  } catch (error) {
    const code = (error as { code?: unknown } | null)?.code
    if (!(error instanceof Unreadable) && typeof code !== 'string') throw error
    err.write(`it cannot be read: ${error instanceof Error ? error.message : error}\n`)
    return 2
  }
}
