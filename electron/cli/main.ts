import { journalCommand } from './journal'
import { openapiCommand } from './openapi'
import { sandboxCommand } from './sandbox'

const out = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

/** Second input of the main build: what runs without a window, on Node. */
async function main([command, ...args]: readonly string[]): Promise<number> {
  switch (command) {
    case 'journal':
      return journalCommand(args, {
        out: process.stdout,
        err: process.stderr,
      })
    case 'sandbox':
      return sandboxCommand(args, out)
    case 'openapi':
      openapiCommand(process.stdout)
      return 0
    default:
      process.stderr.write('commands: journal DIR, sandbox, openapi\n')
      return 2
  }
}

process.exitCode = await main(process.argv.slice(2))
