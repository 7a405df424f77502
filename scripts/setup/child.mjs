// Child processes of set-up. Their output goes to stderr, or to nowhere; never to stdout.
import { spawn } from 'node:child_process'
import { ROOT } from '../toolchain.mjs'

/**
 * Runs a command to its end; rejects with the last lines it said when it fails.
 * `quiet` keeps its output back unless it fails.
 */
export function sh(command, args, { quiet = false, timeoutMs, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let heard = ''
    const hear = (data) => {
      heard = (heard + data).slice(-20_000)
      if (!quiet) process.stderr.write(data)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    const timer = timeoutMs && setTimeout(() => child.kill('SIGKILL'), timeoutMs)
    const fail = (why) => reject(Object.assign(new Error(`${command} ${args[0]}: ${why}`), { heard }))
    child.on('error', (error) => fail(error.message))
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      if (code === 0) resolve(heard)
      else fail(`ended with ${code ?? signal}`)
    })
  })
}

const NETWORK =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|Could not resolve|Temporary failure resolving|Unable to connect/i

/** Did this command fail because of the network? */
export const isNetworkFailure = (error) => NETWORK.test(`${error.message}\n${error.heard ?? ''}`)
