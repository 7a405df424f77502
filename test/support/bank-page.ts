/** The bank's page as a browser without scripts walks it: redirects one by one, forms by their own words. */
export interface BankPage {
  /** Every address so far, the first included; an address of return is noted and not loaded. */
  readonly addresses: readonly string[]
  readonly html: string
  /** RESPONSE_CODE, REASON_CODE and OPERATION, once a redirect carried them. */
  readonly end: Readonly<Record<string, string>> | null
  readonly type: (code: string) => Promise<BankPage>
  readonly giveUp: () => Promise<BankPage>
  /** Sends the page's own form as it stands, or follows its only link. */
  readonly goOn: () => Promise<BankPage>
  readonly reload: () => Promise<BankPage>
}

const MOST_STEPS = 30

async function walk(
  method: 'GET' | 'POST',
  first: string,
  before: readonly string[],
  body?: URLSearchParams,
): Promise<BankPage> {
  let address = first
  let html = ''
  let end: BankPage['end'] = null
  let sent: RequestInit = { method, redirect: 'manual', ...(body ? { body } : {}) }
  const addresses = [...before, address]
  for (let step = 0; end === null; step++) {
    if (step > MOST_STEPS) throw new Error(`redirects without an end: ${addresses.join(' ')}`)
    const answer = await fetch(address, sent)
    const to = answer.headers.get('location')
    if (to === null) {
      html = await answer.text()
      break
    }
    await answer.body?.cancel()
    address = new URL(to, address).href
    addresses.push(address)
    const { searchParams } = new URL(address)
    if (searchParams.has('RESPONSE_CODE')) end = Object.fromEntries(searchParams)
    sent = { redirect: 'manual' }
  }

  const named = (what: string, pattern: RegExp): string => {
    const found = pattern.exec(html)?.[1]
    if (found === undefined) throw new Error(`no ${what} on this page: ${html}`)
    return new URL(found, address).href
  }
  const submit = (to: string, fields: Record<string, string>): Promise<BankPage> =>
    walk('POST', to, addresses, new URLSearchParams(fields))
  return {
    addresses,
    html,
    end,
    type: (code) => submit(named('form', /<form method="post" action="([^"]+)"/), { code }),
    giveUp: () => submit(named('way to give up', /formaction="([^"]+)"/), { code: '' }),
    goOn: () =>
      html.includes('<form')
        ? submit(named('form', /<form method="post" action="([^"]+)"/), {})
        : walk('GET', named('link', /<a href="([^"]+)"/), addresses),
    reload: () => walk('GET', address, addresses),
  }
}

/** Opens the address of an execute's answer. */
export const openBankPage = (address: string): Promise<BankPage> => walk('GET', address, [])
