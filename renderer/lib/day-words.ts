const LONG = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const
const MONTH = { month: 'long', year: 'numeric' } as const
const known = new Map<string, Intl.DateTimeFormat>()

/** Western digits in every language, as everywhere on the screens. */
function formatOf(language: string, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = `${language}${parts.weekday ?? ''}`
  let format = known.get(name)
  if (!format) {
    format = new Intl.DateTimeFormat(language === 'ar' ? 'ar-MA-u-nu-latn' : language, {
      ...parts,
      timeZone: 'UTC',
    })
    known.set(name, format)
  }
  return format
}

/** `2026-06-16` in words: « mardi 16 juin 2026 ». */
export const dayWords = (day: string, language: string): string =>
  formatOf(language, LONG).format(new Date(`${day}T12:00:00Z`))

/** `2026-06` in words: « juin 2026 ». */
export const monthWords = (month: string, language: string): string =>
  formatOf(language, MONTH).format(new Date(`${month}-15T12:00:00Z`))
