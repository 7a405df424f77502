// Puts the no-break spaces of French into its catalogue: before : ; ? ! and inside « ». `npm run format` runs it, since
// no keyboard has that space at hand.
import fs from 'node:fs'
import path from 'node:path'
import { ROOT } from './toolchain.mjs'

const FILE = path.join(ROOT, 'resources', 'words', 'fr.json')

/** Only a space that is there is changed; one that is missing the tests name. Keys hold no spaces. */
export function spaceFrench() {
  const text = fs.readFileSync(FILE, 'utf8')
  const spaced = text.replace(/[ \u202f](?=[;?!»])|[ \u202f](?=:(?! "))|(?<=«)[ \u202f]/g, '\u00a0')
  if (spaced !== text) fs.writeFileSync(FILE, spaced)
}
