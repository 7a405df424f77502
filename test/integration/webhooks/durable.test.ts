import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'vite'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { tempFolder } from '../../support/journal'
import { WEBHOOK_KEY, webhookHeader, webhookJournal } from '../../support/webhooks'

const ROOT = join(import.meta.dirname, '../../..')
/** Two folders below the root, where its packages are found. */
const BUNDLE = join(ROOT, 'out', 'receiver-child')

beforeAll(async () => {
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    build: {
      ssr: true,
      outDir: BUNDLE,
      rolldownOptions: {
        input: join(ROOT, 'test/support/receiver-child.ts'),
        output: { entryFileNames: 'receiver-child.mjs' },
      },
    },
  })
})

interface Child {
  readonly url: string
  readonly kill: () => Promise<void>
  readonly gone: Promise<unknown>
}

async function started(folder: string, how = ''): Promise<Child> {
  const child: ChildProcess = spawn(
    process.execPath,
    [join(BUNDLE, 'receiver-child.mjs'), folder, WEBHOOK_KEY, how],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const gone = once(child, 'exit')
  onTestFinished(() => void child.kill('SIGKILL'))
  if (!child.stdout) throw new Error('no output')
  const [url] = (await once(createInterface(child.stdout), 'line')) as [string]
  return {
    url,
    gone,
    kill: async () => {
      child.kill('SIGKILL')
      await gone
    },
  }
}

/** What came back: a status, or null where the connection broke. */
async function post(url: string, operation: number, header = operation): Promise<number | null> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'x-api-key': WEBHOOK_KEY, 'c-webhook-id': webhookHeader(header) },
      body: JSON.stringify({
        data: { EventId: 'payment.received', OperationId: operation, OperationStatus: 2, Amount: 1 },
      }),
    })
    await answer.arrayBuffer()
    return answer.status
  } catch {
    return null
  }
}

const operationsIn = (folder: string): readonly string[] => {
  const journal = webhookJournal(folder)
  const found = journal
    .events({ operation: null, kinds: ['webhook.heard'], limit: 100_000 })
    .map(({ payload }) => String(payload.operationId))
  expect(journal.verify().broken).toBeNull()
  journal.close()
  return found
}

describe('a receiver that is killed', () => {
  it('has every event that it answered 200, and none twice when Chari sends the rest again', async () => {
    const folder = tempFolder()
    const answered = new Set<string>()
    let next = 0
    for (let life = 0; life < 4; life++) {
      const { url, kill } = await started(folder)
      let alive = true
      const sender = async (): Promise<void> => {
        while (alive) {
          next += 1
          const operation = next
          if ((await post(url, operation)) === 200) answered.add(String(operation))
        }
      }
      const senders = Array.from({ length: 8 }, sender)
      // In the middle of its work: once it has answered some, at no moment in particular.
      const enough = answered.size + 40 + life * 17
      while (answered.size < enough) await new Promise((resolve) => setImmediate(resolve))
      await kill()
      alive = false
      await Promise.all(senders)
    }
    const kept = operationsIn(folder)
    expect(kept.filter((id) => answered.has(id))).toHaveLength(answered.size)

    const { url, kill } = await started(folder)
    for (let operation = 1; operation <= next; operation++)
      expect(await post(url, operation, 100_000 + operation)).toBe(200)
    await kill()
    const all = operationsIn(folder)
    expect([...all].sort((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: next }, (_, n) => String(n + 1)),
    )
  })

  it('between the journal and the answer has it, and knows it when it comes again', async () => {
    const folder = tempFolder()
    const first = await started(folder, 'cut')
    expect(await post(first.url, 1)).toBeNull()
    await first.gone
    expect(operationsIn(folder)).toEqual(['1'])
    const second = await started(folder)
    expect(await post(second.url, 1, 2)).toBe(200)
    await second.kill()
    expect(operationsIn(folder)).toEqual(['1'])
  })
})
