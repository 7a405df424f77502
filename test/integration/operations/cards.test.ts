import { describe, expect, it } from 'vitest'
import { centimes } from '../../../electron/domain/money'
import { JournalError } from '../../../electron/journal/types'
import { createLedger } from '../../../electron/operations/ledger'
import { createTallies } from '../../../electron/operations/tally'
import { CUSTOMER, CVV, cardShop, OTHER_PAN, PAN, typed } from '../../support/cards'
import { AGENT, placesOf, SALMA, testSettings } from '../../support/counter'
import type { CardFault, ScriptedChari } from '../../support/scripted-chari'

const MINUTE = 60_000
const accepted = { responseCode: '0', reasonCode: 'SUCCESS', operation: 'CASHIN' }
const declined = { responseCode: '51', reasonCode: 'DECLINED', operation: 'CASHIN' }

/** Chari's newest deposit. */
const newest = <T>(deposits: readonly T[]): T => {
  const last = deposits.at(-1)
  if (!last) throw new Error('Chari has no deposit')
  return last
}

describe('a card deposit that cannot begin', () => {
  it.each([
    [{ pan: '4918914107195006' }, 'pan', 'pan_checksum'],
    [{ pan: '49189141' }, 'pan', 'pan_length'],
    [{ expiry: '05/26' }, 'expiry', 'expiry_past'],
    [{ expiry: '13/29' }, 'expiry', 'expiry_unreadable'],
    [{ cvv: '1234' }, 'cvv', 'cvv_length'],
    [{ firstName: 'K' }, 'first_name', 'holder_short'],
    [{ lastName: 'علوي' }, 'last_name', 'holder_not_latin'],
  ])('names the field that is wrong: %j', async (change, field, fault) => {
    const { confirm, chari } = cardShop()
    expect(await confirm(typed(change))).toEqual({
      ok: false,
      message: { code: 'card_invalid', params: { field, fault } },
    })
    expect(chari.sentCards).toEqual([])
  })

  it('is refused without an open shift', async () => {
    const { here } = cardShop()
    const nobody = { cashier: 'Youssef T.', shift: null }
    const answer = await here().counter.card.preview({ by: 'agent', amount: centimes(100) }, nobody)
    expect(answer).toMatchObject({ ok: false, message: { code: 'shift_closed' } })
  })

  it('is refused for a preview that is not known, and for nothing', async () => {
    const { here, confirm } = cardShop()
    const confirmed = await here().counter.card.confirm(
      { confirmId: 'c', previewId: 'of-yesterday', card: typed() },
      SALMA,
    )
    expect(confirmed).toMatchObject({ ok: false, message: { code: 'quote_stale' } })
    await expect(confirm(typed(), { amount: centimes(0) })).rejects.toThrow(/not_positive/)
  })

  it('asks again when the preview is old, and stops where the fee has changed', async () => {
    const { preview, here, clock, chari } = cardShop()
    const { previewId } = await preview()
    await clock.pass(2 * MINUTE)
    chari.credited = { name: 'Someone else', phone: null }
    expect(
      await here().counter.card.confirm({ confirmId: 'c', previewId, card: typed() }, SALMA),
    ).toMatchObject({ ok: false, message: { code: 'quote_changed' } })
    expect(chari.sentCards).toEqual([])
  })

  it('goes once for one confirm, whatever comes twice', async () => {
    const { preview, here, chari } = cardShop()
    const { previewId } = await preview()
    const { card } = here().counter
    const twice = [
      card.confirm({ confirmId: 'c', previewId, card: typed() }, SALMA),
      card.confirm({ confirmId: 'c', previewId, card: typed() }, SALMA),
    ]
    const [first, second] = await Promise.all(twice)
    expect(first).toEqual(second)
    expect(chari.sentCards).toHaveLength(1)
    expect(
      await card.confirm({ confirmId: 'c', previewId, card: typed({ pan: OTHER_PAN }) }, SALMA),
    ).toMatchObject({ ok: false, message: { code: 'same_confirm_other_inputs' } })
  })

  it('blocks the same card and amount while one is open, and warns of another card only', async () => {
    const { pay, confirm, here, chari } = cardShop()
    const first = await pay()
    expect(await confirm()).toEqual({
      ok: false,
      message: { code: 'card_busy', params: { number: first.number } },
    })
    expect(here().counter.card.warnings({ firstSix: '555555', lastFour: '4444' }, centimes(15_000))).toEqual([
      { number: first.number, masked: '491891******5005', amount: 15_000 },
    ])
    expect((await pay(typed({ pan: OTHER_PAN }))).state).toBe('challenge')
    expect((await pay(typed(), { amount: centimes(20_000) })).state).toBe('challenge')
    expect(chari.sentCards).toHaveLength(3)
  })

  it('is free again once it is over', async () => {
    const { pay, chari, here, clock } = cardShop()
    const { id } = await pay()
    chari.settle(newest(chari.deposits), 'failed')
    here().counter.card.hint(id, declined)
    await clock.pass(2_000)
    expect(here().view(id).state).toBe('not_done')
    expect((await pay()).state).toBe('challenge')
  })
})

describe('the bank’s window', () => {
  it('opens once, with an address that is nowhere else, and only hints', async () => {
    const { pay, here, chari, clock, kinds, journal } = cardShop()
    const shown = await pay()
    expect(shown).toMatchObject({ state: 'challenge', direction: 'card', reference: '491891******5005' })
    const [challenge] = here().challenges
    expect(challenge).toMatchObject({ operation: shown.id, number: shown.number })
    expect(here().counter.card.challenge(shown.id)).toEqual({
      url: challenge?.url,
      until: challenge?.until,
    })
    expect(Date.parse(challenge?.until ?? '') - Date.parse(clock.now())).toBe(5 * MINUTE)
    expect(shown.card?.challengeUntil).toBe(challenge?.until)
    expect(JSON.stringify(journal.events({ limit: 1_000 }))).not.toContain('session=')

    here().counter.card.hint(shown.id, accepted)
    expect(here().view(shown.id).state).toBe('accepted')
    expect(here().counter.card.challenge(shown.id)).toBeNull()
    await clock.pass(2_000)
    expect(here().view(shown.id).state).toBe('accepted')
    expect(kinds(shown.id)).not.toContain('paper.requested')

    chari.settle(newest(chari.deposits), 'completed')
    await clock.pass(MINUTE)
    const done = here().view(shown.id)
    expect(done).toMatchObject({
      state: 'completed',
      cash: 'none',
      printed: [{ kind: 'receipt', copies: 1 }],
    })
    expect(placesOf(here().events(shown.id))).toEqual({})
    expect(kinds(shown.id).slice(0, 5)).toEqual([
      'card.intent',
      'operation.sent',
      'operation.answered',
      'card.challenge',
      'card.hint',
    ])
  })

  it('that lies is believed neither way', async () => {
    const { pay, here, chari, clock } = cardShop()
    const liar = await pay()
    chari.settle(newest(chari.deposits), 'failed')
    here().counter.card.hint(liar.id, accepted)
    await clock.pass(2_000)
    expect(here().view(liar.id)).toMatchObject({ state: 'not_done', printed: [] })

    const other = await pay(typed({ pan: OTHER_PAN }))
    chari.settle(newest(chari.deposits), 'completed')
    here().counter.card.hint(other.id, declined)
    await clock.pass(2_000)
    expect(here().view(other.id).state).toBe('completed')
  })

  it.each(['crashed', 'network', 'certificate', 'timeout', 'closed'] as const)(
    'that ended %s is settled later',
    async (why) => {
      const { pay, here, chari, clock } = cardShop()
      const { id } = await pay()
      here().counter.card.abandoned(id, why)
      here().counter.card.abandoned(id, 'closed')
      here().counter.card.hint(id, accepted)
      expect(here().view(id)).toMatchObject({ state: 'abandoned', card: { hint: { code: why } } })
      chari.settle(newest(chari.deposits), 'completed')
      await clock.pass(MINUTE)
      expect(here().view(id).state).toBe('completed')
    },
  )

  it('that nobody ends is ended by the clock', async () => {
    const { pay, here, clock } = cardShop()
    const { id } = await pay()
    await clock.pass(5 * MINUTE - 1_000)
    expect(here().view(id).state).toBe('challenge')
    await clock.pass(5_000)
    expect(here().view(id)).toMatchObject({ state: 'abandoned', card: { hint: { code: 'timeout' } } })
  })

  it('is closed by the cashier, once', async () => {
    const { pay, here } = cardShop()
    const { id } = await pay()
    expect(here().counter.card.abandon(id, SALMA)).toMatchObject({ ok: true, value: { state: 'abandoned' } })
    expect(here().counter.card.abandon(id, SALMA)).toMatchObject({
      ok: false,
      message: { code: 'nothing_to_do' },
    })
  })

  it('writes down no more of its query than codes and words', async () => {
    const { pay, here, journal } = cardShop()
    const { id } = await pay()
    here().counter.card.hint(id, { responseCode: PAN, reasonCode: `CARD ${PAN}`, operation: PAN })
    expect(here().view(id)).toMatchObject({
      state: 'declined',
      card: { hint: { said: 'declined', code: null, reason: null } },
    })
    expect(JSON.stringify(journal.events({ limit: 1_000 }))).not.toContain(PAN)
  })
})

describe('every answer to a card', () => {
  /** fault -> state at once, and state an hour later, on the code's only terminal, with nobody to decide. */
  const ends: Readonly<
    Record<Exclude<CardFault, 'challenge' | 'bare_challenge'>, readonly [string, string]>
  > = {
    unusable: ['unsure', 'unsure'],
    completed: ['completed', 'completed'],
    open: ['unsure', 'unsure'],
    failed: ['unsure', 'not_done'],
    refused: ['refused', 'refused'],
    denied: ['refused', 'refused'],
    pending: ['unsure', 'unsure'],
    name: ['not_sent', 'not_sent'],
    lost_before: ['unsure', 'review'],
    lost_open: ['unsure', 'unsure'],
    lost_after: ['unsure', 'completed'],
  }

  it.each(Object.entries(ends) as [keyof typeof ends, readonly [string, string]][])(
    '%s ends in the true state',
    async (fault, [first, last]) => {
      const { pay, chari, clock, here } = cardShop()
      chari.script.card = fault
      const { id, state } = await pay()
      expect(state).toBe(first)
      await clock.pass(60 * MINUTE)
      expect(here().view(id).state).toBe(last)
      // A receipt on completed, and on nothing else.
      expect(
        here()
          .view(id)
          .printed.map(({ kind }) => kind),
      ).toEqual(last === 'completed' ? ['receipt'] : [])
      const moved = chari.deposits.reduce((sum, { executions }) => sum + executions, 0)
      expect(here().view(id).state === 'completed').toBe(moved === 1)
    },
  )

  it('is never sent again by itself', async () => {
    const { pay, chari, clock } = cardShop()
    chari.script.card = 'lost_before'
    await pay()
    await clock.pass(25 * 60 * MINUTE)
    expect(chari.sentCards).toHaveLength(1)
  })
})

describe('a deposit without any id of Chari’s', () => {
  it('counts by itself where this terminal is the only one', async () => {
    const { pay, chari, clock, here } = cardShop({ soleTerminal: true })
    chari.script.card = 'bare_challenge'
    const { id } = await pay()
    chari.settle(newest(chari.deposits), 'completed')
    here().counter.card.hint(id, accepted)
    await clock.pass(2_000)
    expect(here().view(id)).toMatchObject({
      state: 'completed',
      chariOperationId: newest(chari.deposits).operationId,
    })
  })

  it('is proposed to a person where other terminals use the code', async () => {
    const { pay, chari, clock, here, decide } = cardShop({ soleTerminal: false })
    chari.script.card = 'bare_challenge'
    const { id } = await pay()
    chari.settle(newest(chari.deposits), 'completed')
    here().counter.card.hint(id, accepted)
    await clock.pass(2_000)
    const { operationId } = newest(chari.deposits)
    expect(here().view(id)).toMatchObject({
      state: 'review',
      reason: { code: 'card_proposed' },
      card: { proposed: operationId },
      printed: [],
    })
    expect(decide(id, 'elsewhere')).toMatchObject({ ok: false, message: { code: 'not_allowed' } })
    expect(decide(id, 'completed', '')).toMatchObject({ ok: false, message: { code: 'ticket_needed' } })
    expect(decide(id, 'completed')).toMatchObject({
      ok: true,
      value: { state: 'completed', chariOperationId: operationId },
    })
  })

  it('is proposed where two deposits of ours could be the one row', async () => {
    const { pay, chari, clock, here } = cardShop({ soleTerminal: true })
    chari.script.card = 'lost_before'
    const first = await pay()
    chari.script.card = 'bare_challenge'
    const second = await pay(typed({ pan: OTHER_PAN }))
    chari.settle(newest(chari.deposits), 'completed')
    here().counter.card.hint(second.id, accepted)
    await clock.pass(2_000)
    for (const { id } of [first, second]) expect(here().view(id).state).not.toBe('completed')
  })

  it('is decided by a person where several rows could be it', async () => {
    const { pay, chari, clock, here } = cardShop({ soleTerminal: true })
    chari.script.card = 'bare_challenge'
    const { id } = await pay()
    chari.settle(newest(chari.deposits), 'completed')
    chari.deposit({ amount: centimes(15_000), agentCode: AGENT, status: 'completed' })
    here().counter.card.hint(id, accepted)
    await clock.pass(2_000)
    expect(here().view(id)).toMatchObject({ state: 'review', reason: { code: 'card_several' } })
  })

  it('counts neither an older row, another agent’s, another amount, nor one of ours', async () => {
    const { pay, chari, clock, here } = cardShop({ soleTerminal: true })
    chari.deposit({ amount: centimes(15_000), agentCode: AGENT, status: 'completed' })
    await clock.pass(10 * MINUTE)
    const mine = await pay(typed({ pan: OTHER_PAN }))
    chari.settle(newest(chari.deposits), 'completed')
    here().counter.card.hint(mine.id, accepted)
    await clock.pass(2_000)
    expect(here().view(mine.id).state).toBe('completed')

    chari.script.card = 'lost_before'
    const { id } = await pay()
    chari.deposit({ amount: centimes(15_000), agentCode: 'AG99999', status: 'completed' })
    chari.deposit({ amount: centimes(20_000), agentCode: AGENT, status: 'completed' })
    await clock.pass(60 * MINUTE)
    expect(here().view(id)).toMatchObject({ state: 'review', reason: { code: 'card_absent' } })
  })

  it('of a customer’s phone never counts by itself: their own telephone pays by card too', async () => {
    const { pay, chari, clock, here } = cardShop({ soleTerminal: true })
    chari.script.card = 'bare_challenge'
    const { id } = await pay(typed(), { by: 'phone', phone: CUSTOMER })
    chari.settle(newest(chari.deposits), 'completed')
    here().counter.card.hint(id, accepted)
    await clock.pass(2_000)
    expect(here().view(id)).toMatchObject({ state: 'review', reason: { code: 'card_proposed' } })
  })

  it('is not the one of somebody who pays into the shop’s wallet by their own telephone', async () => {
    const { pay, chari, clock, here } = cardShop({ soleTerminal: true })
    chari.script.card = 'lost_before'
    const { id } = await pay()
    const { operationId } = chari.deposit({ amount: centimes(15_000), status: 'completed' })
    await clock.pass(2_000)
    expect(here().view(id)).toMatchObject({
      state: 'review',
      reason: { code: 'card_proposed' },
      card: { proposed: operationId },
      printed: [],
    })
  })

  it('is confirmed as not done by a supervisor after two whole listings ten minutes apart', async () => {
    const { pay, chari, clock, here, decide, confirm } = cardShop()
    chari.script.card = 'lost_before'
    const { id } = await pay()
    await clock.pass(9 * MINUTE)
    expect(here().view(id).state).toBe('unsure')
    expect(await confirm()).toMatchObject({ ok: false, message: { code: 'card_busy' } })
    await clock.pass(3 * MINUTE)
    expect(here().view(id)).toMatchObject({ state: 'review', reason: { code: 'card_absent' } })
    expect(decide(id, 'completed', '')).toMatchObject({ ok: false, message: { code: 'ticket_needed' } })
    expect(decide(id, 'not_done', '')).toMatchObject({ ok: true, value: { state: 'not_done' } })
    expect((await pay()).state).toBe('challenge')
  })

  it('is not absent from listings that were not read whole', async () => {
    const { pay, chari, clock, here } = cardShop()
    chari.script.card = 'lost_before'
    chari.script.listing = 'part'
    const { id } = await pay()
    await clock.pass(60 * MINUTE)
    expect(here().view(id).state).toBe('unsure')
    await clock.pass(24 * 60 * MINUTE)
    expect(here().view(id)).toMatchObject({ state: 'review', reason: { code: 'unsure_24h' } })
  })
})

describe('what a webhook tells', () => {
  const ids = { operationId: null, gatewayIds: [], requestId: null, reference: null }

  it('makes Chari be asked at once, also before the bank’s window has ended', async () => {
    const { pay, chari, clock, here } = cardShop()
    chari.script.card = 'bare_challenge'
    const { id, attempts } = await pay()
    const deposit = newest(chari.deposits)
    chari.settle(deposit, 'completed')
    const heard = { ...ids, operationId: deposit.operationId, requestId: attempts[0]?.requestId ?? '' }
    expect(here().counter.heard(heard)).toBe(id)
    expect(here().counter.heard(heard)).toBe(id)
    await clock.pass(0)
    expect(here().view(id).state).toBe('completed')
    expect(
      here()
        .kinds(id)
        .filter((kind) => kind === 'card.heard'),
    ).toHaveLength(1)
  })

  it('alone completes nothing', async () => {
    const { pay, chari, clock, here } = cardShop()
    const { id, attempts } = await pay()
    const { operationId, gatewayId } = newest(chari.deposits)
    chari.script.look = 'no_answer'
    here().counter.heard({
      operationId,
      gatewayIds: [gatewayId],
      requestId: attempts[0]?.requestId ?? '',
      reference: null,
    })
    await clock.pass(MINUTE)
    expect(here().view(id).state).toBe('challenge')
  })

  it('finds the operation by what the gateway calls it', async () => {
    const { pay, chari, here } = cardShop()
    const { id } = await pay()
    const { gatewayId } = newest(chari.deposits)
    expect(here().counter.heard({ ...ids, gatewayIds: ['GW-1', gatewayId] })).toBe(id)
    expect(here().counter.heard({ ...ids, gatewayIds: ['GW-2'] })).toBeNull()
  })

  it('of an operation by reference makes it be looked up', async () => {
    const { chari, here, clock } = cardShop()
    chari.order('cash_in', '1122334455', 15_000)
    chari.script.execute = 'lost_after'
    chari.script.look = 'none'
    const quote = await here().quote('1122334455')
    chari.script.look = 'none'
    const answer = await here().confirm(quote)
    if (!answer.ok) throw new Error('not confirmed')
    expect(here().counter.heard({ ...ids, reference: '1122334455' })).toBe(answer.value.id)
    await clock.pass(0)
    expect(here().view(answer.value.id).state).toBe('completed')
  })

  it('that comes after a deposit was given up calls a person', async () => {
    const { pay, chari, clock, here, decide } = cardShop()
    chari.script.card = 'lost_open'
    const { id, attempts } = await pay()
    const late = newest(chari.deposits)
    chari.script.listing = 'none'
    await clock.pass(12 * MINUTE)
    expect(decide(id, 'not_done', '')).toMatchObject({ ok: true })
    chari.script.listing = 'whole'
    chari.settle(late, 'completed')
    here().counter.heard({ ...ids, operationId: late.operationId, requestId: attempts[0]?.requestId ?? '' })
    await clock.pass(0)
    expect(here().view(id)).toMatchObject({ state: 'review', reason: { code: 'completed_late' } })
  })
})

describe('a terminal that is killed', () => {
  it('during the bank’s window settles it afterwards, and prints nothing by itself', async () => {
    const { pay, chari, clock, restart, here } = cardShop()
    const { id } = await pay()
    restart()
    expect(here().view(id)).toMatchObject({
      state: 'abandoned',
      parked: true,
      card: { challengeUntil: null },
    })
    chari.settle(newest(chari.deposits), 'completed')
    await clock.pass(MINUTE)
    expect(here().view(id)).toMatchObject({ state: 'completed', printed: [] })
    expect(here().counter.duplicate(id, SALMA)).toMatchObject({
      ok: true,
      value: { printed: [{ kind: 'receipt', copies: 1 }] },
    })
  })

  it('between the first byte and the answer finds the deposit again', async () => {
    const { preview, chari, clock, restart, here } = cardShop({ soleTerminal: true })
    const { previewId } = await preview()
    let release = (): void => undefined
    chari.hold = new Promise((resolve) => {
      release = resolve
    })
    void here().counter.card.confirm({ confirmId: 'c', previewId, card: typed() }, SALMA)
    await clock.pass(0)
    const [row] = here().counter.unsettled()
    if (!row) throw new Error('nothing begun')
    expect(row.state).toBe('sent')
    restart()
    release()
    await clock.pass(0)
    chari.settle(newest(chari.deposits), 'completed')
    await clock.pass(MINUTE)
    expect(here().view(row.id)).toMatchObject({ state: 'completed', printed: [] })
    expect(chari.sentCards).toHaveLength(1)
  })

  it('forgets the first of two listings, so that absence is proven anew', async () => {
    const { pay, chari, clock, restart, here } = cardShop()
    chari.script.card = 'lost_before'
    const { id } = await pay()
    await clock.pass(9 * MINUTE)
    restart()
    await clock.pass(3 * MINUTE)
    expect(here().view(id).state).toBe('unsure')
    await clock.pass(10 * MINUTE)
    expect(here().view(id).reason?.code).toBe('card_absent')
  })
})

describe('a journal that cannot be written', () => {
  /** Appends fail from now on, or no more. */
  const fallible = ({ journal }: ReturnType<typeof cardShop>): ((fails: boolean) => void) => {
    const append = journal.append
    let failing = false
    Object.assign(journal, {
      append: (...given: Parameters<typeof append>) => {
        if (failing) throw new JournalError('disk_full', 'no room')
        return append(...given)
      },
    })
    return (fails) => {
      failing = fails
    }
  }

  it('lets no card go', async () => {
    const shop = cardShop()
    const fail = fallible(shop)
    const { previewId } = await shop.preview()
    fail(true)
    const confirmed = (confirmId: string) =>
      shop.here().counter.card.confirm({ confirmId, previewId, card: typed() }, SALMA)
    expect(await confirmed('a')).toMatchObject({ ok: false, message: { code: 'journal_unwritable' } })
    expect(shop.chari.sentCards).toEqual([])
    // The preview is still there: once there is room, the card is enough.
    fail(false)
    expect(await confirmed('b')).toMatchObject({ ok: true, value: { state: 'challenge' } })
  })

  it('opens no window on an answer that it does not hold yet', async () => {
    const shop = cardShop()
    const { chari, clock, here } = shop
    const fail = fallible(shop)
    const { previewId } = await shop.preview()
    let release = (): void => undefined
    chari.hold = new Promise((resolve) => {
      release = resolve
    })
    const confirming = here().counter.card.confirm({ confirmId: 'c', previewId, card: typed() }, SALMA)
    await clock.pass(0)
    fail(true)
    release()
    const answer = await confirming
    if (!answer.ok) throw new Error('not confirmed')
    expect(answer.value).toMatchObject({ state: 'unsure', reason: { code: 'journal_unwritable' } })
    expect(here().challenges).toEqual([])
    fail(false)
    await clock.pass(6_000)
    expect(here().view(answer.value.id).state).toBe('challenge')
    expect(here().challenges).toHaveLength(1)
  })
})

describe('a link that is back', () => {
  it('has every open card asked for at once', async () => {
    const { pay, chari, clock, here } = cardShop()
    chari.script.card = 'lost_open'
    chari.showRequestIds = true
    const { id } = await pay()
    chari.script.list = 'unreachable'
    await clock.pass(5 * MINUTE + 1_000)
    chari.script.list = 'none'
    chari.settle(newest(chari.deposits), 'completed')
    here().counter.reconnected()
    await clock.pass(600)
    expect(here().view(id).state).toBe('completed')
  })
})

describe('leaving a card', () => {
  it('prints the waiting slip once, and no receipt when it settles', async () => {
    const { pay, chari, clock, here } = cardShop()
    const { id } = await pay()
    here().counter.card.hint(id, accepted)
    here().counter.nextCustomer(id, SALMA)
    expect(here().view(id)).toMatchObject({
      parked: true,
      printed: [{ kind: 'waiting_slip', copies: 1 }],
    })
    chari.settle(newest(chari.deposits), 'completed')
    await clock.pass(MINUTE)
    expect(here().view(id)).toMatchObject({
      state: 'completed',
      printed: [{ kind: 'waiting_slip', copies: 1 }],
    })
  })
})

describe('saving a card', () => {
  it('is off, and an event where the holder consents', async () => {
    const { pay, chari, kinds, here, journal } = cardShop()
    const first = await pay()
    expect(kinds(first.id)).not.toContain('card.consent')
    expect(chari.sentCards.at(-1)?.card).toMatchObject({ keep: null })
    const second = await pay(typed({ pan: OTHER_PAN, save: { consent: true, name: 'La bleue' } }), {
      by: 'phone',
      phone: '0661248730',
    })
    expect(kinds(second.id)).toContain('card.consent')
    expect(second.card).toMatchObject({ saved: true, by: 'phone' })
    // Whose wallet it is lies sealed, on the paper as well.
    here().counter.nextCustomer(second.id, SALMA)
    expect(JSON.stringify(journal.events({ limit: 1_000 }))).not.toContain('661248730')
    expect(chari.sentCards.at(-1)).toMatchObject({
      payee: { by: 'phone', phone: CUSTOMER },
      card: { keep: { name: 'La bleue' } },
    })
  })

  it('is used later by its security code alone', async () => {
    const { pay, confirm, chari, here, preview } = cardShop()
    chari.saved.push({
      cardId: 77,
      firstSix: null,
      lastFour: '5005',
      scheme: 'VISA',
      issuer: 'Une banque',
      name: null,
    })
    const listed = await here().counter.card.saved('06 61 24 87 30', SALMA)
    expect(listed).toMatchObject({
      ok: true,
      value: { cards: [{ cardId: 77, masked: '******5005', scheme: 'visa' }] },
    })
    const asked = { by: 'saved', phone: CUSTOMER, cardId: 77 } as const
    expect((await preview(asked)).card).toEqual({ masked: '******5005', scheme: 'visa' })
    expect(await confirm(typed(), asked)).toMatchObject({ ok: false, message: { code: 'quote_stale' } })
    expect(await confirm({ kind: 'saved', cvv: '12' }, asked)).toMatchObject({
      ok: false,
      message: { code: 'card_invalid' },
    })
    const paid = await pay({ kind: 'saved', cvv: CVV }, asked)
    expect(paid).toMatchObject({ state: 'challenge', reference: '******5005', card: { by: 'saved' } })
    expect(chari.sentCards.at(-1)?.card).toEqual({ kind: 'saved', cardId: 77, cvv: CVV })
    // The same card as far as anybody can tell: its first six are not known.
    expect(await confirm()).toMatchObject({ ok: false, message: { code: 'card_busy' } })
  })
})

describe('where a card deposit is counted', () => {
  it('is the kind of its own in history and closings, with a float only where the agent was credited', async () => {
    const { pay, chari, here, journal, settings } = cardShop()
    chari.credited = { name: 'Agent', phone: settings.agentPhone }
    chari.script.card = 'completed'
    const { id, number } = await pay()
    expect(placesOf(here().events(id))).toEqual({ float: 15_000 })
    const { rows, totals } = here().counter.list(
      { search: '', day: null, direction: 'card', cashier: null, state: null },
      null,
      10,
    )
    expect(rows.map((row) => row.number)).toEqual([number])
    expect(totals).toEqual({ count: 1, cashIn: 0, cashOut: 0, card: 15_000 })
    const tally = createTallies(journal, () => ({ amount: null, estimated: false })).tally({
      drawer: 'main',
      after: 0,
      through: Number.MAX_SAFE_INTEGER,
      drawerOf: () => 'main',
    })
    expect(tally.kinds.find(({ kind }) => kind === 'card')).toMatchObject({
      count: 1,
      amount: 15_000,
      feesUnknown: 0,
      fees: 150,
    })
    expect(createLedger(journal.db).one(id)).toMatchObject({ direction: 'card', cashAmount: 0 })
    journal.rebuild()
    expect(
      here().counter.list({ search: number, day: null, direction: null, cashier: null, state: null }, null, 5)
        .rows,
    ).toHaveLength(1)
  })
})

describe('a number and a security code, planted', () => {
  it('stand in the one request, and in no event, log line, view or message', async () => {
    const pan = '4000001234567899'
    const cvv = '739'
    const faults: readonly CardFault[] = [
      'challenge',
      'bare_challenge',
      'unusable',
      'completed',
      'open',
      'failed',
      'refused',
      'denied',
      'pending',
      'name',
      'lost_before',
      'lost_open',
      'lost_after',
    ]
    const said: string[] = []
    for (const fault of faults) {
      const { pay, confirm, chari, clock, here, restart, journal } = cardShop()
      chari.script.card = fault
      const view = await pay(typed({ pan, cvv }))
      said.push(JSON.stringify(view), JSON.stringify(await confirm(typed({ pan, cvv: '7391' }))))
      here().counter.card.hint(view.id, { responseCode: pan, reasonCode: pan, operation: pan })
      said.push(...here().logged, JSON.stringify(here().changes))
      restart()
      await clock.pass(20 * MINUTE)
      if (fault !== 'name') expect(chari.sentCards[0]?.card).toMatchObject({ pan, cvv })
      said.push(...here().logged, JSON.stringify(here().changes))
      said.push(JSON.stringify(journal.events({ limit: 10_000 })))
      const tables = journal.db.prepare('SELECT * FROM operation').all()
      said.push(JSON.stringify(tables))
    }
    const all = said.join('\n')
    expect(all).toContain('400000******7899')
    expect(all).not.toContain(pan)
    expect(all).not.toContain(pan.slice(0, 10))
    expect(all).not.toMatch(new RegExp(`"${cvv}"`))
  })

  it('a client that throws says nothing of them either', async () => {
    const { pay, chari, here } = cardShop()
    const failing: ScriptedChari['cardExecute'] = async (_payee, card, options) => {
      options.beforeFirstByte()
      throw new TypeError(`a fault of the program: ${card.kind}`)
    }
    Object.assign(chari, { cardExecute: failing })
    const { id, state } = await pay()
    expect(state).toBe('unsure')
    expect(here().logged.join('\n')).not.toContain(PAN)
    expect(here().view(id).reason).toMatchObject({ code: 'aborted' })
  })
})

it('settings of a shop leave five minutes to the bank', () => {
  expect(testSettings().timers.challengeMs).toBe(300_000)
})
