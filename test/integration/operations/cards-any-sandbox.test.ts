import { expect, it } from 'vitest'
import { play, playManyAtSandbox } from './cards-any-sandbox'

it('a card deposit at the sandbox ends true, or before a person, whatever happens in whatever order', async () => {
  const { states } = await playManyAtSandbox(20260617, 30)
  for (const state of ['completed', 'review', 'not_done'])
    expect(states.get(state) ?? 0, state).toBeGreaterThan(2)
}, 30_000)

it('a webhook that was kept just as the power went still names its deposit after the next start', async () => {
  const { reasons } = await play({
    by: 'agent',
    sole: false,
    // By nothing else can it be known.
    rows: 'nameless',
    declined: false,
    fault: null,
    manner: {
      page: 'plain',
      ids: 'none',
      listed: 'from_start',
      settlesInMs: 0,
      urlKey: 'redirectionURL',
    },
    webhooks: { when: 'before_redirect', times: 1, order: 'in_order', form: {} },
    diesAt: 'webhook.heard',
    happenings: ['code_right_then_closed', 'a_minute'],
  })
  expect([...reasons]).toEqual([['operation_id', 1]])
})
