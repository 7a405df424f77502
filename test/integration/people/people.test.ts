import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { peopleKinds } from '../../../electron/people/kinds'
import { createPeople, type PeopleDeps } from '../../../electron/people/people'
import { type HeldClock, heldClock, openTestJournal, tempFolder, toldTo } from '../../support/journal'

const QUICK = { N: 16, r: 1, p: 1 }
const STAFF = [
  { name: 'Amina', role: 'cashier', pin: '1234' },
  { name: 'Youssef', role: 'supervisor', pin: '56789012' },
  { name: 'Aide', role: 'support', pin: '4444' },
] as const

async function shop(clock: HeldClock = heldClock(), extra: Partial<PeopleDeps> = {}) {
  const folder = tempFolder()
  const journal = openTestJournal(folder, { clock, kinds: peopleKinds, projections: [] })
  const deps: PeopleDeps = { folder, journal: () => journal, clock, randomBytes, cost: QUICK, ...extra }
  const people = createPeople(deps)
  await people.replace(STAFF)
  const told = () => toldTo(journal).map(({ kind, payload }) => ({ kind, ...payload }))
  return { folder, clock, people, deps, told }
}

describe('signing in', () => {
  it('knows people by PIN, and says so in the journal', async () => {
    const { people, told } = await shop()
    expect(people.users()).toEqual(STAFF.map(({ name, role }) => ({ name, role })))
    expect(await people.signIn('Amina', '1234')).toEqual({
      ok: true,
      user: { name: 'Amina', role: 'cashier' },
    })
    expect(await people.signIn('Amina', '12345')).toEqual({ ok: false, triesLeft: 4, lockedForMs: 0 })
    expect(await people.signIn('Amina', '')).toMatchObject({ ok: false, triesLeft: 3 })
    expect(await people.signIn('Nobody', '1234')).toEqual({ ok: false, triesLeft: 4, lockedForMs: 0 })
    expect(told().map(({ kind }) => kind)).toEqual([
      'people.changed',
      'people.signed_in',
      'people.sign_in_failed',
      'people.sign_in_failed',
      'people.sign_in_failed',
    ])
  })

  it('keeps no PIN anywhere, and the file to its owner', async () => {
    const { folder, people } = await shop()
    await people.signIn('Youssef', '56789012')
    await people.signIn('Youssef', '11223344')
    const bytes = readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'latin1'))
      .join('')
    expect(bytes).toContain('Youssef')
    expect(bytes).not.toMatch(/56789012|11223344/)
    if (process.platform !== 'win32') expect(statSync(join(folder, 'people.json')).mode & 0o777).toBe(0o600)
  })

  it('locks after five wrong PINs for a minute, then twice as long, up to an hour', async () => {
    const { clock, people, told } = await shop()
    const fail = async () => {
      for (let n = 0; n < 4; n += 1) await people.signIn('Amina', '0000')
      return people.signIn('Amina', '0000')
    }
    for (const minutes of [1, 2, 4, 8, 16, 32, 60, 60]) {
      expect(await fail()).toEqual({ ok: false, triesLeft: 0, lockedForMs: minutes * 60_000 })
      expect(await people.signIn('Amina', '1234')).toMatchObject({ ok: false, lockedForMs: minutes * 60_000 })
      clock.pass(minutes * 60_000)
    }
    expect(await people.signIn('Youssef', '56789012')).toMatchObject({ ok: true })
    expect(await people.signIn('Amina', '1234')).toMatchObject({ ok: true })
    expect(await fail()).toMatchObject({ lockedForMs: 60_000 })
    expect(told()).toContainEqual({ kind: 'people.locked', name: 'Amina', forMs: 3_600_000 })
  })

  it('counts over a restart, through a burst, and not past a clock wound back', async () => {
    const { clock, people, deps } = await shop()
    const burst = await Promise.all(Array.from({ length: 12 }, () => people.signIn('Amina', '0000')))
    expect(burst.filter((answer) => !answer.ok && answer.lockedForMs > 0)).toHaveLength(8)
    const again = createPeople(deps)
    expect(await again.signIn('Amina', '1234')).toMatchObject({ ok: false, lockedForMs: 60_000 })
    clock.set('2020-01-01T00:00:00.000Z')
    expect(await again.signIn('Amina', '1234')).toMatchObject({ ok: false, lockedForMs: 60_000 })
    clock.set('2026-06-16T09:01:00.000Z')
    expect(await again.signIn('Amina', '1234')).toMatchObject({ ok: true })
  })

  it('works while the journal cannot be written', async () => {
    const log = vi.fn()
    const full = () => {
      throw new Error('disk_full')
    }
    const { people } = await shop(heldClock(), { journal: () => ({ append: full }), log })
    expect(await people.signIn('Amina', '1234')).toMatchObject({ ok: true })
    expect(log).toHaveBeenCalledWith(
      'people.not_journaled',
      expect.objectContaining({ kinds: ['people.signed_in'] }),
    )
  })
})

describe('approving in place', () => {
  it('takes who is at least that, and never a right PIN of the wrong person', async () => {
    const { people, told } = await shop()
    expect(await people.approve('Youssef', '56789012', 'supervisor')).toMatchObject({ ok: true })
    expect(await people.approve('Youssef', '56789012', 'cashier')).toMatchObject({ ok: true })
    expect(await people.approve('Amina', '1234', 'supervisor')).toMatchObject({ ok: false })
    expect(await people.approve('Aide', '4444', 'cashier')).toMatchObject({ ok: false })
    expect(await people.approve('Youssef', '1234', 'supervisor')).toMatchObject({ ok: false })
    expect(told().slice(1)).toEqual([
      { kind: 'people.approved', name: 'Youssef', role: 'supervisor', least: 'supervisor' },
      { kind: 'people.approved', name: 'Youssef', role: 'supervisor', least: 'cashier' },
      { kind: 'people.sign_in_failed', name: 'Amina', why: 'too_low', triesLeft: 5 },
      { kind: 'people.sign_in_failed', name: 'Aide', why: 'too_low', triesLeft: 5 },
      { kind: 'people.sign_in_failed', name: 'Youssef', why: 'wrong_pin', triesLeft: 4 },
    ])
  })
})

describe('who works here', () => {
  it('is replaced whole, or not at all', async () => {
    const { people, deps } = await shop()
    await expect(people.replace([{ name: 'Amina', role: 'cashier', pin: '12' }])).rejects.toThrow()
    await expect(people.replace([STAFF[0], STAFF[0]])).rejects.toThrow(TypeError)
    expect(people.users()).toHaveLength(3)
    await people.replace([{ name: 'Sara', role: 'supervisor', pin: '2468' }])
    expect(createPeople(deps).users()).toEqual([{ name: 'Sara', role: 'supervisor' }])
    expect(await people.signIn('Amina', '1234')).toMatchObject({ ok: false })
  })

  it('is not guessed from a damaged file, which stays as it is', async () => {
    const { folder, deps } = await shop()
    writeFileSync(join(folder, 'people.json'), '{"format":1,"people":[{"name":"Amina"}]}')
    expect(() => createPeople(deps)).toThrow(expect.objectContaining({ code: 'people_unreadable' }))
    expect(readFileSync(join(folder, 'people.json'), 'utf8')).toContain('"Amina"')
  })
})
