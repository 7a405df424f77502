import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { centimes } from '../../../electron/domain/money'
import type { Quote } from '../../../electron/domain/operation'
import type { RequestName } from '../../../electron/ipc/contract'
import { NO_IDENTITY, useCounter } from '../../../renderer/stores/counter'
import * as flow from '../../../renderer/stores/flow'

const quote: Quote = {
  quoteId: 'q1',
  direction: 'cash_in',
  reference: '1122334455',
  amount: centimes(50_000),
  fee: null,
  total: null,
  cash: centimes(50_000),
  customer: { name: 'Amina Rachidi', phone: null, level: null, active: null },
  requestedAt: null,
  expiresAt: null,
  freshForMs: 60_000,
  identityDetails: false,
  split: null,
}
const cashOut: Quote = { ...quote, quoteId: 'q2', direction: 'cash_out' }

interface Call {
  readonly name: RequestName
  readonly input: Record<string, unknown>
}
const calls: Call[] = []
let answer: (name: RequestName) => unknown

beforeEach(() => {
  calls.length = 0
  answer = (name) => (name === 'counter.lookUp' ? { kind: 'quote', quote } : {})
  const store = new Map<string, string>()
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, value: string) => store.set(key, value),
    removeItem: (key: string) => store.delete(key),
  })
  vi.stubGlobal('window', {
    guichet: {
      request: async (name: RequestName, input: Record<string, unknown>) => {
        calls.push({ name, input })
        return answer(name)
      },
      on: () => () => undefined,
    },
  })
  flow.home()
})
afterEach(() => {
  vi.unstubAllGlobals()
})

const confirms = () => calls.filter(({ name }) => name === 'counter.confirm')
const step = () => useCounter.getState().step

describe('The counter', () => {
  it('shows the quote of a reference', async () => {
    await flow.lookUp('1122334455', 'typed')
    expect(step()).toMatchObject({ name: 'quote', quote: { quoteId: 'q1' }, received: '' })
  })

  it('keeps the value and shows the message of a reference that has none', async () => {
    answer = () => ({ kind: 'message', message: { code: 'reference_unknown', params: {} } })
    flow.typeReference('1122334456')
    await flow.lookUp('1122334456', 'typed')
    expect(useCounter.getState()).toMatchObject({
      reference: '1122334456',
      message: { code: 'reference_unknown' },
      lookingUp: false,
    })
  })

  it('takes an empty amount received as exact', async () => {
    answer = (name) =>
      name === 'counter.lookUp'
        ? { kind: 'quote', quote }
        : { ok: false, message: { code: 'offline', params: {} } }
    await flow.lookUp('1122334455', 'typed')
    await flow.confirm()
    expect(confirms()[0]?.input).toMatchObject({ quoteId: 'q1', received: 50_000, identity: null })
  })

  it.each(['150.5', '150,5'])('reads %s as received', async (typed) => {
    await flow.lookUp('1122334455', 'typed')
    flow.typeReceived(typed)
    expect(flow.confirmBlock(step())).toBe('counter.off_received_too_little')
    flow.typeReceived('1 150,5')
    expect(flow.confirmBlock(step())).toBeNull()
  })

  it('asks for the identity before a cash-out, and for the document only where the shop demands it', async () => {
    answer = () => ({ kind: 'quote', quote: cashOut })
    await flow.lookUp('1122334455', 'typed')
    expect(flow.confirmBlock(step())).toBe('counter.off_identity')
    flow.setIdentity({ checked: true })
    expect(flow.confirmBlock(step())).toBeNull()
    const demanding = { ...cashOut, identityDetails: true }
    const base = { name: 'quote', received: '', message: null, sending: false, sentAtMs: null } as const
    const ticked = { ...NO_IDENTITY, checked: true }
    expect(flow.confirmBlock({ ...base, quote: demanding, identity: ticked })).toBe('counter.off_document')
    expect(flow.confirmBlock({ ...base, quote: demanding, identity: { ...ticked, document: 'cin' } })).toBe(
      'counter.off_characters',
    )
  })

  it('sends one push of confirm once, however often it is repeated', async () => {
    let settle: (value: unknown) => void = () => undefined
    answer = (name) =>
      name === 'counter.lookUp' ? { kind: 'quote', quote } : new Promise((resolve) => (settle = resolve))
    await flow.lookUp('1122334455', 'typed')
    const first = flow.confirm()
    await flow.confirm()
    await flow.confirm()
    expect(step()).toMatchObject({ name: 'quote', sending: true })
    settle({ ok: false, message: { code: 'offline', params: {} } })
    await first
    expect(confirms()).toHaveLength(1)
    expect(step()).toMatchObject({ sending: false, message: { code: 'offline' } })
  })

  it('cannot go back while the request is out', async () => {
    answer = (name) => (name === 'counter.lookUp' ? { kind: 'quote', quote } : new Promise(() => undefined))
    await flow.lookUp('1122334455', 'typed')
    void flow.confirm()
    flow.back()
    expect(step()).toMatchObject({ name: 'quote', sending: true })
  })

  it('shows what Chari says now when the quote changed', async () => {
    let looked = 0
    answer = (name) => {
      if (name !== 'counter.lookUp') return { ok: false, message: { code: 'quote_changed', params: {} } }
      looked += 1
      return {
        kind: 'quote',
        quote: looked === 1 ? quote : { ...quote, quoteId: 'q9', amount: centimes(60_000) },
      }
    }
    await flow.lookUp('1122334455', 'typed')
    await flow.confirm()
    expect(step()).toMatchObject({ quote: { quoteId: 'q9' }, message: { code: 'quote_changed' } })
  })

  it('ignores a scan on a money screen, and says why', async () => {
    await flow.lookUp('1122334455', 'typed')
    calls.length = 0
    flow.scanned('9031557204')
    expect(calls).toEqual([])
    expect(useCounter.getState().notice?.key).toBe('counter.finish_first')
    expect(step()).toMatchObject({ quote: { reference: '1122334455' } })
  })

  it('journals a refused identity, sends no intent and goes home', async () => {
    answer = (name) => (name === 'counter.lookUp' ? { kind: 'quote', quote: cashOut } : {})
    await flow.lookUp('1122334455', 'typed')
    await flow.refuseIdentity()
    expect(calls.map(({ name }) => name)).toEqual(['counter.lookUp', 'counter.identityRefused'])
    expect(step().name).toBe('reference')
  })
})
