import { describe, expect, it } from 'vitest'
import { printerSettingsSchema } from '../../../electron/domain/devices'
import type { Setup } from '../../../electron/ipc/contract'
import {
  type Context,
  type Draft,
  draftOf,
  firstProblem,
  keepsKey,
  needsPassphrase,
  problemsOf,
  setupOf,
  stepsOf,
} from '../../../renderer/screens/setup/draft'

const stored: Setup = {
  language: 'fr',
  environment: 'training',
  host: '',
  key: '',
  agentCode: '',
  agentPhone: '',
  soleTerminal: false,
  otherTerminals: [],
  shop: { name: '', address: '', phone: '' },
  terminal: '',
  users: [],
  printer: printerSettingsSchema.parse({ transport: 'virtual' }),
  passphrase: '',
  receiptLanguage: null,
  identityDetails: false,
  sounds: true,
  theme: 'light',
  proxy: '',
  customCa: '',
  publicAddress: '',
  backupFolder: '',
  feeInCash: { cash_in: false, cash_out: false },
}
const first: Context = { first: true, stored, vault: 'plain' }
const draft = (part: Partial<Draft> = {}): Draft => ({ ...draftOf(stored), ...part })

describe('The wizard', () => {
  it('asks for a passphrase only where a real key would lie without a keyring', () => {
    expect(stepsOf(draft(), first)).not.toContain('passphrase')
    expect(stepsOf(draft({ environment: 'sandbox' }), first)).toContain('passphrase')
    expect(needsPassphrase(draft({ environment: 'sandbox' }), { ...first, vault: 'system' })).toBe(false)
    expect(needsPassphrase(draft({ environment: 'custom', host: 'http://127.0.0.1:9' }), first)).toBe(false)
  })

  it('shows the further settings only on a terminal that works', () => {
    expect(stepsOf(draft(), first)).not.toContain('network')
    expect(stepsOf(draft(), { ...first, first: false })).toContain('network')
  })

  it.each([
    ['https://chari.example', null],
    ['http://127.0.0.1:8080', null],
    ['http://[::1]:8080', null],
    ['http://chari.example', 'setup.host_plain'],
    ['ftp://chari.example', 'setup.host_bad'],
    ['chari.example', 'setup.host_bad'],
    ['', 'setup.host_bad'],
  ])('takes the address %s or says why not', (host, problem) => {
    const made = draft({ environment: 'custom', host, key: 'k' })
    expect(firstProblem(problemsOf('chari', made, first))).toBe(problem)
  })

  it('wants a key, unless the stored one still fits', () => {
    const sandbox = draft({ environment: 'sandbox' })
    expect(problemsOf('chari', sandbox, first)).toEqual({ key: 'setup.key_missing' })
    const again: Context = { ...first, first: false, stored: { ...stored, environment: 'sandbox' } }
    expect(keepsKey(sandbox, again)).toBe(true)
    expect(problemsOf('chari', sandbox, again)).toEqual({})
    expect(keepsKey(draft({ environment: 'custom', host: 'https://a.example' }), again)).toBe(false)
  })

  it('wants a cashier and a supervisor with names of their own and PINs typed twice alike', () => {
    const person = (id: number, name: string, role: 'cashier' | 'supervisor', again = '4071') => ({
      id,
      name,
      role,
      pin: '4071',
      again,
    })
    const check = (...people: Draft['people']) => problemsOf('people', draft({ people }), first)
    expect(check(person(1, 'Salma', 'cashier'), person(2, 'Karim', 'supervisor'))).toEqual({})
    expect(check(person(1, 'Salma', 'cashier'), person(2, 'Salma ', 'supervisor'))).toEqual({
      'name-2': 'setup.person_name_twice',
    })
    expect(check(person(1, 'Salma', 'cashier'), person(2, 'Karim', 'cashier'))).toEqual({
      people: 'setup.people_need_supervisor',
    })
    expect(check(person(1, 'Salma', 'cashier', '4072'), person(2, 'Karim', 'supervisor'))).toEqual({
      'again-1': 'setup.person_pin_differs',
    })
  })

  it('takes an easy PIN in training and on this machine alone', () => {
    const people = (['cashier', 'supervisor'] as const).map((role, id) => ({
      id,
      name: role,
      role,
      pin: '1234',
      again: '1234',
    }))
    expect(problemsOf('people', draft({ people, environment: 'training' }), first)).toEqual({})
    const own = { environment: 'custom', host: 'http://127.0.0.1:9' } as const
    expect(problemsOf('people', draft({ people, ...own }), first)).toEqual({})
    expect(problemsOf('people', draft({ people, environment: 'sandbox' }), first)).toEqual({
      'pin-0': 'setup.person_pin_weak',
      'pin-1': 'setup.person_pin_weak',
    })
  })

  it('asks who works here once: afterwards that has a screen of its own', () => {
    expect(stepsOf(draft({}), first)).toContain('people')
    const again = { ...first, first: false }
    expect(stepsOf(draft({}), again)).not.toContain('people')
    expect(setupOf(draft({}), again).users).toEqual([])
  })

  it('saves what was typed in the forms that main takes', () => {
    const made = setupOf(
      draft({
        environment: 'training',
        key: 'must not go out',
        agentPhone: '06 61 24 87 30',
        otherTerminals: ' CASA2, CASA3 ,',
      }),
      { ...first, first: false },
    )
    expect(made).toMatchObject({
      key: '',
      agentPhone: '+212661248730',
      otherTerminals: ['CASA2', 'CASA3'],
      users: [],
      passphrase: '',
    })
    expect(setupOf(draft({ soleTerminal: true, otherTerminals: 'CASA2' }), first).otherTerminals).toEqual([])
  })
})
