// What each npm script does, once the tree is set up. Each returns its exit code.
import fs from 'node:fs'
import path from 'node:path'
import { buildIfStale, buildManual, forgetBuild, requireBuild } from './build.mjs'
import { spaceFrench } from './french-spaces.mjs'
import { profileFolder, provisionTraining } from './profiles.mjs'
import { readyForTests } from './setup/libraries.mjs'
import { runAllTests } from './test.mjs'
import { runTool } from './tool.mjs'
import { needsNoSandbox, ROOT, say, terminalEnv } from './toolchain.mjs'

/** Biome's, tsc's and knip's own command lines. */
const tool =
  (command, ...fixed) =>
  ({ args }) =>
    runTool(command, [...fixed, ...args])

/** One of the commands of electron/cli, which runs on Node 24 and has stdout for itself. */
const cli =
  (name) =>
  async ({ args, cwd }) => {
    await requireBuild()
    // From where npm was called, so that a relative folder means what was typed.
    return runTool('node', [path.join(ROOT, 'out', 'main', 'cli.js'), name, ...args], { cwd })
  }

/**
 * In the terminal's own runtime, without a window: only that opens a vault under the system's keyring. Paths mean what
 * they mean where npm was called.
 */
async function archive({ args, cwd }) {
  const out = args.indexOf('--out')
  const [profile = '', ...rest] = args.map((arg, index) =>
    index === 0 || (out >= 0 && index === out + 1) ? path.resolve(cwd, arg) : arg,
  )
  if (!fs.existsSync(path.join(profile, 'settings.json'))) {
    say(`There is no profile in ${args[0] ?? 'nothing'}.
usage: npm run archive -- PROFILE --from 2026-06-01 --to 2026-06-30 [--out FILE.zip]`)
    return 2
  }
  await requireBuild()
  return runTool('electron', ['--log-level=3', '.', '--archive', ...rest], {
    display: 'any',
    env: { GUICHET_PROFILE: profile },
  })
}

const playwright =
  (...fixed) =>
  async ({ args }) => {
    await requireBuild()
    return runTool('playwright', ['test', ...fixed, ...args], { display: 'virtual' })
  }

/** A run of tests, once what only tests need is there. */
const tested = (run) => async (given) => {
  await readyForTests()
  return run(given)
}

const tour = playwright('--config', 'playwright.tour.config.ts')

async function start({ args, state, cwd }) {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    say('There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set): running the tour instead.')
    return tour({ args: [] })
  }
  await requireBuild()
  const shop = args.includes('--shop')
  const folder = profileFolder(shop ? 'shop' : 'training', cwd)
  if (!shop) provisionTraining(folder)
  say(
    `Opening the ${shop ? "shop's own" : 'training'} profile in ${folder}, on the ${state.kind === 'official' ? 'official' : 'FALLBACK'} Electron ${state.electron}.`,
  )
  const rest = args.filter((arg) => arg !== '--shop')
  return runTool('electron', ['--log-level=3', '.', ...rest], { env: { GUICHET_PROFILE: folder } })
}

async function dev({ args, cwd }) {
  forgetBuild()
  await buildManual()
  const folder = profileFolder('training', cwd)
  provisionTraining(folder)
  return runTool('electron-vite', ['dev', '--watch', ...args], {
    display: 'any',
    env: { GUICHET_PROFILE: folder },
  })
}

/** One line of JSON: how to run the built terminal from the repository's root. */
async function electronPath({ state }) {
  await requireBuild()
  const args = [...(needsNoSandbox(state) ? ['--no-sandbox'] : []), '.']
  process.stdout.write(`${JSON.stringify({ executable: state.exec, args, env: terminalEnv(state) })}\n`)
  return 0
}

async function format({ args }) {
  spaceFrench()
  return runTool('biome', ['check', '--write', '.', ...args])
}

/** Loaded only now: it needs a package, and a fresh clone has none before its set-up. */
const manual = async ({ args }) => (await import('./manual.mjs')).manual({ args })

const devices = ({ args }) =>
  runTool('node', ['--import', './scripts/strip-types.mjs', 'test/devices/run-devices.ts', ...args])

async function campaign({ args }) {
  const env = { GUICHET_CAMPAIGN: '1' }
  const unit = await runTool('vitest', ['run', ...args], { env })
  const specs = fs.readdirSync(path.join(ROOT, 'test', 'campaign'), { recursive: true })
  if (!specs.some((name) => name.endsWith('.spec.ts'))) return unit
  await requireBuild()
  return (await runTool('playwright', ['test'], { env, display: 'virtual' })) || unit
}

/** On a virtual screen of its own: a window that somebody sees is painted at another pace. */
async function bench({ args }) {
  await requireBuild()
  return runTool('node', [path.join(ROOT, 'test', 'bench', 'run.mjs'), ...args], { display: 'virtual' })
}

export const commands = {
  start: { run: start, lookAgain: 'daily' },
  test: { run: tested(runAllTests) },
  'test:unit': { run: tested(tool('vitest', 'run')) },
  'test:e2e': { run: tested(playwright()) },
  campaign: { run: campaign },
  tour: { run: tour },
  build: { run: () => buildIfStale({ always: true }) },
  dev: { run: dev },
  bench: { run: bench },
  typecheck: { run: tool('tsc', '-b', '--noEmit') },
  lint: { run: tool('biome', 'ci', '.') },
  format: { run: format },
  deadcode: { run: tool('knip') },
  devices: { run: devices },
  manual: { run: manual },
  sandbox: { run: cli('sandbox') },
  journal: { run: cli('journal') },
  verify: { run: cli('verify') },
  archive: { run: archive },
  openapi: { run: cli('openapi') },
  'electron-path': { run: electronPath },
}
