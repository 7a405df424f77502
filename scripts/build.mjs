// Builds out/ when its sources have changed since the last build.
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { alone } from './setup/lock.mjs'
import { runTool } from './tool.mjs'
import { LOCAL, Remedy, ROOT, say, seconds } from './toolchain.mjs'

const OUT = path.join(ROOT, 'out')
/** In out/ beside what it tells of: wiping out/ wipes it too. electron-vite empties only its own three folders. */
const STAMP = path.join(OUT, 'build-stamp')
const SOURCES = [
  'electron',
  'native',
  'renderer',
  'resources',
  'docs/manuel',
  'scripts/manual',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
]
const RESULTS = [
  'main/main.js',
  'main/cli.js',
  'preload/preload.cjs',
  'preload/challenge.cjs',
  'renderer/index.html',
  'renderer/challenge.html',
  'manual/index.html',
]

function* files(at) {
  const stat = fs.statSync(at, { throwIfNoEntry: false })
  if (stat?.isFile()) yield at
  if (!stat?.isDirectory()) return
  for (const name of fs.readdirSync(at).sort()) yield* files(path.join(at, name))
}

/** One hash over every source's path and content. */
function sourcesHash() {
  const hash = createHash('sha256')
  for (const source of SOURCES)
    for (const file of files(path.join(ROOT, source))) {
      hash.update(`${path.relative(ROOT, file)}\0`)
      hash.update(fs.readFileSync(file))
    }
  return hash.digest('hex')
}

const isFresh = (hash) =>
  RESULTS.every((result) => fs.existsSync(path.join(OUT, result))) &&
  fs.existsSync(STAMP) &&
  fs.readFileSync(STAMP, 'utf8') === hash

/** `dev` and a build in progress write into out/ as well: from here on it is nobody's build. */
export const forgetBuild = () => fs.rmSync(STAMP, { force: true })

/** The page behind F1. Its maker needs a package, which a fresh clone has only after its set-up. */
export const buildManual = async () => (await import('./manual/page.mjs')).writeManualPage()

/** Builds in any case; returns electron-vite's exit code. Its words go to stderr. */
async function build(hash) {
  const since = Date.now()
  say('Building the terminal.')
  forgetBuild()
  const code = await runTool('electron-vite', ['build', '--logLevel', 'warn'], { output: 2 })
  if (code === 0) {
    await buildManual()
    fs.writeFileSync(STAMP, hash)
    say(`Built in ${seconds(since)}.`)
  }
  return code
}

/** Makes out/ agree with the sources; returns 0 or the builder's exit code. */
export async function buildIfStale({ always = false } = {}) {
  if (!always && isFresh(sourcesHash())) return 0
  return alone(path.join(LOCAL, 'build.lock'), 'build', async () => {
    const hash = sourcesHash()
    return !always && isFresh(hash) ? 0 : build(hash)
  })
}

/** For commands that run what is built. */
export async function requireBuild() {
  if ((await buildIfStale()) !== 0) throw new Remedy('The terminal could not be built: see the lines above.')
}
