import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ROOT, runtimeOf } from '../../support/terminal'
import { type Bench, figure } from '../measure'

/** Reports before the window is warm: the first opens it and loads the fonts. */
const WARM = 2

/** From a day's report to its PDF, through the terminal's own window in its own runtime. */
export const pdf: Bench = {
  name: 'pdf',
  run: async ({ rounds, folder }) => {
    const { executable, args, env } = runtimeOf()
    const { ELECTRON_RUN_AS_NODE: _, ...inherited } = process.env
    const wanted = WARM + rounds(20, 2)
    const child = spawn(executable, [...args.slice(0, -1), join(ROOT, 'out', 'bench', 'day-pdf.mjs')], {
      cwd: ROOT,
      env: { ...inherited, ...env, BENCH_FOLDER: folder(), BENCH_ROUNDS: String(wanted) },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const took: number[] = []
    createInterface(child.stdout).on('line', (line) => {
      const [, ms] = /^bench pdf (\S+)/.exec(line) ?? []
      if (ms) took.push(Number(ms))
    })
    await once(child, 'close')
    if (took.length !== wanted) throw new Error(`${took.length} of ${wanted} reports were printed`)
    return [
      figure('PDF of a day, warm', 'ms', took.slice(WARM), {
        goal: { of: 'median', is: '<=', than: 1_500 },
      }),
      figure('PDF of a day, the first', 'ms', took.slice(0, 1)),
    ]
  },
}
