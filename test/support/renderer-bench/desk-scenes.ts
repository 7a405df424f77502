import type { OperationRow, OperationView } from '../../../electron/domain/operation'
import type { LaidPaper } from '../../../electron/domain/paper'
import type { Boot, Setup, Status } from '../../../electron/ipc/contract'
import type { Scene } from './scenes'

/** What the scenes of set-up, sign-in, history, what is to settle, till and help are made of. */
export interface DeskBase {
  readonly boot: Boot
  readonly status: Status
  readonly unsure: OperationView
  readonly review: OperationView
  readonly notDone: OperationView
  readonly completed: OperationView
  readonly pay: OperationView
  readonly rows: readonly OperationRow[]
  readonly paper: LaidPaper
}

const setup: Setup = {
  language: 'fr',
  environment: 'sandbox',
  host: '',
  key: '',
  agentCode: '',
  agentPhone: '',
  soleTerminal: false,
  otherTerminals: [],
  shop: { name: '', address: '', phone: '' },
  terminal: 'G7K2QX',
  users: [],
  printer: { transport: 'virtual', host: '', port: 9100, paper: 80 },
  passphrase: '',
  receiptLanguage: null,
  identityDetails: false,
  sounds: true,
  theme: 'light',
  proxy: '',
  customCa: '',
  publicAddress: '196.200.14.82',
  backupFolder: '',
  feeInCash: { cash_in: false, cash_out: false },
}
const stored: Setup = {
  ...setup,
  environment: 'production',
  host: 'https://api.charimoney.example',
  agentCode: 'AG20417',
  agentPhone: '+212661248730',
  otherTerminals: ['CASA2', 'CASA3'],
  shop: { name: 'Épicerie Al Amal', address: '14, rue Ibn Batouta, Casablanca', phone: '0522304050' },
  terminal: 'CASA1',
}

export function deskScenes(base: DeskBase): readonly Scene[] {
  const { boot, status, unsure, review, notDone, completed, pay, rows, paper } = base
  const first: Partial<Boot> = {
    phase: 'setup',
    user: null,
    users: [],
    agentCode: '',
    shop: { name: '', address: '', phone: '' },
  }
  const wizard = {
    boot: first,
    answers: {
      'setup.read': setup,
      'app.language': { ...boot, ...first },
      'setup.check': {
        chari: 'ok',
        agent: 'known',
        agentName: 'Épicerie Al Amal',
        agentPhone: '+212661248730',
        detail: '',
      },
      'printer.test': { ok: true, value: { confirmed: true } },
    },
  }
  const next = (times: number): string[] => Array.from({ length: times }, () => '#setup-next')
  const SHOP = ['#setup-next', 'Épicerie Al Amal{Tab}14, rue Ibn Batouta, Casablanca{Tab}0522304050']
  const CHARI = [...SHOP, '#setup-next', '{Tab}clef-de-bac-a-sable']
  const AGENT = [...CHARI, '#setup-next', 'AG20417']
  const DEVICES = [...AGENT, '#setup-next']
  const PEOPLE = [
    ...DEVICES,
    '#setup-next',
    'Salma Bennis{Tab}1234{Tab}1234{Tab}{Tab}Karim Idrissi{Tab}4321{Tab}4320',
  ]
  const users = [
    { name: 'Salma Bennis', role: 'cashier' },
    { name: 'Hamza Ouazzani', role: 'cashier' },
    { name: 'Karim Idrissi', role: 'supervisor' },
    { name: 'Assistance', role: 'support' },
  ] as const
  const signIn: Partial<Boot> = { phase: 'sign_in', user: null, users: [...users], idleLockMs: 180_000 }
  const owed: OperationView = {
    ...pay,
    id: 'o7',
    number: 'CASA1-000711',
    cash: 'owed',
    parked: true,
    unsettled: true,
    actions: ['cash_paid'],
  }
  const aside: OperationView = {
    ...notDone,
    id: 'o8',
    number: 'CASA1-000708',
    reference: '2297660148',
    cash: 'aside',
    envelope: 'CASA1-000708',
    parked: true,
    actions: ['try_again', 'cash_returned', 'cash_owed'],
  }
  const change: OperationView = {
    ...completed,
    id: 'o9',
    parked: true,
    change: 'owed',
    cash: 'received',
    actions: ['cash_in_drawer', 'change_given', 'duplicate'],
  }
  const toSettle = {
    'operation.unsettled': {
      rows: [unsure, { ...review, id: 'o5', notDoneFrom: null }, owed, aside, change],
    },
  }
  const history = {
    'operation.list': {
      rows,
      cursor: 'older',
      totals: { count: 41, cashIn: 1_195_000, cashOut: 670_000 },
    },
    'operation.get': { ...completed, ...rows[0] },
  }
  return [
    { name: 'setup-language', ...wizard },
    { name: 'setup-shop', ...wizard, keys: SHOP },
    { name: 'setup-chari', ...wizard, keys: CHARI },
    {
      name: 'setup-denied',
      ...wizard,
      answers: {
        ...wizard.answers,
        'setup.check': { chari: 'denied', agent: 'unread', agentName: null, agentPhone: null, detail: '' },
      },
      keys: CHARI,
    },
    {
      name: 'setup-passphrase',
      ...wizard,
      boot: { ...first, vault: 'plain' },
      keys: [...CHARI, '#setup-next', 'court'],
    },
    { name: 'setup-agent', ...wizard, keys: AGENT },
    {
      name: 'setup-devices',
      ...wizard,
      keys: [...DEVICES, '#setup-printer-tcp', '{Tab}192.168.1.40', '#setup-printer-test'],
    },
    { name: 'setup-people', ...wizard, keys: PEOPLE },
    { name: 'setup-review', ...wizard, keys: [...PEOPLE, '{Backspace}1', '#setup-next'] },
    {
      name: 'settings-papers',
      answers: { ...wizard.answers, 'setup.read': stored },
      keys: ['{F11}', ...next(6)],
    },
    {
      name: 'settings-network',
      answers: { ...wizard.answers, 'setup.read': stored },
      keys: ['{F11}', ...next(7)],
    },
    {
      name: 'settings-approval',
      answers: { ...wizard.answers, 'setup.read': stored },
      keys: ['{F11}', ...next(8)],
    },
    { name: 'sign-in', boot: signIn, keys: ['123'] },
    {
      name: 'sign-in-wrong',
      boot: signIn,
      answers: { 'session.signIn': { ok: false, triesLeft: 3, lockedForMs: 0 } },
      keys: ['1234{Enter}'],
    },
    {
      name: 'sign-in-locked',
      boot: signIn,
      answers: { 'session.signIn': { ok: false, triesLeft: 0, lockedForMs: 60_000 } },
      keys: ['1234{Enter}'],
    },
    {
      name: 'sign-in-training',
      boot: {
        ...signIn,
        training: true,
        environment: 'training',
        users: [users[0], users[2]],
        trainingPins: [
          { name: 'Salma Bennis', pin: '1234' },
          { name: 'Karim Idrissi', pin: '4321' },
        ],
      },
    },
    { name: 'unlock', boot: { phase: 'unlock', user: null }, keys: ['pas la bonne'] },
    {
      name: 'fault',
      boot: {
        phase: 'fault',
        user: null,
        fault: { code: 'journal_corrupt', detail: 'event 48213: the hash differs' },
      },
      answers: { 'app.diagnostics': { text: 'Guichet 0.1.0\nElectron 33.2.1\nChromium 130\nCASA1' } },
    },
    {
      name: 'fault-new-journal',
      boot: {
        phase: 'fault',
        user: null,
        fault: { code: 'journal_corrupt', detail: 'event 48213: the hash differs' },
      },
      answers: { 'app.diagnostics': { text: 'Guichet 0.1.0' } },
      keys: ['#new-journal'],
    },
    { name: 'history', answers: history, keys: ['{F8}'] },
    {
      name: 'history-empty',
      answers: {
        'operation.list': { rows: [], cursor: null, totals: { count: 0, cashIn: 0, cashOut: 0 } },
      },
      keys: ['{F8}'],
    },
    { name: 'unsettled', answers: toSettle, keys: ['{F5}'] },
    { name: 'unsettled-review', answers: toSettle, keys: ['{F5}', '{ArrowDown}'] },
    { name: 'unsettled-decide', answers: toSettle, keys: ['{F5}', '{ArrowDown}', '{Enter}'] },
    {
      name: 'unsettled-decide-alone',
      boot: { user: { name: 'Karim I.', role: 'supervisor' } },
      answers: toSettle,
      keys: ['{F5}', '{ArrowDown}', '{Enter}'],
    },
    { name: 'unsettled-owed', answers: toSettle, keys: ['{F5}', '{ArrowDown}', '{ArrowDown}', '1'] },
    { name: 'unsettled-aside', answers: toSettle, keys: ['{F5}', '{End}', '{ArrowUp}'] },
    { name: 'unsettled-change', answers: toSettle, keys: ['{F5}', '{End}'] },
    { name: 'unsettled-none', answers: { 'operation.unsettled': { rows: [] } }, keys: ['{F5}'] },
    {
      name: 'unsettled-claim',
      boot: { otherTerminals: ['CASA2', 'CASA3'], soleTerminal: false },
      answers: { 'operation.unsettled': { rows: [{ ...unsure, actions: [...unsure.actions, 'claim'] }] } },
      keys: ['{F5}', '#claim'],
    },
    { name: 'till', keys: ['{F9}'] },
    {
      name: 'till-unopened',
      status: { till: { ...status.till, opening: null } },
      keys: ['{F9}', '{Enter}'],
    },
    { name: 'home-opening', status: { till: { ...status.till, opening: null } } },
    { name: 'drawer', keys: ['{F9}', '{Control+t}'] },
    { name: 'help', keys: ['{F1}'] },
    {
      name: 'home-print-question',
      status: {
        printer: {
          ...status.printer,
          transport: 'virtual',
          asking: [{ job: 'j1', number: 'CASA1-000724', kind: 'receipt' }],
        },
      },
      answers: {
        'paper.recent': {
          papers: [1, 2].map((copy) => ({
            paper: `p${copy}`,
            number: 'CASA1-000724',
            at: completed.createdAt,
            copy: copy - 1,
            state: 'unknown',
            laid: paper,
          })),
        },
      },
    },
  ]
}
