import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { PEOPLE, provision, ROOT, runtimeOf } from '../../support/terminal'

const WINDOW = join(ROOT, 'test', 'bench', 'window')

/** A screen that can be used, in order; `pin` is typed there to reach the next, at once or `afterMs` later. */
interface Screen {
  readonly name: string
  readonly selector: string
  readonly pin?: string
  readonly afterMs?: number
}

export interface Program {
  readonly target: string
  readonly env: Readonly<Record<string, string>>
  readonly screens: readonly Screen[]
}

/** One window and nothing else, in the same runtime with the same switches. */
export const bareWindow = (folder: string): Program => ({
  target: WINDOW,
  env: { BENCH_FOLDER: folder },
  screens: [{ name: 'window', selector: 'p' }],
})

/** The built terminal on a training profile; its cashier signs in as soon as that is possible, or `afterMs` later. */
export function trainingTerminal(folder: string, afterMs = 0): Program {
  const [{ pin }] = PEOPLE
  provision(folder, {
    environment: 'training',
    terminal: 'CASA1',
    printer: { transport: 'virtual', paper: 80 },
  })
  return {
    target: '.',
    env: { GUICHET_PROFILE: folder, ELECTRON_NO_DIALOG: '1' },
    screens: [
      { name: 'sign-in', selector: '[data-testid="pin-input"]', pin, afterMs },
      { name: 'counter', selector: '[data-testid="reference-input"], [data-testid="shift-open"]' },
    ],
  }
}

export interface Running {
  readonly pid: number
  /** Milliseconds from the start of the process until each screen could be used. */
  readonly reached: Readonly<Record<string, number>>
  readonly end: () => Promise<void>
}

const WAIT_MS = 60_000

/** Starts a program as a shell would and resolves when its last screen can be used. */
export async function start({ target, env, screens }: Program): Promise<Running> {
  const { executable, args, env: needed } = runtimeOf()
  const { ELECTRON_RUN_AS_NODE: _, ...inherited } = process.env
  const from = performance.now()
  const child: ChildProcess = spawn(
    executable,
    [...args.slice(0, -1), '-r', join(WINDOW, 'marks.cjs'), target],
    {
      cwd: ROOT,
      env: { ...inherited, ...needed, ...env, BENCH_SCREENS: JSON.stringify(screens) },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const end = async (): Promise<void> => {
    child.kill('SIGTERM')
    await gone
  }
  const reached: Record<string, number> = {}
  const last = screens.at(-1)?.name
  try {
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${target} did not reach ${last}`)), WAIT_MS)
      void gone.then(() => reject(new Error(`${target} ended before ${last}`)))
      if (!child.stdout) return
      createInterface(child.stdout).on('line', (line) => {
        const [, what, why] = /^bench (\S+)(.*)/.exec(line) ?? []
        if (what === undefined) return
        if (what === 'failed') reject(new Error(`${target}:${why}`))
        reached[what] = performance.now() - from
        if (what !== last) return
        clearTimeout(late)
        resolve()
      })
    })
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
  return { pid: child.pid ?? 0, reached, end }
}

/** Chromium keeps what it compiled of a page a few seconds after its second use. */
const USED_MS = 6_000

/** Starts programs and leaves them open for a while, so that what is measured is any morning and not the first. */
export async function useBefore(programs: readonly Program[], quick: boolean): Promise<void> {
  for (let time = 0; time < (quick ? 1 : 3); time += 1)
    for (const program of programs) {
      const running = await start(program)
      if (!quick) await sleep(USED_MS)
      await running.end()
    }
}

/** A process and all that it started, the newest last. Linux only. */
export function family(pid: number): readonly number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one)))
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 4).split(' ')[0]))
    } catch {
      // It ended meanwhile.
    }
  const all = [pid]
  for (const member of all) for (const [child, parent] of parents) if (parent === member) all.push(child)
  return all
}

/** KiB of one kind of memory of all of a program's processes, by the kernel's own sums. */
function kibOf(pid: number, kind: 'Pss' | 'Pss_File'): number {
  let kib = 0
  for (const member of family(pid))
    try {
      const sums = readFileSync(`/proc/${member}/smaps_rollup`, 'utf8')
      kib += Number(new RegExp(`^${kind}:\\s+(\\d+)`, 'm').exec(sums)?.[1] ?? 0)
    } catch {
      // It ended meanwhile.
    }
  return kib
}

/** MiB of memory of all of a program's processes, each shared page counted by its share (PSS). */
export const memoryOf = (pid: number): number => kibOf(pid, 'Pss') / 1024

/** The same without the pages of files, whose share changes as other programs of the same runtime come and go. */
export const ownMemoryOf = (pid: number): number => (kibOf(pid, 'Pss') - kibOf(pid, 'Pss_File')) / 1024
