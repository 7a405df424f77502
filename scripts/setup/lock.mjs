// One holder at a time, across processes; a holder that died is noticed and passed over.
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { say } from '../toolchain.mjs'

const LIMIT_MS = 30 * 60_000

/** When a process started, so that a number given again to another process is not taken for the holder. */
function startedAt(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return ''
  }
}

function isAlive(holder) {
  const [pid, started] = holder.trim().split(' ')
  try {
    process.kill(Number(pid), 0)
  } catch (error) {
    if (error.code !== 'EPERM') return false
  }
  return !started || startedAt(pid) === started
}

function read(file) {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** Written whole under another name, then linked: no other process sees a lock without its holder. */
function tryTake(file, me) {
  const mine = `${file}.${process.pid}`
  fs.writeFileSync(mine, me)
  try {
    fs.linkSync(mine, file)
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    return false
  } finally {
    fs.rmSync(mine, { force: true })
  }
}

/** Moves a dead holder's lock away; puts it back when another process was quicker and the lock is a new one. */
function passOver(file, dead) {
  const aside = `${file}.dead-${process.pid}`
  try {
    fs.renameSync(file, aside)
    if (read(aside) !== dead) fs.linkSync(aside, file)
  } catch {
    // Another process passed over it first.
  }
  fs.rmSync(aside, { force: true })
}

/** Runs `work` alone among the processes that name this file; says so once when it has to wait. */
export async function alone(file, what, work) {
  fs.mkdirSync(path.dirname(file), { recursive: true })
  const me = `${process.pid} ${startedAt(process.pid)}\n`
  const since = Date.now()
  let told = false
  while (!tryTake(file, me)) {
    const holder = read(file)
    if (holder !== undefined && !isAlive(holder)) {
      passOver(file, holder)
      continue
    }
    if (Date.now() - since > LIMIT_MS)
      throw new Error(`${what} has been held for too long by process ${holder}`)
    if (!told && holder !== undefined) say(`Waiting for another ${what} (process ${holder.split(' ')[0]}).`)
    told ||= holder !== undefined
    await sleep(100)
  }
  try {
    return await work()
  } finally {
    if (read(file) === me) fs.rmSync(file, { force: true })
  }
}
