import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { CardAsked, CardGiven } from '../../../electron/domain/card-deposit'
import { centimes } from '../../../electron/domain/money'
import { isSettled, type OperationView } from '../../../electron/domain/operation'
import { openBankPage } from '../../support/bank-page'
import { typed } from '../../support/cards'
import { type DayShop, dayShop, TODAY } from '../../support/day-shop'
import { AMINA, booksOf, OUR_AGENT } from '../../support/own-sandbox'

/** Card deposits of a real counter, over real HTTP, against a Chari that has books of its own. */

async function pay(
  shop: DayShop,
  card: CardGiven = typed(),
  asked: Partial<CardAsked> = {},
): Promise<OperationView> {
  const { card: cards } = shop.counter
  const quote = await cards.preview(
    { by: 'agent', amount: centimes(50_000), ...asked } as CardAsked,
    shop.who(),
  )
  if (!quote.ok) throw new Error(JSON.stringify(quote.message))
  const { previewId } = quote.value
  const answer = await cards.confirm({ confirmId: randomUUID(), previewId, card }, shop.who())
  if (!answer.ok) throw new Error(JSON.stringify(answer.message))
  return answer.value
}

/** Until Chari's records have said how it ended. */
async function settled(shop: DayShop, id: string): Promise<OperationView> {
  for (let turn = 0; turn < 50; turn++) {
    await shop.clock.pass(10_000)
    const view = shop.counter.get(id)
    if (view && isSettled(view.state)) return view
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error('never an outcome')
}

/** What the window does: walks the bank's page, and tells its end. */
async function prove(shop: DayShop, id: string, code = '555'): Promise<void> {
  const challenge = shop.counter.card.challenge(id)
  if (!challenge) throw new Error('no challenge')
  const { end } = await (await openBankPage(challenge.url)).type(code)
  if (!end) throw new Error('the page has no end')
  shop.counter.card.hint(id, {
    responseCode: end.RESPONSE_CODE ?? '',
    reasonCode: end.REASON_CODE ?? null,
    operation: end.OPERATION ?? null,
  })
}

describe('a card at the sandbox', () => {
  it('is paid, proved and counted, and the day is fair', async () => {
    const shop = await dayShop()
    shop.openShift()
    const shown = await pay(shop)
    expect(shown).toMatchObject({
      state: 'challenge',
      fee: 750,
      customer: { phone: OUR_AGENT.phone },
      card: { creditedTo: 'agent', masked: '491891******5005' },
    })
    await prove(shop, shown.id)
    await settled(shop, shown.id)
    expect(shop.counter.get(shown.id)).toMatchObject({
      state: 'completed',
      card: { hint: { said: 'accepted' } },
    })
    const books = await booksOf(shop.sandbox)
    expect(books.deposits).toMatchObject([{ status: 2, executions: 1, way: 'agent' }])
    expect(books.undocumented).toEqual([])
    const report = await shop.pull()
    expect(report.totals.find(({ label }) => label === 'card')).toMatchObject({
      journal: { count: 1, amount: 50_000 },
      chari: { count: 1, amount: 50_000 },
      gap: 0,
      gapState: 'none',
    })
    expect(report.cashiers).toMatchObject([{ cashIn: { count: 0 }, card: { count: 1, amount: 50_000 } }])
    expect([report.verdict, report.matched, report.operations]).toEqual(['fair', 1, 1])
    expect((await shop.reconciliation.report(TODAY)).breaks).toEqual([])
  })

  it.each([
    ['4000000000009995', '51'],
    ['4000000000000127', '82'],
  ])('that the bank declines is not done: %s', async (pan, code) => {
    const shop = await dayShop()
    shop.openShift()
    const { id } = await pay(shop, typed({ pan }))
    await prove(shop, id)
    expect(shop.counter.get(id)).toMatchObject({ card: { hint: { said: 'declined', code } } })
    await settled(shop, id)
    expect(shop.counter.get(id)?.state).toBe('not_done')
  })

  it('without a challenge is completed at once', async () => {
    const shop = await dayShop()
    shop.openShift()
    const { state } = await pay(shop, typed({ pan: '4242424242424242' }))
    expect(state).toBe('completed')
  })

  it.each(['lies_accepted', 'lies_declined'] as const)(
    'whose page %s ends as the books say',
    async (page) => {
      const shop = await dayShop()
      shop.openShift()
      shop.sandbox.setCardManner({ page })
      const { id } = await pay(shop)
      await prove(shop, id)
      await settled(shop, id)
      const [booked] = (await booksOf(shop.sandbox)).deposits
      expect(shop.counter.get(id)?.state).toBe(booked?.status === 2 ? 'completed' : 'not_done')
    },
  )

  it.each(['all', 'gateway', 'operation', 'none'] as const)(
    'whose reply names %s of its ids is settled all the same',
    async (ids) => {
      const shop = await dayShop()
      shop.openShift()
      shop.sandbox.setCardManner({ ids })
      const { id } = await pay(shop)
      await prove(shop, id)
      await settled(shop, id)
      expect(shop.counter.get(id)?.state).toBe('completed')
    },
  )

  it('of a customer’s phone, saved with consent, pays again by its code', async () => {
    const shop = await dayShop()
    shop.openShift()
    const asked = { by: 'phone', phone: AMINA } as const
    const first = await pay(shop, typed({ save: { consent: true, name: 'La bleue' } }), asked)
    await prove(shop, first.id)
    await settled(shop, first.id)
    expect(shop.counter.get(first.id)?.state).toBe('completed')
    const listed = await shop.counter.card.saved(AMINA, shop.who())
    if (!listed.ok) throw new Error(JSON.stringify(listed.message))
    const [saved] = listed.value.cards
    expect(saved).toMatchObject({ masked: '******5005', name: 'La bleue' })
    const again = await pay(
      shop,
      { kind: 'saved', cvv: '123' },
      { by: 'saved', phone: AMINA, cardId: saved?.cardId ?? 0 },
    )
    await prove(shop, again.id)
    await settled(shop, again.id)
    expect(shop.counter.get(again.id)?.state).toBe('completed')
  })
})
