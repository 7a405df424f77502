import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import net from 'node:net'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'
import { freePort } from './free-port'

export interface ProxyProgram {
  /** Of the line to the proxy, over which every byte is copied. */
  readonly port: number
  /** Every byte that passed there, in both directions, as Latin-1 text. */
  readonly passed: () => string
  /** What the program wrote of its work. */
  readonly said: () => string
  readonly kill: () => Promise<void>
}

/**
 * The HTTP proxy of the package `proxy` as a program of its own, telling all that it does, behind a line on which
 * the test listens. `authenticate`: a shell command that judges PROXY_AUTH_USERNAME and PROXY_AUTH_PASSWORD.
 */
export async function startProxyProgram(authenticate?: string): Promise<ProxyProgram> {
  const home = dirname(createRequire(import.meta.url).resolve('proxy'))
  const child = spawn(
    process.execPath,
    [
      join(home, 'bin', 'proxy.js'),
      '--port',
      String(await freePort()),
      ...(authenticate === undefined ? [] : ['--authenticate', authenticate]),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, DEBUG: 'proxy*' } },
  )
  const gone = once(child, 'exit')
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += String(chunk)
  })
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const behind = Number(/\d+$/.exec(line)?.[0])

  let passed = ''
  const sockets = new Set<net.Socket>()
  const tap = net.createServer((near) => {
    const far = net.connect(behind, '127.0.0.1')
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('data', (chunk) => {
        passed += chunk.toString('latin1')
      })
      from.on('error', () => to.destroy())
      from.pipe(to)
    }
  })
  await new Promise<void>((resolve) => tap.listen(0, '127.0.0.1', resolve))
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await gone
  }
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    tap.close()
    await kill()
  })
  return { port: (tap.address() as net.AddressInfo).port, passed: () => passed, said: () => said, kill }
}
