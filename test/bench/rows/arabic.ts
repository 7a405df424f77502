import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ROOT, runtimeOf } from '../../support/terminal'
import { type Bench, figure } from '../measure'

/** Papers before the window is warm: the first loads the fonts. */
const WARM = 3

/** From an Arabic receipt's data to its bytes, through the terminal's raster window in its own runtime. */
export const arabic: Bench = {
  name: 'arabic',
  run: async ({ rounds, folder }) => {
    const { executable, args, env } = runtimeOf()
    const { ELECTRON_RUN_AS_NODE: _, ...inherited } = process.env
    const wanted = WARM + rounds(50, 2)
    const child = spawn(executable, [...args.slice(0, -1), join(ROOT, 'out', 'bench', 'raster.mjs')], {
      cwd: ROOT,
      env: { ...inherited, ...env, BENCH_FOLDER: folder(), BENCH_ROUNDS: String(wanted) },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const took: number[] = []
    createInterface(child.stdout).on('line', (line) => {
      const [, ms] = /^bench paper (\S+)/.exec(line) ?? []
      if (ms) took.push(Number(ms))
    })
    await once(child, 'close')
    if (took.length !== wanted) throw new Error(`${took.length} of ${wanted} papers were drawn`)
    return [
      figure('Arabic receipt, warm', 'ms', took.slice(WARM), {
        goal: { of: 'median', is: '<=', than: 120 },
      }),
      figure('Arabic receipt, the first', 'ms', took.slice(0, 1)),
    ]
  },
}
