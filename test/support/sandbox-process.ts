import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

const ROOT = resolve(import.meta.dirname, '../..')

export interface BookedReference {
  readonly reference: string
  readonly status: number
  readonly executions: number
  readonly executedBy: string | null
  readonly asked: readonly string[]
}

export interface ProcessDeposit {
  readonly trackId: string
  readonly operationId: number
  readonly amount: string
  readonly last4: string
  readonly status: number
  readonly executions: number
}

/** The built-in Chari alone, as its own process: it lives on when a terminal is killed. */
export interface SandboxProcess {
  readonly host: string
  readonly key: string
  readonly newReference: (wanted: Record<string, unknown>) => Promise<string>
  readonly fault: (fault: Record<string, unknown>) => Promise<void>
  readonly clearFaults: () => Promise<void>
  readonly booked: (reference: string) => Promise<BookedReference>
  readonly act: (reference: string, act: string) => Promise<void>
  /** All deposits by card in its books, the oldest first. */
  readonly deposits: () => Promise<readonly ProcessDeposit[]>
  /** Any handle under `/sandbox`: `post('cards/next', { scenario: 'popup' })`. */
  readonly post: (handle: string, body: Record<string, unknown>) => Promise<unknown>
  readonly down: (forMs: number) => Promise<void>
  readonly end: () => Promise<void>
}

/** Starts it from the build on a free port, and waits until it listens. */
export async function startSandboxProcess(args: readonly string[] = []): Promise<SandboxProcess> {
  const books = join(mkdtempSync(join(tmpdir(), 'guichet-sandbox-')), 'books.json')
  const child: ChildProcess = spawn(
    process.execPath,
    [join(ROOT, 'out/main/cli.js'), 'sandbox', '--port', '0', '--books', books, ...args],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const first = await new Promise<string>((done, fail) => {
    child.once('exit', () => fail(new Error('the sandbox ended')))
    if (child.stdout) createInterface(child.stdout).once('line', done)
  })
  const { host, key } = JSON.parse(first) as { host: string; key: string }

  async function ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${host}/sandbox/${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    const read: unknown = await answer.json()
    if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(read)}`)
    return read
  }

  return {
    host,
    key,
    newReference: async (wanted) =>
      ((await ask('POST', 'references', wanted)) as { reference: string }).reference,
    fault: async (fault) => {
      await ask('POST', 'faults', fault)
    },
    clearFaults: async () => {
      await ask('DELETE', 'faults')
    },
    booked: async (reference) => {
      const { references } = (await ask('GET', 'books')) as { references: readonly BookedReference[] }
      const found = references.find((one) => one.reference === reference)
      if (!found) throw new Error(`no ${reference} in the books`)
      return found
    },
    act: async (reference, act) => {
      await ask('POST', `references/${reference}/${act}`, {})
    },
    deposits: async () => ((await ask('GET', 'books')) as { deposits: readonly ProcessDeposit[] }).deposits,
    post: (handle, body) => ask('POST', handle, body),
    down: async (forMs) => {
      await ask('POST', 'down', { forMs })
    },
    end: async () => {
      const gone = new Promise((done) => child.once('exit', done))
      child.kill('SIGTERM')
      await gone
    },
  }
}
