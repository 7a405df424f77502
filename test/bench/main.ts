import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { Bench, Context, Figure } from './measure'
import { appends } from './rows/appends'
import { arabic } from './rows/arabic'
import { challenge } from './rows/challenge'
import { counter } from './rows/counter'
import { encoders } from './rows/encoders'
import { flat } from './rows/flat'
import { history } from './rows/history'
import { journal } from './rows/journal'
import { match } from './rows/match'
import { memory } from './rows/memory'
import { pdf } from './rows/pdf'
import { scan } from './rows/scan'
import { startUp } from './rows/start'
import { webhooks } from './rows/webhooks'
import { z } from './rows/z'
import { machine, table } from './table'

const ROOT = resolve(import.meta.dirname, '../..')

const BENCHES: readonly Bench[] = [
  startUp,
  memory,
  appends,
  history,
  journal,
  z,
  counter,
  challenge,
  scan,
  encoders,
  arabic,
  flat,
  match,
  pdf,
  webhooks,
]

const USAGE = `usage: npm run bench -- [--quick] [--out FILE] [NAME…], NAME one of: ${BENCHES.map(({ name }) => name).join(', ')}`

interface Wanted {
  readonly quick: boolean
  readonly out: string
  readonly benches: readonly Bench[]
}

function wantedOf(args: readonly string[]): Wanted | null {
  let quick = false
  let out = join(ROOT, 'out', 'bench.json')
  const names: string[] = []
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? ''
    if (arg === '--quick') quick = true
    else if (arg === '--out') {
      at += 1
      out = resolve(args[at] ?? '')
    } else names.push(arg)
  }
  if (names.some((name) => !BENCHES.some((bench) => bench.name === name))) return null
  const benches = names.length === 0 ? BENCHES : BENCHES.filter(({ name }) => names.includes(name))
  return { quick, out, benches }
}

/** Runs the benchmarks that the arguments name, prints their table and writes the file. Gives the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const wanted = wantedOf(args)
  if (!wanted) {
    process.stderr.write(`${USAGE}\n`)
    return 2
  }
  const folders: string[] = []
  const context: Context = {
    quick: wanted.quick,
    rounds: (whole, quick) => (wanted.quick ? quick : whole),
    say: (text) => process.stderr.write(`${text}\n`),
    folder: () => {
      const folder = mkdtempSync(join(tmpdir(), 'guichet-bench-'))
      folders.push(folder)
      return folder
    },
  }
  const figures: Figure[] = []
  let failed = 0
  for (const bench of wanted.benches) {
    const since = Date.now()
    try {
      figures.push(...(await bench.run(context)))
      context.say(`${bench.name}: ${((Date.now() - since) / 1000).toFixed(1)} s`)
    } catch (error) {
      failed += 1
      context.say(
        `${bench.name} could not be measured: ${error instanceof Error ? error.stack : String(error)}`,
      )
    }
  }
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  mkdirSync(dirname(wanted.out), { recursive: true })
  writeFileSync(wanted.out, `${JSON.stringify(figures, null, 2)}\n`)
  process.stdout.write(`${machine()}\n${table(figures)}\n`)
  return failed === 0 ? 0 : 1
}
