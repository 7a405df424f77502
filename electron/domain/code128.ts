/** Widths of bars and gaps, in modules, of the 106 symbols and the stop. Source: ISO/IEC 15417, table 1. */
const WIDTHS =
  '212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221' +
  '223211221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321' +
  '112313132113132311211313231113231311112133112331132131113123113321133121313121211331231131213113213311213131' +
  '311123311321331121312113312311332111314111221411431111111224111422121124121421141122141221112214112412122114' +
  '122411142112142211241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141' +
  '214121412121111143111341131141114113114311411113411311113141114131311141411131211412211214211232'
const STOP = '2331112'
const START_B = 104
const CHECK_MODULUS = 103

/**
 * A text as CODE128, all in code set B: widths in modules of bars and gaps in turn, the first a bar, without the quiet
 * zones. Printable ASCII (space to `~`); anything else is a fault of the caller.
 */
export function code128(text: string): readonly number[] {
  const values = [...text].map((character) => {
    const value = (character.codePointAt(0) ?? 0) - 32
    if (value < 0 || value > 94) throw new RangeError(`CODE128 B has no ${JSON.stringify(character)}`)
    return value
  })
  const check = values.reduce((sum, value, index) => sum + value * (index + 1), START_B) % CHECK_MODULUS
  const symbols = [START_B, ...values, check].map((value) => WIDTHS.slice(value * 6, value * 6 + 6))
  return [...symbols.join(''), ...STOP].map(Number)
}
