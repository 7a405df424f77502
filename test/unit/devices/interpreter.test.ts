import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder'
import fc from 'fast-check'
import jsQR from 'jsqr'
import { CharacterSet, PrinterTypes, ThermalPrinter } from 'node-thermal-printer'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { interpret } from '../../devices/interpreter'
import { paperPng, paperRgba } from '../../devices/paper-picture'

type Model = NonNullable<NonNullable<ConstructorParameters<typeof ReceiptPrinterEncoder>[0]>['printerModel']>
const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replace(/\s/g, ''), 'hex'))

describe('the interpreter, on bytes of the makers’ manuals', () => {
  it('reads French of code pages 858 and 1252', () => {
    expect(interpret(bytes('1b7413 828a8587d5 0a')).lines).toEqual(['éèàç€'])
    expect(interpret(bytes('1b7410 e9e8e0e79c8c928097 0a')).lines).toEqual(['éèàçœŒ’€—'])
    expect(interpret(bytes('1b7428 bdbca4 0a')).lines).toEqual(['œŒ€'])
  })

  it('reads a CODE128 with its own length', () => {
    const read = interpret(bytes('1d6b490a7b42542d303030313233'))
    expect(read.marks).toMatchObject([{ kind: 'barcode', content: '{BT-000123' }])
    expect(read.unknown).toEqual([])
  })

  it('reads pulses, cuts, status questions, process id and fence', () => {
    const read = interpret(bytes('1b700032fa 1014010101 100401 1d564200 1d284806003030 50303031 1d7201'))
    expect(read.pulses).toEqual([
      { pin: 2, onMs: 100, offMs: 500, realTime: false },
      { pin: 5, onMs: 100, offMs: 100, realTime: true },
    ])
    expect(read).toMatchObject({ cuts: 1, asked: [1], processIds: ['P001'], fences: [1], unknown: [] })
  })

  it('joins raster strips and finds real-time bytes hidden in them', () => {
    const read = interpret(bytes('1d763000 0200 0100 1014 1d763000 0200 0100 ff00'))
    expect(read.pictures).toHaveLength(1)
    expect(read.pictures[0]).toMatchObject({ width: 16, height: 2, rowBytes: 2 })
    expect(read.hazards).toEqual([8])
  })

  it('names what it does not know, and what is cut off', () => {
    expect(interpret(bytes('1b7a01')).unknown[0]).toEqual({ at: 0, bytes: '1b7a01' })
    expect(interpret(bytes('1d763000 0200 0200 ff')).unknown).toHaveLength(1)
  })

  it('ends on any bytes at all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        interpret(noise)
      }),
      { seed: 20260616, numRuns: 500 },
    )
  })
})

describe('the interpreter, on papers of other encoders', () => {
  it('reads a receipt of receipt-printer-encoder whole', () => {
    const paper = new ReceiptPrinterEncoder({ columns: 48, language: 'esc-pos' })
      .initialize()
      .codepage('cp858')
      .align('center')
      .bold(true)
      .line('Épicerie Al Amal')
      .bold(false)
      .align('left')
      .line('Reçu de l’été'.replace('’', "'"))
      .invert(true)
      .line('DUPLICATA')
      .invert(false)
      .size(2, 2)
      .line('500,00 MAD')
      .size(1, 1)
      .rule()
      .qrcode('GUICHET:CASA1-000724:0123456789ab')
      .barcode('T-000123', 'code128', 60)
      .pulse()
      .cut()
      .encode()
    const read = interpret(paper)
    expect(read.unknown).toEqual([])
    expect(read.lines.map((line) => line.trim())).toEqual([
      'Épicerie Al Amal',
      "Reçu de l'été",
      'DUPLICATA',
      '500,00 MAD',
      '─'.repeat(48),
    ])
    expect(read.qrs).toEqual(['GUICHET:CASA1-000724:0123456789ab'])
    expect(read.pulses).toEqual([{ pin: 2, onMs: 100, offMs: 500, realTime: false }])
    expect(read.cuts).toBe(1)
  })

  it.each(ReceiptPrinterEncoder.printerModels.map(({ id }) => id))(
    'reads a receipt of receipt-printer-encoder for %s whole',
    (model) => {
      const encoder = new ReceiptPrinterEncoder({ printerModel: model as Model, errors: 'relaxed' })
      // Star's own languages are none of ours.
      if (encoder.language !== 'esc-pos') return
      const columns = encoder.columns
      encoder
        .initialize()
        .codepage('auto')
        .line('Épicerie Al Amal')
        .underline(true)
        .line('Reçu')
        .underline(false)
        .table(
          [
            { width: columns - 12, align: 'left' },
            { width: 12, align: 'right' },
          ],
          [['Montant', '500,00']],
        )
        .box({ width: columns }, 'ATTENTE')
      const { qrcode } = encoder.printerCapabilities as { qrcode: { models: readonly string[] } }
      if (qrcode.models.includes('2')) encoder.qrcode('hello')
      const paper = encoder.barcode('1234567890', 'code128', 60).pulse().cut('partial').encode()
      const read = interpret(paper)
      expect(read.unknown).toEqual([])
      expect(read.lines.join('\n')).toContain('500,00')
      expect(read.pulses).toHaveLength(1)
    },
  )

  it('reads other commands of node-thermal-printer whole', () => {
    const printer = new ThermalPrinter({ type: PrinterTypes.EPSON, interface: 'tcp://127.0.0.1', width: 48 })
    printer.underline(true)
    printer.println('a')
    printer.underline(false)
    printer.invert(true)
    printer.println('b')
    printer.invert(false)
    printer.upsideDown(true)
    printer.println('c')
    printer.upsideDown(false)
    printer.setTextDoubleHeight()
    printer.println('d')
    printer.setTextDoubleWidth()
    printer.println('e')
    printer.setTextSize(3, 3)
    printer.println('f')
    printer.setTextNormal()
    printer.drawLine()
    printer.tableCustom([
      { text: 'g', align: 'LEFT', width: 0.5 },
      { text: 'h', align: 'RIGHT', width: 0.5 },
    ])
    printer.code128('1234567890', { height: 60, text: 2 })
    printer.partialCut()
    const read = interpret(printer.getBuffer())
    expect(read.unknown).toEqual([])
    expect(read.lines.slice(0, 6)).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
    expect(read.cuts).toBe(1)
  })

  it('reads a receipt of node-thermal-printer whole', () => {
    const printer = new ThermalPrinter({
      type: PrinterTypes.EPSON,
      interface: 'tcp://127.0.0.1',
      characterSet: CharacterSet.PC858_EURO,
      width: 48,
    })
    printer.alignCenter()
    printer.bold(true)
    printer.println('Épicerie Al Amal')
    printer.bold(false)
    printer.setTextQuadArea()
    printer.println('500,00 MAD')
    printer.setTextNormal()
    printer.leftRight('Référence', '1122334455')
    printer.printQR('hello', { cellSize: 4, correction: 'M' })
    printer.beep()
    printer.cut()
    const read = interpret(printer.getBuffer())
    expect(read.unknown).toEqual([])
    expect(read.lines[0]).toBe('Épicerie Al Amal')
    expect(read.lines[1]).toBe('500,00 MAD')
    expect(read.lines[2]).toMatch(/^Référence +1122334455$/)
    expect(read.qrs).toEqual(['hello'])
    expect(read.cuts).toBe(1)
  })

  it('shows that the drawer pulse of node-thermal-printer eats the bytes after it', () => {
    const printer = new ThermalPrinter({ type: PrinterTypes.EPSON, interface: 'tcp://127.0.0.1' })
    printer.openCashDrawer()
    const pulses = interpret(Uint8Array.from(printer.getBuffer())).pulses
    expect(pulses[0]).toMatchObject({ onMs: 2 * 0x1b, offMs: 2 * 0x70 })
  })
})

describe('the picture of a paper', () => {
  it('is as wide as the paper, black and white, and shows what was printed', () => {
    const png = PNG.sync.read(paperPng(interpret(bytes('1b40 48 0a')), 384))
    expect(png.width).toBe(384)
    const greys = new Set<number>()
    for (let at = 0; at < png.data.length; at += 4) greys.add(png.data[at] ?? -1)
    expect([...greys].sort()).toEqual([0, 255])
  })

  it('shows a QR that a camera can read', () => {
    const qr = new ReceiptPrinterEncoder({ columns: 48, language: 'esc-pos' })
      .initialize()
      .align('center')
      .qrcode('GUICHET:CASA1-000724:0123456789ab', { model: 2, size: 6, errorlevel: 'm' })
      .encode()
    const { data, height } = paperRgba(interpret(qr), 576)
    expect(jsQR(data, 576, height)?.data).toBe('GUICHET:CASA1-000724:0123456789ab')
  })
})
