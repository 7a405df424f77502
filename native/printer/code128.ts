import { gridPicture } from './bitmap'
import type { Bitmap } from './types'

/** Widths of bars and gaps of each symbol, 0 to 106, in modules (ISO/IEC 15417). */
const SYMBOLS = (
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 ' +
  '122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 ' +
  '322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 ' +
  '112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 ' +
  '331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 ' +
  '112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 ' +
  '124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 ' +
  '411311 113141 114131 311141 411131 211412 211214 211232 2331112'
).split(' ')

const START_B = 104
const STOP = 106

/**
 * Bars of a CODE128, all in set B, from the first to the last: true is dark, each one module. Readers ask for ten
 * blank modules on each side. `content` is ASCII.
 */
export function code128(content: string): readonly boolean[] {
  if (!/^[\u0020-\u007e]{1,40}$/.test(content)) throw new RangeError('CODE128 content must be plain ASCII')
  const values = Array.from(content, (character) => character.charCodeAt(0) - 0x20)
  const check = values.reduce((sum, value, at) => sum + value * (at + 1), START_B) % 103
  return [START_B, ...values, check, STOP].flatMap((value) =>
    Array.from(SYMBOLS[value] ?? '').flatMap((width, at) =>
      Array.from({ length: Number(width) }, () => at % 2 === 0),
    ),
  )
}

/** Modules of the bars alone: three symbols frame the content, and the stop is two modules longer. */
const modulesOf = (content: string): number => 11 * (content.length + 3) + 2
const QUIET = 20

/**
 * Dots of one module: 3 where bars and their blank sides fit on the paper, else 2; 1 is for drawing only, and the
 * paper's own margin is then the blank side. null: no such code fits.
 */
export function code128Module(content: string, dots: number): 1 | 2 | 3 | null {
  const modules = modulesOf(content)
  if ((modules + QUIET) * 3 <= dots) return 3
  if ((modules + QUIET) * 2 <= dots) return 2
  return modules <= dots ? 1 : null
}

/** The bars alone as dots. */
export function code128Picture(content: string, module: 1 | 2 | 3, height: number): Bitmap {
  const bars = code128(content)
  return gridPicture({ columns: bars.length, rows: 1, dark: bars }, { width: module, height })
}
