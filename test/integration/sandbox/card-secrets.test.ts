import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FAULT_KINDS } from '../../../electron/sandbox/faults'
import { CARD_SCENARIOS } from '../../../electron/sandbox/types'
import { openBankPage } from '../../support/bank-page'
import { AMINA, CARD_PATHS, newBooksFile, ownSandbox, SANDBOX_KEY } from '../../support/own-sandbox'
import { rawRequest } from '../../support/raw-request'
import { webhookReceiver } from '../../support/webhook-receiver'

const PAN = '4539578763621486'
/** Three digits stand everywhere by chance: as a CVV that nothing else is, five of them are sent where three belong. */
const LONG_CVV = '90817'
const CVV = '847'

/** A secret as it might lie in bytes: plain, base64 at each of three offsets, hex, UTF-16 in both orders. */
function disguises(secret: string): readonly (readonly [string, Buffer])[] {
  const base64 = [0, 1, 2].map((offset) => {
    const text = Buffer.from('\0'.repeat(offset) + secret).toString('base64')
    // Characters that also depend on what stands before and after are not the secret's own.
    return text.slice(offset === 0 ? 0 : offset + 1, secret.length > 3 ? -4 : undefined)
  })
  const wide = Buffer.from(secret, 'utf16le')
  return [
    ['plain', Buffer.from(secret)],
    ...base64.map((text) => ['base64', Buffer.from(text)] as const),
    ['hex', Buffer.from(Buffer.from(secret).toString('hex'))],
    ['HEX', Buffer.from(Buffer.from(secret).toString('hex').toUpperCase())],
    ['UTF-16', wide],
    ['UTF-16, the other order', Buffer.from(wide).swap16()],
  ]
}

const found = (where: string, bytes: Buffer, secrets: readonly string[]): readonly string[] =>
  secrets.flatMap((secret) =>
    disguises(secret)
      .filter(([, bytes_]) => bytes.includes(bytes_))
      .map(([how]) => `${where}: ${secret} in ${how}`),
  )

describe('a card that was planted', () => {
  it('is found by the search wherever it hides', () => {
    for (const hidden of [
      Buffer.from(`x${PAN}x`),
      Buffer.from(Buffer.from(`xy${PAN}z`).toString('base64')),
      Buffer.from(Buffer.from(`{"a":"${PAN}"}`).toString('base64')),
      Buffer.from(Buffer.from(PAN).toString('hex')),
      Buffer.from(PAN, 'utf16le'),
    ])
      expect(found('here', hidden, [PAN])).not.toEqual([])
    expect(found('here', Buffer.from('453957 1486'), [PAN])).toEqual([])
  })

  it('lies nowhere after every scenario and every fault: books, answers, pages, webhooks, log', async () => {
    const booksFile = newBooksFile()
    const log: string[] = []
    const seen: [string, string][] = []
    const receiver = await webhookReceiver()
    const sandbox = await ownSandbox({
      booksFile,
      webhooks: [{ url: receiver.url, key: 'k' }],
      log: (what, facts) => log.push(`${what} ${JSON.stringify(facts)}`),
    })
    sandbox.setWebhookManner({ when: 'before_redirect', answerWithinMs: 200, retriesMs: [] })
    const send = async (path: string, body: string, what: string): Promise<string> => {
      const abort = AbortSignal.timeout(what.includes('hang') ? 80 : 5_000)
      const answer = await fetch(`${sandbox.host}${path}`, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'Chari-Api-Key': SANDBOX_KEY, 'content-type': 'application/json' },
        body,
        signal: abort,
      }).catch(() => null)
      const text = (await answer?.text().catch(() => '')) ?? ''
      seen.push([what, `${JSON.stringify([...(answer?.headers ?? [])])} ${text}`])
      return text
    }
    const card = (change: object = {}): string =>
      JSON.stringify({
        FirstName: 'Amina',
        LastName: 'Rachidi',
        Pan: PAN,
        Cvv: CVV,
        ExpiryDate: '3012',
        Amount: 1,
        KeepAlive: true,
        ...change,
      })
    try {
      for (const scenario of CARD_SCENARIOS) {
        sandbox.prepareCard({ scenario, manner: { slowMs: 1 } })
        const text = await send(CARD_PATHS.phone.execute, card(), scenario)
        if (!text.includes('/3ds/') || scenario === 'hang') continue
        const { data } = JSON.parse(text)
        let page = await openBankPage(String(data.redirectionURL))
        if (scenario === 'chain' || scenario === 'popup') page = await page.goOn()
        const wrong = await page.type(LONG_CVV)
        const end = await wrong.type('555')
        for (const { html, addresses } of [page, wrong, end])
          seen.push([`page of ${scenario}`, html + addresses])
      }
      for (const kind of FAULT_KINDS) {
        sandbox.addFault({ call: 'cashin.card.agent.execute', kind, times: 1, ms: 1 })
        await send(CARD_PATHS.agent.execute, card(), `fault ${kind}`)
      }
      const wrongs: readonly [string, object][] = [
        ['luhn', { Pan: `${PAN.slice(0, -1)}7`, CardName: PAN }],
        ['cvv', { Cvv: LONG_CVV }],
        ['expiry', { ExpiryDate: PAN }],
        ['amount', { Amount: PAN }],
        ['name', { FirstName: PAN }],
        ['currency', { Currency: PAN }],
        ['keep', { KeepAlive: PAN }],
      ]
      for (const [what, change] of wrongs) await send(CARD_PATHS.agent.execute, card(change), `wrong ${what}`)
      await send(CARD_PATHS.agent.execute, card().slice(0, -3), 'broken JSON')
      await send(CARD_PATHS.agent.execute, card({ CardName: 'x'.repeat(1_100_000) }), 'too long a body')
      for (const handle of [
        'cards/manner',
        'cards/next',
        'webhooks/send',
        'webhooks/targets',
        'references',
        'faults',
      ])
        await send(
          `/sandbox/${handle}`,
          JSON.stringify({ page: PAN, event: PAN, url: PAN, pan: PAN }),
          handle,
        )
      for (const path of ['/sandbox/books', '/sandbox/webhooks', '/'])
        seen.push([path, await (await fetch(`${sandbox.host}${path}`)).text()])
      for (const path of [
        `/api/operations/all?PhoneNumber=${encodeURIComponent(AMINA)}`,
        `/api/customers/tokenized/cards?PhoneNumber=${encodeURIComponent(AMINA)}`,
      ])
        seen.push([
          path,
          (await rawRequest(sandbox.host, `GET ${path}`, { 'Chari-Api-Key': SANDBOX_KEY })).text,
        ])
    } finally {
      await sandbox.close()
      await receiver.close()
    }

    expect(log.length).toBeGreaterThan(0)
    expect(receiver.received.length).toBeGreaterThan(5)
    expect(seen.length).toBeGreaterThan(60)
    const folder = dirname(booksFile)
    const files = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))] as const)
    const places: readonly (readonly [string, Buffer])[] = [
      ...files,
      ...seen.map(([what, text]) => [what, Buffer.from(text)] as const),
      ...log.map((line) => ['log', Buffer.from(line)] as const),
      ...receiver.received.map(
        ({ text, headers }) => ['webhook', Buffer.from(text + JSON.stringify(headers))] as const,
      ),
    ]
    expect(places.flatMap(([where, bytes]) => found(where, bytes, [PAN, LONG_CVV]))).toEqual([])
    // The face is kept, and the three digits of the CVV stand in no field of any deposit or card.
    const books = JSON.parse(readFileSync(booksFile, 'utf8'))
    expect(books.deposits.length).toBeGreaterThan(20)
    const values = (value: unknown): readonly string[] =>
      value !== null && typeof value === 'object' ? Object.values(value).flatMap(values) : [String(value)]
    const kept = new Set([...values(books.deposits), ...values(books.cards)])
    expect(kept).toContain(PAN.slice(0, 6))
    expect(kept).not.toContain(CVV)
    expect(
      Object.keys({ ...books.deposits[0], ...books.cards[0] }).filter((key) => /pan|cvv|expir/i.test(key)),
    ).toEqual([])
  })
})
