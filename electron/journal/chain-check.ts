import * as z from 'zod'
import type { Break, ChainReport } from '../domain/chain-report'
import { closingHolds, readClosing } from './closing-signature'
import { createVerifier, keyIdOf } from './ed25519'
import { GENESIS, hashOf } from './encoding'
import type { Head } from './head-file'
import type { EventRow } from './rows'
import {
  KEY_ANNOUNCED,
  keyAnnouncedSchema,
  NOT_SEALED,
  SEAL_WITHIN_MS,
  SEALED,
  type Seal,
  sealedSchema,
  sealText,
} from './seals'

/** How far a moved event's own sequence is looked for. */
const REACH = 1_000
/** A closing names a head among so many events before it. */
const REMEMBERED = 4_096

/** A key, and the event that announced it. */
export type AnnouncedKey = ChainReport['keys'][number]

export interface ChainCheckDeps {
  /** What the first row has to follow; by default the beginning of a journal. */
  readonly start?: Head
  /** Keys announced before the first row, in order. */
  readonly keys?: readonly AnnouncedKey[]
  /** Public keys, or what they are called, that may seal; by default those that the journal itself announces. */
  readonly trusted?: readonly string[] | undefined
  /**
   * Every seal and closing, not only the newest seal, which vouches for all that stands before it; or none, where
   * the keys are not to be trusted.
   */
  readonly signatures?: 'every' | 'newest' | 'none' | undefined
  /** Heads kept outside; the beginning of a hash, as papers print it, will do. */
  readonly heads?: readonly Head[]
}

/** What the check has to know of the whole file before it can say how an event does not fit. */
export interface Question {
  readonly hash: string
  readonly sequence: number
}

export interface ChainCheck {
  /** Rows in order, null for one that cannot be read; false: one does not fit, and no more are wanted. */
  readonly take: (row: EventRow | null) => boolean
  /** null: nothing is to be looked up. */
  readonly asks: () => Question | null
  /** `found`: that hash, and that sequence, stand somewhere in the file. */
  readonly end: (found?: { readonly hash: boolean; readonly sequence: boolean }) => ChainReport
}

/** A row that does not follow, what it should follow, and the row after it. */
interface Misfit {
  readonly row: EventRow
  readonly previous: Head
  /** The event of `previous`; null: it was not read. */
  readonly before: EventRow | null
  readonly beforeThat: string | null
  readonly next: EventRow | null
}

/** What a closing holds on to. */
const headSchema = z.object({ sequence: z.int(), hash: z.string() })

function read<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** The sequence at which `row` would fit its own hash; undefined when what it says was changed. */
function ownSequence(row: EventRow): number | undefined {
  for (let distance = 0; distance <= REACH; distance += 1)
    for (const sequence of [row.sequence + distance, row.sequence - distance])
      if (sequence > 0 && hashOf({ ...row, sequence }) === row.hash) return sequence
  return undefined
}

/** Says how a row does not follow the one before it. */
function diagnose(
  { row, previous, beforeThat, next }: Misfit,
  found: { readonly hash: boolean; readonly sequence: boolean },
): Pick<Break, 'sequence' | 'how'> {
  const place = previous.sequence + 1
  if (row.sequence !== place) {
    if (row.sequence < place) return { sequence: row.sequence, how: 'inserted' }
    return { sequence: place, how: found.sequence ? 'order' : 'missing' }
  }
  const own = ownSequence(row)
  // It says that it follows the one before the previous: then the previous one was put between them.
  if (own !== undefined && beforeThat !== null && row.previousHash === beforeThat)
    return { sequence: previous.sequence, how: 'inserted' }
  // The one after it belongs here. Two that changed places look the same but for this one's own place.
  const nextBelongs = next?.previousHash === previous.hash && ownSequence(next) === place
  if (nextBelongs && own !== place + 1) return { sequence: place, how: 'inserted' }
  if (own === undefined) return { sequence: place, how: 'altered' }
  if (found.hash || row.previousHash === GENESIS) return { sequence: place, how: 'order' }
  // What it follows is nowhere. Unmoved: its neighbour was rewritten, hash and all.
  return own === place && previous.sequence > 0
    ? { sequence: previous.sequence, how: 'altered' }
    : { sequence: place, how: 'missing' }
}

/**
 * Checks rows of a journal as they come, from a database or a file: every hash, every link, no gap, the signatures,
 * and that nothing is cut off after the heads kept outside.
 */
export function createChainCheck(deps: ChainCheckDeps): ChainCheck {
  const { trusted, signatures = 'newest', heads = [] } = deps
  const every = signatures === 'every'
  const verifies = createVerifier()
  const keys: AnnouncedKey[] = [...(deps.keys ?? [])]

  let previous: Head = deps.start ?? { sequence: 0, hash: GENESIS }
  let before: EventRow | null = null
  let beforeThat: string | null = null
  let events = 0
  let misfit: Misfit | null = null
  let broken: Break | null = null
  /** A head kept outside that names another event: told where nothing else is. */
  let otherHead: Break | null = null

  let checked = 0
  let missed = 0
  let proven: ChainReport['seals']['proven'] = null
  /** Looked at when it is the only one that is. */
  let newestSeal: EventRow | null = null
  /** First event behind the last good seal, and whether the terminal said since that it could not seal. */
  let unsealed: { readonly row: EventRow; excused: boolean } | null = null
  let lastAt = ''
  const closings = { checked: 0, unsigned: 0 }
  const recent = Array<string>(REMEMBERED)

  const breaks = (row: EventRow, how: Break['how']): Break => ({
    sequence: row.sequence,
    how,
    kind: row.kind,
    at: row.at,
  })
  const trusts = ({ key, publicKey }: AnnouncedKey): boolean =>
    trusted === undefined || trusted.includes(publicKey) || trusted.includes(key)

  function announced(row: EventRow): Break | null {
    const said = read(keyAnnouncedSchema, row.payload)
    const before = keys.at(-1)
    if (!said || keyIdOf(said.publicKey) !== said.key) return breaks(row, 'key')
    // Before the first row of a part of a journal there may be keys that it does not hold.
    if (before ? said.previous !== before.key : row.sequence === 1 && said.previous !== null)
      return breaks(row, 'key')
    const key = { key: said.key, publicKey: said.publicKey, sequence: row.sequence }
    keys.push(key)
    return trusts(key) ? null : breaks(row, 'key')
  }

  function goodSeal(row: EventRow): Seal | null {
    const seal = read(sealedSchema, row.payload)
    const by = keys.findLast(({ sequence }) => sequence < row.sequence)
    if (!seal || !by || seal.key !== by.key) return null
    if (seal.sequence !== row.sequence - 1 || seal.hash !== row.previousHash) return null
    return verifies(by.publicKey, sealText(row.terminal, seal), seal.signature) ? seal : null
  }

  function sealed(row: EventRow): Break | null {
    const seal = goodSeal(row)
    if (!seal) return breaks(row, 'seal')
    checked += 1
    proven = { sequence: seal.sequence, at: seal.at, key: seal.key }
    return null
  }

  /** Of an event not long ago; undefined: not known any more, or not read. */
  const hashAt = (sequence: number): string | undefined =>
    sequence > previous.sequence - REMEMBERED && sequence <= previous.sequence
      ? recent[sequence % REMEMBERED]
      : undefined

  function closed(row: EventRow): Break | null {
    const closing = readClosing(row.payload)
    const holds = closing && closingHolds(closing, keys, verifies)
    if (!closing || holds === null) {
      if (closing) closings.unsigned += 1
      return null
    }
    const head = headSchema.safeParse(closing.document.head).data
    const other = head !== undefined && (hashAt(head.sequence) ?? head.hash) !== head.hash
    if (!holds || other) return breaks(row, 'closing')
    closings.checked += 1
    return null
  }

  function signed(row: EventRow): Break | null {
    if (signatures === 'none') return null
    if (row.kind === KEY_ANNOUNCED) return announced(row)
    if (row.kind === SEALED) {
      newestSeal = row
      return every ? sealed(row) : null
    }
    if (row.kind === NOT_SEALED) missed += 1
    return every ? closed(row) : null
  }

  function follow(row: EventRow): void {
    if (row.kind === SEALED) unsealed = null
    else {
      unsealed ??= { row, excused: false }
      if (row.kind === NOT_SEALED) unsealed.excused = true
    }
    lastAt = row.at
    if (heads.some(({ sequence, hash }) => sequence === row.sequence && !row.hash.startsWith(hash)))
      otherHead ??= breaks(row, 'altered')
    beforeThat = previous.hash
    previous = { sequence: row.sequence, hash: row.hash }
    recent[row.sequence % REMEMBERED] = row.hash
    before = row
    events += 1
  }

  /** Looked at when all rows are read, the earliest first. */
  function atTheEnd(): Break | null {
    if (signatures === 'newest' && newestSeal !== null) {
      const bad = sealed(newestSeal)
      if (bad) return bad
    }
    if (otherHead) return otherHead
    const cut = heads.find(({ sequence }) => sequence > previous.sequence)
    if (cut) return { sequence: previous.sequence + 1, how: 'tail_cut', kind: null, at: null }
    if (unsealed && !unsealed.excused && signatures !== 'none') {
      const long = Date.parse(lastAt) - Date.parse(unsealed.row.at) > SEAL_WITHIN_MS
      if (long || (trusted !== undefined && proven === null)) return breaks(unsealed.row, 'unsealed')
    }
    return null
  }

  return {
    take: (row) => {
      if (misfit) {
        misfit = { ...misfit, next: row }
        return false
      }
      if (row === null) {
        broken = { sequence: previous.sequence + 1, how: 'altered', kind: null, at: null }
        return false
      }
      const known = keys.at(-1)
      if (events === 0 && known && signatures !== 'none' && !trusts(known)) {
        broken = breaks(row, 'key')
        return false
      }
      if (
        row.sequence !== previous.sequence + 1 ||
        row.previousHash !== previous.hash ||
        hashOf(row) !== row.hash
      ) {
        misfit = { row, previous, before, beforeThat, next: null }
        return true
      }
      broken = signed(row)
      if (broken) return false
      follow(row)
      return true
    },
    asks: () => misfit && { hash: misfit.row.previousHash, sequence: misfit.previous.sequence + 1 },
    end: (found = { hash: false, sequence: false }) => {
      if (misfit) {
        const named = diagnose(misfit, found)
        const row = [misfit.row, misfit.before].find((one) => one?.sequence === named.sequence)
        broken = { ...named, kind: row?.kind ?? null, at: row?.at ?? null }
      }
      broken ??= atTheEnd()
      return {
        events,
        head: previous,
        seals: { checked, proven, missed },
        keys,
        closings,
        broken,
      }
    },
  }
}
