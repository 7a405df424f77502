import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DECLINE_REASONS, declineReason, mayAsk, readChallengeEnd } from '../../../electron/domain/challenge'
import ar from '../../../resources/words/ar.json'
import en from '../../../resources/words/en.json'
import fr from '../../../resources/words/fr.json'

const RETURN = 'https://chari.example/return'
const end = (query: string) => readChallengeEnd(`${RETURN}?${query}`)

describe('the end of a challenge', () => {
  it('is no address without a response code, and nothing that is no web address', () => {
    for (const address of [
      '',
      'not an address',
      'https://bank.example/acs?step=2',
      'https://bank.example/RESPONSE_CODE=0',
      'https://bank.example/acs#RESPONSE_CODE=0',
      'https://bank.example/acs?next=RESPONSE_CODE%3D0',
      'app://guichet/?RESPONSE_CODE=0',
      'file:///tmp/x?RESPONSE_CODE=0',
      'javascript:0?RESPONSE_CODE=0',
    ])
      expect(readChallengeEnd(address), address).toBeNull()
  })

  it('is a decline for anything but 0', () => {
    for (const code of ['51', '00', '1', '', '0x0', '-0', 'SUCCESS'])
      expect(end(`RESPONSE_CODE=${code}&REASON_CODE=SUCCESS`)?.accepted, code).toBe(false)
  })

  it('is a decline where the page says it twice and differently', () => {
    expect(end('RESPONSE_CODE=0&RESPONSE_CODE=51')).toMatchObject({ accepted: false, responseCode: '51' })
    expect(end('RESPONSE_CODE=0&RESPONSE_CODE=0')?.accepted).toBe(true)
  })

  it('reads the documented query, and its names in any case', () => {
    const said = { accepted: true, responseCode: '0', reasonCode: 'SUCCESS', operation: 'PAYMENT' }
    expect(end('RESPONSE_CODE=0&REASON_CODE=SUCCESS&OPERATION=PAYMENT')).toEqual(said)
    expect(end('response_code=0&Reason_Code=SUCCESS&operation=PAYMENT&x=1')).toEqual(said)
    expect(end('RESPONSE_CODE=0')).toEqual({ ...said, reasonCode: null, operation: null })
  })

  it('keeps nothing that could be a card, a one-time code or a text', () => {
    for (const text of ['4918914107195005', '555123', 'OTP 5551', '<b>x</b>', 'a'.repeat(60), 'ligne\nligne'])
      expect(end(`RESPONSE_CODE=51&REASON_CODE=${encodeURIComponent(text)}`), text).toMatchObject({
        accepted: false,
        reasonCode: null,
      })
    expect(end('RESPONSE_CODE=4918914107195005')).toMatchObject({ accepted: false, responseCode: '?' })
  })

  it('never throws, and holds short plain codes only', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.webUrl({ withQueryParameters: true }), (code, reason, url) => {
        const read = readChallengeEnd(
          `${url}${url.includes('?') ? '&' : '?'}RESPONSE_CODE=${encodeURIComponent(code)}&REASON_CODE=${encodeURIComponent(reason)}`,
        )
        expect(read?.accepted).toBe(code.trim() === '0')
        expect(read?.responseCode).toMatch(/^([\w-]{1,8}|\?)$/)
        expect(read?.reasonCode ?? 'none').toMatch(/^[a-z][\w .-]{0,39}$/i)
        expect(`${read?.responseCode}${read?.reasonCode}`).not.toMatch(/\d{5}/)
      }),
      { seed: 6, numRuns: 500 },
    )
  })
})

describe('what the bank’s window may ask for', () => {
  it('is https in a shop, and never this machine', () => {
    expect(mayAsk('https://acs.bank.example/x', false)).toBe(true)
    expect(mayAsk('wss://acs.bank.example/x', false)).toBe(true)
    for (const address of [
      'http://acs.bank.example/',
      'http://127.0.0.1:4321/3ds/1',
      'https://127.0.0.1:8790/webhooks/chari',
      'https://localhost/',
      'https://[::1]/',
      'ws://127.0.0.1/',
    ])
      expect(mayAsk(address, false), address).toBe(false)
  })

  it('is plain http to this machine alone, where Chari itself is on this machine', () => {
    expect(mayAsk('http://127.0.0.1:4321/3ds/1', true)).toBe(true)
    expect(mayAsk('http://localhost:4321/', true)).toBe(true)
    expect(mayAsk('http://acs.bank.example/', true)).toBe(false)
    expect(mayAsk('http://127.0.0.1.bank.example/', true)).toBe(false)
    expect(mayAsk('http://192.168.1.10/', true)).toBe(false)
  })

  it('is no program, file or page of ours', () => {
    for (const loopback of [true, false])
      for (const address of [
        'app://guichet/',
        'app://guichet/challenge.html',
        'file:///etc/passwd',
        'mailto:x@y.example',
        'tel:+212600000000',
        'chrome://gpu',
        'devtools://devtools/bundled/inspector.html',
        'javascript:alert(1)',
        'ftp://bank.example/',
        'nonsense',
      ])
        expect(mayAsk(address, loopback), address).toBe(false)
  })
})

describe('why the bank declined', () => {
  const why = (responseCode: string, reasonCode: string | null) => declineReason({ responseCode, reasonCode })

  it('has words in three languages for each reason', () => {
    for (const words of [fr, ar, en])
      for (const reason of [...DECLINE_REASONS, 'other' as const])
        for (const sentence of [words.challenge.reason[reason], words.challenge.advice[reason]])
          expect(sentence.length, reason).toBeGreaterThan(10)
  })

  it('is read from the reason, else from the number, else not at all', () => {
    expect(why('51', 'INSUFFICIENT_FUNDS')).toBe('insufficient_funds')
    expect(why('99', 'Insufficient funds')).toBe('insufficient_funds')
    expect(why('17', 'CANCELLED')).toBe('canceled_by_customer')
    expect(why('54', null)).toBe('expired_card')
    expect(why('57', null)).toBe('not_permitted')
    expect(why('62', 'RESTRICTED-CARD')).toBe('not_permitted')
    expect(why('54', 'SOMETHING_NEW')).toBeNull()
    expect(why('99', null)).toBeNull()
    expect(why('99', 'constructor')).toBeNull()
    expect(why('constructor', null)).toBeNull()
  })
})
