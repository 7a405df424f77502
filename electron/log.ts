import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'

/** A fact for support. Callers pass no personal field and no secret; what slips is blotted out all the same. */
export type Log = (what: string, facts: Record<string, unknown>) => void

const KEPT = 3
const LIMIT_BYTES = 5_000_000

/** Names under which nothing is ever written, at any of three depths. */
const BLOTTED = [
  'key',
  'apiKey',
  'Chari-Api-Key',
  'X-Api-Key',
  'webhookKey',
  'pin',
  'oldPin',
  'newPin',
  'pan',
  'Pan',
  'cvv',
  'Cvv',
  'code',
  'otp',
  'passphrase',
  'password',
]
const DIGITS = /\d{12,}/g

function rotate(file: string): void {
  if (!existsSync(file) || statSync(file).size < LIMIT_BYTES) return
  rmSync(`${file}.${KEPT}`, { force: true })
  for (let n = KEPT - 1; n >= 1; n--)
    if (existsSync(`${file}.${n}`)) renameSync(`${file}.${n}`, `${file}.${n + 1}`)
  renameSync(file, `${file}.1`)
}

/** Long digit runs are card numbers, RIBs or references: only their ends are kept. */
const blotDigits = (value: unknown): unknown =>
  typeof value === 'string' ? value.replace(DIGITS, (run) => `${run.slice(0, 2)}…${run.slice(-4)}`) : value

/** Opens `FOLDER/logs/guichet.log`, one JSON line a fact, rotated at 5 MB, three kept. */
export function openLog(folder: string): { readonly log: Log; readonly flush: () => void } {
  const logs = join(folder, 'logs')
  mkdirSync(logs, { recursive: true })
  const file = join(logs, 'guichet.log')
  rotate(file)
  const destination = pino.destination({ dest: file, sync: true, mkdir: true })
  const logger = pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: BLOTTED.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]),
        censor: '…',
      },
    },
    destination,
  )
  return {
    log: (what, facts) =>
      logger.info(
        Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, blotDigits(value)])),
        what,
      ),
    flush: () => destination.flushSync(),
  }
}
