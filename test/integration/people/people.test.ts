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
  const deps: PeopleDeps = {
    folder,
    journal: () => journal,
    who: () => ({ cashier: 'Amina', shift: null }),
    weakPins: () => false,
    clock,
    randomBytes,
    cost: QUICK,
    ...extra,
  }
  const people = createPeople(deps)
  await people.replace(STAFF)
  const told = () => toldTo(journal).map(({ kind, payload }) => ({ kind, ...payload }))
  const events = () => toldTo(journal)
  return { folder, clock, people, deps, events, told }
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
    expect(await people.approve('Youssef', '56789012', 'supervisor', 'drawer.open')).toMatchObject({
      ok: true,
    })
    expect(await people.approve('Youssef', '56789012', 'cashier', 'operation.review')).toMatchObject({
      ok: true,
    })
    expect(await people.approve('Amina', '1234', 'supervisor', 'drawer.open')).toMatchObject({ ok: false })
    expect(await people.approve('Aide', '4444', 'cashier', 'drawer.open')).toMatchObject({ ok: false })
    expect(await people.approve('Youssef', '1234', 'supervisor', 'drawer.open')).toMatchObject({ ok: false })
    expect(told().slice(1)).toEqual([
      {
        kind: 'people.approved',
        name: 'Youssef',
        role: 'supervisor',
        least: 'supervisor',
        what: 'drawer.open',
      },
      {
        kind: 'people.approved',
        name: 'Youssef',
        role: 'supervisor',
        least: 'cashier',
        what: 'operation.review',
      },
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
    await expect(people.replace([STAFF[0], { ...STAFF[1], name: ' amina' }])).rejects.toThrow(TypeError)
    expect(people.users()).toHaveLength(3)
    await people.replace([{ name: 'Sara', role: 'supervisor', pin: '2468' }])
    expect(createPeople(deps).users()).toEqual([{ name: 'Sara', role: 'supervisor' }])
    expect(await people.signIn('Amina', '1234')).toMatchObject({ ok: false })
  })

  it('is read from a file of before anybody could be suspended', async () => {
    const { folder, deps } = await shop()
    const kept = JSON.parse(readFileSync(join(folder, 'people.json'), 'utf8'))
    const old = kept.people.map(({ name, role, secret, throttle }: Record<string, unknown>) => ({
      name,
      role,
      secret,
      throttle,
    }))
    writeFileSync(join(folder, 'people.json'), JSON.stringify({ format: 1, people: old }))
    const people = createPeople(deps)
    expect(people.all()).toEqual(
      STAFF.map(({ name, role }) => ({ name, role, active: true, temporary: false, lockedForMs: 0 })),
    )
    expect(await people.signIn('Amina', '1234')).toMatchObject({ ok: true })
    expect(JSON.parse(readFileSync(join(folder, 'people.json'), 'utf8')).format).toBe(2)
  })

  it('is not guessed from a damaged file, which stays as it is', async () => {
    const { folder, deps } = await shop()
    writeFileSync(join(folder, 'people.json'), '{"format":1,"people":[{"name":"Amina"}]}')
    expect(() => createPeople(deps)).toThrow(expect.objectContaining({ code: 'people_unreadable' }))
    expect(readFileSync(join(folder, 'people.json'), 'utf8')).toContain('"Amina"')
  })
})

/** Youssef, who decides. */
const BY = 'Youssef'

describe('somebody new', () => {
  it('is refused under a name that somebody has or had, or that nobody could read', async () => {
    const { people, told } = await shop()
    const add = (name: string) => people.add({ name, role: 'cashier' }, BY)
    expect(await add(' AMINA ')).toEqual({ ok: false, error: 'name_taken' })
    await people.suspend('Amina', BY)
    expect(await add('amina')).toEqual({ ok: false, error: 'name_taken' })
    for (const odd of ['', '   ', 'a\u202eb', 'x'.repeat(61)])
      expect(await add(odd)).toEqual({ ok: false, error: 'bad_name' })
    expect(told().filter(({ kind }) => kind === 'people.added')).toEqual([])
  })

  it('gets a PIN that opens nothing but the choice of an own one', async () => {
    const { people, told } = await shop()
    const added = await people.add({ name: ' Hamza O. ', role: 'supervisor' }, BY)
    if (!added.ok) throw new Error(added.error)
    const { pin } = added.value
    expect(pin).toMatch(/^\d{6}$/)
    expect(await people.signIn('Hamza O.', pin)).toMatchObject({ ok: false, why: 'choose_pin' })
    expect(await people.approve('Hamza O.', pin, 'cashier', 'drawer.open')).toMatchObject({
      ok: false,
      why: 'choose_pin',
    })
    expect(await people.signIn('Hamza O.', pin, '1111')).toMatchObject({ ok: false, why: 'pin_weak' })
    expect(await people.signIn('Hamza O.', pin, pin)).toMatchObject({ ok: false, why: 'pin_same' })
    expect(await people.signIn('Hamza O.', '9999', '4071')).toMatchObject({ ok: false, triesLeft: 4 })
    expect(await people.signIn('Hamza O.', pin, '4071')).toMatchObject({ ok: true })
    expect(await people.signIn('Hamza O.', pin)).toMatchObject({ ok: false, triesLeft: 4 })
    expect(await people.approve('Hamza O.', '4071', 'supervisor', 'drawer.open')).toMatchObject({ ok: true })
    expect(told().slice(1)).toEqual([
      { kind: 'people.added', name: 'Hamza O.', role: 'supervisor', by: BY },
      { kind: 'people.sign_in_failed', name: 'Hamza O.', why: 'temporary', triesLeft: 5 },
      { kind: 'people.sign_in_failed', name: 'Hamza O.', why: 'wrong_pin', triesLeft: 4 },
      { kind: 'people.pin_changed', name: 'Hamza O.' },
      { kind: 'people.signed_in', name: 'Hamza O.', role: 'supervisor' },
      { kind: 'people.sign_in_failed', name: 'Hamza O.', why: 'wrong_pin', triesLeft: 4 },
      {
        kind: 'people.approved',
        name: 'Hamza O.',
        role: 'supervisor',
        least: 'supervisor',
        what: 'drawer.open',
      },
    ])
  })
})

describe('suspending', () => {
  it('keeps somebody out of sign-in and approvals, with a right PIN, and is undone', async () => {
    const { people, deps, told } = await shop()
    expect(await people.suspend('Nobody', BY)).toEqual({ ok: false, error: 'unknown_person' })
    expect(await people.suspend('Amina', BY)).toEqual({ ok: true, value: null })
    expect(await people.suspend('Amina', BY)).toEqual({ ok: false, error: 'nothing_to_do' })
    expect(people.users().map(({ name }) => name)).toEqual(['Youssef', 'Aide'])
    const again = createPeople(deps)
    expect(await again.signIn('Amina', '1234')).toEqual({ ok: false, triesLeft: 4, lockedForMs: 0 })
    expect(await again.approve('Amina', '1234', 'cashier', 'operation.review')).toMatchObject({ ok: false })
    expect(told()).toContainEqual({
      kind: 'people.sign_in_failed',
      name: 'Amina',
      why: 'suspended',
      triesLeft: 5,
    })
    expect(await again.reinstate('Amina', BY)).toEqual({ ok: true, value: null })
    expect(await again.signIn('Amina', '1234')).toMatchObject({ ok: true })
  })

  it('never takes the last who decides, by suspension or by role', async () => {
    const { people, told } = await shop()
    const before = told()
    expect(await people.suspend('Youssef', BY)).toEqual({ ok: false, error: 'last_supervisor' })
    expect(await people.changeRole('Youssef', 'cashier', BY)).toEqual({ ok: false, error: 'last_supervisor' })
    expect(told()).toEqual(before)
    await people.changeRole('Amina', 'supervisor', BY)
    expect(await people.suspend('Youssef', BY)).toMatchObject({ ok: true })
    expect(await people.changeRole('Amina', 'support', 'Amina')).toEqual({
      ok: false,
      error: 'last_supervisor',
    })
    expect(told().slice(before.length)).toEqual([
      { kind: 'people.role_changed', name: 'Amina', before: 'cashier', after: 'supervisor', by: BY },
      { kind: 'people.suspended', name: 'Youssef', by: BY },
    ])
  })

  it('is not done where the journal cannot tell it', async () => {
    const full = () => {
      throw new Error('disk_full')
    }
    const { people } = await shop(heldClock(), { journal: () => ({ append: full }) })
    await expect(people.suspend('Amina', BY)).rejects.toThrow('disk_full')
    await expect(people.add({ name: 'Hamza O.', role: 'cashier' }, BY)).rejects.toThrow('disk_full')
    await expect(people.resetPin('Amina', BY)).rejects.toThrow('disk_full')
    expect(people.all().map(({ name, active, temporary }) => [name, active, temporary])).toEqual([
      ['Amina', true, false],
      ['Youssef', true, false],
      ['Aide', true, false],
    ])
    expect(await people.signIn('Amina', '1234')).toMatchObject({ ok: true })
  })
})

describe('a PIN', () => {
  it.each(['0000', '1212', '123123', '1234', '8901', '43210', '09876', '7777777'])(
    '%s is too easy for anybody but training',
    async (pin) => {
      const { people } = await shop()
      expect(await people.changePin('Youssef', '56789012', pin)).toMatchObject({ ok: false, why: 'pin_weak' })
      const training = await shop(heldClock(), { weakPins: () => true })
      expect(await training.people.changePin('Youssef', '56789012', pin)).toMatchObject({ ok: true })
    },
  )

  it('is changed by whoever knows the old one, which counts its tries', async () => {
    const { people, told } = await shop()
    expect(await people.changePin('Amina', '9999', '4071')).toEqual({
      ok: false,
      triesLeft: 4,
      lockedForMs: 0,
    })
    expect(await people.changePin('Amina', '1234', '1234')).toMatchObject({ ok: false, why: 'pin_weak' })
    expect(await people.changePin('Amina', '1234', '12')).toMatchObject({ ok: false, why: 'pin_weak' })
    expect(await people.changePin('Amina', '1234', '4071')).toMatchObject({ ok: true })
    expect(await people.changePin('Amina', '4071', '4071')).toMatchObject({ ok: false, why: 'pin_same' })
    expect(await people.signIn('Amina', '1234')).toMatchObject({ ok: false })
    expect(await people.signIn('Amina', '4071')).toMatchObject({ ok: true })
    expect(told()).toContainEqual({ kind: 'people.pin_changed', name: 'Amina' })
  })

  it('forgotten is given anew by a supervisor, and with it a lock ends', async () => {
    const { people, told } = await shop()
    for (let n = 0; n < 5; n += 1) await people.signIn('Amina', '0000')
    expect(people.all()[0]).toMatchObject({ name: 'Amina', lockedForMs: 60_000 })
    const reset = await people.resetPin('Amina', BY)
    if (!reset.ok) throw new Error(reset.error)
    expect(people.all()[0]).toMatchObject({ temporary: true, lockedForMs: 0 })
    expect(await people.signIn('Amina', '1234')).toMatchObject({ ok: false, triesLeft: 4 })
    expect(await people.signIn('Amina', reset.value.pin, '4071')).toMatchObject({ ok: true })
    expect(people.all()[0]).toMatchObject({ temporary: false })
    expect(told()).toContainEqual({ kind: 'people.pin_reset', name: 'Amina', by: BY })
  })

  it('of training is chosen anew by everybody once the shop is real', async () => {
    const { people } = await shop()
    await people.expirePins(BY)
    expect(await people.signIn('Youssef', '56789012')).toMatchObject({ ok: false, why: 'choose_pin' })
    expect(await people.signIn('Youssef', '56789012', '40718')).toMatchObject({ ok: true })
  })

  it('is in no event and in no file, nor is the key', async () => {
    const { people, folder } = await shop()
    const reset = await people.resetPin('Amina', BY)
    if (!reset.ok) throw new Error(reset.error)
    await people.signIn('Amina', reset.value.pin, '40718253')
    await people.recover({ key: 'chari-live-key', name: 'Sara', pin: '80613942' }, 'chari-live-key')
    const bytes = readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'latin1'))
      .join('')
    expect(bytes).toContain('Sara')
    for (const secret of [`"${reset.value.pin}"`, '40718253', '80613942', 'chari-live-key'])
      expect(bytes).not.toContain(secret)
  })
})

describe('a shop without a supervisor', () => {
  const KEY = 'chari-live-key'
  const sara = { name: 'Sara', pin: '4071' }

  it('has one again by its API key, told in the journal', async () => {
    const { people, told } = await shop()
    expect(await people.recover({ key: ` ${KEY}\n`, ...sara }, KEY)).toEqual({
      ok: true,
      user: { name: 'Sara', role: 'supervisor' },
    })
    expect(await people.approve('Sara', '4071', 'supervisor', 'drawer.open')).toMatchObject({ ok: true })
    expect(told().slice(1, 3)).toEqual([
      { kind: 'people.recovered', name: 'Sara', added: true },
      { kind: 'people.signed_in', name: 'Sara', role: 'supervisor' },
    ])
  })

  it('gives a supervisor who is there a new PIN, and nobody else a role', async () => {
    const { people, told } = await shop()
    const recover = (name: string) => people.recover({ key: KEY, name, pin: '4071' }, KEY)
    expect(await recover('youssef')).toMatchObject({ ok: true, user: { name: 'Youssef' } })
    expect(await people.signIn('Youssef', '4071')).toMatchObject({ ok: true })
    expect(await recover('Amina')).toEqual({ ok: false, fault: 'name_taken' })
    expect(told()).toContainEqual({ kind: 'people.recovered', name: 'Youssef', added: false })
    expect(people.all()).toHaveLength(3)
  })

  it('is refused an easy PIN, and any key where this terminal has none', async () => {
    const { people } = await shop()
    expect(await people.recover({ key: KEY, name: 'Sara', pin: '1234' }, KEY)).toEqual({
      ok: false,
      fault: 'pin_weak',
    })
    for (const none of [null, ''])
      expect(await people.recover({ key: '', ...sara }, none)).toEqual({ ok: false, fault: 'nothing_to_do' })
    expect(people.users()).toHaveLength(3)
  })

  it('is locked out by wrong keys as by wrong PINs, over restarts, and the right key waits too', async () => {
    const { people, clock, deps, told } = await shop()
    const tries = await Promise.all(
      Array.from({ length: 7 }, () => people.recover({ key: 'wrong', ...sara }, KEY)),
    )
    expect(tries.map((answer) => ('triesLeft' in answer ? answer.triesLeft : null))).toEqual([
      4, 3, 2, 1, 0, 0, 0,
    ])
    const again = createPeople(deps)
    expect(await again.recover({ key: KEY, ...sara }, KEY)).toEqual({
      ok: false,
      triesLeft: 0,
      lockedForMs: 60_000,
    })
    // A lock of the key is nobody's lock.
    expect(await again.signIn('Amina', '1234')).toMatchObject({ ok: true })
    clock.pass(60_000)
    expect(await again.recover({ key: KEY, ...sara }, KEY)).toMatchObject({ ok: true })
    const failures = told().filter(({ kind }) => kind === 'people.recovery_failed')
    expect(failures.map((failure) => ('why' in failure ? failure.why : null))).toEqual([
      ...Array.from({ length: 5 }, () => 'wrong_key'),
      ...Array.from({ length: 3 }, () => 'locked'),
    ])
  })
})
