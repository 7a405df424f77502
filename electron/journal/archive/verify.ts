import type * as z from 'zod'
import type { ChainReport } from '../../domain/chain-report'
import { type AnnouncedKey, type ChainCheck, createChainCheck } from '../chain-check'
import { closingHolds, readClosing } from '../closing-signature'
import { createVerifier, keyIdOf } from '../ed25519'
import { canonical, hashOf } from '../encoding'
import type { Head } from '../head-file'
import type { EventRow } from '../rows'
import { type Contents, createContents, parsed } from './contents'
import {
  chainSchema,
  FILES,
  keysSchema,
  type Manifest,
  manifestSchema,
  signatureSchema,
  totalsSchema,
} from './format'
import { rowOf } from './lines'
import { openZip } from './zip-read'

/**
 * What is wrong with a file of an archive; an empty name: with the archive as a whole. altered: not what the manifest
 * says. missing, unexpected: by the manifest. signature: it does not fit. key: not one of those that were given.
 */
export interface FileFinding {
  readonly name: string
  readonly how: 'altered' | 'missing' | 'unexpected' | 'signature' | 'key'
}

export interface ArchiveReport {
  /** null: it cannot be read. */
  readonly manifest: Manifest | null
  readonly chain: ChainReport
  /** Files that do not fit; what is wrong with an event is in `chain`. */
  readonly files: readonly FileFinding[]
}

export interface VerifyArchiveOptions {
  /** Public keys, or what they are called, that may have signed; by default those that the archive brings. */
  readonly trusted?: readonly string[] | undefined
  readonly heads?: readonly Head[]
}

type Chain = z.infer<typeof chainSchema>
type Totals = z.infer<typeof totalsSchema>

/** Nothing was read. */
export const NOTHING_READ: ChainReport = {
  events: 0,
  head: { sequence: 0, hash: '' },
  seals: { checked: 0, proven: null, missed: 0 },
  keys: [],
  closings: { checked: 0, unsigned: 0 },
  broken: null,
}

/** Checks an archive whole. Throws ZipError where it is none, or one whose directory is damaged. */
export async function verifyArchive(
  file: string,
  options: VerifyArchiveOptions = {},
): Promise<ArchiveReport> {
  const zip = await openZip(file)
  try {
    return await verified(createContents(zip), options)
  } finally {
    await zip.close()
  }
}

async function verified(
  contents: Contents,
  { trusted, heads = [] }: VerifyArchiveOptions,
): Promise<ArchiveReport> {
  const manifest = parsed(manifestSchema, await contents.text(FILES.manifest))
  /** A file that is what the manifest says; what another says is not relied on. */
  const asListed = (name: string): boolean => {
    const listed = manifest?.files.find((one) => one.name === name)
    const sum = contents.sum(name)
    return listed !== undefined && sum?.bytes === listed.bytes && sum.sha256 === listed.sha256
  }
  const relied = async <T>(schema: z.ZodType<T>, name: string): Promise<T | null> => {
    const text = await contents.text(name)
    return asListed(name) ? parsed(schema, text) : null
  }
  for (const name of contents.names) if (name !== FILES.events) await contents.text(name)
  const keys = (await relied(keysSchema, FILES.keys))?.keys ?? null
  const chain = await relied(chainSchema, FILES.chain)
  const { report, closings } = await checkEvents(contents, { keys, chain, trusted, heads })

  const files: FileFinding[] = []
  const findings = (name: string, how: FileFinding['how'], wrong: boolean): void => {
    if (wrong) files.push({ name, how })
  }
  const there = (name: string): boolean => contents.names.includes(name)
  const signed = await checkSignature(contents, { manifest, keys, trusted })
  if (!manifest) files.push({ name: FILES.manifest, how: there(FILES.manifest) ? 'altered' : 'missing' })
  if (signed !== null) files.push({ name: FILES.signature, how: signed })
  for (const { name } of manifest?.files ?? [])
    findings(name, there(name) ? 'altered' : 'missing', !asListed(name))
  for (const name of contents.names) {
    const listed = manifest?.files.some((one) => one.name === name) ?? true
    findings(name, 'unexpected', !listed && name !== FILES.manifest && name !== FILES.signature)
  }
  if (asListed(FILES.events) && keys && chain && manifest) {
    const later = asListed(FILES.later) ? ((await contents.text(FILES.later)) ?? '') : ''
    findings(FILES.later, 'signature', !addLater(later, keys, closings))
    const totals = await relied(totalsSchema, FILES.totals)
    const fits = totals !== null && totalsFit(totals, closings)
    findings(FILES.totals, 'altered', asListed(FILES.totals) && !fits)
    findings(FILES.chain, 'altered', !agree(manifest, chain, report))
  }
  return { manifest, chain: report, files }
}

/** How the manifest's signature does not fit; null: it does. */
async function checkSignature(
  contents: Contents,
  {
    manifest,
    keys,
    trusted,
  }: {
    readonly manifest: Manifest | null
    readonly keys: readonly AnnouncedKey[] | null
    readonly trusted: readonly string[] | undefined
  },
): Promise<FileFinding['how'] | null> {
  const said = parsed(signatureSchema, await contents.text(FILES.signature))
  if (!said) return contents.names.includes(FILES.signature) ? 'altered' : 'missing'
  if (!manifest) return null
  const { key, publicKey } = manifest
  const text = (await contents.text(FILES.manifest)) ?? ''
  if (said.key !== key || keyIdOf(publicKey) !== key || !createVerifier()(publicKey, text, said.signature))
    return 'signature'
  const announced = keys === null || keys.some((one) => one.publicKey === publicKey)
  const given = !trusted || trusted.includes(publicKey) || trusted.includes(key)
  return announced && given ? null : 'key'
}

/** What the manifest, the chain file and the events say of the same. */
function agree({ events, terminal }: Manifest, chain: Chain, read: ChainReport): boolean {
  const first = chain.first.sequence === events.first
  const last = chain.last.sequence === events.last && events.last - events.first + 1 === events.count
  const whole = read.broken !== null || (read.events === events.count && read.head.hash === chain.last.hash)
  return terminal === chain.terminal && chain.events === events.count && first && last && whole
}

/** Adds closings that were made after the period; false: one has a wrong hash, or a wrong signature. */
function addLater(text: string, keys: readonly AnnouncedKey[], closings: Map<number, EventRow>): boolean {
  const verifies = createVerifier()
  return text
    .split('\n')
    .slice(0, -1)
    .every((line) => {
      const row = rowOf(line)
      const closing = row && readClosing(row.payload)
      if (!row || !closing || hashOf(row) !== row.hash) return false
      closings.set(row.sequence, row)
      return closingHolds(closing, keys, verifies) !== false
    })
}

/** The totals say what the events say, all of it and no more. */
function totalsFit({ closings }: Totals, rows: ReadonlyMap<number, EventRow>): boolean {
  const said = Object.entries(closings).flatMap(([kind, all]) => all.map((one) => ({ kind, ...one })))
  return (
    said.length === rows.size &&
    said.every(({ kind, sequence, at, document, signature }) => {
      const row = rows.get(sequence)
      const text = row && readClosing(row.payload)?.text
      const same = canonical({ document, signature }).text
      return (
        row?.kind === kind &&
        row.at === at &&
        same === `{"document":${text?.document},"signature":${text?.signature}}`
      )
    })
  )
}

/** Reads the events; where the chain breaks, once more for what the diagnosis has to know. */
async function checkEvents(
  contents: Contents,
  {
    keys,
    chain,
    trusted,
    heads,
  }: {
    readonly keys: readonly AnnouncedKey[] | null
    readonly chain: Chain | null
    readonly trusted: readonly string[] | undefined
    readonly heads: readonly Head[]
  },
): Promise<{ readonly report: ChainReport; readonly closings: Map<number, EventRow> }> {
  const closings = new Map<number, EventRow>()
  const checkFrom = (first: number, previousHash: string): ChainCheck =>
    createChainCheck({
      start: { sequence: first - 1, hash: previousHash },
      keys: (keys ?? []).filter(({ sequence }) => sequence < first),
      trusted,
      signatures: keys === null ? 'none' : 'every',
      // A head from after the archive says nothing of it.
      heads: chain ? [chain.last, ...heads.filter(({ sequence }) => sequence <= chain.last.sequence)] : [],
    })
  let check = chain && checkFrom(chain.first.sequence, chain.previousHash)
  let wanted = true
  const readable = await contents.lines(FILES.events, (line) => {
    const row = rowOf(line)
    // Without a chain file to rely on, the first event says itself what it follows.
    check ??= checkFrom(row?.sequence ?? 1, row?.previousHash ?? '')
    if (wanted) wanted = check.take(row)
    if (row && readClosing(row.payload)) closings.set(row.sequence, row)
  })
  // How much of a damaged file comes out depends on who unpacks it: no event is named then.
  if (!readable || !check) return { report: NOTHING_READ, closings }
  const asked = check.asks()
  if (asked === null) return { report: check.end(), closings }
  const found = { hash: false, sequence: false }
  await contents.lines(FILES.events, (line) => {
    const row = rowOf(line)
    found.hash ||= row?.hash === asked.hash
    found.sequence ||= row?.sequence === asked.sequence
  })
  return { report: check.end(found), closings }
}
