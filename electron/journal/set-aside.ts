import { readdirSync } from 'node:fs'
import { basename, dirname } from 'node:path'

/** When the last journal of this name was set aside, as names of files say it; empty: none was. */
export function lastSetAside(file: string): string {
  const start = `${basename(file)}.kept-`
  const kept = readdirSync(dirname(file)).filter((name) => name.startsWith(start))
  return (
    kept
      .map((name) => /^\w+/.exec(name.slice(start.length))?.[0] ?? '')
      .sort()
      .at(-1) ?? ''
  )
}
