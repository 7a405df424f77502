import type { PrinterSettings } from './domain/devices'
import type { LaidPaper, PaperData } from './domain/paper'
import type { Tested, TestWhat } from './ipc/handlers/devices'
import type { World } from './parts'
import { codePagesInUse } from './receipts/encode'
import { PRINTER_TESTED } from './receipts/kinds'
import { createPaperLayout, widthOf } from './receipts/layout'
import { createTestPrint, cutOnly, probeCodePages } from './receipts/test-print'
import { createPaperWords } from './receipts/words'
import type { Terminal } from './terminal'

export interface TesterDeps {
  readonly terminal: Terminal
  readonly world: Omit<World, 'halt'>
}

/** `192.168.1.40:9100`, a queue, a device: where a printer hangs, for people. */
const lineOf = ({ transport, host, port, device }: PrinterSettings): string =>
  transport === 'tcp' ? `${host}:${port}` : device

/** Prints what a person asks for to try a printer, on one that may not be the shop's yet; each try is journaled. */
export function createTester({ terminal, world }: TesterDeps) {
  const { profiles, logo, connectPrinter } = world.devices
  const layOut = createPaperLayout(world.words)
  const wordsIn = createPaperWords(world.words)
  const print = createTestPrint({
    connect: connectPrinter,
    profile: ({ profile }) => profiles.get(profile),
    raster: world.raster,
    lay: layOut,
    logo: (dots) => logo.bitmap(dots),
    log: world.log,
  })

  /** Before set-up is done the page still says where it was printed. */
  const head = (): PaperData['head'] => {
    const { shop, agentCode, terminal: name, language, training, version, user } = terminal.boot()
    return {
      shopName: shop.name,
      shopAddress: shop.address,
      shopPhone: shop.phone,
      agentCode,
      terminal: name,
      cashier: user?.name ?? '',
      at: world.clock.now(),
      version,
      training,
      language,
    }
  }

  function paper(settings: PrinterSettings, what: 'page' | 'slip' | 'codes'): PaperData {
    const profile = profiles.get(settings.profile)
    const { dots, columns } = widthOf(profile, settings.paper)
    const line = lineOf(settings)
    const top = head()
    if (what === 'codes') return { kind: 'code_sheet', head: top }
    const setUp = {
      head: top,
      profile: profile.name,
      width: settings.paper,
      dots,
      codePages: codePagesInUse(settings, profile),
      drawerPin: settings.drawer ? settings.drawerPin : null,
      darkness: settings.darkness,
    }
    if (what === 'page') {
      const hangsOn = [wordsIn(top.language)(`transport_${settings.transport}`), line].filter(Boolean)
      return { kind: 'test_page', ...setUp, printer: settings.name || hangsOn.join(' ') }
    }
    return {
      kind: 'device_slip',
      ...setUp,
      printer: settings.name,
      transport: settings.transport,
      line,
      columns,
      confirms: terminal.status()?.printer.confirms ?? null,
    }
  }

  /** As it prints, for the printer on screen. */
  function lay(settings: PrinterSettings, data: PaperData): LaidPaper {
    const { dots, columns } = widthOf(profiles.get(settings.profile), settings.paper)
    return layOut({ data, copy: 0, columns, logo: settings.logo && logo.bitmap(dots) !== null })
  }

  return async (settings: PrinterSettings, what: TestWhat): Promise<Tested> => {
    const profile = profiles.get(settings.profile)
    const job =
      what === 'pages'
        ? { bytes: probeCodePages(profile) }
        : what === 'cut'
          ? { bytes: cutOnly(profile) }
          : { data: paper(settings, what) }
    const result = await print(settings, job)
    const { transport, host, port, device } = settings
    if (terminal.status())
      terminal.parts().journal.append(terminal.session.who(), () => [
        {
          kind: PRINTER_TESTED,
          operation: null,
          payload: { transport, host, port, device, what, ...result },
        },
      ])
    return { ...result, laid: result.ok && 'data' in job ? lay(settings, job.data) : null }
  }
}
