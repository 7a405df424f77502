import { parseArgs } from 'node:util'
import { systemClock } from '../domain/clock'
import { startSandbox } from '../sandbox/server'

const USAGE =
  'sandbox [--port N] [--books FILE] [--key KEY] [--manner at_once|one_first] [--agent CODE:PHONE:NAME]…'

/** `npm run sandbox`: the local Chari alone, until it is told to end. Prints where it listens as one line of JSON. */
export async function sandboxCommand(args: readonly string[], out: (line: string) => void): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '8901' },
      books: { type: 'string', default: 'sandbox-books.json' },
      key: { type: 'string', default: 'sandbox-key' },
      manner: { type: 'string', default: 'at_once' },
      agent: { type: 'string', multiple: true, default: ['AG20417:+212661000417:Épicerie Al Amal'] },
    },
  })
  const port = Number(values.port)
  const agents = values.agent.map((text) => {
    const [code = '', phone = '', ...name] = text.split(':')
    return { code, phone, name: name.join(':') || code }
  })
  if (
    !Number.isInteger(port) ||
    port < 0 ||
    port > 65_535 ||
    !agents.every(({ phone }) => /^\+212\d{9}$/.test(phone))
  ) {
    process.stderr.write(`${USAGE}\n`)
    return 2
  }
  const sandbox = await startSandbox({
    booksFile: values.books,
    port,
    key: values.key,
    agents,
    manner: values.manner === 'one_first' ? 'one_first' : 'at_once',
    clock: systemClock,
    random: Math.random,
  })
  out(JSON.stringify({ host: sandbox.host, key: sandbox.key }))
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve())
  })
  await sandbox.close()
  return 0
}
