import { readAgentCode } from '../../../electron/domain/agent-code'
import { isLoopbackName } from '../../../electron/domain/loopback'
import type { Role } from '../../../electron/domain/people'
import { isWeakPin, pinSchema, sameName } from '../../../electron/domain/people'
import { readPhone } from '../../../electron/domain/phone'
import type { Boot, Setup } from '../../../electron/ipc/contract'

/** Chari's own sandbox, shown as its address; main decides where it really calls. */
export const SANDBOX_HOST = 'https://sandbox.charimoney.com'
/** Characters of a passphrase, at least. */
export const PASSPHRASE_LEAST = 12

export interface Person {
  /** Of this form alone. */
  readonly id: number
  readonly name: string
  readonly role: Role
  readonly pin: string
  readonly again: string
}

/** Everything of the wizard, as typed. Going back and forth changes nothing of it. */
export interface Draft extends Omit<Setup, 'users' | 'otherTerminals' | 'printer'> {
  readonly otherTerminals: string
  readonly printer: Omit<Setup['printer'], 'port'> & { readonly port: string }
  readonly passphraseAgain: string
  /** Of the first run alone: afterwards people have a screen of their own. */
  readonly people: readonly Person[]
}

export type StepName =
  | 'language'
  | 'shop'
  | 'chari'
  | 'passphrase'
  | 'agent'
  | 'devices'
  | 'people'
  | 'papers'
  | 'network'
  | 'review'

/** What the wizard knows beside what is typed. */
export interface Context {
  /** False when set-up was reopened on a working terminal. */
  readonly first: boolean
  readonly stored: Setup
  readonly vault: Boot['vault']
}

/** Key of the sentence under a field, by the field's name. */
export type Problems = Readonly<Record<string, string>>

export function draftOf(stored: Setup): Draft {
  const { users: _, otherTerminals, printer, ...rest } = stored
  return {
    ...rest,
    key: '',
    passphrase: '',
    passphraseAgain: '',
    otherTerminals: otherTerminals.join(', '),
    printer: { ...printer, port: String(printer.port) },
    people: [
      { id: 1, name: '', role: 'cashier', pin: '', again: '' },
      { id: 2, name: '', role: 'supervisor', pin: '', again: '' },
    ],
  }
}

/** Where the terminal would call, as an address; null where it cannot be read. */
function hostOf(draft: Pick<Draft, 'environment' | 'host'>): URL | null {
  const text = draft.environment === 'sandbox' ? SANDBOX_HOST : draft.host.trim()
  return URL.canParse(text) ? new URL(text) : null
}

const isLoopback = (draft: Draft): boolean => isLoopbackName(hostOf(draft)?.hostname ?? '')

function hostProblem(draft: Draft): string | null {
  if (draft.environment === 'training' || draft.environment === 'sandbox') return null
  const host = hostOf(draft)
  if (host?.protocol === 'https:') return null
  if (host?.protocol !== 'http:') return 'setup.host_bad'
  return isLoopback(draft) ? null : 'setup.host_plain'
}

/** The stored key still fits: same terminal, same Chari. */
export const keepsKey = (draft: Draft, { first, stored }: Context): boolean =>
  !first &&
  stored.environment === draft.environment &&
  (draft.environment === 'sandbox' || stored.host === draft.host.trim())

/** A vault without a system keyring opens with a passphrase, unless only training or this machine is called. */
export const needsPassphrase = (draft: Draft, { vault }: Context): boolean =>
  draft.environment !== 'training' && !isLoopback(draft) && vault !== 'system' && vault !== 'passphrase'

export function stepsOf(draft: Draft, context: Context): readonly StepName[] {
  const vault: readonly StepName[] = needsPassphrase(draft, context) ? ['passphrase'] : []
  const rest: readonly StepName[] = context.first ? ['people'] : ['papers', 'network']
  return ['language', 'shop', 'chari', ...vault, 'agent', 'devices', ...rest, 'review']
}

const when = (field: string, problem: string | false | null): Problems =>
  problem === false || problem === null ? {} : { [field]: problem }

function peopleProblems(draft: Draft): Problems {
  const { people } = draft
  const tryOut = draft.environment === 'training' || isLoopback(draft)
  const names = people.map((person) => person.name.trim())
  const each = people.map((person, index): Problems => {
    const name = names[index] ?? ''
    return {
      ...when(
        `name-${person.id}`,
        name === ''
          ? 'setup.person_name_missing'
          : names.findIndex((other) => sameName(other, name)) !== index && 'setup.person_name_twice',
      ),
      ...when(
        `pin-${person.id}`,
        !pinSchema.safeParse(person.pin).success
          ? 'setup.person_pin_bad'
          : !tryOut && isWeakPin(person.pin) && 'setup.person_pin_weak',
      ),
      ...when(`again-${person.id}`, person.again !== person.pin && 'setup.person_pin_differs'),
    }
  })
  const has = (role: Role): boolean => people.some((person) => person.role === role)
  return Object.assign(
    {},
    ...each,
    when('people', !has('supervisor') && 'setup.people_need_supervisor'),
    when('people', !has('cashier') && 'setup.people_need_cashier'),
  )
}

function printerProblems({ printer }: Draft): Problems {
  if (printer.transport !== 'tcp') return {}
  const port = Number(printer.port)
  return {
    ...when('printerHost', !/^[\w.:-]+$/.test(printer.host.trim()) && 'setup.printer_host_bad'),
    ...when(
      'printerPort',
      !(/^\d{1,5}$/.test(printer.port) && port >= 1 && port <= 65_535) && 'setup.printer_port_bad',
    ),
  }
}

function networkProblems({ proxy, customCa }: Draft): Problems {
  const url = URL.canParse(proxy.trim()) ? new URL(proxy.trim()) : null
  return {
    ...when('proxy', proxy.trim() !== '' && url?.protocol !== 'http:' && 'setup.proxy_bad'),
    ...when(
      'customCa',
      customCa.trim() !== '' &&
        !/-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----/.test(customCa) &&
        'setup.custom_ca_bad',
    ),
  }
}

/** What one step still lacks, in the order of its fields. */
export function problemsOf(step: StepName, draft: Draft, context: Context): Problems {
  switch (step) {
    case 'shop':
      return {
        ...when('shopName', draft.shop.name.trim() === '' && 'setup.shop_name_missing'),
        ...when('shopAddress', draft.shop.address.trim() === '' && 'setup.shop_address_missing'),
        ...when(
          'shopPhone',
          draft.shop.phone.trim() !== '' && !readPhone(draft.shop.phone).ok && 'setup.phone_bad',
        ),
        ...when('terminal', !/^[A-Z0-9-]{0,12}$/.test(draft.terminal) && 'setup.terminal_bad'),
      }
    case 'chari':
      return {
        ...when('host', hostProblem(draft)),
        ...when(
          'key',
          draft.environment !== 'training' &&
            draft.key.trim() === '' &&
            !keepsKey(draft, context) &&
            'setup.key_missing',
        ),
      }
    case 'passphrase':
      return {
        ...when('passphrase', draft.passphrase.length < PASSPHRASE_LEAST && 'setup.passphrase_short'),
        ...when('passphraseAgain', draft.passphraseAgain !== draft.passphrase && 'setup.passphrase_differs'),
      }
    case 'agent':
      return {
        ...when('agentCode', !readAgentCode(draft.agentCode).ok && 'setup.agent_code_bad'),
        ...when(
          'agentPhone',
          draft.agentPhone.trim() !== '' && !readPhone(draft.agentPhone).ok && 'setup.phone_bad',
        ),
      }
    case 'devices':
      return printerProblems(draft)
    case 'people':
      return peopleProblems(draft)
    case 'network':
      return networkProblems(draft)
    case 'language':
    case 'papers':
    case 'review':
      return {}
  }
}

export const firstProblem = (problems: Problems): string | null => Object.values(problems)[0] ?? null

/** The printer as main takes it. */
export const printerOf = ({ printer }: Draft): Setup['printer'] => ({
  ...printer,
  host: printer.host.trim(),
  port: Number(printer.port) || 9100,
})

/** What main is asked to save. Phones go in the form of Chari. */
export function setupOf(draft: Draft, context: Context): Setup {
  const { passphraseAgain: _, people, otherTerminals, ...rest } = draft
  const phone = readPhone(draft.agentPhone)
  return {
    ...rest,
    host: draft.environment === 'sandbox' ? SANDBOX_HOST : draft.host.trim(),
    key: draft.environment === 'training' ? '' : draft.key.trim(),
    agentCode: draft.agentCode.trim(),
    agentPhone: phone.ok ? phone.value : '',
    otherTerminals: draft.soleTerminal
      ? []
      : otherTerminals
          .split(/[,;\n،]/)
          .map((name) => name.trim())
          .filter((name) => name !== ''),
    shop: {
      name: draft.shop.name.trim(),
      address: draft.shop.address.trim(),
      phone: draft.shop.phone.trim(),
    },
    users: context.first ? people.map(({ name, role, pin }) => ({ name: name.trim(), role, pin })) : [],
    printer: printerOf(draft),
    passphrase: needsPassphrase(draft, context) ? draft.passphrase : '',
    proxy: draft.proxy.trim(),
    customCa: draft.customCa.trim(),
    publicAddress: draft.publicAddress.trim(),
    backupFolder: draft.backupFolder.trim(),
  }
}
