import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Role } from '../../../electron/domain/people'
import { archiveHandlers } from '../../../electron/ipc/handlers/archive'
import { createSession } from '../../../electron/ipc/session'
import { createPeople } from '../../../electron/people/people'
import { archiverOf } from '../../support/archives'
import { AMINA, heldClock, openTestJournal, tempFolder } from '../../support/journal'
import { tamper } from '../../support/tampering'
import { noted, sampleKinds } from './samples'

const PEOPLE = [
  { name: 'Salma', role: 'cashier', pin: '1234' },
  { name: 'Karim', role: 'supervisor', pin: '4321' },
] as const
const DAYS = { from: '2026-06-16', to: '2026-06-16' }
const SALMA = { name: 'Salma', role: 'cashier' } as const satisfies { name: string; role: Role }
const KARIM = { name: 'Karim', role: 'supervisor' } as const satisfies { name: string; role: Role }

async function shop({ folder = 'archives' }: { readonly folder?: string } = {}) {
  const profile = tempFolder()
  const journal = openTestJournal(profile, { kinds: sampleKinds, projections: [] })
  journal.append(AMINA, () => Array.from({ length: 2_500 }, (_, n) => noted(`event ${n}`)))
  const cost = { N: 2 ** 10, r: 8, p: 1 }
  const clock = heldClock()
  const session = createSession(() => null)
  const people = createPeople({
    folder: profile,
    journal: () => null,
    who: session.who,
    weakPins: () => true,
    clock,
    randomBytes,
    cost,
  })
  await people.replace(PEOPLE)
  const told: { what: string; done: number; of: number }[] = []
  const handlers = archiveHandlers({
    session,
    people: () => people,
    journal: () => journal,
    archiver: () => archiver,
    who: session.who,
    folder: () => join(profile, folder),
    onWork: (progress) => told.push(progress),
  })
  const archiver = archiverOf(journal, profile)
  return { profile, journal, session, handlers, told }
}
const refusal = (code: string, params: object = {}) => ({
  ok: false,
  message: { code, params: expect.objectContaining(params) },
})

describe('asking for an archive', () => {
  it('takes a supervisor, in place or signed in, whose name it carries', async () => {
    const { journal, session, handlers, told } = await shop()
    session.signIn(SALMA)
    const make = handlers['archive.make']
    expect(await make({ ...DAYS, approval: null })).toEqual(refusal('not_allowed', { detail: 'supervisor' }))
    const wrong = { name: 'Karim', pin: '0000' }
    expect(await make({ ...DAYS, approval: wrong })).toEqual(refusal('pin_wrong'))
    const made = await make({ ...DAYS, approval: { name: 'Karim', pin: '4321' } })
    expect(made).toMatchObject({ ok: true, value: { events: 2_502, openDays: [] } })
    expect(told.map(({ what }) => what)).toContain('archive')
    session.signIn(KARIM)
    expect(await make({ from: '2026-06-15', to: '2026-06-16', approval: null })).toMatchObject({ ok: true })
    const events = journal.events({ kinds: ['journal.archived'], limit: 5 })
    expect(events.map(({ cashier, payload }) => [cashier, payload.by])).toEqual([
      ['Salma', 'Karim'],
      ['Karim', 'Karim'],
    ])
  })

  it('says beforehand what it would hold, and why there is none', async () => {
    const { profile, handlers } = await shop()
    const plan = handlers['archive.plan']
    expect(await plan(DAYS)).toEqual({
      ok: true,
      value: { events: 2_501, first: 1, last: 2_501, openDays: [], folder: join(profile, 'archives') },
    })
    expect(await plan({ from: '2026-06-17', to: '2026-06-16' })).toEqual(refusal('archive_period'))
    expect(await plan({ from: '2026-01-01', to: '2026-01-02' })).toEqual(refusal('archive_empty'))
  })

  it('names the event that does not fit, and the folder that cannot be written', async () => {
    const broken = await shop()
    broken.session.signIn(KARIM)
    tamper(join(broken.profile, 'journal.db'), (db) =>
      db.exec("UPDATE event SET zone = 'UTC' WHERE sequence = 7"),
    )
    expect(await broken.handlers['archive.make']({ ...DAYS, approval: null })).toEqual(
      refusal('archive_broken', { sequence: 7 }),
    )
    const full = await shop({ folder: 'file' })
    full.session.signIn(KARIM)
    writeFileSync(join(full.profile, 'file'), '')
    expect(await full.handlers['archive.make']({ ...DAYS, approval: null })).toEqual(
      refusal('archive_not_written', { folder: join(full.profile, 'file') }),
    )
  })
})

describe('asking for a check of the whole journal', () => {
  it('is told in the journal, with what it found', async () => {
    const { profile, journal, session, handlers, told } = await shop()
    session.signIn(SALMA)
    const check = handlers['journal.check']
    expect(await check({})).toMatchObject({ ok: true, value: { events: 2_501, broken: null } })
    expect(told).toEqual([{ what: 'check', done: 2_000, of: 2_501 }])
    tamper(join(profile, 'journal.db'), (db) => db.exec("UPDATE event SET zone = 'UTC' WHERE sequence = 7"))
    const broken = { sequence: 7, how: 'altered' }
    expect(await check({})).toMatchObject({ ok: true, value: { broken } })
    expect(journal.events({ kinds: ['journal.checked'], limit: 5 }).map(({ payload }) => payload)).toEqual([
      { events: 2_501, broken: null },
      { events: 6, broken },
    ])
  })
})
