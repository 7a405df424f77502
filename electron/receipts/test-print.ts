import { encodePaper } from '../../native/printer/encoder'
import type { Bitmap, Printer } from '../../native/printer/types'
import type { PaperData, PaperWidth } from '../domain/paper'
import type { PrinterSettings } from '../settings/types'
import { columnsOf, dotsOf, type LayPaper } from './layout'
import { paperHtml } from './raster-html'

export interface TestPrintDeps {
  readonly connect: (settings: PrinterSettings) => Printer | null
  readonly raster: (html: string, width: number) => Promise<Bitmap>
  readonly lay: LayPaper
  readonly log: (what: string, facts: Record<string, unknown>) => void
}

export interface TestPrinted {
  readonly ok: boolean
  /** The printer itself said that it is printed. */
  readonly confirmed: boolean
  /** Why not: a trouble of PrinterStatus, or `error`. */
  readonly trouble: string | null
}

/** Prints one page on a printer that may not be the shop's yet: no queue, no journal, one connection. */
export function createTestPrint(deps: TestPrintDeps) {
  return async (settings: PrinterSettings, data: PaperData, width: PaperWidth): Promise<TestPrinted> => {
    const printer = deps.connect(settings)
    if (!printer) return { ok: false, confirmed: false, trouble: null }
    try {
      const laid = deps.lay({ data, copy: 0, columns: columnsOf(width) })
      const dots = dotsOf(laid.columns)
      const bytes = await encodePaper(laid.lines, {
        columns: laid.columns,
        codePage: settings.codePage,
        asPicture: laid.language === 'ar',
        raster: (lines) => deps.raster(paperHtml(lines, laid.language, dots), dots),
      })
      const end = await printer.print(bytes, {
        beforeFirstByte: () => undefined,
        onSuspended: () => undefined,
      })
      return {
        ok: end.kind === 'printed',
        confirmed: end.kind === 'printed' && end.confirmed,
        trouble: end.kind === 'not_started' ? end.trouble : end.kind === 'unknown' ? 'error' : null,
      }
    } catch (error) {
      deps.log('print.test_failed', { error: String(error) })
      return { ok: false, confirmed: false, trouble: 'error' }
    } finally {
      await printer.close()
    }
  }
}
