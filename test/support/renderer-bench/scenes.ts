import type { Centimes } from '../../../electron/domain/money'
import type { OperationRow, OperationView, Quote, TimelineEntry } from '../../../electron/domain/operation'
import type { LaidPaper } from '../../../electron/domain/paper'
import type { Boot, RequestName, Status } from '../../../electron/ipc/contract'
import { deskScenes } from './desk-scenes'

/** Canned states of the terminal, for pictures of the renderer without a main process. */

const mad = (dirhams: number): Centimes => Math.round(dirhams * 100) as Centimes
const AT = '2026-06-16T13:'
const at = (time: string): string => `${AT}${time}.000Z`

export const boot: Boot = {
  phase: 'counter',
  fault: null,
  language: 'fr',
  theme: 'light',
  sounds: true,
  environment: 'production',
  training: false,
  terminal: 'CASA1',
  shop: { name: 'Épicerie Al Amal', address: '14, rue Ibn Batouta, Casablanca', phone: '0522304050' },
  agentCode: 'AG20417',
  users: [
    { name: 'Salma B.', role: 'cashier' },
    { name: 'Karim I.', role: 'supervisor' },
  ],
  trainingPins: [],
  user: { name: 'Salma B.', role: 'cashier' },
  current: null,
  soleTerminal: true,
  otherTerminals: [],
  version: '0.1.0',
  runtime: { electron: '33.2.1', fallback: true },
  vault: 'system',
  idleLockMs: 0,
}

export const status: Status = {
  connection: 'online',
  connectionSince: at('02:00'),
  publicAddress: null,
  printer: {
    transport: 'tcp',
    trouble: null,
    paperLow: false,
    waiting: 0,
    asking: [],
    held: 0,
  },
  queue: { unsettled: 1, printWaiting: 0, nextCheckInMs: 18_000 },
  till: {
    day: '2026-06-16',
    opening: mad(2_000),
    proposedOpening: mad(2_000),
    cashIn: mad(11_950),
    cashOut: mad(6_700),
    change: mad(0),
    counter: mad(0),
    aside: mad(400),
    due: mad(0),
    changeDue: mad(0),
    owed: mad(0),
    expected: mad(6_950),
  },
  clockWarning: null,
  journal: 'ok',
}

const AMINA = { name: 'Amina Rachidi', phone: '+212661248730', level: 2, active: true }
const YOUSSEF = { name: 'Youssef El Amrani', phone: '+212670551902', level: 3, active: true }
const KHADIJA = { name: 'Khadija Alaoui', phone: '+212662104477', level: 2, active: true }

const cashInQuote: Quote = {
  quoteId: 'q1',
  direction: 'cash_in',
  reference: '1122334455',
  amount: mad(500),
  fee: mad(0),
  total: mad(500),
  cash: mad(500),
  customer: AMINA,
  requestedAt: at('19:00'),
  expiresAt: at('49:30'),
  freshForMs: 60_000,
  identityDetails: false,
}
const cashOutQuote: Quote = {
  ...cashInQuote,
  quoteId: 'q2',
  direction: 'cash_out',
  reference: '9031557204',
  amount: mad(800),
  total: mad(800),
  cash: mad(800),
  customer: YOUSSEF,
  requestedAt: null,
  expiresAt: null,
}

let sequence = 48_210
const told = (
  time: string,
  code: string,
  tone: TimelineEntry['tone'],
  params: TimelineEntry['params'] = {},
): TimelineEntry => ({ at: at(time), sequence: sequence++, code, tone, params })

const view: OperationView = {
  id: 'o1',
  number: 'CASA1-000724',
  direction: 'cash_in',
  reference: '1122334455',
  customer: AMINA,
  amount: mad(500),
  fee: mad(0),
  total: mad(500),
  state: 'completed',
  cash: 'in_drawer',
  change: 'due',
  changeDue: mad(100),
  received: mad(600),
  parked: false,
  unsettled: true,
  createdAt: at('32:38'),
  updatedAt: at('32:41'),
  cashier: 'Salma B.',
  cashAmount: mad(500),
  chariOperationId: '924402',
  reason: null,
  settledAt: at('32:41'),
  attempts: [{ requestId: '69906411-1111-4111-8111-11119d18dc15', sentAt: at('32:40') }],
  nextCheckInMs: null,
  notDoneFrom: null,
  envelope: null,
  actions: ['next_customer', 'park', 'change_given', 'change_owed', 'duplicate'],
  timeline: [
    told('32:39', 'intent', 'done', { cashier: 'Salma B.', event: 48_213 }),
    told('32:40', 'sent', 'done', { request: '69906411', attempt: 1 }),
    told('32:41', 'completed_id', 'done', { operation: '924402' }),
  ],
  printed: [{ kind: 'receipt', copies: 1 }],
}
const exact: OperationView = {
  ...view,
  change: 'none',
  changeDue: mad(0),
  received: mad(500),
  unsettled: false,
  actions: ['next_customer', 'duplicate'],
}
const pay: OperationView = {
  ...view,
  id: 'o2',
  direction: 'cash_out',
  reference: '9031557204',
  customer: YOUSSEF,
  amount: mad(800),
  cashAmount: mad(800),
  received: null,
  cash: 'due',
  change: 'none',
  changeDue: mad(0),
  actions: ['next_customer', 'park', 'cash_paid', 'cash_owed'],
  printed: [],
}
const unsure: OperationView = {
  ...view,
  id: 'o3',
  number: 'CASA1-000719',
  reference: '7740218963',
  customer: KHADIJA,
  amount: mad(350),
  cashAmount: mad(350),
  received: mad(400),
  state: 'unsure',
  cash: 'received',
  change: 'none',
  changeDue: mad(0),
  chariOperationId: null,
  settledAt: null,
  nextCheckInMs: 18_000,
  notDoneFrom: at('25:00'),
  envelope: 'CASA1-000719',
  actions: ['next_customer', 'park', 'check_now', 'cash_aside', 'print_slip'],
  timeline: [
    told('21:06', 'intent', 'done', { cashier: 'Salma B.', event: 48_213 }),
    told('21:07', 'sent', 'done', { request: '7b8c9f1a', attempt: 1 }),
    told('21:37', 'answered_timeout', 'unsure', { code: 'timeout', seconds: 30 }),
    told('21:53', 'checked_open', 'unsure', { n: 2 }),
    told('22:10', 'checked_nothing', 'unsure', { n: 3 }),
  ],
  printed: [],
}
const unsureOut: OperationView = {
  ...unsure,
  direction: 'cash_out',
  reference: '9031557204',
  customer: YOUSSEF,
  amount: mad(800),
  cashAmount: mad(800),
  received: null,
  cash: 'none',
  envelope: null,
  notDoneFrom: null,
}
const refused: OperationView = {
  ...view,
  state: 'refused',
  cash: 'received',
  change: 'none',
  changeDue: mad(0),
  reason: { code: '20005', chariCode: 20_005 },
  actions: ['next_customer', 'park', 'cash_returned', 'cash_aside'],
  timeline: [...view.timeline.slice(0, 2), told('32:41', 'refused', 'refused', { code: 20_005 })],
  printed: [],
}
const notDone: OperationView = {
  ...refused,
  state: 'not_done',
  reason: null,
  actions: ['next_customer', 'park', 'try_again', 'cash_returned', 'cash_aside'],
}
const review: OperationView = {
  ...unsure,
  state: 'review',
  reason: { code: 'accepted_without_end', chariCode: null },
  nextCheckInMs: null,
  actions: ['next_customer', 'park', 'check_now', 'print_slip', 'review_decide'],
}

const row = (
  id: number,
  name: string,
  direction: 'cash_in' | 'cash_out',
  amount: number,
  time: string,
  state: OperationRow['state'] = 'completed',
): OperationRow => ({
  ...exact,
  id: `r${id}`,
  customer: { ...AMINA, name },
  direction,
  amount: mad(amount),
  createdAt: at(time),
  state,
  cash: state === 'completed' ? (direction === 'cash_in' ? 'in_drawer' : 'paid') : 'none',
})
const rows: readonly OperationRow[] = [
  row(1, 'Youssef El Amrani', 'cash_out', 800, '29:00'),
  row(2, 'Khadija Alaoui', 'cash_in', 350, '21:00', 'unsure'),
  row(3, 'Omar Tazi', 'cash_in', 1_200, '17:00'),
  row(4, 'Fatima Zahra Benabdeljalil El Idrissi', 'cash_in', 500, '08:00', 'not_done'),
  row(5, 'Hicham Lahlou', 'cash_in', 200, '05:00', 'refused'),
  row(6, 'Fatima Zahra Ouali', 'cash_out', 300, '03:00'),
  row(7, 'Mehdi Chraïbi', 'cash_in', 150, '01:00'),
]

const text = (
  words: string,
  more: Partial<{ bold: boolean; double: boolean; block: boolean; align: 'start' | 'center' | 'end' }> = {},
) => ({
  kind: 'text' as const,
  text: words,
  align: 'center' as const,
  bold: false,
  double: false,
  block: false,
  ...more,
})
const pair = (label: string, value: string, bold = false) => ({
  kind: 'pair' as const,
  label,
  value,
  bold,
  ltr: true,
})
export const paper: LaidPaper = {
  kind: 'receipt',
  language: 'fr',
  columns: 48,
  lines: [
    text('ÉPICERIE AL AMAL', { bold: true }),
    text('14, rue Ibn Batouta, Casablanca'),
    text('Agent Chari Money AG20417'),
    { kind: 'rule' },
    text("DÉPÔT D'ESPÈCES", { bold: true }),
    text('500,00 MAD', { bold: true, double: true }),
    text('EFFECTUÉ', { bold: true }),
    { kind: 'rule' },
    pair('Date', '16/06/2026 14:32:41'),
    pair('Ticket', 'CASA1-000724'),
    pair('Référence', '1122334455'),
    pair('Client', 'Amina R.'),
    pair('Téléphone', '+212 6** ** 87 30'),
    pair('Opération Chari', '924402'),
    { kind: 'rule' },
    pair('Montant', '500,00'),
    pair('Frais', '0,00'),
    pair('ENCAISSÉ', '500,00 MAD', true),
    pair('Reçu du client', '600,00'),
    pair('Monnaie rendue', '100,00'),
    { kind: 'rule' },
    pair('Caissier', 'Salma B.'),
    pair('Demande', '69906411…9d18dc15'),
    { kind: 'qr', content: 'GUICHET:CASA1-000724:0123456789ab', alt: 'QR du ticket' },
    text('Gardez ce ticket.'),
    text('Pour toute demande, montrez-le.'),
  ],
}
const trainingPaper: LaidPaper = {
  ...paper,
  lines: [
    text('FORMATION', { bold: true, double: true, block: true }),
    text('SANS VALEUR', { bold: true, double: true, block: true }),
    ...paper.lines,
  ],
}

export interface Scene {
  readonly name: string
  readonly boot?: Partial<Boot>
  readonly status?: Partial<Status>
  readonly answers?: Partial<Record<RequestName, unknown>>
  /** Requests that never answer. */
  readonly silent?: readonly RequestName[]
  /** What is typed and pushed: text goes to the focused field, `{Enter}` is a key, `#id` clicks a data-testid. */
  readonly keys?: readonly string[]
}

/** Answers of a quiet afternoon; a scene replaces what it needs. */
export const answers: Partial<Record<RequestName, unknown>> = {
  'operation.list': { rows, cursor: null, totals: { count: 41, cashIn: 1_195_000, cashOut: 670_000 } },
  'operation.unsettled': { rows: [unsure] },
  'counter.lookUp': { kind: 'quote', quote: cashInQuote },
  'paper.ofOperation': paper,
  'paper.recent': { papers: [] },
}
const outcome = (operation: OperationView, from: 'cash_in' | 'cash_out' = operation.direction) => ({
  'counter.lookUp': { kind: 'quote', quote: from === 'cash_in' ? cashInQuote : cashOutQuote },
  'counter.confirm': { ok: true, value: operation },
})
const said = (code: string, params: Record<string, string | number> = {}) => ({
  'counter.lookUp': { kind: 'message', message: { code, params } },
})
const IN = ['1122334455{Enter}', '600', '{Enter}']
const OUT = ['9031557204{Enter}', '#identity-checked', '{Enter}']
const settled = { queue: { unsettled: 0, printWaiting: 0, nextCheckInMs: null } }

export const scenes: readonly Scene[] = [
  { name: 'home' },
  { name: 'home-quiet', status: settled, answers: { 'operation.unsettled': { rows: [] } } },
  { name: 'home-typed', keys: ['1122334'] },
  { name: 'home-unknown', answers: said('reference_unknown'), keys: ['1122334456{Enter}'] },
  {
    name: 'home-used',
    answers: said('reference_used', { direction: 'cash_out', time: '14:51', agent: '' }),
    keys: ['5518204771{Enter}'],
  },
  { name: 'home-looking', silent: ['counter.lookUp'], keys: ['1122334455{Enter}'] },
  {
    name: 'home-offline',
    status: { connection: 'offline' },
    answers: said('offline'),
    keys: ['1122334455{Enter}'],
  },
  {
    name: 'home-paper-out',
    status: { printer: { ...status.printer, trouble: 'paper_out', waiting: 2 } },
  },
  {
    name: 'home-training',
    boot: { training: true, environment: 'training' },
    status: { ...settled, printer: { ...status.printer, transport: 'virtual' } },
    answers: {
      'paper.recent': {
        papers: [
          {
            paper: 'p1',
            number: 'CASA1-000724',
            at: at('32:44'),
            copy: 0,
            state: 'printed',
            laid: trainingPaper,
          },
        ],
      },
    },
    keys: ['9000000101'],
  },
  { name: 'home-sandbox', boot: { environment: 'sandbox' } },
  {
    name: 'choose',
    answers: {
      'counter.lookUp': { kind: 'choose', quotes: [cashInQuote, { ...cashOutQuote, quoteId: 'q3' }] },
    },
    keys: ['1122334455{Enter}'],
  },
  { name: 'cash-in', keys: ['1122334455{Enter}', '600,00'] },
  { name: 'cash-in-short', keys: ['1122334455{Enter}', '450'] },
  {
    name: 'cash-in-long-name',
    boot: { training: true, environment: 'training' },
    answers: {
      'counter.lookUp': {
        kind: 'quote',
        quote: {
          ...cashInQuote,
          fee: null,
          amount: mad(12_345.5),
          cash: mad(12_345.5),
          customer: { ...AMINA, name: 'Fatima Zahra Benabdeljalil El Idrissi' },
        },
      },
    },
    keys: ['1122334455{Enter}', '13000'],
  },
  {
    name: 'cash-out',
    answers: { 'counter.lookUp': { kind: 'quote', quote: cashOutQuote } },
    keys: ['9031557204{Enter}'],
  },
  {
    name: 'cash-out-details',
    answers: {
      'counter.lookUp': { kind: 'quote', quote: { ...cashOutQuote, identityDetails: true } },
    },
    keys: ['9031557204{Enter}', '#identity-checked'],
  },
  {
    name: 'sending',
    silent: ['counter.confirm'],
    keys: IN,
  },
  { name: 'completed', answers: outcome(view), keys: IN },
  { name: 'completed-exact', answers: outcome(exact), keys: IN },
  { name: 'pay', answers: { ...outcome(pay), 'paper.ofOperation': null }, keys: OUT },
  { name: 'unsure', status: { connection: 'not_answering' }, answers: outcome(unsure), keys: IN },
  { name: 'unsure-out', answers: outcome(unsureOut), keys: OUT },
  {
    name: 'unsure-training',
    boot: { training: true, environment: 'training' },
    answers: outcome(unsure),
    keys: IN,
  },
  { name: 'refused', answers: outcome(refused), keys: IN },
  { name: 'not-done', answers: outcome(notDone), keys: IN },
  { name: 'review', answers: outcome(review), keys: IN },
  ...deskScenes({ boot, status, unsure, review, notDone, completed: view, pay, rows, paper }),
]
