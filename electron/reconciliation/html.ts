import { formatDate, formatTime } from '../domain/day'
import { type Centimes, formatAmount, formatCount } from '../domain/money'
import type { Language, PaperData } from '../domain/paper'
import type {
  ChariSide,
  DayBreak,
  DayReport,
  JournalSide,
  MoneySide,
  ProofLine,
  TotalsRow,
} from '../domain/reconciliation'
import type { PaperWords } from '../receipts/words'
import { cashSvg, hoursSvg } from './svg'

/** The report as a page for the accountant: A4, three languages, no script, nothing fetched but the bundled fonts. */

/** Breaks that are told with all their evidence; the others stand in the table of classes and in the CSV. */
const DETAILED = 200

/** Text that is HTML already. */
type Html = string & { readonly html?: never }

const escaped = (text: string): Html =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Numbers, references, times and ids read left to right in every language. */
const ltr = (text: string): Html => `<bdi dir="ltr">${escaped(text)}</bdi>`
/** The same inside a sentence, by the signs that isolate (U+2066, U+2069). */
const isolated = (value: string | number): string => `\u2066${value}\u2069`
const money = (amount: Centimes | null): Html => (amount === null ? '–' : ltr(formatAmount(amount)))
const signed = (amount: Centimes | null): Html =>
  amount === null ? '–' : ltr(formatAmount(amount, amount > 0 ? 'plus' : 'none'))
const count = (value: number | null): Html => (value === null ? '' : ltr(formatCount(value)))
/** Behind a time that Chari wrote without a zone. */
const ZONELESS = '&#8239;*'

/** What people typed reads in its own direction. */
const own = (text: string): Html => `<bdi>${escaped(text)}</bdi>`
const moment = (at: string | null): Html =>
  at === null
    ? '–'
    : at.endsWith('Z')
      ? ltr(`${formatDate(at)} ${formatTime(at)}`)
      : // Its zone is unknown: as it was written, and marked.
        `${ltr(at.slice(0, 16).replace('T', ' '))}${ZONELESS}`

const LOCALES: Readonly<Record<Language, string>> = { fr: 'fr-MA', ar: 'ar-MA', en: 'en-GB' }

/** `mardi 16 juin 2026`; digits are Western in each language. */
const longDay = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(`${LOCALES[language]}-u-nu-latn`, { dateStyle: 'full', timeZone: 'UTC' }).format(
    new Date(`${day}T12:00:00.000Z`),
  )

const STYLE = `
@page { size: A4; margin: 14mm 14mm 18mm; }
* { box-sizing: border-box; }
body { margin: 0; font: 9.5pt/1.4 "IBM Plex Sans", "Noto Sans Arabic", sans-serif; color: #16211f; }
html[dir=rtl] body { font-family: "Noto Sans Arabic", "IBM Plex Sans", sans-serif; line-height: 1.6; }
h1 { font-size: 17pt; line-height: 1.2; margin: 0 0 1mm; font-weight: 600; }
h2 { font-size: 11.5pt; margin: 6mm 0 1.5mm; font-weight: 600; break-after: avoid; }
h3 { font-size: 9.5pt; margin: 0; font-weight: 600; }
p { margin: 0 0 1mm; }
.head { display: flex; justify-content: space-between; gap: 8mm; border-bottom: 1.2pt solid #0b5a60; padding-bottom: 3mm; }
.head .shop { text-align: end; }
.quiet { color: #51605d; }
.training { border: 1.5pt solid #16211f; text-align: center; font-weight: 600; padding: 1mm; margin-bottom: 3mm; }
.verdict { margin: 4mm 0 0; padding: 2.5mm 3.5mm; border: 1pt solid #8a9794; border-inline-start-width: 4pt; break-inside: avoid; }
.verdict strong { font-size: 12pt; display: block; }
.verdict.open, .verdict.incomplete { border-color: #a51d1d; }
.verdict.fair { border-color: #17663c; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: start; padding: 1mm 1.5mm; vertical-align: top; border-bottom: .5pt solid #c9d2d0; }
th { font-weight: 600; color: #51605d; font-size: 8.5pt; }
td.n, th.n { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
tr.sum td { font-weight: 600; border-top: 1pt solid #16211f; }
.pictures { display: grid; grid-template-columns: 1fr 1fr; gap: 6mm; break-inside: avoid; }
.proof { display: grid; grid-template-columns: 1fr 1fr 1fr; gap: 5mm; break-inside: avoid; align-items: start; }
svg { width: 100%; height: auto; display: block; direction: ltr; }
svg text { font: 9px "IBM Plex Sans", sans-serif; fill: #51605d; }
svg .grid { stroke: #d7dedc; stroke-width: 1; }
svg .in { fill: #1c56a5; }
svg .out { fill: url(#hatch); stroke: #6a3797; stroke-width: 1; }
svg .level { fill: none; stroke: #0b5a60; stroke-width: 1.6; }
.key { display: flex; gap: 5mm; font-size: 8.5pt; color: #51605d; }
.key svg { width: 3.5mm; display: inline-block; vertical-align: -0.3mm; }
.break { border: .7pt solid #8a9794; margin-top: 2.5mm; padding: 2mm 3mm; break-inside: avoid; }
.break.open { border-inline-start: 3pt solid #a51d1d; }
.break .line { display: flex; justify-content: space-between; gap: 4mm; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 4mm; margin-top: 1mm; }
.sides dl { display: grid; grid-template-columns: auto 1fr; gap: 0 2mm; margin: 0; font-size: 8.5pt; }
.sides dt { color: #51605d; } .sides dd { margin: 0; }
.history { font-size: 8.5pt; margin: 1.5mm 0 0; padding: 0; list-style: none; border-top: .5pt solid #c9d2d0; }
.signature { font-size: 8pt; overflow-wrap: anywhere; }
`

const HATCH =
  '<svg width="0" height="0" style="position:absolute" aria-hidden="true"><defs><pattern id="hatch" width="5" height="5" patternTransform="rotate(45)" patternUnits="userSpaceOnUse"><rect width="5" height="5" fill="#fff"/><rect width="2.4" height="5" fill="#6a3797"/></pattern></defs></svg>'

const swatch = (kind: 'in' | 'out'): Html =>
  `<svg viewBox="0 0 10 10" aria-hidden="true"><rect class="${kind}" x="1" y="1" width="8" height="8"/></svg>`

interface Page {
  readonly w: (key: string, values?: Readonly<Record<string, string | number>>) => Html
  readonly language: Language
}

const table = (
  head: readonly Html[],
  numbers: readonly boolean[],
  rows: readonly (readonly Html[])[],
): Html => {
  const cell = (name: 'th' | 'td', text: Html, index: number): Html =>
    `<${name}${numbers[index] ? ' class="n"' : ''}>${text}</${name}>`
  return `<table><thead><tr>${head.map((text, index) => cell('th', text, index)).join('')}</tr></thead><tbody>${rows
    .map((row) => `<tr>${row.map((text, index) => cell('td', text, index)).join('')}</tr>`)
    .join('')}</tbody></table>`
}

function totals({ w }: Page, rows: readonly TotalsRow[]): Html {
  const side = (one: TotalsRow['journal'] | null): readonly Html[] =>
    one === null ? ['', '–'] : [count(one.count), money(one.amount)]
  return table(
    [w('pdf.what'), '', w('pdf.journal'), '', w('pdf.chari'), w('pdf.counted'), w('pdf.gap'), ''],
    [false, true, true, true, true, true, true, false],
    rows.map((row) => [
      w(`label.${row.label}`),
      ...side(row.journal),
      ...side(row.chari),
      money(row.counted),
      signed(row.gap),
      w(`gap.${row.gapState}`),
    ]),
  )
}

function proofLines(
  { w }: Page,
  title: string,
  lines: readonly ProofLine[],
  ends: readonly (readonly [string, Html])[],
): Html {
  const row = (name: string, text: Html, sum: boolean): Html =>
    `<tr${sum ? ' class="sum"' : ''}><td>${name}</td><td class="n">${text}</td></tr>`
  return `<div><h3>${w(title)}</h3><table><tbody>${lines
    .map(({ code, amount }, index) =>
      row(w(`proof.${code}`), index === 0 ? money(amount) : signed(amount), false),
    )
    .join('')}${ends.map(([name, text]) => row(w(name), text, true)).join('')}</tbody></table></div>`
}

function proof(page: Page, { hidden, proof: { cash, float, capital } }: DayReport): Html {
  const ofFloat = proofLines(page, 'pdf.proof_float', float.lines, [
    ['proof.estimate', money(float.estimate)],
    ['proof.truth', money(float.truth)],
    ['proof.difference', signed(float.difference)],
  ])
  if (hidden) return `<div class="proof">${ofFloat}</div><p class="quiet">${page.w('pdf.hidden')}</p>`
  return `<div class="proof">${proofLines(page, 'pdf.proof_cash', cash.lines, [
    ['proof.expected', money(cash.expected)],
    ['proof.counted', money(cash.counted)],
    ['proof.variance', signed(cash.variance)],
  ])}${ofFloat}${proofLines(
    page,
    'pdf.proof_capital',
    [{ code: 'opening', amount: capital.opening }, ...capital.lines],
    [
      ['proof.closing', money(capital.closing)],
      ['proof.remainder', signed(capital.remainder)],
    ],
  )}</div>${capital.floatUnknown ? `<p class="quiet">${page.w('pdf.float_unknown')}</p>` : ''}`
}

const facts = (title: Html, lines: readonly (readonly [Html, Html])[]): Html =>
  `<div><h3>${title}</h3><dl>${lines.map(([name, text]) => `<dt>${name}</dt><dd>${text}</dd>`).join('')}</dl></div>`

function journalFacts({ w }: Page, side: JournalSide): Html {
  return facts(w('pdf.journal'), [
    [w('pdf.number'), ltr(side.number)],
    [w('pdf.kind'), w(`label.${side.direction}`)],
    [w('pdf.reference'), ltr(side.reference)],
    [w('pdf.amount'), money(side.amount)],
    [w('pdf.fee'), money(side.fee)],
    [w('pdf.state'), w(`journalState.${side.state}`)],
    [w('pdf.at'), moment(side.createdAt)],
    [w('pdf.cashier'), own(side.cashier)],
    ...(side.chariOperationId === null ? [] : ([[w('pdf.operation'), ltr(side.chariOperationId)]] as const)),
  ])
}

function chariFacts({ w }: Page, side: ChariSide, title: string): Html {
  return facts(w(title), [
    [w('pdf.operation'), side.operationId === null ? '–' : ltr(side.operationId)],
    [w('pdf.kind'), side.direction === null ? '–' : w(`label.${side.direction}`)],
    [w('pdf.reference'), side.reference === null ? '–' : ltr(side.reference)],
    [w('pdf.amount'), money(side.amount)],
    [w('pdf.fee'), money(side.fee)],
    [w('pdf.state'), w(`chariState.${side.vanished ? 'vanished' : side.status}`)],
    [w('pdf.executed'), moment(side.executedAt ?? side.createdAt)],
    [w('pdf.agent'), side.agentCode === null ? '–' : ltr(side.agentCode)],
  ])
}

function moneyFacts({ w }: Page, side: MoneySide): Html {
  return facts(w(`money.${side.what}`), [
    [w('pdf.at'), moment(side.at)],
    [w('pdf.by'), own(side.by)],
    [w('proof.expected'), money(side.expected)],
    [w('pdf.found'), money(side.found)],
    [w('pdf.gap'), signed(side.difference)],
    ...(side.reason === null ? [] : ([[w('pdf.reason'), own(side.reason)]] as const)),
    ...(side.z === null ? [] : ([['Z', ltr(String(side.z))]] as const)),
  ])
}

function history({ w }: Page, { history: all }: DayBreak): Html {
  if (all.length === 0) return ''
  return `<ul class="history">${all
    .map(({ at, decision, reason, ticket, by, approvedBy }) => {
      const who = approvedBy === null ? own(by) : `${own(by)}, ${own(approvedBy)}`
      const more = [reason, ticket === null ? '' : `${w('pdf.ticket')} ${ltr(ticket)}`]
      return `<li>${moment(at)} · ${w(`decision.${decision}`)} · ${who}${more
        .filter((text) => text !== '')
        .map((text, index) => ` · ${index === 0 && text === reason ? own(text) : text}`)
        .join('')}</li>`
    })
    .join('')}</ul>`
}

/** Cards only on a day that had some. */
function cashiers({ w }: Page, { cashiers: all }: DayReport): Html {
  if (all.length === 0) return `<p>${w('pdf.no_cashiers')}</p>`
  const kinds = [
    ['cash_in', 'cashIn'],
    ['cash_out', 'cashOut'],
    ...(all.some(({ card }) => card.count > 0) ? [['card', 'card'] as const] : []),
  ] as const
  return table(
    [w('pdf.cashier'), ...kinds.flatMap(([label]) => ['', w(`label.${label}`)])],
    [false, ...kinds.flatMap(() => [true, true])],
    all.map((one) => [
      own(one.cashier),
      ...kinds.flatMap(([, kind]) => [count(one[kind].count), money(one[kind].amount)]),
    ]),
  )
}

function oneBreak(page: Page, one: DayBreak): Html {
  const { w } = page
  const sides = [
    ...one.journal.slice(0, 4).map((side) => journalFacts(page, side)),
    ...one.chari.slice(0, 4).map((side) => chariFacts(page, side, 'pdf.chari')),
    ...one.proposals.slice(0, 4).map((side) => chariFacts(page, side, 'pdf.proposal')),
    ...(one.money ? [moneyFacts(page, one.money)] : []),
  ]
  const open = one.state !== 'closed'
  return `<section class="break${open && one.severity !== 'none' ? ' open' : ''}"><div class="line"><h3>${ltr(one.name)} · ${w(`class.${one.code}`)}</h3><span>${money(one.amount)}</span></div>
<p class="quiet">${[w(`state.${one.state}`), w(`age.${one.age}`), ...(one.carried ? [w('pdf.carried', { day: isolated(one.day) })] : []), ...(one.because === null ? [] : [w(`because.${one.because}`)])].join(' · ')}</p>
${open ? `<p>${w(`action.${one.action}`)}</p>` : ''}<div class="sides">${sides.join('')}</div>${history(page, one)}</section>`
}

function signature(page: Page, report: DayReport): Html {
  const { w } = page
  const { closed } = report
  if (closed === null) return `<p>${w('pdf.unclosed')}</p>`
  const by = w('pdf.closed', { number: isolated(closed.number), name: closed.by })
  if (closed.signature === null) return `<p>${by}</p><p>${w('pdf.unsigned')}</p>`
  return `<p>${by} ${moment(closed.at)}</p><p class="signature">${w('pdf.key')} ${ltr(closed.signature.key)}<br>${ltr(closed.signature.signature)}</p>`
}

/** A whole HTML page. `breaks`: all of the report, in its order. */
export function htmlOf(
  report: DayReport,
  breaks: readonly DayBreak[],
  head: PaperData['head'],
  words: PaperWords,
): string {
  const { language } = head
  const page: Page = { language, w: (key, values) => escaped(words(key, values)) }
  const { w } = page
  const title =
    report.from === report.to
      ? words('pdf.title_day', { day: longDay(report.from, language) })
      : words('pdf.title_span', {
          from: longDay(report.from, language),
          to: longDay(report.to, language),
        })
  const told = breaks.slice(0, DETAILED)
  const detailed = told.map((one) => oneBreak(page, one)).join('')
  const hours = hoursSvg(report.picture, words('pdf.picture_hours'))
  const level = cashSvg(report.picture, words('pdf.picture_cash'))
  const verdict = `${w(`verdict.${report.verdict}`)}`
  return `<!doctype html><html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"><head><meta charset="utf-8"><title>${escaped(title)}</title><style>${STYLE}</style></head><body>${HATCH}
${head.training ? `<div class="training">${w('pdf.training')}</div>` : ''}
<header class="head"><div><h1>${escaped(title)}</h1><p class="quiet">${w('pdf.subtitle')}</p></div>
<div class="shop"><h3>${own(head.shopName)}</h3><p>${own(head.shopAddress)}</p><p>${w('pdf.agent')} ${ltr(head.agentCode)} · ${ltr(head.terminal)}</p></div></header>
<div class="verdict ${report.verdict}"><strong>${verdict}</strong>${w(`verdictAbout.${report.verdict}`)}${report.provisional ? ` ${w('pdf.provisional')}` : ''}
<p class="quiet">${w('pdf.matched', { matched: isolated(report.matched), operations: isolated(report.operations) })} · ${w('pdf.open', { count: report.openCount })}</p></div>
<h2>${w('pdf.totals')}</h2>${totals(page, report.totals)}
<h2>${w('pdf.pictures')}</h2><div class="pictures"><figure style="margin:0">${hours}<figcaption class="key"><span>${swatch('in')} ${w('label.cash_in')}</span><span>${swatch('out')} ${w('label.cash_out')}</span></figcaption></figure><figure style="margin:0">${level}<figcaption class="key">${w('pdf.picture_cash')}</figcaption></figure></div>
<h2>${w('pdf.cashiers')}</h2>${cashiers(page, report)}
<h2>${w('pdf.proof')}</h2>${proof(page, report)}
<h2>${w('pdf.breaks')}</h2>${
    breaks.length === 0
      ? `<p>${w('pdf.no_breaks')}</p>`
      : `${table(
          [w('pdf.class'), '', w('pdf.open_column'), w('pdf.closed_column'), w('pdf.amount')],
          [false, false, true, true, true],
          report.classes.map(({ code, open, closed, amount }) => [
            ltr(code),
            w(`class.${code}`),
            count(open),
            count(closed),
            money(amount),
          ]),
        )}${detailed}${
          detailed.includes(ZONELESS) ? `<p class="quiet">${ZONELESS} ${w('pdf.zoneless')}</p>` : ''
        }${breaks.length > told.length ? `<p>${w('pdf.more', { n: breaks.length - told.length })}</p>` : ''}`
  }
<h2>${w('pdf.readings')}</h2>${
    report.pulls.length === 0
      ? `<p>${w('pdf.no_reading')}</p>`
      : table(
          [w('pdf.at'), w('pdf.source'), w('pdf.rows'), w('pdf.whole'), w('pdf.by')],
          [false, false, true, false, false],
          report.pulls.map(({ readAt, source, file, rows, complete, by }) => [
            moment(readAt),
            file === null ? w(`source.${source}`) : `${w(`source.${source}`)} ${ltr(file)}`,
            count(rows),
            w(complete ? 'pdf.yes' : 'pdf.no'),
            escaped(by),
          ]),
        )
  }
<h2>${w('pdf.closings')}</h2>${
    report.zs.length === 0
      ? `<p>${w('pdf.no_z')}</p>`
      : table(
          ['Z', w('pdf.shift'), w('pdf.at'), w('pdf.gap')],
          [false, false, false, true],
          report.zs.map(({ z, shift, at, difference }) => [
            ltr(String(z)),
            ltr(shift),
            moment(at),
            signed(difference),
          ]),
        )
  }
<h2>${w('pdf.signature')}</h2>${signature(page, report)}
<p class="quiet">${w('pdf.made', { version: isolated(head.version) })} ${moment(head.at)}</p>
</body></html>`
}
