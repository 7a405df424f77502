import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { centimes } from '../../electron/domain/money'
import type { Language, PaperData } from '../../electron/domain/paper'
import type { Words } from '../../electron/receipts/words'

const read = (language: Language): Record<string, unknown> =>
  JSON.parse(
    readFileSync(join(resolve(import.meta.dirname, '../../resources/words'), `${language}.json`), 'utf8'),
  )

/** The catalogues as the app reads them. */
export const allWords = (): Words => ({ fr: read('fr'), ar: read('ar'), en: read('en') })

export const paperHead = (change: Partial<PaperData['head']> = {}): PaperData['head'] => ({
  shopName: 'ÉPICERIE AL AMAL',
  shopAddress: '14, rue Ibn Batouta, Casablanca',
  shopPhone: '0522 30 40 50',
  agentCode: 'AG20417',
  terminal: 'CASA1',
  cashier: 'Salma B.',
  at: '2026-06-16T13:32:41.000Z',
  version: '0.1.0',
  training: false,
  language: 'fr',
  ...change,
})

const facts = {
  number: 'CASA1-000724',
  reference: '1122334455',
  customerName: 'Amina Rachidi',
  customerPhone: '+212661248730',
  amount: centimes(50_000),
  fee: centimes(0),
  requestId: '69906411-3c1f-4b6e-9e55-aaaa9d18dc15',
  shortHash: '0123456789ab',
}

type Kind<K extends PaperData['kind']> = Extract<PaperData, { kind: K }>

export const cashInReceipt = (change: Partial<Kind<'receipt'>> = {}): Kind<'receipt'> => ({
  kind: 'receipt',
  head: paperHead(),
  direction: 'cash_in',
  ...facts,
  chariOperationId: '924402',
  received: centimes(60_000),
  change: centimes(10_000),
  completedAt: '2026-06-16T13:32:41.000Z',
  ...change,
})

export const cashOutReceipt = (change: Partial<Kind<'receipt'>> = {}): Kind<'receipt'> => ({
  ...cashInReceipt(),
  direction: 'cash_out',
  number: 'CASA1-000722',
  reference: '9031557204',
  customerName: 'Youssef El Idrissi',
  customerPhone: '+212661111902',
  amount: centimes(80_000),
  chariOperationId: '924376',
  received: null,
  change: null,
  ...change,
})

const card = {
  masked: '491891******5005',
  scheme: 'visa',
  creditedTo: 'customer',
  total: centimes(50_500),
} as const

export const cardReceipt = (change: Partial<Kind<'receipt'>> = {}): Kind<'receipt'> => ({
  ...cashInReceipt(),
  direction: 'card',
  reference: card.masked,
  received: null,
  change: null,
  card,
  ...change,
})

export const cardSlip = (change: Partial<Kind<'waiting_slip'>> = {}): Kind<'waiting_slip'> => ({
  ...waitingSlip(),
  direction: 'card',
  reference: card.masked,
  aside: null,
  card,
  ...change,
})

export const waitingSlip = (change: Partial<Kind<'waiting_slip'>> = {}): Kind<'waiting_slip'> => ({
  kind: 'waiting_slip',
  head: paperHead(),
  direction: 'cash_in',
  ...facts,
  number: 'CASA1-000719',
  reference: '7740218963',
  customerName: 'Khadija Alaoui',
  amount: centimes(35_000),
  fee: null,
  aside: centimes(40_000),
  ...change,
})

export const testPage = (change: Partial<Kind<'test_page'>> = {}): Kind<'test_page'> => ({
  kind: 'test_page',
  head: paperHead(),
  printer: '192.168.1.50:9100',
  ...change,
})

/** With everything that the page can show. */
export const fullTestPage = (change: Partial<Kind<'test_page'>> = {}): Kind<'test_page'> =>
  testPage({
    profile: 'Epson TM-T20, TM-m30',
    width: 80,
    dots: 576,
    codePages: ['cp858 = 19', 'windows1252 = 16'],
    drawerPin: 2,
    darkness: 3,
    ...change,
  })

export const deviceSlip = (change: Partial<Kind<'device_slip'>> = {}): Kind<'device_slip'> => ({
  kind: 'device_slip',
  head: paperHead(),
  printer: 'Comptoir',
  transport: 'tcp',
  line: '192.168.1.50:9100',
  profile: 'Epson TM-T20, TM-m30',
  width: 80,
  dots: 576,
  columns: 48,
  codePages: ['cp858 = 19', 'windows1252 = 16'],
  drawerPin: 2,
  darkness: 3,
  confirms: true,
  ...change,
})

export const codeSheet = (change: Partial<Kind<'code_sheet'>> = {}): Kind<'code_sheet'> => ({
  kind: 'code_sheet',
  head: paperHead(),
  ...change,
})

const band = (above: number, upTo: number | null, fixed: number | null, rate = 0) => ({
  above: centimes(above),
  upTo: upTo === null ? null : centimes(upTo),
  fee: fixed === null ? null : { fixed: centimes(fixed), rate },
})

export const tariffSheet = (change: Partial<Kind<'tariff_sheet'>> = {}): Kind<'tariff_sheet'> => ({
  kind: 'tariff_sheet',
  head: paperHead(),
  day: '2026-06-16',
  kinds: [
    { kind: 'cash_in', bands: [band(0, null, 0)] },
    {
      kind: 'cash_out',
      bands: [
        band(0, 50_000, 500),
        band(50_000, 200_000, 1_000),
        band(200_000, 1_000_000, 500, 50),
        band(1_000_000, null, null),
      ],
    },
    { kind: 'card', bands: [band(0, null, 0, 100)] },
  ],
  ...change,
})
