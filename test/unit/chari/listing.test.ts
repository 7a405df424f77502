import { describe, expect, it } from 'vitest'
import { type ListingManner, PAGE_SIZE, readListing } from '../../../electron/chari/listing'
import type { Listing, LookUpOutcome, OperationRecord } from '../../../electron/chari/outcome'
import type { Page } from '../../../electron/chari/reading'

const row = (id: number): OperationRecord => ({
  operationId: String(id),
  transactionId: String(id),
  reference: String(1_000_000 + id),
  operationType: 1,
  transactionType: 1,
  sens: null,
  status: 'completed',
  amount: null,
  fee: null,
  total: null,
  commission: null,
  agentCode: null,
  requestId: null,
  phone: null,
  createdAt: null,
  executedAt: null,
})

const meta = {
  requestId: 'r',
  echo: 'same',
  httpStatus: 200,
  serverDate: null,
  tookMs: 1,
  body: '',
} as const

const answered = (rows: readonly OperationRecord[], count: number | null): LookUpOutcome<Page> => ({
  kind: 'answer',
  value: { rows, count },
  meta,
})

/** A Chari that has so many rows, a page after the other. */
const chariOf =
  (count: number) =>
  (page: number): Promise<LookUpOutcome<Page>> =>
    Promise.resolve(
      answered(
        Array.from({ length: Math.max(0, Math.min(PAGE_SIZE, count - (page - 1) * PAGE_SIZE)) }, (_, at) =>
          row((page - 1) * PAGE_SIZE + at),
        ),
        count,
      ),
    )

async function listed(
  page: (n: number) => Promise<LookUpOutcome<Page>>,
  manner?: ListingManner,
): Promise<Listing> {
  const outcome = await readListing(page, manner)
  if (outcome.kind !== 'answer') throw new Error(outcome.kind)
  return outcome.value
}

describe('A long listing', () => {
  it.each([0, 1, 49, 50, 51, 100_000, 100_050])('of %i rows is read whole', async (count) => {
    const { rows, complete } = await listed(chariOf(count))
    expect([rows.length, complete]).toEqual([count, true])
  })

  it('ends at some page even where Chari never does', async () => {
    let pages = 0
    const { complete, rows } = await listed((page) => {
      pages = page
      return Promise.resolve(
        answered(
          Array.from({ length: PAGE_SIZE }, (_, at) => row(page * 100 + at)),
          null,
        ),
      )
    })
    expect([complete, rows.length, pages]).toEqual([false, 200_000, 4_000])
  })

  it('tells how far it is after each page, and ends when it is told to', async () => {
    const told: unknown[] = []
    const { rows, complete } = await listed(chariOf(500), {
      between: (progress) => {
        told.push(progress)
        return progress.pages < 3
      },
    })
    expect(told).toEqual([
      { pages: 1, rows: 50, count: 500 },
      { pages: 2, rows: 100, count: 500 },
      { pages: 3, rows: 150, count: 500 },
    ])
    expect([rows.length, complete]).toEqual([150, false])
  })

  it('asks for the same page again after Chari asked for patience', async () => {
    const asked: number[] = []
    const chari = chariOf(120)
    const { complete } = await listed(
      (page) => {
        asked.push(page)
        const again = asked.filter((one) => one === page).length > 1
        return page === 2 && !again
          ? Promise.resolve({ kind: 'throttled', retryAfterMs: 7_000, meta })
          : chari(page)
      },
      { wait: (retryAfterMs) => Promise.resolve(retryAfterMs === 7_000) },
    )
    expect([asked, complete]).toEqual([[1, 2, 2, 3], true])
  })

  it('is incomplete where nobody wants to wait', async () => {
    const { complete, rows } = await listed((page) =>
      page === 2 ? Promise.resolve({ kind: 'throttled', retryAfterMs: 7_000, meta }) : chariOf(120)(page),
    )
    expect([complete, rows.length]).toEqual([false, 50])
  })
})
