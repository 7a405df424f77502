import { afterEach, describe, expect, it } from 'vitest'
import type { DeviceFound } from '../../../electron/domain/devices'
import { scannerSettingsSchema } from '../../../electron/domain/devices'
import { TEACHING_CODES } from '../../../electron/domain/paper'
import type { TaughtScan } from '../../../renderer/keys/listener'
import { endOf, reserveState, symbologyOf } from '../../../renderer/screens/devices/device-words'
import { printerOfFound } from '../../../renderer/screens/devices/found-printer'
import { newPrinter } from '../../../renderer/screens/devices/printer-draft'
import { judge, scannerOf, TEACH_CODE } from '../../../renderer/screens/devices/teach'
import { isQuiet } from '../../../renderer/sounds/sounds'
import { useApp } from '../../../renderer/stores/app'
import { scanned } from '../../../renderer/stores/flow'
import { useLastRead } from '../../../renderer/stores/last-read'

const wedge = (part: Partial<TaughtScan> = {}): TaughtScan => ({
  text: TEACH_CODE,
  aim: null,
  suffix: 'cr',
  source: 'wedge',
  tookMs: 50,
  meanGapMs: 5,
  layout: null,
  ...part,
})
const serial = (part: Partial<TaughtScan> = {}): TaughtScan => ({
  text: TEACH_CODE,
  aim: ']C0',
  suffix: 'crlf',
  source: 'serial',
  device: 'serial:usb-Honeywell-if00',
  name: 'Voyager 1470g',
  tookMs: 12,
  ...part,
})

describe('What a scanner taught', () => {
  it('is whole, harmed, or another code', () => {
    expect(judge(wedge(), 35)).toEqual({ code: 'whole', country: 'us', gapMs: null })
    expect(judge(wedge({ text: 'qQ0-9wW_/+]' }), 35)).toMatchObject({ code: 'harmed', country: 'foreign' })
    expect(judge(wedge({ text: TEACH_CODE, layout: 'other' }), 35).country).toBe('foreign')
    for (const text of [TEACHING_CODES.digits, TEACHING_CODES.reference])
      expect(judge(wedge({ text }), 35)).toMatchObject({ code: 'digits', country: null })
    expect(judge(wedge({ text: '1122334455' }), 35)).toMatchObject({ code: 'another', country: null })
    expect(judge(serial({ text: 'aA0-9zZ_/+' }), 35)).toEqual({ code: 'harmed', country: null, gapMs: null })
  })

  it('asks for a wider gap only where the present one is too short, and never beyond the limit', () => {
    expect(judge(wedge({ meanGapMs: 30 }), 35).gapMs).toBe(45)
    expect(judge(wedge({ meanGapMs: 20 }), 35).gapMs).toBeNull()
    expect(judge(wedge({ meanGapMs: 79 }), 35).gapMs).toBe(80)
    expect(judge(wedge({ meanGapMs: 79 }), 80).gapMs).toBeNull()
  })

  it('becomes a scanner that the settings can hold; a keyboard needs none', () => {
    expect(scannerOf(wedge())).toBeNull()
    const made = scannerOf(serial())
    expect(made).toMatchObject({ kind: 'serial', suffix: 'crlf', name: 'Voyager 1470g' })
    expect(scannerSettingsSchema.parse(made)).toEqual(made)
    expect(scannerOf(serial({ suffix: 'none' }))?.suffix).toBe('auto')
    expect(scannerOf(serial({ name: 'x'.repeat(90) }))?.name).toHaveLength(60)
  })
})

const found = (part: Partial<DeviceFound>): DeviceFound => ({
  id: 'usb:04b8:0e03:J5XK',
  transport: 'usb',
  use: 'printer',
  name: 'EPSON TM-T20III',
  path: '1-2',
  access: 'ok',
  remedy: null,
  profile: 'epson',
  ...part,
})

describe('A device as it is shown', () => {
  it('offers a printer by its identity, name and profile', () => {
    expect(printerOfFound(found({}))).toMatchObject({
      transport: 'usb',
      device: 'usb:04b8:0e03:J5XK',
      name: 'EPSON TM-T20III',
      profile: 'epson',
    })
    expect(printerOfFound(found({ profile: null })).profile).toBe('unknown')
  })

  it('says of a reserve whether it is plugged in, where that can be seen', () => {
    const usb = newPrinter({ transport: 'usb', device: 'usb:04b8:0e03:J5XK' })
    expect(reserveState(usb, [found({})]).word).toBe('devices.reserve_plugged')
    expect(reserveState(usb, []).word).toBe('devices.reserve_unplugged')
    expect(reserveState(newPrinter({ transport: 'tcp', host: '10.0.0.9' }), []).word).toBe('devices.reserve')
  })

  it('shows where a printer is without the kind of its identity', () => {
    expect(endOf(newPrinter({ transport: 'tcp', host: '10.0.0.9', port: 9_101 }))).toBe('10.0.0.9:9101')
    expect(endOf(newPrinter({ transport: 'spooler', device: 'spool:Comptoir' }))).toBe('Comptoir')
    expect(endOf(newPrinter({ transport: 'file', device: '/mnt/papers.bin' }))).toBe('/mnt/papers.bin')
    expect(endOf(newPrinter({ transport: 'virtual' }))).toBe('')
  })

  it('names a code by its AIM identifier, and nothing it does not know', () => {
    expect([']Q1', ']C0', ']C1', ']E0', ']E4', ']d2'].map(symbologyOf)).toEqual([
      'QR',
      'Code 128',
      'GS1-128',
      'EAN-13',
      'EAN-8',
      'Data Matrix',
    ])
    expect([null, '', ']X0', 'Q1'].map(symbologyOf)).toEqual([null, null, null, null])
  })
})

describe('A scan where devices are set up', () => {
  afterEach(() => {
    useApp.setState({ screen: 'counter', dialogs: 0 })
    useLastRead.setState({ read: null })
  })

  it('is shown there and loads nothing', () => {
    useApp.setState({ screen: 'devices', dialogs: 0 })
    scanned('1122334455', { source: 'hid', aim: ']Q1', device: 'hid:1', tookMs: 38 })
    expect(useApp.getState().screen).toBe('devices')
    expect(useLastRead.getState().read).toEqual({
      text: '1122334455',
      source: 'hid',
      aim: ']Q1',
      device: 'hid:1',
      tookMs: 38,
    })
  })
})

describe('Sounds', () => {
  it('are quiet one by one, or all but doubt and refusal', () => {
    const some = { sounds: true, quietSounds: ['scan' as const, 'done' as const] }
    expect((['scan', 'bad', 'done', 'unsure', 'refused'] as const).map((one) => isQuiet(one, some))).toEqual([
      true,
      false,
      true,
      false,
      false,
    ])
    const none = { sounds: false, quietSounds: [] }
    expect((['scan', 'bad', 'done', 'unsure', 'refused'] as const).map((one) => isQuiet(one, none))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ])
  })
})
