import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TRANSPORTS } from '../../../electron/domain/devices'
import { centimes } from '../../../electron/domain/money'
import { TEACHING_CODES } from '../../../electron/domain/paper'
import { createPaperLayout, shortName, widthOf } from '../../../electron/receipts/layout'
import { wrap } from '../../../electron/receipts/wrap'
import { UNKNOWN_PROFILE } from '../../../native/printer/profile'
import { printedWidth } from '../../../native/printer/text'
import { inLanguage, textOf } from '../../support/laid-text'
import {
  allWords,
  cardReceipt,
  cardSlip,
  cashInReceipt,
  cashOutReceipt,
  codeSheet,
  deviceSlip,
  fullTestPage,
  paperHead,
  tariffSheet,
  testPage,
  waitingSlip,
} from '../../support/papers'
import { tillPapers } from '../../support/till-papers'

const lay = createPaperLayout(allWords())
const papers = [
  cashInReceipt(),
  cashOutReceipt(),
  waitingSlip(),
  cardReceipt(),
  cardSlip(),
  testPage(),
  fullTestPage(),
  deviceSlip(),
  codeSheet(),
  tariffSheet(),
  ...tillPapers,
]

describe('a laid-out paper', () => {
  it('of a card shows of it six digits and four, and no cash', () => {
    const receipt = textOf(lay({ data: cardReceipt(), copy: 0, columns: 48 }).lines)
    expect(receipt).toContain('DÉPÔT PAR CARTE')
    expect(receipt).toContain('Carte|491891******5005')
    expect(receipt).toContain('Compte crédité|Amina R.')
    expect(receipt).toContain('PAYÉ PAR CARTE|505,00\u00a0MAD')
    expect(receipt).not.toMatch(/ENCAISSÉ|Référence|Reçu du client|Monnaie/)
    const { card } = cardReceipt()
    const unnamed = (creditedTo: 'agent' | 'customer'): string =>
      textOf(
        lay({
          data: cardReceipt({ customerName: null, ...(card && { card: { ...card, creditedTo } }) }),
          copy: 0,
          columns: 48,
        }).lines,
      )
    expect(unnamed('agent')).toContain('Compte crédité|celui de l’agent')
    expect(unnamed('agent')).not.toContain('+212')
    expect(unnamed('customer')).toMatch(/Compte crédité\|\+212 6\*\* \*\* \d\d \d\d/)
    const slip = textOf(lay({ data: cardSlip(), copy: 0, columns: 48 }).lines)
    expect(slip).toContain('CE N’EST PAS UN REÇU')
    expect(slip).toContain('Carte|491891******5005')
    expect(slip).not.toMatch(/EFFECTUÉ|pochette|de côté/)
  })

  it('of a cash-in carries every fact, in the order of LOOK.md', () => {
    expect(textOf(lay({ data: cashInReceipt(), copy: 0, columns: 48 }).lines)).toBe(
      [
        'ÉPICERIE AL AMAL',
        '14, rue Ibn Batouta, Casablanca',
        'Tél. 0522 30 40 50',
        'Agent Chari Money AG20417',
        '<rule>',
        'DÉPÔT D’ESPÈCES',
        '500,00\u00a0MAD',
        'EFFECTUÉ',
        '<rule>',
        'Date|16/06/2026 14:32:41',
        'Ticket|CASA1-000724',
        'Référence|1122334455',
        'Client|Amina R.',
        'Téléphone|+212 6** ** 87 30',
        'Opération Chari|924402',
        '<rule>',
        'Montant|500,00',
        'Frais|0,00',
        'ENCAISSÉ|500,00\u00a0MAD',
        'Reçu du client|600,00',
        'Monnaie rendue|100,00',
        '<rule>',
        'Caissier|Salma B.',
        'Demande|69906411…9d18dc15',
        'Poste|CASA1',
        'Empreinte|0123456789ab',
        'Logiciel|Guichet 0.1.0',
        '<feed>',
        '<qr>',
        '<feed>',
        'Gardez ce ticket.',
        'Pour toute question, montrez-le.',
      ].join('\n'),
    )
  })

  it('says “non communiqués” where Chari gave no fee, never 0,00', () => {
    const text = textOf(lay({ data: cashInReceipt({ fee: null }), copy: 0, columns: 48 }).lines)
    expect(text).toContain('Frais|non communiqués')
    expect(text).not.toMatch(/Frais\|0,00/)
  })

  it('of a cash-out says what was handed over, less a fee taken in cash', () => {
    const data = cashOutReceipt({ fee: centimes(500), cash: centimes(79_500) })
    const text = textOf(lay({ data, copy: 0, columns: 48 }).lines)
    expect(text).toContain('RETRAIT D’ESPÈCES')
    expect(text).toContain('PAYÉ')
    expect(text).toContain('REMIS AU CLIENT|795,00\u00a0MAD')
    expect(text).toContain('Frais|5,00')
  })

  it('leaves out what Chari did not give', () => {
    const data = cashInReceipt({
      customerName: null,
      customerPhone: null,
      chariOperationId: null,
      received: null,
      change: null,
    })
    const text = textOf(lay({ data, copy: 0, columns: 48 }).lines)
    for (const label of ['Client', 'Téléphone', 'Opération Chari', 'Reçu du client', 'Monnaie'])
      expect(text).not.toContain(`${label}|`)
  })

  it('to hang up tells each band’s fee, and nothing of the shop’s commission', () => {
    const lines = lay({ data: tariffSheet(), copy: 0, columns: 48 }).lines
    expect(textOf(lines).split('\n').slice(4)).toEqual([
      '<rule>',
      'FRAIS',
      'Tarif du client au 16/06/2026',
      '<rule>',
      'DÉPÔT D’ESPÈCES',
      'Tout montant|gratuit',
      '<rule>',
      'RETRAIT D’ESPÈCES',
      '0,01 à 500,00|5,00\u00a0MAD',
      '500,01 à 2\u00a0000,00|10,00\u00a0MAD',
      '2\u00a0000,01 à 10\u00a0000,00|5,00\u00a0MAD\u00a0+\u00a00,50\u00a0%',
      'Plus de 10\u00a0000,00|non communiqués',
      '<rule>',
      'DÉPÔT PAR CARTE',
      'Tout montant|1,00\u00a0%',
      '<rule>',
      'Demandez les frais avant l’opération.',
      'Ils figurent sur chaque reçu.',
      '<rule>',
      'Imprimé|16/06/2026 14:32',
      'Poste|CASA1',
    ])
    const said = (kinds: ReturnType<typeof tariffSheet>['kinds']): string =>
      textOf(lay({ data: tariffSheet({ kinds }), copy: 0, columns: 48 }).lines)
    expect(said([])).toContain('Demandez les frais avant l’opération.')
    expect(said(tariffSheet().kinds.slice(0, 1))).toContain('Aucun autre frais n’est dû.')
  })

  it('says DUPLICATA n from the first copy on, above everything else', () => {
    const [first] = lay({ data: cashInReceipt(), copy: 3, columns: 48 }).lines
    expect(first).toMatchObject({ kind: 'text', text: 'DUPLICATA 3', block: true, double: true })
    expect(textOf(lay({ data: cashInReceipt(), copy: 0, columns: 48 }).lines)).not.toContain('DUPLICATA')
  })

  it('says FORMATION, SANS VALEUR on every paper of training', () => {
    for (const data of papers) {
      const training = { ...data, head: paperHead({ training: true }) }
      for (const columns of [32, 42, 48] as const) {
        const [first, second] = lay({ data: training, copy: 0, columns }).lines
        expect(first).toMatchObject({ text: 'FORMATION', block: true, double: true })
        expect(second).toMatchObject({ text: 'SANS VALEUR', block: true, double: true })
      }
    }
  })

  it('that waits is no receipt, and says so', () => {
    const lines = lay({ data: waitingSlip(), copy: 0, columns: 48 }).lines
    const text = textOf(lines)
    expect(lines).toContainEqual(expect.objectContaining({ text: 'ATTENTE', block: true }))
    expect(text).toContain('CE N’EST PAS UN REÇU')
    expect(text).toContain('Argent gardé de côté|400,00\u00a0MAD')
    expect(text).toContain('Numéro de la pochette|CASA1-000719')
    expect(text).not.toMatch(/EFFECTUÉ|PAYÉ/)
  })

  it('that waits for a cash-out promises no money and asks for the identity paper', () => {
    const text = textOf(
      lay({ data: waitingSlip({ direction: 'cash_out', aside: null }), copy: 0, columns: 48 }).lines,
    )
    expect(text).toContain('Retrait demandé')
    expect(text).toContain('d’identité')
    expect(text).not.toContain('pochette')
  })

  it('holds nothing personal in its code', () => {
    const qr = lay({ data: cashInReceipt(), copy: 0, columns: 48 }).lines.find(({ kind }) => kind === 'qr')
    expect(qr).toMatchObject({ content: 'GUICHET:CASA1-000724:0123456789ab' })
  })

  it('contains no question mark of ours, in any language', () => {
    for (const language of ['fr', 'ar', 'en'] as const)
      for (const data of papers)
        for (const training of [true, false])
          expect(
            textOf(
              lay({
                data: inLanguage({ ...data, head: paperHead({ training }) }, language),
                copy: 2,
                columns: 32,
              }).lines,
            ),
          ).not.toMatch(/[?؟]/)
  })

  it('marks numbers, phones and ids to be kept left to right, and words not', () => {
    const pairs = lay({ data: inLanguage(cashInReceipt(), 'ar'), copy: 0, columns: 48 }).lines.flatMap(
      (line) => (line.kind === 'pair' ? [[line.value, line.ltr] as const] : []),
    )
    expect(pairs).toContainEqual(['+212 6** ** 87 30', true])
    expect(pairs).toContainEqual(['500,00\u00a0MAD', true])
    expect(pairs).toContainEqual(['Amina R.', false])
    expect(pairs).toContainEqual(['Salma B.', false])
  })

  it('fits its columns whatever the names, and loses not one letter of them', () => {
    const name = fc.string({ unit: fc.constantFrom(...'abcdefgh ÉÀç’-'), minLength: 1, maxLength: 90 })
    fc.assert(
      fc.property(name, name, fc.constantFrom(32, 42, 48), (shopName, cashier, columns) => {
        const lines = lay({
          data: cashInReceipt({ head: paperHead({ shopName, cashier }) }),
          copy: 1,
          columns,
        }).lines
        for (const line of lines) {
          if (line.kind === 'text')
            expect(printedWidth(line.text)).toBeLessThanOrEqual(
              line.double ? Math.floor(columns / 2) : columns,
            )
          if (line.kind === 'pair')
            expect(
              printedWidth(line.label) + (line.value ? 1 + printedWidth(line.value) : 0),
            ).toBeLessThanOrEqual(columns)
        }
        const letters = (text: string): string => text.replace(/\s/g, '')
        const all = letters(textOf(lines).replaceAll('|', ''))
        expect(all).toContain(letters(shopName))
        expect(all).toContain(letters(cashier))
      }),
      { seed: 20260616, numRuns: 200 },
    )
  })

  it('refuses to print the name of a missing sentence', () => {
    const broken = createPaperLayout({ fr: {}, ar: {}, en: {} })
    expect(() => broken({ data: cashInReceipt(), copy: 0, columns: 48 })).toThrow(/no words for/)
  })
})

describe('the papers of devices', () => {
  it('put the logo first where there is one, on what customers read and on the test page', () => {
    for (const data of papers) {
      const [first] = lay({ data, copy: 1, columns: 48, logo: true }).lines
      const wanted = ['receipt', 'waiting_slip', 'tariff_sheet', 'test_page'].includes(data.kind)
      expect([data.kind, first?.kind === 'logo']).toEqual([data.kind, wanted])
      expect(lay({ data, copy: 1, columns: 48 }).lines.some(({ kind }) => kind === 'logo')).toBe(false)
    }
  })

  it('show on the test page each thing that the printer is used for', () => {
    for (const columns of [32, 42, 48] as const) {
      const laid = lay({ data: fullTestPage(), copy: 0, columns, logo: true })
      const text = textOf(laid.lines)
      expect(new Set(laid.lines.map(({ kind }) => kind))).toEqual(
        new Set(['logo', 'text', 'pair', 'rule', 'qr', 'barcode', 'feed']),
      )
      expect(laid.lines.some((line) => line.kind === 'text' && line.block)).toBe(true)
      expect(laid.lines.some((line) => line.kind === 'text' && line.double && !line.block)).toBe(true)
      expect(text).toContain('Français')
      expect(text).toContain('English')
      expect(text).toContain('العربية')
      expect(text).toContain('1\u00a0234,56\u00a0MAD')
      expect(text).toContain('Pages de codes|cp858 = 19')
      expect(text).toContain('broche 2')
      expect(text).toContain('3 sur 5')
      const ruler = laid.lines.find((line) => line.kind === 'text' && line.text.startsWith('---------1'))
      expect(ruler).toMatchObject({ text: expect.stringMatching(new RegExp(`^.{${columns}}$`)) })
    }
  })

  it('have no ruler of digits where Chromium draws them', () => {
    const text = textOf(lay({ data: inLanguage(fullTestPage(), 'ar'), copy: 0, columns: 48 }).lines)
    expect(text).not.toContain('---1')
    expect(text).toContain('العربية')
    expect(text).toContain('Français')
  })

  it('say of a printer what was set up, and whether it confirms', () => {
    const text = (confirms: boolean | null): string =>
      textOf(lay({ data: deviceSlip({ confirms, drawerPin: null }), copy: 0, columns: 48 }).lines)
    expect(text(true)).toContain('Liaison|réseau')
    expect(text(true)).toContain('Adresse|192.168.1.50:9100')
    expect(text(true)).toContain('Largeur|576 points, 48 col.')
    expect(text(true)).toContain('Tiroir|aucun')
    expect(new Set([true, false, null].map(text)).size).toBe(3)
    expect(text(false)).toMatch(/suppose/)
  })

  it('have words for each line that a printer may hang on, in each language', () => {
    for (const language of ['fr', 'ar', 'en'] as const)
      for (const transport of TRANSPORTS)
        expect(() =>
          lay({ data: inLanguage(deviceSlip({ transport }), language), copy: 0, columns: 32 }),
        ).not.toThrow()
  })

  it('teach a scanner by digits, by all signs and by a number as long as a reference, as bars and as QR', () => {
    const { lines } = lay({ data: codeSheet(), copy: 0, columns: 32 })
    const codes = (kind: 'qr' | 'barcode') =>
      lines.flatMap((line) => (line.kind === kind && 'content' in line ? [line.content] : []))
    expect(codes('qr')).toEqual(Object.values(TEACHING_CODES))
    expect(codes('barcode')).toEqual(Object.values(TEACHING_CODES))
    expect(TEACHING_CODES.signs).toBe('aA0-9zZ_/+]')
  })

  it('are as wide as the printer’s profile says', () => {
    expect(widthOf(UNKNOWN_PROFILE, 80)).toEqual({ dots: 576, columns: 48 })
    expect(widthOf(UNKNOWN_PROFILE, 58)).toEqual({ dots: 384, columns: 32 })
    const narrow = { ...UNKNOWN_PROFILE, widths: { '80': { dots: 512, columns: 42 as const } } }
    expect(widthOf(narrow, 80)).toEqual({ dots: 512, columns: 42 })
    expect(widthOf(narrow, 58)).toEqual({ dots: 384, columns: 32 })
  })
})

describe('names and wrapping', () => {
  it('keeps a first name and an initial', () => {
    expect(shortName('Amina Rachidi')).toBe('Amina R.')
    expect(shortName('  Fatima Zahra   Benabdeljalil El Idrissi ')).toBe('Fatima I.')
    expect(shortName('Amina')).toBe('Amina')
    expect(shortName('أمينة رشيدي')).toBe('أمينة ر.')
    expect(shortName('')).toBe('')
  })

  it('breaks at spaces, holds no-break spaces, breaks what is longer than a line', () => {
    expect(wrap('vous recevrez soit', 10)).toEqual(['vous', 'recevrez', 'soit'])
    expect(wrap('1\u00a0234,50\u00a0MAD dus', 13)).toEqual(['1\u00a0234,50\u00a0MAD', 'dus'])
    expect(wrap('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij'])
    expect(wrap('ab cdefgh', 4)).toEqual(['ab', 'cdef', 'gh'])
    expect(wrap('', 4)).toEqual([''])
  })
})
