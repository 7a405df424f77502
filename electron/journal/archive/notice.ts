import * as z from 'zod'
import type { Manifest } from './format'

const wordsSchema = z.object({
  archive_notice: z.object({ text: z.string(), training: z.string(), open_days: z.string() }),
})

/** The catalogues of resources/words, as read. */
export type NoticeWords = Readonly<Record<'fr' | 'ar' | 'en', Readonly<Record<string, unknown>>>>

const filled = (text: string, values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values).reduce((so, [name, value]) => so.replaceAll(`{{${name}}}`, String(value)), text)

/** What LISEZMOI.txt says: French first, then Arabic and English. */
export function noticeText(words: NoticeWords, manifest: Omit<Manifest, 'files'>): string {
  const values = {
    terminal: manifest.terminal,
    from: manifest.period.from,
    to: manifest.period.to,
    count: manifest.events.count,
    first: manifest.events.first,
    last: manifest.events.last,
    at: manifest.made.at,
    by: manifest.made.by,
    version: manifest.made.version,
    key: manifest.key,
    publicKey: manifest.publicKey,
    days: manifest.openDays.join(', '),
  }
  return (['fr', 'ar', 'en'] as const)
    .map((language) => {
      const { text, training, open_days } = wordsSchema.parse(words[language]).archive_notice
      return [
        ...(manifest.training ? [training] : []),
        text,
        ...(manifest.openDays.length > 0 ? [open_days] : []),
      ]
        .map((part) => filled(part, values))
        .join('\n\n')
    })
    .join('\n\n----------------------------------------\n\n')
    .concat('\n')
}
