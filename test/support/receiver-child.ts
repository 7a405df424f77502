import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { systemClock } from '../../electron/domain/clock'
import { ZONE } from '../../electron/domain/day'
import { createJournal } from '../../electron/journal/journal'
import { HEARD, webhookKinds } from '../../electron/webhooks/kinds'
import { webhookProjection } from '../../electron/webhooks/projection'
import { createReceiver } from '../../electron/webhooks/receiver'
import { testSigner } from './signer'

/**
 * A receiver as a process of its own, to be killed: `node receiver-child.mjs FOLDER KEY [CUT]`. It writes its address
 * on the first line. With `cut` it ends as in a power cut right after an event is durable, before its answer.
 */
const [folder = '', key = '', how = ''] = process.argv.slice(2)

const journal = createJournal({
  file: join(folder, 'journal.db'),
  headFile: join(folder, 'journal.head'),
  terminal: 'CASA1',
  version: '0.1.0',
  zone: ZONE,
  clock: systemClock,
  kinds: webhookKinds,
  projections: [webhookProjection],
  sealKey: Buffer.alloc(32, 7),
  signer: testSigner,
  randomBytes,
  ...(how === 'cut' ? { haltAt: HEARD, onHalt: () => process.kill(process.pid, 'SIGKILL') } : {}),
})
const receiver = createReceiver({
  journal,
  settings: () => ({ on: true, address: '127.0.0.1', port: 0 }),
  key: () => key,
  agentPhone: () => null,
  clock: systemClock,
  onChange: () => undefined,
  log: () => undefined,
})
await receiver.follow()
process.stdout.write(`${receiver.status().url}\n`)
