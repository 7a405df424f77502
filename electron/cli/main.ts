import type { CommandOutput } from './output'

const out = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

/** Second input of the main build: what runs without a window, on Node. Each command loads what it needs alone. */
async function main([command, ...args]: readonly string[]): Promise<number> {
  const output: CommandOutput = { out: process.stdout, err: process.stderr }
  switch (command) {
    case 'journal':
      return (await import('./journal')).journalCommand(args, output)
    case 'verify':
      return (await import('./verify')).verifyCommand(args, output)
    case 'sandbox':
      return (await import('./sandbox')).sandboxCommand(args, out)
    case 'openapi':
      ;(await import('./openapi')).openapiCommand(process.stdout)
      return 0
    default:
      process.stderr.write('commands: journal DIR, verify FILE, sandbox, openapi\n')
      return 2
  }
}

process.exitCode = await main(process.argv.slice(2))
