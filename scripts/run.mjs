#!/usr/bin/env node
// Every npm script comes through here: `node scripts/run.mjs NAME [args]`. It runs the set-up check first (on stderr,
// silent when nothing is missing), then the command of that name from commands.mjs.
import './node-version.mjs'
import { commands } from './commands.mjs'
import { endWith, ensureSetUp } from './setup.mjs'
import { ROOT, say } from './toolchain.mjs'

const [name, ...args] = process.argv.slice(2)
const command = Object.hasOwn(commands, name ?? '') ? commands[name] : undefined
if (!command) {
  say(`usage: node scripts/run.mjs NAME [args], NAME one of: ${Object.keys(commands).join(', ')}`)
  process.exit(2)
}
try {
  const cwd = process.env.INIT_CWD ?? process.cwd()
  process.chdir(ROOT)
  const state = await ensureSetUp({ lookAgain: command.lookAgain ?? false })
  process.exitCode = await command.run({ args, state, cwd })
} catch (error) {
  endWith(error)
}
