import type { KindTotals, Perpetual, ShiftReport, Signature, ZReport } from '../../electron/domain/closing'
import { centimes, subtract } from '../../electron/domain/money'
import type { PaperData } from '../../electron/domain/paper'
import { paperHead } from './papers'

/** A shop's long day at one till, told by each of its papers alike. */

type Kind<K extends PaperData['kind']> = Extract<PaperData, { kind: K }>

export const LONG_NAME = 'Fatima Zahra Benabdeljalil El Idrissi'

const totals = (
  kind: KindTotals['kind'],
  count: number,
  amount: number,
  change: Partial<KindTotals> = {},
): KindTotals => ({
  kind,
  count,
  amount: centimes(amount),
  fees: centimes(0),
  feesUnknown: 0,
  commission: centimes(0),
  commissionEstimated: 0,
  commissionUnknown: 0,
  ...change,
})

const kinds: readonly KindTotals[] = [
  totals('cash_in', 42, 2_170_000, { commission: centimes(8_400), commissionEstimated: 12 }),
  totals('cash_out', 17, 1_370_000, { fees: centimes(3_400), feesUnknown: 2, commission: centimes(5_100) }),
  totals('card', 4, 215_000, { commission: centimes(1_075), commissionEstimated: 3, commissionUnknown: 1 }),
]

export const HASH = '9f3a61c27b0e44d8015f2a97c3e66b10d4a8f27150bb934ce21d7f6a08c95b3e'

/** As long as a true one, and as little to be guessed. */
export const SIGNATURE: Signature = {
  key: '52aa0c7f19d3e846',
  signature: Buffer.from(Array.from({ length: 64 }, (_, at) => (at * 197 + 89) % 256)).toString('base64'),
}

/** Four operations that wait for four different things. */
const pending: ShiftReport['tally']['pending'] = [
  {
    number: 'CASA1-000719',
    direction: 'cash_in',
    reference: '7740218963',
    amount: centimes(35_000),
    state: 'unsure',
    cash: 'aside',
    changeDue: centimes(0),
    since: '2026-06-16T13:22:15.000Z',
  },
  {
    number: 'CASA1-000722',
    direction: 'cash_out',
    reference: '9031557204',
    amount: centimes(80_000),
    state: 'completed',
    cash: 'due',
    changeDue: centimes(0),
    since: '2026-06-16T13:29:04.000Z',
  },
  {
    number: 'CASA1-000723',
    direction: 'cash_in',
    reference: 'OR01-0019-AB7745',
    amount: centimes(19_000),
    state: 'completed',
    cash: 'in_drawer',
    changeDue: centimes(1_000),
    since: '2026-06-16T18:40:00.000Z',
  },
  {
    number: 'CASA1-000724',
    direction: 'cash_in',
    reference: '1122334455',
    amount: centimes(128_435_000),
    state: 'not_done',
    cash: 'owed',
    changeDue: centimes(0),
    since: '2026-06-16T18:55:30.000Z',
  },
]

export const shiftReport = (change: Partial<ShiftReport> = {}): ShiftReport => ({
  shift: 'CASA1-S000214',
  number: 214,
  drawer: 'main',
  day: '2026-06-16',
  openedAt: '2026-06-16T07:02:11.000Z',
  openedBy: 'Salma B.',
  cashiers: ['Salma B.', LONG_NAME],
  carried: centimes(201_000),
  openingDifference: centimes(-1_000),
  openingReason: 'une pièce de 10 manque',
  sums: {
    opening: centimes(200_000),
    cashIn: centimes(2_170_000),
    cashOut: centimes(1_370_000),
    change: centimes(42_000),
    paidIn: centimes(50_000),
    paidOut: centimes(12_000),
    safe: centimes(0),
    bank: centimes(300_000),
    differences: centimes(-1_000),
    expected: centimes(695_000),
  },
  movements: [
    { kind: 'paid_in', count: 1, amount: centimes(50_000) },
    { kind: 'paid_out', count: 2, amount: centimes(12_000) },
    { kind: 'safe', count: 0, amount: centimes(0) },
    { kind: 'bank', count: 2, amount: centimes(300_000) },
  ],
  handOvers: [
    {
      at: '2026-06-16T12:01:40.000Z',
      from: 'Salma B.',
      to: LONG_NAME,
      counted: centimes(488_000),
      expected: centimes(489_000),
      difference: centimes(-1_000),
      reason: 'monnaie mal rendue',
      approvedBy: 'Karim I.',
    },
  ],
  tally: {
    kinds: [...kinds],
    refused: { count: 3, amount: centimes(120_000) },
    notDone: { count: 1, amount: centimes(30_000) },
    pending: [...pending],
    first: 'CASA1-000656',
    last: 'CASA1-000723',
    cashiers: [
      {
        cashier: 'Salma B.',
        kinds: [
          totals('cash_in', 24, 1_190_000, { commission: centimes(4_800) }),
          totals('cash_out', 9, 640_000, { commission: centimes(2_700) }),
          totals('card', 0, 0),
        ],
      },
      {
        cashier: LONG_NAME,
        kinds: [
          totals('cash_in', 18, 980_000, { commission: centimes(3_600) }),
          totals('cash_out', 8, 730_000, { commission: centimes(2_400) }),
          totals('card', 4, 215_000, { commission: centimes(1_075) }),
        ],
      },
    ],
  },
  beside: {
    counter: centimes(0),
    aside: centimes(40_000),
    due: centimes(80_000),
    changeDue: centimes(1_000),
    owed: centimes(128_435_000),
    safe: centimes(1_250_000),
    transit: centimes(300_000),
  },
  float: { amount: centimes(1_200_000), source: 'sheet', statedAt: '2026-06-16T19:01:00.000Z' },
  floatAtOpening: { amount: centimes(2_000_000), source: 'balance', statedAt: '2026-06-16T07:01:00.000Z' },
  copies: 3,
  drawerOpenings: 1,
  ...change,
})

const perpetual: Perpetual = {
  kinds: [
    totals('cash_in', 2_871, 128_435_000, { commission: centimes(574_200) }),
    totals('cash_out', 1_094, 90_312_000, { fees: centimes(218_800), commission: centimes(328_200) }),
    totals('card', 96, 4_321_500, { commission: centimes(21_600) }),
  ],
  movements: [
    { kind: 'paid_in', count: 61, amount: centimes(1_890_000) },
    { kind: 'paid_out', count: 140, amount: centimes(912_350) },
    { kind: 'safe', count: 199, amount: centimes(98_765_400) },
    { kind: 'bank', count: 88, amount: centimes(44_000_000) },
  ],
  differences: { count: 41, signed: centimes(-12_350), absolute: centimes(30_150) },
  corrections: { count: 2, signed: centimes(5_000), absolute: centimes(15_000) },
  shifts: 214,
  events: 48_913,
}

export const zDocument = (change: Partial<ZReport> = {}): ZReport => ({
  ...shiftReport(),
  z: 214,
  closedAt: '2026-06-16T19:05:32.000Z',
  closedBy: LONG_NAME,
  counted: {
    total: centimes(693_000),
    lines: [
      [20_000, 24],
      [10_000, 14],
      [5_000, 9],
      [2_000, 8],
      [1_000, 7],
      [500, 6],
      [200, 6],
      [100, 5],
      [50, 4],
      [20, 3],
      [10, 4],
    ].map(([value = 0, quantity = 0]) => ({ value, quantity })),
  },
  firstCount: { total: centimes(691_000), lines: null },
  difference: centimes(-2_000),
  reason: 'erreur de monnaie',
  approvedBy: 'Karim I.',
  left: centimes(200_000),
  toSafe: centimes(493_000),
  perpetual,
  firstEvent: 48_102,
  head: { sequence: 48_913, hash: HASH },
  notSealed: 0,
  openBreaks: ['R2 CASA1-000719', 'R17 CASA1-M000031'],
  ...change,
})

export const shiftOpening = (change: Partial<Kind<'shift_opening'>> = {}): Kind<'shift_opening'> => ({
  kind: 'shift_opening',
  head: paperHead({ at: '2026-06-16T07:02:11.000Z' }),
  shift: 'CASA1-S000214',
  number: 214,
  day: '2026-06-16',
  openedAt: '2026-06-16T07:02:11.000Z',
  openedBy: 'Salma B.',
  counted: {
    total: centimes(200_000),
    lines: [
      { value: 20_000, quantity: 5 },
      { value: 10_000, quantity: 6 },
      { value: 5_000, quantity: 4 },
      { value: 2_000, quantity: 6 },
      { value: 1_000, quantity: 0 },
      { value: 500, quantity: 12 },
      { value: 100, quantity: 16 },
      { value: 50, quantity: 8 },
    ],
  },
  carried: centimes(201_000),
  difference: centimes(-1_000),
  reason: 'une pièce de 10 manque',
  approvedBy: null,
  float: { amount: centimes(2_000_000), source: 'balance', statedAt: '2026-06-16T07:01:00.000Z' },
  ...change,
})

export const cashMovement = (change: Partial<Kind<'cash_movement'>> = {}): Kind<'cash_movement'> => ({
  kind: 'cash_movement',
  head: paperHead(),
  number: 'CASA1-M000031',
  movement: 'bank',
  reason: 'deposit',
  note: 'Agence Maârif, bordereau 88412',
  amount: centimes(150_000),
  by: 'Salma B.',
  approvedBy: 'Karim I.',
  corrects: null,
  transit: true,
  ...change,
})

/** The opposite of a movement that was wrong. */
export const cashCorrection = (change: Partial<Kind<'cash_movement'>> = {}): Kind<'cash_movement'> =>
  cashMovement({
    number: 'CASA1-M000032',
    movement: 'paid_out',
    reason: 'expense',
    note: null,
    amount: centimes(128_435_000),
    by: LONG_NAME,
    corrects: 'CASA1-M000030',
    transit: false,
    ...change,
  })

export const handOver = (change: Partial<Kind<'hand_over'>> = {}): Kind<'hand_over'> => ({
  kind: 'hand_over',
  head: paperHead({ at: '2026-06-16T12:01:40.000Z' }),
  shift: 214,
  handOver: {
    at: '2026-06-16T12:01:40.000Z',
    from: 'Salma B.',
    to: LONG_NAME,
    counted: centimes(488_000),
    expected: centimes(489_000),
    difference: subtract(centimes(488_000), centimes(489_000)),
    reason: 'monnaie mal rendue',
    approvedBy: 'Karim I.',
  },
  ...change,
})

export const xReport = (change: Partial<Kind<'x_report'>> = {}): Kind<'x_report'> => ({
  kind: 'x_report',
  head: paperHead({ at: '2026-06-16T16:30:00.000Z' }),
  report: shiftReport(),
  hidden: false,
  ...change,
})

export const zReport = (change: Partial<Kind<'z_report'>> = {}): Kind<'z_report'> => ({
  kind: 'z_report',
  head: paperHead({ at: '2026-06-16T19:05:32.000Z', cashier: LONG_NAME }),
  report: zDocument(),
  signature: SIGNATURE,
  ...change,
})

export const periodClosing = (change: Partial<Kind<'period_closing'>> = {}): Kind<'period_closing'> => ({
  kind: 'period_closing',
  head: paperHead({ at: '2026-06-30T23:10:00.000Z' }),
  closing: {
    kind: 'month',
    number: 7,
    period: '2026-06',
    closedAt: '2026-06-30T23:10:00.000Z',
    zs: [...Array.from({ length: 26 }, (_, at) => 201 + at), 228, 230],
    kinds: [
      totals('cash_in', 1_134, 58_590_000, { commission: centimes(226_800), commissionEstimated: 310 }),
      totals('cash_out', 459, 36_990_000, { fees: centimes(91_800), commission: centimes(137_700) }),
      totals('card', 0, 0),
    ],
    movements: [
      { kind: 'paid_in', count: 12, amount: centimes(600_000) },
      { kind: 'paid_out', count: 31, amount: centimes(212_350) },
      { kind: 'safe', count: 28, amount: centimes(13_804_000) },
      { kind: 'bank', count: 0, amount: centimes(0) },
    ],
    differences: { count: 9, signed: centimes(-2_000), absolute: centimes(6_400) },
    cashiers: [
      {
        cashier: 'Salma B.',
        kinds: [totals('cash_in', 700, 36_000_000, { commission: centimes(140_000) })],
      },
      {
        cashier: LONG_NAME,
        kinds: [
          totals('cash_in', 434, 22_590_000, { commission: centimes(86_800) }),
          totals('cash_out', 459, 36_990_000, { commission: centimes(137_700) }),
        ],
      },
    ],
    perpetual,
    firstEvent: 30_118,
    head: { sequence: 48_913, hash: HASH },
  },
  signature: SIGNATURE,
  ...change,
})

const side = (count: number | null, amount: number | null) => ({
  count,
  amount: amount === null ? null : centimes(amount),
})

/** Four kinds of break, of which two are settled. */
export const dayReport = (change: Partial<Kind<'day_report'>> = {}): Kind<'day_report'> => ({
  kind: 'day_report',
  head: paperHead({ at: '2026-06-16T19:40:00.000Z' }),
  day: '2026-06-16',
  verdict: 'open',
  rows: [
    {
      label: 'cash_in',
      journal: side(42, 2_170_000),
      chari: side(43, 2_205_000),
      counted: null,
      gap: centimes(-35_000),
    },
    {
      label: 'cash_out',
      journal: side(17, 1_370_000),
      chari: side(17, 1_370_000),
      counted: null,
      gap: centimes(0),
    },
    { label: 'card', journal: side(4, 215_000), chari: null, counted: null, gap: null },
    {
      label: 'float',
      journal: side(null, 1_200_000),
      chari: side(null, 1_165_000),
      counted: null,
      gap: centimes(-35_000),
    },
    {
      label: 'cash',
      journal: side(null, 695_000),
      chari: null,
      counted: centimes(693_000),
      gap: centimes(-2_000),
    },
  ],
  breaks: [
    { code: 'R2', state: 'open', count: 1, amount: centimes(35_000) },
    { code: 'R7', state: 'settled', count: 1, amount: centimes(1) },
    { code: 'R11', state: 'settled', count: 1, amount: centimes(128_435_000) },
    { code: 'R14', state: 'settled', count: 1, amount: centimes(-2_000) },
    { code: 'R17', state: 'carried', count: 2, amount: centimes(300_000) },
  ],
  matched: 58,
  total: 63,
  zs: [213, 214],
  listingReadAt: '2026-06-16T19:38:12.000Z',
  cashiers: [
    {
      cashier: 'Hamid T.',
      cashIn: { count: 20, amount: centimes(1_000_000) },
      cashOut: { count: 0, amount: centimes(0) },
      card: { count: 4, amount: centimes(215_000) },
    },
    {
      cashier: 'Salma B.',
      cashIn: { count: 22, amount: centimes(1_170_000) },
      cashOut: { count: 17, amount: centimes(1_370_000) },
      card: { count: 0, amount: centimes(0) },
    },
  ],
  closing: 'CASA1-J000214',
  signature: SIGNATURE,
  ...change,
})

/** One of each, and of what may be told in two ways both. */
export const tillPapers: readonly PaperData[] = [
  shiftOpening(),
  cashMovement(),
  cashCorrection(),
  handOver(),
  xReport(),
  xReport({ hidden: true }),
  zReport(),
  periodClosing(),
  dayReport(),
]
