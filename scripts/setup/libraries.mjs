// Debian packages that Electron, the virtual display and the fallback need.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { isRoot, Remedy, say } from '../toolchain.mjs'
import { isNetworkFailure, sh } from './child.mjs'

const DPKG = '/usr/bin/dpkg-query'
const STATUS = '/var/lib/dpkg/status'

const LIBRARIES = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libxtst6',
  'libatk-bridge2.0-0',
  'libdrm2',
  'libxkbcommon0',
  'libudev1',
  'xvfb',
  'unzip',
  'fonts-noto-core',
  'fonts-dejavu-core',
]
/** Only where better-sqlite3 must be compiled for the fallback. */
export const COMPILER = ['g++']

const isDebian = () => process.platform === 'linux' && fs.existsSync(DPKG)

/** Changes whenever a package is installed or removed: the quick way to know that nothing did. */
export const librariesStamp = () =>
  isDebian() ? `${fs.statSync(STATUS, { throwIfNoEntry: false })?.mtimeMs} ${LIBRARIES.join(' ')}` : 'none'

/** Packages not installed here, under the names that this release has for them. */
export function missingLibraries(extra = []) {
  if (!isDebian()) return []
  const wanted = [...LIBRARIES, ...extra]
  const { stdout } = spawnSync(DPKG, ['-W', '-f', '$' + '{Package} $' + '{db:Status-Status}\n'], {
    encoding: 'utf8',
  })
  const installed = new Set(
    (stdout ?? '')
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  )
  // Since the change to 64-bit times (Debian 13, Ubuntu 24.04) some libraries carry another name.
  const renamed = [...installed].some((name) => /^lib.*t64$/.test(name))
  const today = (name) =>
    renamed && ['libgtk-3-0', 'libasound2', 'libatk-bridge2.0-0'].includes(name) ? `${name}t64` : name
  return wanted.map(today).filter((name) => !installed.has(name))
}

/** What tests alone need: the second verifier of archives, plain Python, whoever installed it. */
export async function readyForTests() {
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  const there = folders.some((folder) => fs.existsSync(path.join(folder, 'python3')))
  const missing = there ? [] : missingLibraries(['python3'])
  if (missing.length) await installLibraries(missing)
}

/** Installs them as root; else says which line an administrator has to run. */
export async function installLibraries(missing) {
  const install = `apt-get install -y --no-install-recommends ${missing.join(' ')}`
  if (!isRoot)
    throw new Remedy(
      `Some system packages are missing, and installing them takes an administrator. Run this line, then the same command again:\n  sudo apt-get update && sudo ${install}`,
    )
  say(`- system packages: ${missing.join(' ')}`)
  const options = { quiet: true, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  try {
    await sh('apt-get', ['-qq', 'update'], options)
    await sh('apt-get', ['-qq', 'install', '-y', '--no-install-recommends', ...missing], options)
  } catch (error) {
    const why = isNetworkFailure(error)
      ? "Debian's packages cannot be reached: connect this machine to the network (or to a mirror)"
      : `${error.heard ?? ''}\napt-get could not install what is missing: see the lines above`
    throw new Remedy(
      `${why}, then run the same command again. What it tried:\n  apt-get update && ${install}`,
    )
  }
}
