import type { Listing, LookUpOutcome, OperationRecord } from './outcome'
import type { Page } from './reading'

/** Asked of Chari; a server that gives fewer a page is read on all the same. */
export const PAGE_SIZE = 50
/** 200,000 rows of full pages: twice a window of the busiest agent, and an end for a server that never comes to one. */
const MOST_PAGES = 4_000

/** How far a listing was read. */
export interface ListingProgress {
  readonly pages: number
  readonly rows: number
  /** As the first page says; null: it does not. */
  readonly count: number | null
}

/** What a long reading is asked between its pages. */
export interface ListingManner {
  /** After each page. false: it ends here, and what was read is incomplete. */
  readonly between?: (progress: ListingProgress) => boolean | Promise<boolean>
  /** Chari asks for patience. true: the page is asked for again. */
  readonly wait?: (retryAfterMs: number | null) => Promise<boolean>
}

const keyOf = (row: OperationRecord): string =>
  row.transactionId !== null ? `${row.operationId}/${row.transactionId}` : JSON.stringify(row)

/**
 * Reads pages until a short one, and says whether the list is whole: as many rows as `count`, a page shorter than
 * asked at the end, one count throughout, and no row twice (a row that slid from page to page means that another
 * was stepped over). A first page that fails is the outcome; a later one leaves what was read, incomplete.
 */
export async function readListing(
  page: (pageNumber: number) => Promise<LookUpOutcome<Page>>,
  manner: ListingManner = {},
): Promise<LookUpOutcome<Listing>> {
  const rows: OperationRecord[] = []
  const seen = new Set<string>()
  let count: number | null = null
  let steady = true
  let first: Extract<LookUpOutcome<Page>, { kind: 'answer' }> | undefined
  const asked = async (number: number): Promise<LookUpOutcome<Page>> => {
    for (;;) {
      const outcome = await page(number)
      if (outcome.kind !== 'throttled' || !(await manner.wait?.(outcome.retryAfterMs))) return outcome
    }
  }
  for (let number = 1; number <= MOST_PAGES; number++) {
    const outcome = await asked(number)
    if (outcome.kind !== 'answer') {
      if (!first) return outcome
      return { ...first, value: { rows, complete: false, count } }
    }
    const { value } = outcome
    if (!first) count = value.count
    else if (value.count !== count) steady = false
    first ??= outcome
    let fresh = 0
    for (const row of value.rows) {
      const key = keyOf(row)
      if (seen.has(key)) steady = false
      else {
        fresh++
        seen.add(key)
        rows.push(row)
      }
    }
    const short = value.rows.length < PAGE_SIZE
    if (short && (count === null || rows.length >= count || fresh === 0))
      return {
        ...outcome,
        value: { rows, complete: steady && count !== null && rows.length === count, count },
      }
    // A server that ignores the page number would be read for ever.
    if (fresh === 0) return { ...outcome, value: { rows, complete: false, count } }
    if (manner.between && !(await manner.between({ pages: number, rows: rows.length, count }))) break
  }
  if (!first) throw new Error('a listing asks for one page at least')
  return { ...first, value: { rows, complete: false, count } }
}
