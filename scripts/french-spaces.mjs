// Puts the no-break spaces of French into its catalogue and its manual: before : ; ? ! and inside « ». `npm run format`
// runs it, since no keyboard has that space at hand.
import fs from 'node:fs'
import path from 'node:path'
import { ROOT } from './toolchain.mjs'

const WORDS = path.join(ROOT, 'resources', 'words', 'fr.json')
const MANUAL = path.join(ROOT, 'docs', 'manuel')

/** Only a space that is there is changed; one that is missing the tests name. Keys hold no spaces. */
const spaced = (text) => text.replace(/[ \u202f](?=[;?!»])|[ \u202f](?=:(?! "))|(?<=«)[ \u202f]/g, '\u00a0')

export function spaceFrench() {
  const chapters = fs.readdirSync(MANUAL).filter((name) => name.endsWith('.md'))
  for (const file of [WORDS, ...chapters.map((name) => path.join(MANUAL, name))]) {
    const text = fs.readFileSync(file, 'utf8')
    const right = spaced(text)
    if (right !== text) fs.writeFileSync(file, right)
  }
}
