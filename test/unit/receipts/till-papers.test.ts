import fc from 'fast-check'
import jsQR from 'jsqr'
import { describe, expect, it } from 'vitest'
import {
  floatSourceSchema,
  MOVEMENT_KINDS,
  MOVEMENT_REASONS,
  type ShiftReport,
} from '../../../electron/domain/closing'
import { printerSettingsSchema } from '../../../electron/domain/devices'
import { centimes, formatAmount } from '../../../electron/domain/money'
import { cashStateSchema, operationStateSchema } from '../../../electron/domain/operation'
import { LANGUAGES, type PaperData, paperDataSchema } from '../../../electron/domain/paper'
import { BREAK_CODES, dayVerdictSchema } from '../../../electron/domain/reconciliation'
import { readScan } from '../../../electron/domain/scan'
import { ranges } from '../../../electron/receipts/day-papers'
import { encodeLaid } from '../../../electron/receipts/encode'
import { createPaperLayout } from '../../../electron/receipts/layout'
import type { Columns } from '../../../electron/receipts/sheet'
import { UNKNOWN_PROFILE } from '../../../native/printer/profile'
import { printedWidth } from '../../../native/printer/text'
import { interpret } from '../../devices/interpreter'
import { paperRgba } from '../../devices/paper-picture'
import { hatchedRaster } from '../../support/hatched-raster'
import { inLanguage, textOf } from '../../support/laid-text'
import { allWords, paperHead } from '../../support/papers'
import {
  cashCorrection,
  cashMovement,
  dayReport,
  HASH,
  handOver,
  LONG_NAME,
  periodClosing,
  SIGNATURE,
  shiftOpening,
  shiftReport,
  tillPapers,
  xReport,
  zDocument,
  zReport,
} from '../../support/till-papers'

const lay = createPaperLayout(allWords())
const linesOf = (data: PaperData, columns: Columns = 48, copy = 0) => lay({ data, copy, columns }).lines
const said = (data: PaperData, columns: Columns = 48): string =>
  textOf(linesOf(data, columns)).replaceAll('\u00a0', ' ')

describe('the papers of the till', () => {
  it('are samples of what the journal would store', () => {
    for (const data of tillPapers) expect(paperDataSchema.parse(data)).toEqual(data)
  })

  it('of an opening say what was left, what was counted and by what notes, and the float’s source', () => {
    expect(said(shiftOpening())).toContain(
      [
        'OUVERTURE',
        '<rule>',
        'Service|CASA1-S000214',
        'Jour|16/06/2026',
        'Ouvert|16/06/2026 08:02',
        'Ouvert par|Salma B.',
        '<rule>',
        'Laissé à la clôture|2 010,00',
        'ESPÈCES COMPTÉES|2 000,00 MAD',
        '5 x 200 + 6 x 100 + 4 x 50 + 6 x 20 + 12 x 5 +',
        '16 x 1 + 8 x 0,50',
        'ÉCART|−10,00 MAD',
        'Motif : une pièce de 10 manque',
        '<rule>',
        'E-monnaie|20 000,00',
        'Solde Chari|16/06/2026 08:01',
      ].join('\n'),
    )
  })

  it('of an opening that found what was left speak of no difference', () => {
    const fair = shiftOpening({ difference: centimes(0), reason: null, carried: centimes(200_000) })
    expect(said(fair)).not.toContain('ÉCART')
  })

  it('say that a float is not known, and from when an estimate is, never 0,00', () => {
    const unknown = said(
      shiftOpening({ float: { amount: null, source: 'unknown', statedAt: '2026-06-15T10:00:00.000Z' } }),
    )
    expect(unknown).toContain('E-monnaie|inconnue\n<rule>')
    const estimate = said(
      shiftOpening({
        float: { amount: centimes(100), source: 'estimate', statedAt: '2026-06-15T10:00:00.000Z' },
      }),
    )
    expect(estimate).toContain('E-monnaie|1,00\nEstimée depuis|15/06/2026 11:00')
    const never = said(shiftOpening({ float: { amount: centimes(100), source: 'typed', statedAt: null } }))
    expect(never).toContain('E-monnaie|1,00\nTapée\n')
  })

  it('of a movement say what moved, why, by whom, who agreed, and that the bank has not confirmed', () => {
    const text = said(cashMovement())
    expect(text).toContain('REMISE EN BANQUE\n1 500,00 MAD\nEn route, pas encore confirmé\n<rule>')
    expect(text).toContain('Numéro|CASA1-M000031\nMotif|Versement\nNote : Agence Maârif, bordereau 88412')
    expect(text).toContain('Fait par|Salma B.\nResponsable|Karim I.')
    expect(text).toMatch(/<rule>\nSignature de Salma B\.$/)
    expect(said(cashMovement({ transit: false, approvedBy: null }))).not.toMatch(/En route|Responsable/)
  })

  it('of a correction are headed by what they are, and name the movement that they undo', () => {
    expect(said(cashCorrection())).toContain('ANNULATION\n1 284 350,00 MAD\nSORTIE DE CAISSE CASA1-M000030')
  })

  it('of a hand-over are signed by both', () => {
    const text = said(handOver())
    expect(text).toContain(`De|Salma B.\nÀ|${LONG_NAME}`)
    expect(text).toContain('ESPÈCES ATTENDUES|4 890,00\nESPÈCES COMPTÉES|4 880,00 MAD\nÉCART|−10,00 MAD')
    expect(text).toContain('Motif : monnaie mal rendue (Karim I.)')
    expect(text).toMatch(/<rule>\nSignature de Salma B\.\n<feed>\n<rule>\nSignature de Fatima Zahra [^<]+$/)
  })

  it('have words for each state, reason, source, break and verdict, in each language', () => {
    for (const language of LANGUAGES) {
      const told = (data: PaperData): string => textOf(linesOf(inLanguage(data, language), 32))
      const texts = new Set<string>()
      const [some] = shiftReport().tally.pending
      for (const movement of MOVEMENT_KINDS)
        for (const reason of MOVEMENT_REASONS[movement]) texts.add(told(cashMovement({ movement, reason })))
      for (const source of floatSourceSchema.options)
        texts.add(told(shiftOpening({ float: { amount: centimes(1), source, statedAt: null } })))
      for (const state of operationStateSchema.options)
        for (const cash of cashStateSchema.options)
          if (some)
            texts.add(
              told(
                xReport({
                  report: shiftReport({
                    tally: { ...shiftReport().tally, pending: [{ ...some, state, cash }] },
                  }),
                }),
              ),
            )
      for (const verdict of dayVerdictSchema.options) texts.add(told(dayReport({ verdict })))
      for (const code of BREAK_CODES)
        texts.add(told(dayReport({ breaks: [{ code, state: 'open', count: 1, amount: centimes(1) }] })))
      for (const kind of ['day', 'month', 'year'] as const)
        texts.add(told(periodClosing({ closing: { ...periodClosing().closing, kind } })))
      const asked =
        Object.values(MOVEMENT_REASONS).flat().length +
        floatSourceSchema.options.length +
        operationStateSchema.options.length * cashStateSchema.options.length +
        dayVerdictSchema.options.length +
        BREAK_CODES.length +
        3
      expect([language, texts.size]).toEqual([language, asked])
    }
  })
})

describe('a Z on paper', () => {
  it('says how often no seal could be made, where it was so', () => {
    expect(said(zReport({ report: zDocument() }))).not.toContain('Sceaux')
    expect(said(zReport({ report: zDocument({ notSealed: 3 }) }))).toContain('Sceaux manquants|3')
  })

  it('keeps the digits of a card that waits in their own order, in Arabic too', () => {
    const [one] = shiftReport().tally.pending
    if (!one) throw new Error('nothing waits')
    const card = { ...one, direction: 'card' as const, reference: '555555******4444' }
    const report = zDocument({ tally: { ...shiftReport().tally, pending: [card] } })
    expect(said(inLanguage(zReport({ report }), 'ar'))).toContain('\u2066555555******4444\u2069|')
  })

  it('says the whole shift, in this order', () => {
    const report = zDocument({
      cashiers: ['Salma B.'],
      closedBy: 'Salma B.',
      openingDifference: centimes(0),
      openingReason: null,
      handOvers: [],
      openBreaks: [],
      firstCount: null,
      tally: { ...shiftReport().tally, cashiers: [], pending: shiftReport().tally.pending.slice(0, 1) },
    })
    const text = said(zReport({ report }))
    expect(text.slice(text.indexOf('CLÔTURE'))).toBe(
      [
        'CLÔTURE Z 214',
        '<rule>',
        'Service|CASA1-S000214',
        'Jour|16/06/2026',
        'Ouvert|16/06/2026 08:02',
        'Fermé|16/06/2026 20:05',
        'Caissiers|Salma B.',
        'Responsable|Karim I.',
        '<rule>',
        'OPÉRATIONS',
        'Dépôts|42|21 700,00',
        'Retraits|17|−13 700,00',
        'Cartes|4|2 150,00',
        'Refusées|3|1 200,00',
        'Non faites|1|300,00',
        'À régler|1|350,00',
        '<rule>',
        'À RÉGLER',
        'CASA1-000719 Dépôt|350,00',
        '7740218963|14:22',
        'À vérifier ; de côté',
        '<rule>',
        'CAISSE',
        'Fond de caisse|2 000,00',
        'Dépôts|21 700,00',
        'Retraits|−13 700,00',
        'Monnaie rendue|−420,00',
        'Entrées|1|500,00',
        'Sorties|2|−120,00',
        'En banque|2|−3 000,00',
        'Écarts passation|−10,00',
        'ESPÈCES ATTENDUES|6 950,00 MAD',
        'ESPÈCES COMPTÉES|6 930,00 MAD',
        '24 x 200 + 14 x 100 + 9 x 50 + 8 x 20 + 7 x 10 +',
        '6 x 5 + 6 x 2 + 5 x 1 + 4 x 0,50 + 3 x 0,20 +',
        '4 x 0,10',
        'ÉCART|−20,00 MAD',
        'Motif : erreur de monnaie (Karim I.)',
        'Laissé en caisse|2 000,00',
        'Mis au coffre|4 930,00',
        '<rule>',
        'HORS CAISSE',
        'De côté, en pochettes|400,00',
        'Retraits à payer|800,00',
        'Monnaie à rendre|10,00',
        'Dû à des clients partis|1 284 350,00',
        'Dans le coffre|12 500,00',
        'En route|3 000,00',
        '<rule>',
        'E-monnaie début|20 000,00',
        'E-monnaie fin|12 000,00',
        'Fiche Chari|16/06/2026 20:01',
        'Duplicatas|3',
        'Tiroir sans vente|1',
        '<rule>',
        'COMMISSIONS',
        'Dépôts *|42|84,00',
        'Retraits|17|51,00',
        'Cartes *|4|10,75',
        'TOTAL|145,75',
        '* Estimées sur le barème : 15',
        'Commissions inconnues|1',
        'Frais clients|34,00',
        'Frais non communiqués|2',
        '<rule>',
        'TOTAUX PERPÉTUELS',
        'Dépôts|2 871|1 284 350,00',
        'Retraits|1 094|903 120,00',
        'Cartes|96|43 215,00',
        'Entrées|61|18 900,00',
        'Sorties|140|9 123,50',
        'Au coffre|199|987 654,00',
        'En banque|88|440 000,00',
        'Frais clients|2 188,00',
        'Commissions|9 240,00',
        'Écarts|41|−123,50',
        '  sans signe|301,50',
        'Corrections|2|50,00',
        '  sans signe|150,00',
        'Services|214|',
        'Événements|48 913|',
        '<rule>',
        'Première opération|CASA1-000656',
        'Dernière opération|CASA1-000723',
        'Événements|48 102 - 48 913',
        'Journal|9F3A 61C2 7B0E 44D8',
        'Poste|CASA1',
        'Logiciel|Guichet 0.1.0',
        'Clé|52AA 0C7F 19D3 E846',
        'Signature Ed25519 : voir QR',
        '<feed>',
        '<qr>',
        '<feed>',
        'Gardez ce Z avec les papiers du commerce.',
      ].join('\n'),
    )
  })

  it('of a quiet shift leaves out what did not happen, and still shows each kind and its zero', () => {
    const nothing = { count: 0, amount: centimes(0) }
    const zero = centimes(0)
    const kinds = shiftReport().tally.kinds.map((one) => ({
      ...one,
      ...nothing,
      fees: zero,
      feesUnknown: 0,
      commission: zero,
      commissionEstimated: 0,
      commissionUnknown: 0,
    }))
    const { opening } = shiftReport().sums
    const sums = { ...shiftReport().sums, cashIn: zero, cashOut: zero, change: zero, paidIn: zero }
    const report = zDocument({
      drawer: 'Yassine A.',
      cashiers: ['Yassine A.'],
      sums: { ...sums, paidOut: zero, bank: zero, differences: zero, expected: opening },
      movements: [],
      handOvers: [],
      openBreaks: [],
      tally: {
        kinds,
        refused: nothing,
        notDone: nothing,
        pending: [],
        first: null,
        last: null,
        cashiers: [],
      },
      beside: {
        counter: zero,
        aside: zero,
        due: zero,
        changeDue: zero,
        owed: zero,
        safe: zero,
        transit: zero,
      },
    })
    const text = said(zReport({ report }))
    expect(text).toContain('Tiroir de|Yassine A.')
    expect(text).toContain('Dépôts|0|0,00\nRetraits|0|0,00\nCartes|0|0,00\nRefusées|0|0,00')
    expect(text).toContain('Dépôts|0,00\nRetraits|0,00\nESPÈCES ATTENDUES|2 000,00 MAD')
    expect(text).not.toMatch(/À RÉGLER|HORS CAISSE|COMMISSIONS|PASSATIONS|ÉCARTS OUVERTS|PAR CAISSIER/)
    expect(text).not.toMatch(/Monnaie rendue|Première opération/)
  })

  it('shows each of several cashiers, their hand-over, and the breaks that the day goes on with', () => {
    const text = said(zReport())
    expect(text).toContain(`13:01 Salma B. à Fatima Zahra Benabdeljalil El\nIdrissi\nCompté|4 880,00`)
    expect(text).toContain(`${LONG_NAME}\nDépôts|18|9 800,00\nRetraits|8|−7 300,00\nCartes|4|2 150,00`)
    expect(text).toContain('Commissions|70,75')
    expect(text).toContain(
      'ÉCARTS OUVERTS\nR2 CASA1-000719|Douteuse, faite\nR17 CASA1-M000031|En route, pas confirmé',
    )
    expect(text).toContain('Premier comptage|6 910,00')
  })

  it('dates what waits since another day', () => {
    const [some] = shiftReport().tally.pending
    if (!some) throw new Error('no operation waits')
    const tally = { ...shiftReport().tally, pending: [{ ...some, since: '2026-06-14T22:59:00.000Z' }] }
    expect(said(zReport({ report: zDocument({ tally }) }))).toContain('7740218963|14/06/2026 23:59')
  })

  it('reprinted says DUPLICATA, of training FORMATION, above everything else', () => {
    const training = zReport({ head: paperHead({ training: true }) })
    const blocks = linesOf(training, 32, 2).flatMap((line) =>
      line.kind === 'text' && line.block ? [line.text] : [],
    )
    expect(blocks).toEqual(['FORMATION', 'SANS VALEUR', 'DUPLICATA 2'])
  })

  it('that could not be signed says so, and carries no code', () => {
    for (const data of [zReport({ signature: null }), periodClosing({ signature: null })]) {
      expect(said(data)).toContain('NON SIGNÉ : la clé du poste n’a pas pu servir.')
      expect(linesOf(data).some(({ kind }) => kind === 'qr')).toBe(false)
    }
  })
})

describe('the signature on paper', () => {
  const contents = (data: PaperData): readonly string[] =>
    linesOf(data).flatMap((line) => (line.kind === 'qr' ? [line.content] : []))

  it('is one code, with what it is of', () => {
    const { key, signature } = SIGNATURE
    expect(contents(zReport())).toEqual([`GZ1|CASA1|214|48913|${HASH}|${key}|${signature}`])
    expect(contents(periodClosing())).toEqual([`GP1|CASA1|month|7|48913|${HASH}|${key}|${signature}`])
    expect(contents(dayReport())).toEqual([`GD1|CASA1|2026-06-16|${key}|${signature}`])
    expect(contents(dayReport({ signature: null }))).toEqual([])
    const open = said(dayReport({ closing: null, signature: null }))
    expect(open).toContain('Journée pas encore close')
    expect(open).not.toContain('clé')
  })

  it('is read back from the paper by a camera at 58 and 80 mm, also of a terminal with the longest name', async () => {
    for (const paper of [58, 80] as const)
      for (const language of ['fr', 'en'] as const) {
        const data = zReport({
          head: paperHead({ language, terminal: 'CASABLANCA-MAARIF-000001' }),
          report: zDocument({ z: 99_999, head: { sequence: 99_999_999, hash: HASH } }),
        })
        const settings = printerSettingsSchema.parse({ transport: 'virtual', paper })
        const [dots, columns] = paper === 58 ? [384, 32 as const] : [576, 48 as const]
        const laid = lay({ data, copy: 0, columns })
        const read = interpret(await encodeLaid(laid, settings, UNKNOWN_PROFILE, hatchedRaster, null))
        expect([read.unknown, read.hazards]).toEqual([[], []])
        const { data: pixels, height } = paperRgba(read, dots)
        // As a phone is held: the code and the lines around it.
        const seen = pixels.slice(Math.max(0, height - 700) * dots * 4)
        expect(jsQR(seen, dots, seen.length / (dots * 4))?.data).toBe(contents(data)[0])
      }
  }, 20_000)

  it('is no reference and no ticket to a scanner at the counter', () => {
    for (const data of [zReport(), periodClosing(), dayReport()])
      expect(readScan(contents(data)[0] ?? '').kind).toBe('unknown')
  })
})

describe('an X on paper', () => {
  it('is a reading: no number, no signature, no perpetual total', () => {
    const text = said(xReport())
    expect(text).toContain('LECTURE X\nSans numéro, ne ferme rien\n<rule>\nLu|16/06/2026 17:30:00')
    expect(text).toContain('ESPÈCES ATTENDUES|6 950,00 MAD')
    expect(text).not.toMatch(/<qr>|PERPÉTUELS|Signature|COMPTÉES/)
  })

  it('of a blind till says that it hides, and shows counts without amounts', () => {
    const text = said(xReport({ hidden: true }))
    expect(text).toContain('Comptage à l’aveugle')
    expect(text).toContain('Dépôts|42|\nRetraits|17|\nCartes|4|')
    expect(text).toContain('CASA1-000719 Dépôt|350,00')
    expect(text).not.toMatch(/ATTENDUES|E-monnaie|COMMISSIONS/)
  })

  it('of a blind till is the same paper whatever the drawer should hold', () => {
    const amount = fc.integer({ min: -99_999_999, max: 99_999_999 }).map((value) => centimes(value))
    const float = amount.map((of) => ({ amount: of, source: 'estimate' as const, statedAt: null }))
    const moneyOf = fc.record({ amount, fees: amount, commission: amount })
    const sums = fc.record({
      opening: amount,
      cashIn: amount,
      cashOut: amount,
      change: amount,
      paidIn: amount,
      paidOut: amount,
      safe: amount,
      bank: amount,
      differences: amount,
      expected: amount,
    })
    const base = shiftReport()
    const paper = said(xReport({ hidden: true }), 32)
    fc.assert(
      fc.property(sums, float, float, amount, moneyOf, (drawer, before, now, some, money) => {
        const kinds = base.tally.kinds.map((one) => ({ ...one, ...money }))
        const report: ShiftReport = {
          ...base,
          sums: drawer,
          carried: some,
          openingDifference: some,
          float: now,
          floatAtOpening: before,
          movements: base.movements.map((one) => ({ ...one, amount: some })),
          handOvers: base.handOvers.map((one) => ({ ...one, expected: some, difference: some })),
          tally: {
            ...base.tally,
            kinds,
            refused: { ...base.tally.refused, amount: some },
            notDone: { ...base.tally.notDone, amount: some },
            cashiers: base.tally.cashiers.map((one) => ({
              ...one,
              kinds: one.kinds.map((kind) => ({ ...kind, ...money })),
            })),
          },
        }
        expect(said(xReport({ hidden: true, report }), 32)).toBe(paper)
      }),
      { seed: 20260616, numRuns: 100 },
    )
  })
})

describe('the papers of the day', () => {
  it('of a closing say the period, its Zs and its sums', () => {
    const text = said(periodClosing())
    expect(text).toContain('CLÔTURE DU MOIS N° 7\n06/2026\n<rule>\nFermé|01/07/2026 00:10')
    expect(text).toContain('Clôtures Z|201-226, 228, 230')
    expect(text).toContain('Dépôts|1 134|585 900,00\nRetraits|459|−369 900,00\nCartes|0|0,00\nEntrées|12')
    expect(text).toContain('Écarts|9|−20,00\n  sans signe|64,00')
    expect(text).toContain('Événements|30 118 - 48 913')
    const day = { ...periodClosing().closing, kind: 'day' as const, period: '2026-06-16', zs: [] }
    expect(said(periodClosing({ closing: day }))).toContain('CLÔTURE DU JOUR N° 7\n16/06/2026')
    expect(said(periodClosing({ closing: day }))).toContain('Clôtures Z|aucune')
  })

  it('of the reconciliation set the three sides under each other, and each break under its class', () => {
    const text = said(dayReport())
    expect(text).toContain('RAPPROCHEMENT DU 16/06/2026\nÉCARTS OUVERTS\nDes écarts restent à régler.')
    expect(text).toContain('Opérations en accord|58 / 63\nClôtures Z|213-214')
    expect(text).toContain('Dépôts\nJournal|42|21 700,00\nChari|43|22 050,00\nÉcart|−350,00\nRetraits')
    expect(text).toContain('Cartes\nJournal|4|2 150,00\nE-monnaie\nAttendu|12 000,00\nChari|11 650,00')
    expect(text).toContain('Espèces\nAttendu|6 950,00\nCompté|6 930,00\nÉcart|−20,00')
    expect(text).toContain('R2 Douteuse, faite\nOuvert|1|350,00')
    expect(text).toContain('R17 En route, pas confirmé\nReporté|2|3 000,00')
  })

  it('never say that a day is fair whose listing was not read whole', () => {
    for (const verdict of ['incomplete', 'not_read'] as const) {
      const text = said(dayReport({ verdict, listingReadAt: null, breaks: [] }))
      expect(text).toContain('Liste Chari lue|non')
      expect(text).not.toMatch(/JUSTE|même chose/)
    }
    expect(said(dayReport({ verdict: 'fair', breaks: [] }))).toContain('\nJUSTE\n')
  })

  it('write numbers that follow each other as one', () => {
    expect(ranges([3, 1, 2, 7, 9, 8])).toBe('1-3, 7-9')
    expect(ranges([4])).toBe('4')
    expect(ranges([4, 6])).toBe('4, 6')
    expect(ranges([])).toBe('')
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 60 })), (numbers) => {
        const back = ranges(numbers)
          .split(', ')
          .filter((run) => run !== '')
          .flatMap((run) => {
            const [from = 0, to = from] = run.split('-').map(Number)
            return Array.from({ length: to - from + 1 }, (_, at) => from + at)
          })
        expect(back).toEqual([...numbers].sort((a, b) => a - b))
      }),
      { seed: 20260616 },
    )
  })
})

describe('columns of a paper', () => {
  const printed = async (data: PaperData, columns: Columns): Promise<readonly string[]> => {
    const settings = printerSettingsSchema.parse({ transport: 'virtual', paper: columns === 32 ? 58 : 80 })
    const laid = lay({ data, copy: 0, columns })
    return interpret(await encodeLaid(laid, settings, UNKNOWN_PROFILE, hatchedRaster, null)).lines
  }

  it.each([48, 42, 32] as const)('of %i hold counts and amounts each under the other', async (columns) => {
    const middle = columns === 48 ? 24 : columns === 42 ? 21 : 18
    const lines = await printed(zReport(), columns)
    const rows = linesOf(zReport(), columns).filter((line) => line.kind === 'row')
    expect(rows.length).toBeGreaterThan(20)
    for (const row of rows) {
      const count = row.count.replaceAll('\u00a0', ' ')
      const value = row.value.replaceAll('\u00a0', ' ').replace('\u2212', '-')
      const left = `${row.label}${count.padStart(middle - row.label.length)}`
      expect(lines).toContain(`${left}${value.padStart(columns - middle)}`.trimEnd())
    }
  })

  it('fit whatever the names and amounts, and lose nothing of them', () => {
    const name = fc.string({ unit: fc.constantFrom(...'abcdefgh ÉÀç’-'), minLength: 1, maxLength: 60 })
    const amount = fc.integer({ min: -10_000_000_000, max: 10_000_000_000 }).map((value) => centimes(value))
    fc.assert(
      fc.property(name, amount, fc.constantFrom(32, 42, 48), (who, much, columns) => {
        const base = zDocument()
        const kinds = base.tally.kinds.map((one) => ({ ...one, count: 1_234_567, amount: much }))
        const report = zDocument({
          closedBy: who,
          approvedBy: who,
          reason: who,
          tally: { ...base.tally, kinds, cashiers: [...base.tally.cashiers, { cashier: who, kinds }] },
          perpetual: { ...base.perpetual, kinds },
        })
        const lines = linesOf(zReport({ report }), columns)
        for (const line of lines) {
          if (line.kind === 'text')
            expect(printedWidth(line.text)).toBeLessThanOrEqual(line.double ? columns / 2 : columns)
          if (line.kind === 'row')
            expect(printedWidth(`${line.label} ${line.count}`)).toBeLessThanOrEqual(columns)
        }
        const letters = (text: string): string => text.replace(/\s/g, '')
        const all = letters(textOf(lines).replaceAll('|', ''))
        expect(all).toContain(letters(`Motif : ${who} (${who})`))
        expect(all).toContain(letters(formatAmount(much)))
      }),
      { seed: 20260616, numRuns: 60 },
    )
  })

  it('give way to an amount that is wider than they are', async () => {
    const base = zDocument()
    const kinds = base.perpetual.kinds.map((one) => ({
      ...one,
      count: 12_345_678,
      amount: centimes(-99_999_999_999),
    }))
    const report = zDocument({ perpetual: { ...base.perpetual, kinds } })
    const lines = await printed(zReport({ report }), 32)
    expect(lines).toContain('-999 999 999,99'.padStart(32))
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(32)
  })
})
