import { describe, expect, it } from 'vitest'
import { createPrinterModel, type PrinterLine } from '../../devices/printer-model'

const STATUS = Uint8Array.of(0x10, 0x04, 0x01)
const FENCE = Uint8Array.of(0x1d, 0x72, 0x01)
const ASK_MODEL = Uint8Array.of(0x1d, 0x49, 0x43)

function connected(model = createPrinterModel()) {
  const sent: number[] = []
  const told: string[] = []
  const line: PrinterLine = {
    send: (bytes) => sent.push(...bytes),
    pause: () => told.push('pause'),
    resume: () => told.push('resume'),
    reset: () => told.push('reset'),
  }
  return { model, sent, told, ...model.connect(line) }
}

describe('the model of a printer', () => {
  it('answers status at once and a fence when what came before is printed', () => {
    const { model, sent, take } = connected()
    model.set({ bytesPerSecond: 10 })
    take(Buffer.concat([Buffer.from('text'), FENCE, STATUS]))
    expect(sent).toEqual([0x16])
    model.set({ bytesPerSecond: null })
    expect(sent).toEqual([0x16, 0x00])
    model.close()
  })

  it('stops reading while its buffer is full', () => {
    const { model, told, take } = connected()
    model.set({ bytesPerSecond: 10 })
    take(Buffer.alloc(4_000, 0x61))
    expect(told).toEqual([])
    take(Buffer.alloc(200, 0x61))
    expect(told).toEqual(['pause'])
    model.set({ bytesPerSecond: null })
    expect(told).toEqual(['pause', 'resume'])
    model.close()
  })

  it('holds answers to queued commands while it is offline, in order', () => {
    const { model, sent, take } = connected()
    model.set({ paper: 'out' })
    take(Buffer.concat([ASK_MODEL, FENCE]))
    expect(sent).toEqual([])
    model.set({ paper: 'ok' })
    expect(Buffer.from(sent).toString('latin1')).toBe('_VIRTUAL-80\u0000\u0000')
    model.close()
  })

  it('forgets what it has not printed when its power goes', () => {
    const { model, sent, told, take } = connected()
    model.set({ coverOpen: true })
    take(FENCE)
    model.powerCycle()
    model.set({ coverOpen: false })
    expect(told).toEqual(['reset'])
    expect(sent).toEqual([])
    model.close()
  })

  it('counts bytes for a switch from when it was set', () => {
    const { model, told, take } = connected()
    take(Buffer.alloc(500, 0x61))
    model.set({ stallAfter: 100 })
    take(Buffer.alloc(99, 0x61))
    expect(told).toEqual([])
    take(Buffer.alloc(1, 0x61))
    expect(told).toEqual(['pause'])
    model.set({ stallAfter: null })
    expect(told).toEqual(['pause', 'resume'])
    model.close()
  })

  it('tells questions from jobs', () => {
    const model = createPrinterModel()
    connected(model).take(Buffer.concat([STATUS, ASK_MODEL]))
    connected(model).take(Buffer.from('text'))
    expect(model.jobs().map((bytes) => Buffer.from(bytes).toString())).toEqual(['text'])
    model.close()
  })
})
