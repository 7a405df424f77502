import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../../electron/domain/clock'
import type { User } from '../../../electron/domain/people'
import { requests } from '../../../electron/ipc/contract'
import { webhookHandlers } from '../../../electron/ipc/handlers/webhooks'
import { createSession } from '../../../electron/ipc/session'
import { createPeople } from '../../../electron/people/people'
import type { Settings } from '../../../electron/settings/types'
import { createVault } from '../../../electron/settings/vault'
import { createReceiver } from '../../../electron/webhooks/receiver'
import { testSettings } from '../../support/counter'
import { tempFolder } from '../../support/journal'
import { KARIM, SALMA_B } from '../../support/till'
import { WEBHOOK_KEY, webhookJournal } from '../../support/webhooks'

const APPROVAL = { name: 'Karim I.', pin: '4321' }

/** The requests of webhooks as main answers them, with a real vault, receiver and people. */
async function shop(signedIn: User = SALMA_B) {
  const folder = tempFolder()
  const vault = await createVault({
    folder,
    safeStorage: { available: () => false, encrypt: () => new Uint8Array(), decrypt: () => '' },
    allowPlain: () => true,
    randomBytes,
  })
  const session = createSession(() => null)
  session.signIn(signedIn)
  const people = createPeople({
    folder,
    journal: () => null,
    who: session.who,
    weakPins: () => true,
    clock: systemClock,
    randomBytes,
    cost: { N: 16, r: 1, p: 1 },
  })
  await people.replace([
    { ...SALMA_B, pin: '1234' },
    { ...KARIM, pin: '4321' },
  ])
  let settings: Settings = testSettings()
  const noted: unknown[] = []
  const saved: { webhooks: Settings['webhooks']; by: string | undefined }[] = []
  const receiver = createReceiver({
    journal: webhookJournal(folder),
    settings: () => settings.webhooks,
    key: () => vault.get('webhookKey'),
    agentPhone: () => null,
    clock: systemClock,
    onChange: () => undefined,
    log: () => undefined,
  })
  onTestFinished(() => receiver.stop())
  const handlers = webhookHandlers({
    session,
    people: () => people,
    settings: () => settings,
    setSettings: (next, by) => {
      settings = next
      saved.push({ webhooks: next.webhooks, by })
    },
    noteChange: (...change) => noted.push(change),
    vault: () => vault,
    receiver: () => receiver,
  })
  const save = (
    change: Partial<Settings['webhooks']>,
    key = '',
    approval: typeof APPROVAL | null = APPROVAL,
  ) =>
    handlers['webhooks.save']({
      settings: { ...settings.webhooks, ...change },
      key,
      approval,
    })
  return { folder, handlers, save, saved, noted, receiver, session }
}

const freePort = async (): Promise<number> => {
  const { createServer } = await import('node:net')
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

const refusal = (code: string) => ({ ok: false, message: { code, params: expect.anything() } })

describe('setting the receiver', () => {
  it('takes a supervisor', async () => {
    const { save, saved } = await shop()
    expect(await save({ on: true }, WEBHOOK_KEY, null)).toEqual(refusal('not_allowed'))
    expect(await save({ on: true }, WEBHOOK_KEY, { name: 'Karim I.', pin: '0000' })).toEqual(
      refusal('pin_wrong'),
    )
    expect(saved).toEqual([])
  })

  it.each([
    ['webhook_key_needed', { on: true }, ''],
    ['webhook_key_bad', { on: true }, 'short'],
    ['webhook_key_bad', { on: true }, 'with a space in it 0123'],
    ['webhook_address_bad', { on: true, address: '0.0.0.0' }, WEBHOOK_KEY],
    ['webhook_address_bad', { on: true, address: 'shop.example' }, WEBHOOK_KEY],
  ] as const)('says %s, and changes nothing', async (code, change, key) => {
    const { save, saved, noted, handlers } = await shop(KARIM)
    expect(await save(change, key)).toEqual(refusal(code))
    expect([saved, noted]).toEqual([[], []])
    expect(await handlers['webhooks.read']({})).toMatchObject({ keySet: false, status: { state: 'off' } })
  })

  it('listens, tells where, and shows the key to nobody', async () => {
    const { save, saved, noted, handlers, folder } = await shop()
    const port = await freePort()
    const answer = await save({ on: true, port }, `  ${WEBHOOK_KEY} `)
    expect(answer).toMatchObject({
      ok: true,
      value: {
        settings: { on: true, address: '127.0.0.1', port },
        keySet: true,
        status: { state: 'listening', url: `http://127.0.0.1:${port}/webhooks/chari` },
      },
    })
    expect(saved).toEqual([{ webhooks: { on: true, address: '127.0.0.1', port }, by: 'Karim I.' }])
    expect(noted).toEqual([['webhookKey', null, 'new', 'Karim I.']])
    const read = requests['webhooks.read'].output.parse(await handlers['webhooks.read']({}))
    expect(JSON.stringify([answer, read, saved, noted])).not.toContain(WEBHOOK_KEY)
    // It lies in the vault, which is plain here, and nowhere else.
    expect(readFileSync(join(folder, 'vault.json'), 'utf8')).toContain(WEBHOOK_KEY)
  })

  it('keeps the key where none is typed, replaces it where one is, and ends when switched off', async () => {
    const { save, handlers, receiver } = await shop(KARIM)
    const port = await freePort()
    await save({ on: true, port }, WEBHOOK_KEY)
    const post = async (key: string) =>
      (
        await fetch(receiver.status().url ?? '', {
          method: 'POST',
          headers: { 'x-api-key': key },
          body: '{"EventId":"transfer.received","OperationId":1,"OperationStatus":2,"Amount":12.5}',
        })
      ).status
    await save({})
    expect(await post(WEBHOOK_KEY)).toBe(200)
    const other = 'another-key-of-the-shop'
    await save({}, other)
    expect([await post(WEBHOOK_KEY), await post(other)]).toEqual([401, 200])
    const page = requests['webhooks.incoming'].output.parse(
      await handlers['webhooks.incoming']({ cursor: null, limit: 10 }),
    )
    expect(page.rows).toMatchObject([{ event: 'transfer.received', amount: 1_250, from: null }])
    await save({ on: false })
    expect(await handlers['webhooks.read']({})).toMatchObject({
      keySet: true,
      status: { state: 'off', url: null },
    })
  })

  it('says that the port is taken, and keeps the wish', async () => {
    const { createServer } = await import('node:net')
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as { port: number }
    const { save, saved } = await shop(KARIM)
    expect(await save({ on: true, port }, WEBHOOK_KEY)).toMatchObject({
      ok: true,
      value: { status: { state: 'failed', code: 'port_taken' } },
    })
    expect(saved).toHaveLength(1)
  })
})
