import type { Database } from 'better-sqlite3'
import type * as z from 'zod'
import type { Break, ChainReport } from '../domain/chain-report'
import type { Clock } from '../domain/clock'
import type { Signer } from '../domain/signer'

declare const readable: unique symbol
declare const writable: unique symbol
/** A handle that can only read. */
export type ReadDb = Pick<Database, 'prepare'> & { readonly [readable]: true }
/** A handle inside an append's transaction. Only projections are given one. */
export type WriteDb = Pick<Database, 'prepare'> & { readonly [readable]: true; readonly [writable]: true }

/** A personal field as it lies in the journal: ciphertext, and where it is searched by, a keyed digest. */
export interface Sealed {
  readonly $sealed: string
  readonly $digest?: string
}

/** A kind of event, declared by the room that writes it. */
export interface EventKind<Payload = unknown> {
  /** `operation.sent`, `cash.paid`… GUICHET_HALT_AT takes this name, or its last part. */
  readonly kind: string
  readonly schema: z.ZodType<Payload>
  /**
   * Dotted paths of the payload that name a person (`customer.phone`); `*` stands for every element.
   * Null values stay null. `digest` also makes the field searchable by equality.
   */
  readonly sealed?: readonly { readonly path: string; readonly digest?: 'phone' | 'text' }[]
}

export interface Author {
  /** Name of the cashier signed in, or `system`. */
  readonly cashier: string
  readonly shift: string | null
}

export interface NewEvent {
  readonly kind: string
  readonly operation: string | null
  readonly payload: unknown
}

export interface StoredEvent {
  readonly sequence: number
  readonly terminal: string
  /** UTC ISO with milliseconds. */
  readonly at: string
  readonly zone: string
  readonly shift: string | null
  readonly cashier: string
  readonly kind: string
  readonly operation: string | null
  readonly version: string
  readonly encoding: number
  /** Personal fields are Sealed. */
  readonly payload: Record<string, unknown>
  readonly previousHash: string
  readonly hash: string
}

/** Tables derived from events, written in the same transaction, rebuilt at will. */
export interface Projection {
  readonly name: string
  /** Raise it when the tables or the reading of events change: the journal rebuilds it at the next open. */
  readonly version: number
  /** DDL of its tables, STRICT. */
  readonly create: string
  readonly tables: readonly string[]
  /** DDL of indexes that only queries need: in a rebuild they are made once the tables are full. */
  readonly indexes?: string
  readonly apply: (db: WriteDb, event: StoredEvent) => void
  /**
   * A quicker way to the same tables when they are built from all events at once: what `apply` and, after the last
   * event, `end` leave there must equal what `apply` above would have.
   */
  readonly rebuilding?: (db: WriteDb) => {
    readonly apply: (event: StoredEvent) => void
    readonly end: () => void
  }
}

/** Numbers that were given already, by a journal that this one goes on for. */
export interface Numbers {
  /** Of a series that is not named. */
  readonly floor: number
  readonly series: readonly { readonly name: string; readonly last: number }[]
}

export interface AppendTx {
  /** Next number of a series, gapless and durable with this append. */
  readonly next: (series: string) => number
  /** Series go on behind these numbers. Only while none has begun. */
  readonly carry: (numbers: Numbers) => void
  /** Reads inside the transaction. */
  readonly db: ReadDb
  /** The newest event before this append. */
  readonly head: () => { readonly sequence: number; readonly hash: string }
}

export type JournalFault =
  | 'journal_unwritable'
  | 'journal_corrupt'
  | 'journal_locked'
  | 'journal_newer'
  | 'disk_full'

/** Thrown by append and open; `code` is for the cashier's sentence `errors.<code>`. */
export class JournalError extends Error {
  readonly code: JournalFault
  /** Of `journal_corrupt`: the first event that does not fit, where one can be named. */
  readonly broken: Break | null
  constructor(code: JournalFault, detail: string, broken: Break | null = null) {
    super(`${code}: ${detail}`)
    this.name = 'JournalError'
    this.code = code
    this.broken = broken
  }
}

export interface Journal {
  readonly terminal: string
  readonly db: ReadDb
  /**
   * Appends what `build` gives, in one transaction with numbers and projections. Throws JournalError;
   * then nothing of it is stored. Events are validated against their kind's schema; a mistake throws TypeError.
   * `build` has no effect of its own: on a full disk it runs a second time, with the reserve released.
   * A backward step of the clock is appended in front as `clock.stepped`, and is not among the events given back.
   */
  readonly append: (author: Author, build: (tx: AppendTx) => readonly NewEvent[]) => readonly StoredEvent[]
  /** The number that `next` would give for this series: as long as nothing is appended in between. */
  readonly following: (series: string) => number
  /** Proves that an outcome will find room: free space, reserve file, a write that is rolled back. Throws JournalError. */
  readonly reserve: () => void
  /** Plain text of a sealed field. */
  readonly open: (sealed: Sealed) => string
  /** The digest under which `text` is found. */
  readonly digest: (how: 'phone' | 'text', text: string) => string
  readonly events: (filter: {
    /** null: of no operation. Only these are indexed by kind; kinds alone are looked for in the whole journal. */
    readonly operation?: string | null
    readonly kinds?: readonly string[]
    readonly after?: number
    readonly limit: number
  }) => readonly StoredEvent[]
  /** Checks the chain, and the newest seal, which vouches for all before it; `last` limits it to the newest events. */
  readonly verify: (last?: number) => ChainReport
  /** Checks everything, every seal and closing too, a page at a time, so that other work goes on between. */
  readonly check: (options?: CheckOptions) => Promise<ChainReport>
  /**
   * Signs the newest event, unless nothing was written since the last seal. It happens by itself within a minute of
   * whatever is written, at a backup and at close; closings ask for it. Never throws: what cannot be signed or
   * written now is sealed later.
   */
  readonly seal: () => void
  /** Drops and rebuilds every projection from the events. */
  readonly rebuild: () => void
  /** Chari's Date header as UTC ISO: over 60 s from our clock it is an event, once for each step. */
  readonly noteServerDate: (iso: string) => void
  /** backward: the clock stands before an event already written. skewed: over 60 s from Chari's. */
  readonly clockWarning: () => 'backward' | 'skewed' | null
  /** Online copy into a folder, integrity-checked; keeps the newest `keep`. Gives the file's path. */
  readonly backup: (folder: string, keep: number) => Promise<string>
  readonly close: () => void
}

export interface CheckOptions {
  /** Public keys, or what they are called, that may have sealed it; by default those that it announces itself. */
  readonly trusted?: readonly string[]
  /** Further heads that were kept outside. */
  readonly heads?: readonly { readonly sequence: number; readonly hash: string }[]
  readonly onProgress?: ((done: number, of: number) => void) | undefined
  /** Looked at between pages. */
  readonly signal?: AbortSignal | undefined
}

/** Reads a journal beside the app that writes it, or after it. Needs no key. */
export interface JournalReader {
  readonly db: ReadDb
  readonly events: Journal['events']
  readonly verify: Journal['verify']
  readonly check: Journal['check']
  readonly close: () => void
}

export interface ReaderDeps {
  readonly file: string
  /** The better-sqlite3 binary to load, where it is not the one npm installed. */
  readonly nativeBinding?: string
  /** null: the tail is not compared with a head kept outside. */
  readonly headFile: string | null
}

export interface JournalDeps {
  readonly file: string
  readonly nativeBinding?: string
  /** Holds the newest sequence and hash, outside the database. */
  readonly headFile: string
  readonly terminal: string
  /** Of the software, in every event. */
  readonly version: string
  readonly zone: string
  readonly clock: Clock
  readonly kinds: readonly EventKind[]
  readonly projections: readonly Projection[]
  /** 32 bytes of the vault; the keys for sealing and for digests are derived from it. */
  readonly sealKey: Uint8Array
  /** The terminal's own key, which seals the chain. */
  readonly signer: Signer
  readonly randomBytes: (size: number) => Uint8Array
  /** Everything one append stored, after it is durable. What it throws is logged. */
  readonly afterCommit?: (events: readonly StoredEvent[]) => void
  /** A kind, or its last part (GUICHET_HALT_AT): `onHalt` is called as soon as such an event is durable. */
  readonly haltAt?: string
  readonly onHalt?: () => void
  /** What support may want; never a personal field. */
  readonly log?: (what: string, facts: Record<string, unknown>) => void
  /** How many of the newest events are checked at open. Default 20,000. */
  readonly verifyAtOpen?: number
  /** Bytes kept in the reserve file. Default 4 MiB. */
  readonly reserveBytes?: number
}
