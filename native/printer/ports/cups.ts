import { spawn } from 'node:child_process'
import type { Channel, Opened, Port, PrinterClock } from '../types'

/** For `lp` to hand the job to the spooler, and for `lpstat` to answer. */
const LP_MS = 20_000
const LPSTAT_MS = 5_000
const DETAIL_CHARACTERS = 300

interface Ran {
  /** null: it could not be started, or was ended because it took too long. */
  readonly code: number | null
  readonly output: string
}

/** Runs a command without a shell, in English, with `input` on its standard input. Never rejects. */
function run(
  clock: PrinterClock,
  command: string,
  args: readonly string[],
  { input, limitMs }: { readonly input: readonly Uint8Array[]; readonly limitMs: number },
): Promise<Ran> {
  return new Promise((resolve) => {
    let output = ''
    const child = spawn(command, args, { env: { ...process.env, LC_ALL: 'C' }, stdio: 'pipe' })
    const end = (code: number | null, why = ''): void => {
      cancel()
      resolve({ code, output: `${why}${output}`.trim().slice(0, DETAIL_CHARACTERS) })
    }
    const cancel = clock.after(limitMs, () => {
      child.kill()
      end(null, `${command} did not end. `)
    })
    const hear = (chunk: Buffer): void => {
      output += chunk.toString('utf8')
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.on('error', (error: NodeJS.ErrnoException) =>
      end(null, `${command}: ${error.code ?? error.message}. `),
    )
    child.on('close', (code) => end(code))
    // A command that ends early closes its input first; its exit code says the rest.
    child.stdin.on('error', () => undefined)
    for (const part of input) child.stdin.write(part)
    child.stdin.end()
  })
}

const unreachable = (detail: string): Opened => ({ ok: false, again: false, trouble: 'unreachable', detail })

/** A raw queue of CUPS (Linux, macOS). One-way: the spooler took the job, nothing more is known. */
export function cupsPort(deps: { readonly queue: string; readonly clock: PrinterClock }): Port {
  const { queue, clock } = deps
  return {
    line: `spool:${queue}`,
    answers: false,
    open: async () => {
      // A queue's name is one argument and never an option.
      if (!/^[^\s/#-][^\s/#]{0,126}$/.test(queue)) return unreachable('not the name of a queue')
      const stat = await run(clock, 'lpstat', ['-p', queue, '-a', queue], { input: [], limitMs: LPSTAT_MS })
      if (stat.code !== 0) return unreachable(stat.output)
      // A stopped queue would keep the receipt and print it whenever it is started again.
      if (/ disabled since |not accepting requests/.test(stat.output)) return unreachable(stat.output)
      return { ok: true, channel: channelOf(queue, clock) }
    },
  }
}

function channelOf(queue: string, clock: PrinterClock): Channel {
  const parts: Uint8Array[] = []
  let tell: (why: string) => void = () => undefined
  let ended: Promise<void> | null = null
  const finish = async (): Promise<void> => {
    if (parts.length === 0) return
    const { code, output } = await run(clock, 'lp', ['-d', queue, '-o', 'raw', '-s'], {
      input: parts,
      limitMs: LP_MS,
    })
    if (code !== 0) tell(output === '' ? `lp ended with ${String(code)}` : output)
  }
  return {
    write: (bytes, done) => {
      // Handed over as one job at the end: half a job must never reach the spooler.
      if (ended) {
        done('the job is closed')
        return
      }
      parts.push(bytes)
      done(null)
    },
    pending: () => 0,
    onData: () => undefined,
    onLost: (listener) => {
      tell = listener
    },
    end: () => {
      ended ??= finish()
      return ended
    },
  }
}
