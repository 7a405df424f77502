import { parseArgs } from 'node:util'
import { readAgentCode } from '../domain/agent-code'
import { systemClock } from '../domain/clock'
import { readPhone } from '../domain/phone'
import { fail, ok, type Result } from '../domain/result'
import { startSandbox } from '../sandbox/server'
import type { Manner, Sandbox, WebhookTarget } from '../sandbox/types'

const USAGE =
  'sandbox [--port N] [--books FILE] [--key KEY] [--manner at_once|one_first] [--agent CODE:PHONE:NAME]… [--webhook URL --webhook-key KEY]'

export interface SandboxArguments {
  readonly port: number
  readonly books: string
  readonly key: string
  readonly manner: Manner
  readonly agents: readonly { readonly code: string; readonly phone: string; readonly name: string }[]
  readonly webhooks: readonly WebhookTarget[]
}

/** `AG20417:+212661000417:Épicerie Al Amal`; the name may hold colons and may be left out. */
function readAgent(text: string): SandboxArguments['agents'][number] | null {
  const [first = '', second = '', ...name] = text.split(':')
  const code = readAgentCode(first)
  const phone = readPhone(second)
  return code.ok && phone.ok
    ? { code: code.value, phone: phone.value, name: name.join(':') || code.value }
    : null
}

/** Where webhooks go; null: an address without its key, a key without its address, or no address at all. */
function readWebhook(url: string | undefined, key: string | undefined): readonly WebhookTarget[] | null {
  if (url === undefined && key === undefined) return []
  if (url === undefined || !key || !/^https?:\/\//.test(url) || !URL.canParse(url)) return null
  return [{ url, key }]
}

/** Reads the command line; the error says what of it cannot be read. */
export function readSandboxArguments(args: readonly string[]): Result<SandboxArguments, string> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: '8901' },
        books: { type: 'string', default: 'sandbox-books.json' },
        key: { type: 'string', default: 'sandbox-key' },
        manner: { type: 'string', default: 'at_once' },
        webhook: { type: 'string' },
        'webhook-key': { type: 'string' },
        agent: { type: 'string', multiple: true, default: ['AG20417:+212661000417:Épicerie Al Amal'] },
      },
    })
    const { books, key, manner } = values
    if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535) return fail(`--port ${values.port}`)
    if (key === '') return fail('--key is empty')
    if (manner !== 'at_once' && manner !== 'one_first') return fail(`--manner ${manner}`)
    const agents = []
    for (const text of values.agent) {
      const agent = readAgent(text)
      if (!agent) return fail(`--agent ${text}`)
      agents.push(agent)
    }
    const webhooks = readWebhook(values.webhook, values['webhook-key'])
    // The key is not said again.
    if (!webhooks) return fail(`--webhook ${values.webhook ?? ''} --webhook-key …`)
    return ok({ port: Number(values.port), books, key, manner, agents, webhooks })
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error))
  }
}

/** `npm run sandbox`: the local Chari alone, until it is told to end. Prints where it listens as one line of JSON. */
export async function sandboxCommand(args: readonly string[], out: (line: string) => void): Promise<number> {
  const read = readSandboxArguments(args)
  if (!read.ok) {
    process.stderr.write(`${read.error}\n${USAGE}\n`)
    return 2
  }
  const { port, books, key, manner, agents, webhooks } = read.value
  let sandbox: Sandbox
  try {
    sandbox = await startSandbox({
      booksFile: books,
      port,
      key,
      agents,
      manner,
      webhooks,
      clock: systemClock,
      random: Math.random,
      log: (what, facts) => process.stderr.write(`${what} ${JSON.stringify(facts)}\n`),
    })
  } catch (error) {
    process.stderr.write(`The sandbox cannot start: ${error instanceof Error ? error.message : error}\n`)
    return 1
  }
  // Before the line: whoever reads it may end us at once.
  const told = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve())
  })
  out(JSON.stringify({ host: sandbox.host, key: sandbox.key }))
  await told
  await sandbox.close()
  return 0
}
