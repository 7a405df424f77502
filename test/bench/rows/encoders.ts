/// <reference path="../../../native/printer/escpos.d.ts" />
import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder'
import escpos from 'escpos'
import { CharacterSet, PrinterTypes, ThermalPrinter } from 'node-thermal-printer'
import { encodePaper, type PrintLine } from '../../../native/printer/encoder'
import { UNKNOWN_PROFILE } from '../../../native/printer/profile'
import { interpret } from '../../devices/interpreter'
import { type Bench, type Figure, figure, interleaved, timed } from '../measure'

const COLUMNS = 48
/** Papers of one round: one alone is shorter than a clock can tell. */
const AT_ONCE = 20

const HEADING = ['ÉPICERIE AL AMAL', '14, rue Ibn Batouta, Casablanca', 'Tél. 0522 30 40 50', 'Agent AG20417']
const PAIRS = [
  ['Opération', 'Dépôt d’espèces'],
  ['Numéro', 'CASA1-000724'],
  ['Référence', '1122334455'],
  ['Client', 'Léïla B.'],
  ['Téléphone', '+212 6 61 •• •• 30'],
  ['Montant', '1 234,50 MAD'],
  ['Frais', '5,00 MAD'],
  ['Reçu', '1 300,00 MAD'],
  ['Rendu', '65,50 MAD'],
  ['Clôturée à', '16/06/2026 14:32:41'],
] as const
const RULES_AFTER = [0, 2, 4] as const

/** Forty lines of Latin text: a heading, three blocks of pairs between rules, a closing line. */
const LINES: readonly PrintLine[] = [
  ...HEADING.map((text) => ({
    kind: 'text' as const,
    text,
    align: 'center' as const,
    bold: true,
    double: false,
    block: false,
  })),
  ...RULES_AFTER.flatMap(() => [
    { kind: 'rule' as const },
    ...PAIRS.map(([label, value]) => ({ kind: 'pair' as const, label, value, bold: false })),
  ]),
  { kind: 'rule' },
  { kind: 'text', text: 'Merci de votre visite', align: 'center', bold: false, double: false, block: false },
  { kind: 'text', text: 'Guichet 0.1.0', align: 'center', bold: false, double: false, block: false },
]

const ours = (): Promise<Uint8Array> =>
  encodePaper(LINES, {
    columns: COLUMNS,
    dots: 576,
    profile: UNKNOWN_PROFILE,
    codePage: null,
    asPicture: false,
    raster: () => Promise.reject(new Error('a Latin paper needs no picture')),
    logo: null,
  })

const spread = (label: string, value: string): string =>
  label + ' '.repeat(COLUMNS - label.length - value.length) + value

function receiptPrinterEncoder(): Uint8Array {
  const encoder = new ReceiptPrinterEncoder({ language: 'esc-pos', columns: COLUMNS })
  encoder.initialize().codepage('cp858')
  for (const line of LINES) {
    if (line.kind === 'rule') encoder.rule()
    else if (line.kind === 'pair') encoder.line(spread(line.label, line.value))
    else if (line.kind === 'text')
      encoder.align('center').bold(line.bold).line(line.text).bold(false).align('left')
  }
  return encoder.cut('partial').encode()
}

function nodeThermalPrinter(): Uint8Array {
  const printer = new ThermalPrinter({
    type: PrinterTypes.EPSON,
    width: COLUMNS,
    characterSet: CharacterSet.PC858_EURO,
    interface: 'tcp://127.0.0.1',
  })
  for (const line of LINES) {
    if (line.kind === 'rule') printer.drawLine()
    else if (line.kind === 'pair') printer.leftRight(line.label, line.value)
    else if (line.kind === 'text') {
      printer.alignCenter()
      printer.bold(line.bold)
      printer.println(line.text)
      printer.bold(false)
      printer.alignLeft()
    }
  }
  printer.partialCut()
  return printer.getBuffer()
}

/** As its own documentation uses it; ours knows only its raw calls. */
interface EscposPrinter {
  readonly align: (where: 'lt' | 'ct') => EscposPrinter
  readonly style: (style: 'b' | 'normal') => EscposPrinter
  readonly text: (text: string, encoding: string) => EscposPrinter
  readonly drawLine: () => EscposPrinter
  readonly cut: (partial: boolean, feed: number) => EscposPrinter
  readonly flush: () => EscposPrinter
}

function escposItself(): Uint8Array {
  const chunks: Uint8Array[] = []
  const printer = new escpos.Printer(
    { write: (bytes) => chunks.push(bytes) },
    { width: COLUMNS },
  ) as unknown as EscposPrinter
  for (const line of LINES) {
    if (line.kind === 'rule') printer.drawLine()
    else if (line.kind === 'pair') printer.text(spread(line.label, line.value), 'CP858')
    else if (line.kind === 'text')
      printer
        .align('ct')
        .style(line.bold ? 'b' : 'normal')
        .text(line.text, 'CP858')
        .style('normal')
        .align('lt')
  }
  printer.cut(true, 4).flush()
  return Buffer.concat(chunks)
}

const THEIRS = {
  'receipt-printer-encoder': receiptPrinterEncoder,
  'node-thermal-printer': nodeThermalPrinter,
  escpos: escposItself,
} as const

/** Bytes of a 40-line Latin receipt, ready to be sent, against each npm encoder with the same lines. */
export const encoders: Bench = {
  name: 'encoders',
  run: async ({ rounds }) => {
    const figures: Figure[] = []
    const whole = interpret(await ours()).lines.filter((line) => line.trim() !== '').length
    if (whole !== LINES.length || LINES.length !== 40)
      throw new Error(`${whole} of ${LINES.length} lines came out, not 40`)
    for (const [name, theirs] of Object.entries(THEIRS)) {
      const each = async (encode: () => unknown): Promise<number> =>
        (await timed(async () => {
          for (let paper = 0; paper < AT_ONCE; paper += 1) await encode()
        })) / AT_ONCE
      await interleaved(
        rounds(10, 1),
        () => each(ours),
        () => each(theirs),
      )
      const { a, b } = await interleaved(
        rounds(100, 3),
        () => each(ours),
        () => each(theirs),
      )
      figures.push(
        figure(`40-line Latin receipt, against ${name}`, 'ms', a, {
          anchor: b,
          goal: { of: 'ratio', is: '<=', than: 1 },
        }),
      )
    }
    return figures
  },
}
