import { randomUUID } from 'node:crypto'
import {
  type CallRecord,
  type ChariApi,
  type ChariClientDeps,
  type Contact,
  createChariClient,
} from '../../electron/chari/client'
import { systemClock } from '../../electron/domain/clock'

export const TEST_KEY = 'key-0123456789abcdef'

export interface TestClient {
  readonly client: ChariApi
  readonly log: readonly CallRecord[]
  readonly contacts: readonly Contact[]
}

/** A real client with short times and no jitter. */
export function clientFor(host: string, overrides: Partial<ChariClientDeps> = {}): TestClient {
  const log: CallRecord[] = []
  const contacts: Contact[] = []
  const client = createChariClient({
    host,
    apiKey: () => TEST_KEY,
    environment: 'custom',
    timers: { requestMs: 5_000, connectMs: 2_000 },
    proxy: null,
    customCa: null,
    verbs: {},
    ids: { uuid: randomUUID },
    clock: systemClock,
    random: () => 0,
    log: (record) => log.push(record),
    onContact: (contact) => contacts.push(contact),
    ...overrides,
  })
  return { client, log, contacts }
}
