// npm packages, exactly as package-lock.json has them.
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { NODE, Remedy, ROOT, readJson, say } from '../toolchain.mjs'
import { isNetworkFailure, sh } from './child.mjs'

const LOCK = path.join(ROOT, 'package-lock.json')
const STAMP = path.join(ROOT, 'node_modules', '.guichet-lock')

const lockHash = () => createHash('sha256').update(fs.readFileSync(LOCK)).digest('hex')

function stamped() {
  try {
    return fs.readFileSync(STAMP, 'utf8') === lockHash()
  } catch {
    return false
  }
}

/** After a plain `npm install` npm's own record agrees with the lock file, and nothing needs doing. */
function agreesWithNpm() {
  const wanted = readJson(LOCK)?.packages
  const had = readJson(path.join(ROOT, 'node_modules', '.package-lock.json'))?.packages
  if (!wanted || !had) return false
  const same = Object.entries(wanted).every(([where, entry]) => {
    if (where === '' || !where.startsWith('node_modules/')) return true
    const there = had[where]
    return there
      ? there.version === entry.version && there.integrity === entry.integrity
      : entry.optional === true
  })
  return same && Object.keys(had).every((where) => where in wanted)
}

export function packagesReady() {
  if (!fs.existsSync(NODE)) return false
  if (stamped()) return true
  if (!agreesWithNpm()) return false
  fs.writeFileSync(STAMP, lockHash())
  return true
}

export async function installPackages() {
  say('- npm packages')
  // npm ci deletes node_modules/.bin, where npm put the Node it would run on: use the machine's own.
  const PATH = (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter((folder) => !folder.startsWith(path.join(ROOT, 'node_modules')))
    .join(path.delimiter)
  const options = { env: { ...process.env, PATH }, shell: process.platform === 'win32', quiet: true }
  // npm's own waits between tries add up to more than a minute before a missing network is said.
  const waits = ['--fetch-retry-mintimeout=2000', '--fetch-retry-maxtimeout=10000']
  const tail = ['--no-audit', '--no-fund', '--loglevel=error', ...waits]
  try {
    // No install script runs but that of `node`, which fetches its binary: the others only look for compilers.
    await sh(
      'npm',
      ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--prefer-offline', ...tail],
      options,
    )
    await sh('npm', ['rebuild', 'node', '--ignore-scripts=false', ...tail], options)
    if (!fs.existsSync(NODE)) throw new Error('the package "node" left no binary')
  } catch (error) {
    if (isNetworkFailure(error))
      throw new Remedy(
        'The npm registry cannot be reached: connect this machine to the network (or point npm at a mirror: npm config set registry …), then run the same command again.',
      )
    throw new Remedy(
      `${error.heard ?? ''}\nnpm could not install the packages (${error.message}): see the lines above.`,
    )
  }
  fs.writeFileSync(STAMP, lockHash())
}
