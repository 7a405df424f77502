import { randomBytes, randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { User } from '../../../electron/domain/people'
import { tillHandlers } from '../../../electron/ipc/handlers/till'
import { createSession } from '../../../electron/ipc/session'
import { createPeople } from '../../../electron/people/people'
import { tempFolder } from '../../support/journal'
import { HAMID, KARIM, SALMA_B } from '../../support/till'
import { mad, refusal, tillShop, total } from '../../support/till-shop'

const PINS: Readonly<Record<string, string>> = { 'Salma B.': '1234', 'Hamid T.': '2222', 'Karim I.': '4321' }

/** The requests of the till as main answers them, with real people and their PINs. */
async function counter(signedIn: User = SALMA_B) {
  const shop = tillShop()
  const session = createSession(shop.till.shiftOf)
  session.signIn(signedIn)
  const people = createPeople({
    folder: tempFolder(),
    journal: () => null,
    who: () => session.who(),
    weakPins: () => true,
    clock: shop.clock,
    randomBytes,
    cost: { N: 16, r: 1, p: 1 },
  })
  const support: User = { name: 'Support', role: 'support' }
  await people.replace(
    [SALMA_B, HAMID, KARIM, support].map((user) => ({ ...user, pin: PINS[user.name] ?? '9999' })),
  )
  let told = 0
  const handlers = tillHandlers({
    till: () => shop.till,
    people: () => people,
    session,
    onSignedIn: () => {
      told += 1
    },
  })
  const open = (count: number, more: { reason?: string; approval?: { name: string; pin: string } } = {}) =>
    handlers['till.open']({
      openId: randomUUID(),
      drawer: null,
      count: total(mad(count)),
      float: { source: 'unknown' },
      reason: more.reason ?? null,
      approval: more.approval ?? null,
    })
  const count = (amount: number, purpose: 'closing' | 'hand_over') =>
    handlers['till.count']({
      countId: randomUUID(),
      shift: session.who().shift ?? '',
      purpose,
      count: total(mad(amount)),
    })
  const handOver = (to: string, pin: string) =>
    handlers['till.handOver']({
      handOverId: randomUUID(),
      shift: session.who().shift ?? '',
      to,
      pin,
      reason: null,
      approval: null,
    })
  const close = (left: number, more: { reason?: string; approval?: { name: string; pin: string } } = {}) =>
    handlers['till.close']({
      closeId: randomUUID(),
      shift: session.who().shift ?? '',
      left: mad(left),
      reason: more.reason ?? null,
      approval: more.approval ?? null,
    })
  return { shop, session, handlers, open, count, handOver, close, told: () => told }
}

describe('a supervisor who approves in place', () => {
  it('types a PIN, which is checked before anything is recorded', async () => {
    const { shop, session, open, count, close } = await counter()
    await open(500)
    await count(300, 'closing')
    const reason = 'Vol signalé'
    expect(refusal(await close(300, { reason }))).toBe('supervisor_needed')
    const wrong = { name: 'Karim I.', pin: '0000' }
    expect(await close(300, { reason, approval: wrong })).toMatchObject({
      message: { code: 'pin_wrong', params: { name: 'Karim I.' } },
    })
    expect(refusal(await close(300, { reason, approval: { name: 'Hamid T.', pin: '2222' } }))).toBe(
      'pin_wrong',
    )
    expect(shop.kinds()).not.toContain('till.shift_closed')
    const done = await close(300, { reason, approval: { name: 'Karim I.', pin: '4321' } })
    expect(done).toMatchObject({
      ok: true,
      value: { report: { approvedBy: 'Karim I.', closedBy: 'Salma B.', reason } },
    })
    expect(session.user()).toEqual(SALMA_B)
    expect(session.who()).toEqual({ cashier: 'Salma B.', shift: null })
  })

  it('needs none when signed in', async () => {
    const { open, count, close } = await counter(KARIM)
    await open(500)
    await count(300, 'closing')
    expect(await close(300, { reason: 'Inconnu' })).toMatchObject({
      ok: true,
      value: { report: { approvedBy: 'Karim I.' } },
    })
  })
})

describe('a hand-over', () => {
  it('takes both PINs, and signs the receiver in', async () => {
    const { shop, session, open, count, handOver, told } = await counter()
    await open(500)
    expect(refusal(await handOver('Hamid T.', '2222'))).toBe('count_needed')
    await count(500, 'hand_over')
    expect(refusal(await handOver('Hamid T.', '0000'))).toBe('pin_wrong')
    expect(refusal(await handOver('Support', '9999'))).toBe('pin_wrong')
    expect(refusal(await handOver('Nobody', '1111'))).toBe('pin_wrong')
    expect(session.user()).toEqual(SALMA_B)
    expect(told()).toBe(0)

    expect(await handOver('Hamid T.', '2222')).toMatchObject({ ok: true, value: { to: 'Hamid T.' } })
    expect(session.user()).toEqual(HAMID)
    expect(session.who()).toEqual({ cashier: 'Hamid T.', shift: 'CASA1-S000001' })
    expect(told()).toBe(1)
    expect(shop.till.openShifts()).toMatchObject([{ holder: 'Hamid T.' }])
  })
})

describe('every event of a person', () => {
  it('carries the shift that is open for them', async () => {
    const { session, handlers, open } = await counter()
    expect(session.who()).toEqual({ cashier: 'Salma B.', shift: null })
    await open(500)
    expect(session.who()).toEqual({ cashier: 'Salma B.', shift: 'CASA1-S000001' })
    session.signOut()
    expect(session.who()).toEqual({ cashier: 'system', shift: null })
    expect(() => handlers['till.proposal']({ drawer: null })).toThrow('nobody is signed in')
  })
})
