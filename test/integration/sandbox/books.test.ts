import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { centimes } from '../../../electron/domain/money'
import { SCENARIOS } from '../../../electron/sandbox/types'
import {
  AMINA,
  bookedIn,
  booksOf,
  call,
  newBooksFile,
  OUR_AGENT,
  ownSandbox,
  pathsOf,
} from '../../support/own-sandbox'

const { look, execute } = pathsOf('cash_in')

describe('the books', () => {
  it('are in the file before the answer is: a second sandbox on it executes nothing again', async () => {
    const booksFile = newBooksFile()
    // The first is never closed before the second opens, as after a SIGKILL.
    const first = await ownSandbox({ booksFile })
    const reference = first.createReference({ direction: 'cash_in', phone: AMINA, amount: centimes(12_345) })
    const open = first.createReference({ direction: 'cash_in', phone: AMINA, amount: centimes(100) })
    const order = { Code: OUR_AGENT.code, Reference: reference }
    first.addFault({ call: 'cashin.agent.execute', kind: 'reset_after', times: 1 })
    await expect(call(first, 'POST', execute, order)).rejects.toThrow()

    const second = await ownSandbox({ booksFile })
    try {
      expect(await bookedIn(second, reference)).toMatchObject({ status: 2, executions: 1 })
      expect(await bookedIn(second, open)).toMatchObject({ status: 1, executions: 0 })
      expect((await call(second, 'POST', execute, order)).status).toBe(400)
      expect(await bookedIn(second, reference)).toMatchObject({ executions: 1 })
      expect((await booksOf(second)).transactions).toEqual((await booksOf(first)).transactions)
    } finally {
      await first.close()
      await second.close()
    }
  })

  it('that cannot be written execute nothing, and say so', async () => {
    // A name so long that no partial file fits beside it: the file is read, never written again.
    const made = newBooksFile()
    const well = await ownSandbox({ booksFile: made })
    const reference = well.createReference({ direction: 'cash_in', phone: AMINA, amount: centimes(12_345) })
    await well.close()
    const stuck = join(dirname(made), `${'b'.repeat(245)}.json`)
    writeFileSync(stuck, readFileSync(made))

    const said: string[] = []
    const sandbox = await ownSandbox({ booksFile: stuck, log: (what) => said.push(what) })
    try {
      const before = await booksOf(sandbox)
      const answer = await call(sandbox, 'POST', execute, { Code: OUR_AGENT.code, Reference: reference })
      expect(answer.status).toBe(500)
      expect(said).toEqual(['sandbox.fault'])
      expect(await booksOf(sandbox)).toEqual(before)
      expect((await call(sandbox, 'GET', `${look}?Reference=${reference}`)).body).toMatchObject({ status: 1 })
    } finally {
      await sandbox.close()
    }
  })

  it('that are no books stop the start, and stay as they are', async () => {
    const booksFile = newBooksFile()
    writeFileSync(booksFile, '{"wallets": 3}')
    await expect(ownSandbox({ booksFile })).rejects.toThrow(/does not hold the books of a sandbox/)
    expect(readFileSync(booksFile, 'utf8')).toBe('{"wallets": 3}')
  })
})

describe('training', () => {
  it.each(SCENARIOS)('prepares "%s"', async (scenario) => {
    const sandbox = await ownSandbox()
    try {
      const reference = sandbox.prepare({ direction: 'cash_in', amount: centimes(35_000) }, scenario)
      const lookAt = (): Promise<unknown> =>
        call(sandbox, 'GET', `${look}?Reference=${reference}`).then(({ status, body }) =>
          status === 200 ? body?.status : status,
        )
      const executed = await call(sandbox, 'POST', execute, {
        Code: OUR_AGENT.code,
        Reference: reference,
      }).then(
        ({ status, body }) => ({ status, said: body?.status }),
        () => 'nothing',
      )
      const looks: unknown[] = []
      for (let turn = 0; turn < 10; turn++) looks.push(await lookAt())
      const { executions } = await bookedIn(sandbox, reference)
      const ends = {
        fine: { executed: { status: 200, said: 2 }, look: 2, executions: 1 },
        status_one: { executed: { status: 200, said: 1 }, look: 2, executions: 1 },
        no_answer: { executed: 'nothing', look: 500, executions: 1 },
        refused: { executed: { status: 400, said: undefined }, look: 1, executions: 0 },
        expired: { executed: { status: 400, said: undefined }, look: 1, executions: 0 },
      }[scenario]
      expect({ executed, look: looks[0], executions }).toEqual(ends)
      expect(looks.at(-1)).toBe(ends.executions === 1 ? 2 : 1)
    } finally {
      await sandbox.close()
    }
  })

  it('says that the town has nobody for such an amount', async () => {
    const sandbox = await ownSandbox()
    try {
      const wanted = { direction: 'cash_out' as const, amount: centimes(90_000_000) }
      expect(() => sandbox.prepare(wanted, 'fine')).toThrow(RangeError)
    } finally {
      await sandbox.close()
    }
  })
})
