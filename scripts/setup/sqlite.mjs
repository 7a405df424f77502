// better-sqlite3's prebuilt binary asks for Node-API 10; the fallback Electron has 9. The same sources, compiled once
// for 9 with one thing of 10 replaced, load in Node 20, in Node 24 and in the fallback. kept-references.h tells why not
// the experimental version: it crashes under garbage collection, and a short test does not show it.
import fs from 'node:fs'
import path from 'node:path'
import { CACHE, Remedy, ROOT, readJson, say, seconds } from '../toolchain.mjs'
import { sh } from './child.mjs'

const SOURCE = path.join(ROOT, 'node_modules', 'better-sqlite3')
/** Raise when the way of compiling changes. */
const REVISION = 4

const folder = () => {
  const version = readJson(path.join(SOURCE, 'package.json'))?.version
  return path.join(CACHE, `better-sqlite3-${version}-napi9-r${REVISION}-${process.platform}-${process.arch}`)
}

/** Where the compiled binary lies, or will lie; it depends on the version installed. */
export const sqliteBinding = () => path.join(folder(), 'better_sqlite3.node')

/** Before npm has run the version is not known: any compiled one counts. */
export function hasSomeBinding() {
  if (fs.existsSync(path.join(SOURCE, 'package.json'))) return fs.existsSync(sqliteBinding())
  return fs.existsSync(CACHE) && fs.readdirSync(CACHE).some((name) => name.includes(`-napi9-r${REVISION}-`))
}

/** The package's own list of SQLite's options, read from its build file. */
function sqliteDefines() {
  const text = fs.readFileSync(path.join(SOURCE, 'deps', 'defines.gypi'), 'utf8')
  const found = [...text.matchAll(/'((?:HAVE|SQLITE)_[A-Z0-9_]+(?:=[^']*)?)'/g)].map(
    ([, define]) => `-D${define}`,
  )
  if (found.length < 20) throw new Error('better-sqlite3 has changed its build file')
  return found
}

export async function compileSqlite() {
  const binding = sqliteBinding()
  if (fs.existsSync(binding)) return binding
  const since = Date.now()
  say('- better-sqlite3 for the fallback: compiling (about two minutes, once)')
  fs.mkdirSync(CACHE, { recursive: true })
  const work = fs.mkdtempSync(path.join(CACHE, '.sqlite-'))
  const sqlite = path.join(SOURCE, 'deps', 'sqlite3')
  const objects = [path.join(work, 'sqlite3.o'), path.join(work, 'better_sqlite3.o')]
  const common = ['-c', '-O2', '-fPIC', '-w', '-DNDEBUG', `-I${sqlite}`]
  try {
    const done = await Promise.allSettled([
      sh(
        'gcc',
        [...common, '-std=c99', ...sqliteDefines(), path.join(sqlite, 'sqlite3.c'), '-o', objects[0]],
        { quiet: true },
      ),
      sh(
        'g++',
        [
          ...common,
          '-std=c++20',
          '-fvisibility=hidden',
          '-fno-rtti',
          '-fno-exceptions',
          '-fno-strict-aliasing',
          '-DNAPI_VERSION=9',
          '-include',
          path.join(import.meta.dirname, 'kept-references.h'),
          '-DNAPI_DISABLE_CPP_EXCEPTIONS',
          '-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS',
          `-I${path.join(ROOT, 'node_modules', 'node-addon-api')}`,
          `-I${path.join(ROOT, 'node_modules', 'node-api-headers', 'include')}`,
          path.join(SOURCE, 'src', 'better_sqlite3.cpp'),
          '-o',
          objects[1],
        ],
        { quiet: true },
      ),
    ])
    for (const one of done) if (one.status === 'rejected') throw one.reason
    const linked = path.join(work, 'better_sqlite3.node')
    await sh(
      'g++',
      ['-shared', '-o', linked, objects[1], objects[0], '-ldl', '-lpthread', '-Wl,-Bsymbolic'],
      { quiet: true },
    )
    fs.mkdirSync(path.dirname(binding), { recursive: true })
    fs.renameSync(linked, binding)
  } catch (error) {
    throw new Remedy(`${error.heard ?? ''}\nbetter-sqlite3 could not be compiled (${error.message}).`)
  } finally {
    fs.rmSync(work, { recursive: true, force: true })
  }
  say(`  better-sqlite3 compiled in ${seconds(since)}`)
  return binding
}
