// Runs one tool of the tree to its end, in the runtime that set-up chose.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { NODE, needsNoSandbox, ROOT, readState, runtimeEnv, say } from './toolchain.mjs'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

const hasDisplay = (env) => process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)

/**
 * A virtual screen of its own; the server picks a free number itself, so that two never race for one. It is larger
 * than the largest window of a test: one that fills its screen is made a pixel smaller.
 */
async function virtualScreen() {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '2048x1152x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const number = await new Promise((resolve, reject) => {
    let heard = ''
    server.on('error', (error) => reject(new Error(`the virtual display did not start: ${error.message}`)))
    server.on('exit', (code) =>
      reject(new Error(`the virtual display did not start (Xvfb ended with ${code})`)),
    )
    server.stdio[3].on('data', (data) => {
      heard += data
      if (heard.includes('\n')) resolve(heard.trim())
    })
  })
  return { display: `:${number}`, close: () => server.kill() }
}

/**
 * Resolves with the exit code.
 * `display`: 'none' for a tool without windows, 'any' takes the screen that is there or a virtual one, 'virtual'
 * always a virtual one, so that no test opens windows on somebody's desk. `output`: where its stdout goes.
 */
export async function runTool(
  command,
  args,
  { display = 'none', env: more = {}, output = 'inherit', cwd = ROOT } = {},
) {
  const state = readState()
  const env = { ...runtimeEnv(state), ...more }
  let screen
  if (process.platform === 'linux' && (display === 'virtual' || (display === 'any' && !hasDisplay(env)))) {
    try {
      screen = await virtualScreen()
    } catch (error) {
      say(error.message)
      return 2
    }
    env.DISPLAY = screen.display
    delete env.WAYLAND_DISPLAY
  }
  const isElectron = command === 'electron'
  const child = spawn(
    isElectron ? state.exec : command === 'node' ? NODE : command,
    isElectron && needsNoSandbox(state) ? ['--no-sandbox', ...args] : args,
    {
      cwd,
      env,
      stdio: ['inherit', output, 'inherit'],
      shell: process.platform === 'win32' && !isElectron,
    },
  )
  const pass = (signal) => child.kill(signal)
  for (const signal of SIGNALS) process.on(signal, pass)
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      say(`${command}: ${error.message}`)
      resolve(127)
    })
    child.on('exit', (status, signal) => resolve(status ?? 128 + constants.signals[signal]))
  })
  for (const signal of SIGNALS) process.off(signal, pass)
  screen?.close()
  return code
}
