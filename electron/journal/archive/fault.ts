import type { Break } from '../../domain/chain-report'

export type ArchiveFault =
  | 'archive_period'
  | 'archive_empty'
  | 'archive_too_large'
  | 'archive_broken'
  | 'archive_not_written'

/** Thrown by plan and make; `code` is for the sentence `errors.<code>`. */
export class ArchiveError extends Error {
  readonly code: ArchiveFault
  /** Of `archive_broken`. */
  readonly broken: Break | null
  constructor(code: ArchiveFault, detail: string, broken: Break | null = null) {
    super(`${code}: ${detail}`)
    this.name = 'ArchiveError'
    this.code = code
    this.broken = broken
  }
}
