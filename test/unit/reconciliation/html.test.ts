import { describe, expect, it } from 'vitest'
import { centimes } from '../../../electron/domain/money'
import { LANGUAGES, type Language, type PaperData } from '../../../electron/domain/paper'
import {
  BREAK_CODES,
  type DayBreak,
  type DayReport,
  DECISIONS,
  dayVerdictSchema,
} from '../../../electron/domain/reconciliation'
import { createPaperWords } from '../../../electron/receipts/words'
import { htmlOf } from '../../../electron/reconciliation/html'
import { withoutDrawer } from '../../../electron/reconciliation/report'
import { cashSvg, hoursSvg } from '../../../electron/reconciliation/svg'
import { DAY_REPORT } from '../../support/day-report'
import { allWords } from '../../support/papers'

const head = (language: Language): PaperData['head'] => ({
  shopName: 'Épicerie <Al Amal> & fils',
  shopAddress: '14, rue Ibn Batouta, Casablanca',
  shopPhone: '0522 30 40 50',
  agentCode: 'AG20417',
  terminal: 'CASA1',
  cashier: 'Salma B.',
  at: '2026-06-16T19:20:00.000Z',
  version: '0.1.0',
  training: false,
  language,
})
const words = createPaperWords(allWords(), 'reconciliation')
const page = (report: DayReport = DAY_REPORT, language: Language = 'fr'): string =>
  htmlOf(report, report.breaks, head(language), words(language))

describe('The report as a page', () => {
  it.each(LANGUAGES)('is whole in %s, and runs the right way', (language) => {
    const html = page(DAY_REPORT, language)
    expect(html).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`)
    expect(html).not.toMatch(/undefined|NaN|\[object/)
    expect(html).toContain('<bdi dir="ltr">CASA1-000724</bdi>')
    expect(html).toContain('\u2066CASA1-J000012\u2069')
  })

  it('lets nothing that people typed become a part of the page', () => {
    const html = page()
    expect(html).toContain('Épicerie &lt;Al Amal&gt; &amp; fils')
    expect(html).not.toMatch(/<script|<img/)
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;')
  })

  it('has a word for every class, verdict, decision and reason, in each language', () => {
    for (const language of LANGUAGES)
      for (const code of BREAK_CODES)
        for (const verdict of dayVerdictSchema.options) {
          const [first] = DAY_REPORT.breaks
          if (!first) throw new Error('no break')
          const broken: DayBreak = {
            ...first,
            code,
            history: DECISIONS.map((decision) => ({
              at: '2026-06-16T19:00:00.000Z',
              decision,
              reason: 'vu',
              ticket: null,
              by: 'Karim I.',
              approvedBy: null,
            })),
          }
          expect(() => page({ ...DAY_REPORT, verdict, breaks: [broken] }, language)).not.toThrow()
        }
  })

  it('says that it is not signed where it is not', () => {
    expect(page({ ...DAY_REPORT, closed: null })).toContain(words('fr')('pdf.unclosed'))
  })

  it('keeps a blind till blind', () => {
    const html = page(withoutDrawer(DAY_REPORT))
    expect(html).toContain(words('fr')('pdf.hidden'))
    expect(html).not.toContain(words('fr')('pdf.proof_capital'))
  })

  it('tells two hundred breaks whole, and counts the others', () => {
    const [first] = DAY_REPORT.breaks
    if (!first) throw new Error('no break')
    const html = htmlOf(
      DAY_REPORT,
      Array.from({ length: 230 }, () => first),
      head('fr'),
      words('fr'),
    )
    expect(html.split('<section class="break').length - 1).toBe(200)
    expect(html).toContain(words('fr')('pdf.more', { n: 30 }))
  })

  it('marks a training report from far', () => {
    expect(htmlOf(DAY_REPORT, [], { ...head('fr'), training: true }, words('fr'))).toContain(
      'FORMATION, SANS VALEUR',
    )
  })
})

describe('The little picture of the day', () => {
  const numbers = (svg: string): readonly number[] =>
    [...svg.matchAll(/ (?:x|y|width|height)="([^"]+)"/g)].map(([, value]) => Number(value))

  it('has a bar for each direction of each hour that had any, inside its frame', () => {
    const svg = hoursSvg(DAY_REPORT.picture, 'Opérations')
    expect(svg.match(/class="in"/g)).toHaveLength(3)
    expect(svg.match(/class="out"/g)).toHaveLength(2)
    expect(numbers(svg).every((value) => value >= 0 && value <= 520)).toBe(true)
  })

  it('draws the drawer as steps, below zero too', () => {
    const svg = cashSvg(
      {
        hours: [],
        cash: [
          { at: '2026-06-16T09:00:00.000Z', amount: centimes(200_000) },
          { at: '2026-06-16T12:00:00.000Z', amount: centimes(-50_000) },
          { at: '2026-06-16T18:00:00.000Z', amount: centimes(900_000) },
        ],
      },
      'Espèces',
    )
    expect(svg).toMatch(/d="M40 [\d.]+H[\d.]+V[\d.]+H[\d.]+V[\d.]+"/)
    expect(numbers(svg).every((value) => Number.isFinite(value) && value >= 0)).toBe(true)
  })

  it.each([
    ['nothing', []],
    ['one point', [{ at: '2026-06-16T09:00:00.000Z', amount: centimes(0) }]],
  ])('is drawn of %s without a fault', (_, cash) => {
    expect(cashSvg({ hours: [], cash }, 'x')).not.toMatch(/NaN|Infinity/)
    expect(hoursSvg({ hours: [], cash }, 'x')).not.toMatch(/NaN|Infinity/)
  })
})
