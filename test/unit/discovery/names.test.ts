import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanText, hexIds, nameFromLink, nameOf, usableSerial } from '../../../native/discovery/names'

describe('names of devices', () => {
  it.each([
    ['EPSON', 'TM-T20II', 'EPSON TM-T20II'],
    ['Honeywell', 'Honeywell Voyager 1400g', 'Honeywell Voyager 1400g'],
    ['STMicroelectronics', 'POS80_Printer_USB', 'STMicroelectronics POS80 Printer USB'],
    ['', 'USB Printing\u0000 Support', 'USB Printing Support'],
    [null, null, ''],
    ['Datalogic ADC, Inc.\n', null, 'Datalogic ADC, Inc.'],
    ['\u202eevil', 'x\u200b\u0007y', 'evil x y'],
  ])('joins maker %j and model %j', (maker, model, name) => {
    expect(nameOf(maker, model)).toBe(name)
  })

  it.each([
    ['usb-Honeywell_Voyager_1400g_12345678-if00', '12345678', 'Honeywell Voyager 1400g'],
    ['usb-Guichet_Virtual_Printer_P0001-if00', null, 'Guichet Virtual Printer P0001'],
    ['usb-FTDI_FT232R_USB_UART_A600-if00-port0', 'A600', 'FTDI FT232R USB UART'],
  ])('reads link %s', (link, serial, name) => {
    expect(nameFromLink(link, serial)).toBe(name)
  })

  it('makes one short line of whatever a device says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const clean = cleanText(text)
        expect(clean.length).toBeLessThanOrEqual(80)
        expect(clean).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029_]|^\s|\s$/u)
      }),
      { seed: 20260616, numRuns: 300 },
    )
  })

  it.each([
    [' 0001A ', '0001A'],
    ['', null],
    [null, null],
    ['6&2f5d3a1&0&2', null],
    ['bad\u0000serial', null],
    ['x'.repeat(65), null],
  ])('takes the serial number %j as %j', (text, serial) => {
    expect(usableSerial(text)).toBe(serial)
  })

  it('writes ids as udev does', () => {
    expect(hexIds(0x4b8, 0xe03)).toBe('04b8:0e03')
  })
})
