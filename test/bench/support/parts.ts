import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { BUILT_IN_PROFILES } from '../../../electron/devices/built-in-profiles'
import { createDevices } from '../../../electron/devices/devices'
import { createProfileBook } from '../../../electron/devices/profiles'
import { systemClock } from '../../../electron/domain/clock'
import { openParts, type Parts, type PartsDeps, type World } from '../../../electron/parts'
import { type Settings, settingsSchema } from '../../../electron/settings/types'
import { createLineLocks } from '../../../native/printer/line-locks'
import { createVirtualPrinterDevice } from '../../../native/printer/virtual'
import { awaitUntil } from '../../support/await-until'
import { allWords } from '../../support/papers'
import { testSigner } from '../../support/signer'
import { ROOT } from '../../support/terminal'
import { openShift, SALMA_B } from '../../support/till'
import { SEAL_KEY, VERSION } from './journals'
import type { Outside } from './outside'
import { AGENT, TERMINAL } from './shop'

/** Where Chari and the printer stand. */
type Around = Pick<Outside, 'host' | 'key' | 'printerPort'>

/** Settings of a shop, as after set-up. */
function shopSettings({ host, printerPort }: Around, printer: Record<string, unknown>): Settings {
  const { timers, ...rest } = settingsSchema.parse({
    environment: 'custom',
    host,
    terminal: TERMINAL,
    shop: { name: 'Épicerie Al Amal', address: '14, rue Ibn Batouta, Casablanca', phone: '0522 30 40 50' },
    agentCode: AGENT,
    agentPhone: '+212661000417',
    soleTerminal: true,
    printer: { transport: 'tcp', host: '127.0.0.1', port: printerPort, ...printer },
    feeInCash: {},
    timers: {},
  })
  return { ...rest, timers: { ...timers, agreeMs: timers.agreeMs ?? timers.notDoneMs / 4 } }
}

/** The terminal's own parts, as main opens them, without a window, with a shift open. Latin papers only. */
export async function openShop(
  folder: string,
  outside: Around,
  printer: Record<string, unknown> = {},
  deps: Partial<Omit<PartsDeps, 'settings'>> = {},
  change: Partial<Settings> = {},
): Promise<Parts> {
  const none = (): never => {
    throw new Error('nothing is plugged in here')
  }
  const settings = { ...shopSettings(outside, printer), ...change }
  const devices = createDevices({
    folder,
    clock: systemClock,
    lines: createLineLocks(),
    profiles: createProfileBook({
      builtIn: BUILT_IN_PROFILES,
      folder: join(folder, 'printers'),
      log: () => undefined,
    }),
    platform: process.platform,
    appFolder: ROOT,
    discovery: none,
    hid: none,
    virtual: createVirtualPrinterDevice(),
    onChange: () => undefined,
    onScanned: () => undefined,
    log: () => undefined,
  })
  const world: World = {
    folder,
    version: VERSION,
    nativeBinding: null,
    clock: systemClock,
    ids: { uuid: randomUUID },
    random: Math.random,
    randomBytes,
    raster: none,
    pdf: none,
    words: allWords(),
    devices,
    log: () => undefined,
    halt: null,
  }
  const parts = await openParts({
    world,
    settings: () => settings,
    sealKey: SEAL_KEY,
    signer: testSigner,
    apiKey: () => outside.key,
    proxyPassword: () => null,
    webhookKey: () => null,
    notAlone: () => undefined,
    onOperation: () => undefined,
    onPapers: () => undefined,
    onReconciling: () => undefined,
    onReconciled: () => undefined,
    onWebhooks: () => undefined,
    onIncomingMoney: () => undefined,
    onStatus: () => undefined,
    ...deps,
  })
  openShift(parts.till, SALMA_B)
  // Its slip is out of the way before anything is measured.
  await awaitUntil(() => parts.queue.status().waiting === 0 && !parts.queue.status().printing, 'slip out')
  return parts
}
