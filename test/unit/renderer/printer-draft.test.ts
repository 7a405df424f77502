import { describe, expect, it } from 'vitest'
import type { PrinterSettings, ProfileChoice } from '../../../electron/domain/devices'
import { printerSettingsSchema } from '../../../electron/domain/devices'
import {
  draftOfPrinter,
  lineKey,
  newPrinter,
  type PrinterDraft,
  placePrinter,
  printerOfDraft,
  printerProblems,
  removePrinter,
  takeReserve,
} from '../../../renderer/screens/devices/printer-draft'
import ar from '../../../resources/words/ar.json'
import en from '../../../resources/words/en.json'
import fr from '../../../resources/words/fr.json'

const profile = (id: string, widths: readonly (58 | 80)[] = [58, 80]): ProfileChoice => ({
  id,
  name: id,
  own: false,
  widths: [...widths],
  codePages: [{ page: 'cp858', n: 19 }],
  drawer: true,
  confirms: true,
})
const PROFILES = [profile('unknown'), profile('wide', [80])]
const tcp = newPrinter({ transport: 'tcp', host: '192.168.1.40' })
const usb = newPrinter({ transport: 'usb', device: 'usb:04b8:0e03:J5XK' })
const serial = newPrinter({ transport: 'serial', device: 'serial:usb-ACME-if00' })
const draft = (part: Partial<PrinterDraft>, of: PrinterSettings = tcp): PrinterDraft => ({
  ...draftOfPrinter(of, PROFILES),
  ...part,
})
const wrong = (part: Partial<PrinterDraft>, of: PrinterSettings = tcp): string[] =>
  Object.keys(printerProblems(draft(part, of), PROFILES))

describe('A printer as it is typed', () => {
  it('comes back as it was where nothing was typed', () => {
    const known = newPrinter({
      transport: 'serial',
      device: 'serial:usb-ACME-if00',
      name: 'Comptoir',
      baud: 19_200,
      flow: 'rtscts',
      codePage: 19,
      darkness: 5,
      drawerPin: 5,
      drawerPulseMs: 200,
      paper: 58,
    })
    for (const one of [known, tcp, usb, newPrinter({ transport: 'virtual', codePage: 77 })])
      expect(printerOfDraft(draftOfPrinter(one, PROFILES))).toEqual(one)
  })

  it('knows a code page of its profile from one that was typed', () => {
    expect(draftOfPrinter(newPrinter({ codePage: 19 }), PROFILES).page).toBe('19')
    expect(draftOfPrinter(newPrinter({ codePage: 77 }), PROFILES)).toMatchObject({
      page: 'typed',
      pageTyped: '77',
    })
    expect(printerOfDraft(draft({ page: 'typed', pageTyped: '0' })).codePage).toBe(0)
    expect(printerOfDraft(draft({ page: 'auto', pageTyped: '77' })).codePage).toBeNull()
  })

  it.each([
    ['an address that is none', { host: 'pas une adresse' }, tcp, ['host']],
    ['no address', { host: '' }, tcp, ['host']],
    ['a port beyond 65535', { port: '65536' }, tcp, ['port']],
    ['no device', { device: ' ' }, usb, ['device']],
    ['no serial port and a speed out of range', { device: '', baud: '300' }, serial, ['device', 'baud']],
    ['a profile whose file is gone', { profile: 'gone' }, tcp, ['profile']],
    ['a width that the profile does not take', { profile: 'wide', paper: 58 as const }, tcp, ['paper']],
    ['a code page beyond 255', { page: 'typed' as const, pageTyped: '256' }, tcp, ['codePage']],
    ['a pulse that burns the coil', { drawerPulseMs: '900' }, tcp, ['drawerPulseMs']],
    ['a pulse of a drawer that is not there', { drawer: false, drawerPulseMs: '' }, tcp, []],
    ['a speed where nothing is serial', { baud: '12' }, tcp, []],
  ])('says where it is wrong: %s', (_, part, of, fields) => {
    expect(wrong(part, of)).toEqual(fields)
  })

  it('is always one that main can read, once nothing is wrong', () => {
    const odd = draft({ baud: 'x', drawer: false, drawerPulseMs: '', pageTyped: '999', name: '  Comptoir ' })
    expect(printerProblems(odd, PROFILES)).toEqual({})
    const made = printerOfDraft(odd)
    expect(printerSettingsSchema.parse(made)).toEqual(made)
    expect(made.name).toBe('Comptoir')
  })

  it('has a sentence for each thing that can be wrong, in each language', () => {
    const all = [
      ...Object.values(printerProblems(draft({ host: '', port: '0', profile: 'gone' }), PROFILES)),
      ...Object.values(
        printerProblems(draft({ baud: '0', drawerPulseMs: '0', page: 'typed' }, serial), PROFILES),
      ),
      ...Object.values(printerProblems(draft({ profile: 'wide', paper: 58 }), PROFILES)),
      ...(['serial', 'usb', 'device', 'spooler', 'file'] as const).flatMap((transport) =>
        Object.values(printerProblems(draft({ device: '' }, newPrinter({ transport })), PROFILES)),
      ),
    ]
    for (const key of all)
      for (const words of [fr, ar, en]) expect(words.devices).toHaveProperty(key.replace('devices.', ''))
  })
})

describe('The printers of a till', () => {
  const now = { printer: tcp, reservePrinters: [usb, serial] }

  it('change places: the one in use becomes a reserve', () => {
    expect(takeReserve(now, 1)).toEqual({ printer: serial, reservePrinters: [tcp, usb] })
    expect(takeReserve(now, 7)).toEqual(now)
    const none = { printer: newPrinter({}), reservePrinters: [usb] }
    expect(takeReserve(none, 0)).toEqual({ printer: usb, reservePrinters: [] })
  })

  it('take a new one in use or as a reserve, and write a changed one where it stood', () => {
    const fresh = newPrinter({ transport: 'virtual' })
    expect(placePrinter(now, fresh, null, true)).toEqual({
      printer: fresh,
      reservePrinters: [tcp, usb, serial],
    })
    expect(placePrinter(now, fresh, null, false)).toEqual({
      printer: tcp,
      reservePrinters: [usb, serial, fresh],
    })
    const named = { ...usb, name: 'Réserve' }
    expect(placePrinter(now, named, 0, false)).toEqual({ printer: tcp, reservePrinters: [named, serial] })
    expect(placePrinter(now, { ...tcp, name: 'Comptoir' }, 'use', false).printer.name).toBe('Comptoir')
  })

  it('lose one without another taking its place by itself', () => {
    expect(removePrinter(now, 'use')).toEqual({ printer: newPrinter({}), reservePrinters: [usb, serial] })
    expect(removePrinter(now, 0)).toEqual({ printer: tcp, reservePrinters: [serial] })
  })

  it('are told apart by their line, whatever they are called', () => {
    expect(lineKey({ ...tcp, name: 'Comptoir', paper: 58 })).toBe(lineKey(tcp))
    expect(lineKey({ ...tcp, port: 9_101 })).not.toBe(lineKey(tcp))
    expect(lineKey(usb)).not.toBe(lineKey({ ...usb, device: 'usb:other' }))
  })
})
