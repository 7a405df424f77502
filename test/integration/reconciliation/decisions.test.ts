import { createPublicKey, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { centimes } from '../../../electron/domain/money'
import type { DayReport } from '../../../electron/domain/reconciliation'
import type { Signer } from '../../../electron/domain/signer'
import { DAY_CLOSED } from '../../../electron/reconciliation/kinds'
import { DAY, type DayShop, dayShop, HOUR, namesOf, TODAY } from '../../support/day-shop'
import { testSigner } from '../../support/signer'

/** A day with a break that is critical and one that is not. */
async function brokenDay(): Promise<{ shop: DayShop; report: DayReport }> {
  const shop = await dayShop()
  shop.openShift()
  await shop.serve('cash_in', 10_000)
  const hidden = await shop.serve('cash_in', 20_000)
  const fee = await shop.serve('cash_out', 10_000)
  await shop.misbook(hidden, 'hide')
  await shop.misbook(fee, 'fee', '6')
  await shop.clock.pass(2 * HOUR)
  return { shop, report: await shop.pull() }
}

const decideOn = (
  shop: DayShop,
  report: DayReport,
  code: string,
  change: object,
  supervisor: string | null,
) =>
  shop.reconciliation.workOff(
    { from: report.from, to: report.to },
    {
      breaks: report.breaks
        .filter((one) => one.code === code)
        .map(({ key, evidence }) => ({ key, evidence })),
      decision: 'explained',
      reason: 'vu avec Chari',
      ticket: null,
      choice: null,
      ...change,
    },
    shop.who(),
    supervisor,
  )

describe('Working breaks off', () => {
  it('needs what the class asks for, and is written with who and why', async () => {
    const { shop, report } = await brokenDay()
    expect(namesOf(report)).toEqual(['R5 open', 'R8 open'])
    expect(await decideOn(shop, report, 'R5', {}, 'Karim I.')).toMatchObject({
      message: { code: 'ticket_needed' },
    })
    expect(await decideOn(shop, report, 'R5', { ticket: 'CH-77' }, null)).toMatchObject({
      message: { code: 'supervisor_needed' },
    })
    const done = await decideOn(shop, report, 'R5', { ticket: 'CH-77' }, 'Karim I.')
    if (!done.ok) throw new Error(done.message.code)
    expect(namesOf(done.value)).toEqual(['R8 open', 'R5 closed'])
    expect(done.value.breaks[1]?.history).toMatchObject([
      {
        decision: 'explained',
        reason: 'vu avec Chari',
        ticket: 'CH-77',
        by: 'Salma B.',
        approvedBy: 'Karim I.',
      },
    ])
    const fair = await decideOn(shop, done.value, 'R8', { decision: 'accepted' }, null)
    expect(fair.ok && fair.value.verdict).toBe('fair')
    expect(shop.reconciliation.calendar('2026-06').at(-1)).toMatchObject({ verdict: 'fair', openBreaks: 0 })
  })

  it('waits with a ticket, and is still open', async () => {
    const { shop, report } = await brokenDay()
    const done = await decideOn(shop, report, 'R5', { decision: 'ticket', ticket: 'CH-78' }, null)
    expect(done.ok && namesOf(done.value)).toEqual(['R5 waiting', 'R8 open'])
    expect(done.ok && done.value.verdict).toBe('open')
  })

  it('is refused for evidence that is another by now', async () => {
    const { shop, report } = await brokenDay()
    const fee = report.breaks.find(({ code }) => code === 'R8')?.journal[0]?.reference ?? ''
    await shop.misbook(fee, 'fee', '7')
    await shop.pull()
    expect(await decideOn(shop, report, 'R8', { decision: 'accepted' }, null)).toMatchObject({
      message: { code: 'break_changed' },
    })
  })

  it('opens again what was closed on other evidence', async () => {
    const { shop, report } = await brokenDay()
    await decideOn(shop, report, 'R8', { decision: 'accepted' }, null)
    const fee = report.breaks.find(({ code }) => code === 'R8')?.journal[0]?.reference ?? ''
    await shop.misbook(fee, 'fee', '9')
    const again = await shop.pull()
    expect(namesOf(again)).toContain('R8 open')
    expect(again.breaks.find(({ code }) => code === 'R8')?.history).toHaveLength(1)
  })

  it('moves no money, whatever is decided', async () => {
    const { shop, report } = await brokenDay()
    const sums = () => shop.journal.db.prepare('SELECT * FROM reconciliation_move ORDER BY 1, 2, 3').all()
    const before = sums()
    await decideOn(shop, report, 'R5', { decision: 'written_off', ticket: 'CH-1' }, 'Karim I.')
    await decideOn(shop, report, 'R8', { decision: 'corrected' }, null)
    expect(sums()).toEqual(before)
  })
})

describe('Breaks that nobody closed', () => {
  it('go on to the next days by name, and grow old', async () => {
    const { shop, report } = await brokenDay()
    const names = report.breaks.map(({ name }) => name)
    await shop.clock.pass(3 * 24 * HOUR)
    const later = await shop.reconciliation.report({ from: '2026-06-19', to: '2026-06-19' })
    expect(later.breaks.map(({ name, carried, age }) => [name, carried, age])).toEqual(
      names.map((name) => [name, true, 'T3']),
    )
    expect(later.openCount).toBe(2)
    expect(shop.reconciliation.openBreaks('2026-06-19')).toEqual(names)
    expect(shop.reconciliation.openBreaks('2026-06-15')).toEqual([])
  })

  it('can be worked off from a later day', async () => {
    const { shop } = await brokenDay()
    await shop.clock.pass(24 * HOUR)
    const next = await shop.reconciliation.report({ from: '2026-06-17', to: '2026-06-17' })
    const done = await decideOn(shop, next, 'R8', { decision: 'accepted' }, null)
    expect(done.ok && namesOf(done.value)).toEqual(['R5 open'])
    expect(namesOf(await shop.reconciliation.report(TODAY))).toEqual(['R5 open', 'R8 closed'])
  })

  it('close by themselves when the other side appears', async () => {
    const shop = await dayShop()
    shop.openShift()
    const reference = shop.sandbox.createReference({ direction: 'cash_in', amount: centimes(50_000) })
    shop.sandbox.addFault({ call: 'cashin.agent.execute', reference, kind: 'reset_before', times: 1 })
    const { id } = await shop.sell(reference, () =>
      shop.sandbox.addFault({ call: 'cashin.request.read', reference, kind: 'error_500_before' }),
    )
    shop.counter.park(id, shop.who())
    expect(namesOf(await shop.pull())).toEqual(['R4 open'])
    // After midnight Chari answers again, and the operation is settled as not done.
    shop.clock.set('2026-06-17T01:00:00.000Z')
    shop.sandbox.clearFaults()
    await shop.counter.checkNow(id, shop.who())
    await shop.clock.pass(10_000)
    expect(shop.counter.get(id)?.state).toBe('not_done')
    // Its absence from the listing is proven by the next reading alone.
    const between = await shop.reconciliation.report({ from: '2026-06-17', to: '2026-06-17' })
    expect(between.breaks.map(({ code, because }) => [code, because])).toEqual([['R19', 'not_proven']])
    const next = await shop.pull({ from: '2026-06-17', to: '2026-06-17' })
    expect(next.breaks).toEqual([])
  })
})

describe('The document of a day', () => {
  const stored = (shop: DayShop) =>
    shop.journal.db
      .prepare<[string], string>('SELECT payload FROM event WHERE kind = ? ORDER BY sequence')
      .pluck()
      .all(DAY_CLOSED)

  it('is signed over the very text that is stored, and names what is open', async () => {
    const { shop, report } = await brokenDay()
    shop.closeShift(220_000)
    const closed = await shop.reconciliation.closeDay(DAY, shop.who())
    if (!closed.ok) throw new Error(closed.message.code)
    expect(closed.value.closed).toMatchObject({
      number: 'CASA1-J000001',
      by: 'Salma B.',
      verdict: 'open',
      openBreaks: report.breaks.map(({ name }) => name),
    })
    const [payload = ''] = stored(shop)
    const { document, signature } = JSON.parse(payload)
    expect(document.zs).toHaveLength(1)
    expect(document.head.hash).toMatch(/^[0-9a-f]{64}$/)
    // A verifier needs no canonical writer: the signed text is a part of the stored one.
    const at = payload.indexOf('"document":') + '"document":'.length
    const text = payload.slice(at, payload.indexOf(',"signature":{"key"', at))
    expect(JSON.parse(text)).toEqual(document)
    const key = createPublicKey({
      key: Buffer.concat([
        Buffer.from('302a300506032b6570032100', 'hex'),
        Buffer.from(testSigner.publicKey, 'base64'),
      ]),
      format: 'der',
      type: 'spki',
    })
    const signed = Buffer.from(`guichet/closing/1\n${text}`)
    expect(verify(null, signed, key, Buffer.from(signature.signature, 'base64'))).toBe(true)
    expect(payload).not.toMatch(/\+212/)
    // The journal's own check knows it as a closing beside the Z.
    const checked = await shop.journal.check()
    expect([checked.broken, checked.closings]).toEqual([null, { checked: 2, unsigned: 0 }])
  })

  it('is not made twice of the same words, and a later one says which it follows', async () => {
    const { shop, report } = await brokenDay()
    await shop.reconciliation.closeDay(DAY, shop.who())
    expect(await shop.reconciliation.closeDay(DAY, shop.who())).toMatchObject({
      message: { code: 'nothing_to_do' },
    })
    await decideOn(shop, report, 'R8', { decision: 'accepted' }, null)
    await shop.reconciliation.closeDay(DAY, shop.who())
    const documents = stored(shop).map((payload) => JSON.parse(payload).document)
    expect(documents.map(({ number, replaces }) => [number, replaces])).toEqual([
      ['CASA1-J000001', null],
      ['CASA1-J000002', 'CASA1-J000001'],
    ])
  })

  it('is made all the same where the key cannot be used', async () => {
    const broken: Signer = {
      ...testSigner,
      sign: () => {
        throw new Error('vault_locked')
      },
    }
    const shop = await dayShop({ signer: broken })
    shop.openShift()
    const closed = await shop.reconciliation.closeDay(DAY, shop.who())
    expect(closed.ok && closed.value.closed).toMatchObject({ verdict: 'not_read', signature: null })
    expect(JSON.parse(stored(shop)[0] ?? '').signature).toBe(null)
  })

  it('is of no day to come', async () => {
    const shop = await dayShop()
    expect(await shop.reconciliation.closeDay('2026-06-17', shop.who())).toMatchObject({
      message: { code: 'nothing_to_do' },
    })
  })
})

describe('After a restart, and after a rebuild of every table', () => {
  it('everything is as it was', async () => {
    const { shop, report } = await brokenDay()
    await decideOn(shop, report, 'R8', { decision: 'accepted' }, null)
    await shop.reconciliation.closeDay(DAY, shop.who())
    const before = await shop.reconciliation.report(TODAY)
    const tables = () =>
      ['row', 'pull', 'day', 'break', 'decision', 'document', 'move', 'drawer'].map((name) =>
        shop.journal.db.prepare(`SELECT * FROM reconciliation_${name} ORDER BY 1, 2`).all(),
      )
    const held = tables()
    shop.journal.rebuild()
    expect(tables()).toEqual(held)
    expect(await shop.reconciliation.report(TODAY)).toEqual(before)
    await shop.reconciliation.stop()
    shop.counter.stop()
    shop.journal.close()
    const again = await dayShop({ folder: shop.folder, sandbox: shop.sandbox, clock: shop.clock })
    expect(await again.reconciliation.report(TODAY)).toEqual(before)
    expect(again.journal.verify().broken).toBe(null)
  })
})
