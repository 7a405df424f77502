import type { FastifyInstance, FastifyReply } from 'fastify'
import { type Clock, sleep } from '../domain/clock'
import { add, formatMad } from '../domain/money'
import {
  codePage,
  handOverPage,
  hostilePage,
  overPage,
  popupPage,
  REACHED,
  type Reached,
  returnPage,
  stayingPage,
  waitingPage,
} from './acs-pages'
import type { Deposit } from './books'
import { RETURNS } from './card-calls'
import type { Deposits } from './deposits'
import { DECLINES } from './test-cards'

export interface AcsDeps {
  readonly deposits: Deposits
  readonly clock: Clock
  /** Resolves when what has to arrive before the redirect has arrived. */
  readonly beforeAnswer: () => Promise<void>
  /** Somebody loaded a page of return, which a terminal has no need of. */
  readonly onReturn: () => void
  /** A hostile page ran, and says what it reached. */
  readonly onReached: (what: readonly Reached[]) => void
}

/** How many addresses a chain of redirects goes through. */
const HOPS = 5

/** The end as the documentation has it: RESPONSE_CODE (0: success), REASON_CODE and OPERATION in the query. */
function endOf(told: NonNullable<NonNullable<Deposit['challenge']>['told']>): string {
  const accepted = told === 'accepted'
  const { response, reason } = accepted ? { response: '0', reason: 'SUCCESS' } : DECLINES[told]
  const query = new URLSearchParams({ RESPONSE_CODE: response, REASON_CODE: reason, OPERATION: 'PAYMENT' })
  return `${accepted ? RETURNS.accepted : RETURNS.declined}?${query}`
}

type Challenged = Deposit & { readonly challenge: NonNullable<Deposit['challenge']> }

/** The bank's own pages (access control server): a code entry that ends by a redirect, or does not. */
export function addAcs(server: FastifyInstance, deps: AcsDeps): void {
  const { deposits } = deps
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  )

  const html = (reply: FastifyReply, text: string): FastifyReply =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(text)

  function challenged(token: string): Challenged | null {
    const one = deposits.challenged(token)
    return one?.challenge ? { ...one, challenge: one.challenge } : null
  }

  function shown({ challenge, amount, fee, last4 }: Challenged): string {
    if (challenge.right && challenge.page === 'endless') return waitingPage()
    const total = formatMad(add(amount, fee))
    const told = { token: challenge.token, total, last4, wrong: challenge.wrong }
    return challenge.page === 'hostile' ? hostilePage(told) : codePage(told)
  }

  /** The page of a deposit as it is now, or its end. */
  function showNow(token: string, reply: FastifyReply): FastifyReply {
    const one = challenged(token)
    if (!one) return html(reply.code(404), overPage())
    const { told, page } = one.challenge
    if (told === null) return html(reply, shown(one))
    if (page === 'no_return' && told === 'accepted') return html(reply, stayingPage())
    return reply.redirect(page === 'chain' ? `/3ds/${token}/back/1` : endOf(told), 302)
  }

  interface Route {
    Params: { token: string; hop: string }
    Body: { code?: unknown; reached?: unknown } | null
  }

  server.get<Route>('/3ds/:token', async ({ params: { token } }, reply) => {
    const one = challenged(token)
    if (one?.challenge.told === null) {
      const { page, slowMs } = one.challenge
      if (page === 'hang') return reply.hijack()
      if (page === 'slow') await sleep(deps.clock, slowMs)
      if (page === 'chain') return reply.redirect(`/3ds/${token}/hop/1`, 302)
      if (page === 'popup') return html(reply, popupPage(token))
    }
    return showNow(token, reply)
  })

  /** Through several addresses and a form that sends itself, to the code. */
  server.get<Route>('/3ds/:token/hop/:hop', ({ params: { token, hop } }, reply) =>
    Number(hop) < HOPS
      ? reply.redirect(`/3ds/${token}/hop/${Number(hop) + 1}`, 302)
      : html(reply, handOverPage(`/3ds/${token}/bank`)),
  )
  server.post<Route>('/3ds/:token/bank', ({ params: { token } }, reply) => showNow(token, reply))

  /** Back again the same way; the last address is the end. */
  server.get<Route>('/3ds/:token/back/:hop', ({ params: { token, hop } }, reply) => {
    const told = challenged(token)?.challenge.told
    if (!told) return showNow(token, reply)
    return reply.redirect(Number(hop) < HOPS ? `/3ds/${token}/back/${Number(hop) + 1}` : endOf(told), 302)
  })

  server.get<Route>('/3ds/:token/code', ({ params: { token } }, reply) => showNow(token, reply))
  server.post<Route>('/3ds/:token/code', async ({ params: { token }, body }, reply) => {
    deposits.answer(token, typeof body?.code === 'string' ? body.code : '')
    await deps.beforeAnswer()
    return showNow(token, reply)
  })
  server.post<Route>('/3ds/:token/cancel', ({ params: { token } }, reply) => {
    deposits.answer(token, null)
    return showNow(token, reply)
  })

  server.post<Route>('/3ds/:token/reached', ({ body }, reply) => {
    const said = Array.isArray(body?.reached) ? body.reached : []
    // By known names alone: what a page says is not kept as it came.
    deps.onReached(REACHED.filter((one) => said.includes(one)))
    return reply.code(204).send()
  })
  server.get('/3ds/:token/loot', (_request, reply) =>
    reply
      .header('content-disposition', 'attachment; filename="facture.html"')
      .type('text/html')
      .send('butin'),
  )

  for (const path of Object.values(RETURNS))
    server.get(path, (_request, reply) => {
      deps.onReturn()
      return html(reply, returnPage())
    })
}
