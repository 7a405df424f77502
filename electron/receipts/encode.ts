import { create } from 'qrcode'
import { gridPicture, inkThreshold } from '../../native/printer/bitmap'
import { encodePaper } from '../../native/printer/encoder'
import type { PrinterProfile } from '../../native/printer/profile'
import { slotOf } from '../../native/printer/text'
import type { Bitmap } from '../../native/printer/types'
import type { PrinterSettings } from '../domain/devices'
import type { LaidLine, LaidPaper } from '../domain/paper'
import { widthOf } from './layout'
import { paperHtml } from './raster-html'
import type { Raster } from './types'

/** A QR code as dots of its own, six a module where that fits; the paper around it is its quiet zone. */
function qrPicture(content: string, dots: number): Bitmap {
  const { size, data } = create(content, { errorCorrectionLevel: 'M' }).modules
  const module = Math.max(2, Math.min(6, Math.floor(dots / size)))
  return gridPicture({ columns: size, rows: size, dark: data }, { width: module, height: module })
}

/** `cp858 = 19`: what lines go out in on this printer, best first; one alone where the shop has set its number. */
export function codePagesInUse({ codePage }: PrinterSettings, { codePages }: PrinterProfile): string[] {
  const slots = codePage === null ? codePages : [slotOf(codePage, codePages)]
  return slots.map(({ page, n }) => `${page} = ${n}`)
}

/**
 * `encodeLaid(laid, settings, profile, raster, logo)`: the bytes of a laid-out paper for one printer, from prologue
 * to cut. The paper was laid out in `widthOf(profile, settings.paper).columns`; `logo` is the shop's for that many
 * dots, null where there is none or it is switched off. Rejects where the raster window cannot draw.
 */
export function encodeLaid(
  laid: LaidPaper,
  settings: PrinterSettings,
  profile: PrinterProfile,
  raster: Raster,
  logo: Bitmap | null,
): Promise<Uint8Array> {
  const { dots } = widthOf(profile, settings.paper)
  const threshold = inkThreshold(settings.darkness)
  const draw = async (lines: readonly LaidLine[]): Promise<Bitmap> => {
    const [first, second] = lines
    // A code alone needs no Chromium.
    if (first?.kind === 'qr' && !second) return qrPicture(first.content, dots)
    return raster(paperHtml(lines, laid.language, dots), dots, threshold)
  }
  return encodePaper(laid.lines, {
    columns: laid.columns,
    dots,
    profile,
    codePage: settings.codePage,
    asPicture: laid.language === 'ar',
    raster: draw,
    logo: settings.logo ? logo : null,
  })
}
