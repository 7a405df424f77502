import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../../../electron/domain/clock'
import { openShift, openTill, SALMA_B } from '../../support/till'
import { type Bench, figure, timed } from '../measure'
import { bulkJournal } from '../support/bulk'
import { openJournal } from '../support/journals'

/** A Z over all operations of a long shift: tally, document, signature and its append, durable. */
export const z: Bench = {
  name: 'z',
  run: async ({ quick, rounds, say, folder }) => {
    const count = quick ? 1_000 : 10_000
    const bulk = bulkJournal(count, say)
    const times: number[] = []
    for (let round = 0; round < rounds(7, 2); round += 1) {
      const copy = join(folder(), 'shop')
      cpSync(bulk.folder, copy, { recursive: true })
      const journal = openJournal(copy, { verifyAtOpen: 1_000 })
      try {
        const till = openTill(journal, systemClock)
        const held = till.proposal(SALMA_B, null).carried
        const { shift } = openShift(till, SALMA_B, held)
        const act = { shift: shift ?? '' }
        const sealed = till.count(
          { ...act, countId: `count-${round}`, purpose: 'closing', count: { total: held, lines: null } },
          SALMA_B,
        )
        if (!sealed.ok) throw new Error(`not counted: ${sealed.message.code}`)
        const closing = { ...act, closeId: `close-${round}`, left: held, reason: null, approvedBy: null }
        let closed = 0
        times.push(
          await timed(() => {
            const done = till.close(closing, SALMA_B)
            if (!done.ok) throw new Error(`not closed: ${done.message.code}`)
            closed = done.value.report.tally.kinds.reduce((sum, kind) => sum + kind.count, 0)
          }),
        )
        // Most of them ended well, and every one of those is in it.
        if (closed < count * 0.9) throw new Error(`only ${closed} operations are in the Z`)
      } finally {
        journal.close()
      }
    }
    return [
      figure('Z over 10,000 operations', 'ms', times, {
        goal: { of: 'median', is: '<=', than: 100 },
      }),
    ]
  },
}
