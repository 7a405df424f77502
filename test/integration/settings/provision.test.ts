import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { applyProvision, readProvision, takeKey } from '../../../electron/settings/provision'
import { createSettingsStore } from '../../../electron/settings/store'
import { heldClock, tempFolder } from '../../support/journal'

const USERS = [
  { name: 'Amina', role: 'cashier', pin: '1234' },
  { name: 'Youssef', role: 'supervisor', pin: '567890' },
]
const LOCAL = { environment: 'custom', host: 'http://127.0.0.1:1234' }

const write = (folder: string, what: unknown) =>
  writeFileSync(
    join(folder, 'guichet.provision.json'),
    typeof what === 'string' ? what : JSON.stringify(what),
  )
const storeOf = (folder: string) => createSettingsStore({ folder, clock: heldClock() })

async function provisioned(what: unknown, apiKey: string | null = null, webhookKey: string | null = null) {
  const folder = tempFolder()
  write(folder, what)
  const log = vi.fn()
  const set = vi.fn(async () => undefined)
  const keepPeople = vi.fn(async () => undefined)
  const read = readProvision(folder, log)
  if (!read) throw new Error('no provision file')
  const settings = await applyProvision(read, {
    folder,
    store: storeOf(folder),
    vault: { set },
    apiKey,
    webhookKey,
    defaultTerminal: 'ABC234',
    keepPeople,
    log,
  })
  const left = readFileSync(join(folder, 'guichet.provision.json'), 'utf8')
  return { folder, log, set, keepPeople, settings, left }
}

describe('a provision file', () => {
  it('sets up a terminal whole', async () => {
    const { folder, settings, set, keepPeople, left, log } = await provisioned(
      {
        ...LOCAL,
        agentCode: 'AG-77',
        agentPhone: '0661248730',
        language: 'ar',
        terminal: 'CASA1',
        shop: { name: 'Épicerie Al Amal', address: 'Casablanca' },
        soleTerminal: true,
        otherTerminals: ['CASA2'],
        printer: { transport: 'tcp', host: '127.0.0.1', port: 9101, paper: 58 },
        users: USERS,
        timers: { notDoneMs: 400, settleMs: [0, 50] },
        proxy: 'http://shop:geheim@proxy.example:8080',
        backupFolder: '/copies',
        identityDetails: true,
        sounds: false,
        theme: 'dark',
      },
      'key-1',
    )
    expect(settings).toMatchObject({
      ...LOCAL,
      agentCode: 'AG-77',
      agentPhone: '+212661248730',
      language: 'ar',
      terminal: 'CASA1',
      shop: { name: 'Épicerie Al Amal', address: 'Casablanca', phone: '' },
      soleTerminal: true,
      otherTerminals: ['CASA2'],
      printer: { transport: 'tcp', host: '127.0.0.1', port: 9101, paper: 58, drawer: true },
      proxy: 'http://shop@proxy.example:8080',
      backupFolder: '/copies',
      identityDetails: true,
      sounds: false,
      theme: 'dark',
      timers: { notDoneMs: 400, agreeMs: 100, settleMs: [0, 50], requestMs: 30_000 },
    })
    expect(storeOf(folder).read()).toEqual(settings)
    expect(set.mock.calls).toEqual([
      ['apiKey', 'key-1'],
      ['proxyPassword', 'geheim'],
    ])
    expect(keepPeople).toHaveBeenCalledWith(USERS)
    expect(log).not.toHaveBeenCalled()
    for (const secret of ['"1234"', '567890', 'geheim', 'key-1']) expect(left).not.toContain(secret)
    expect(JSON.parse(left)).toMatchObject({
      ...LOCAL,
      users: [{ name: 'Amina', role: 'cashier' }, { name: 'Youssef' }],
    })
  })

  it('needs no more than an environment', async () => {
    const { settings, keepPeople, set } = await provisioned({ environment: 'training' })
    expect(settings).toMatchObject({
      environment: 'training',
      host: '',
      terminal: 'ABC234',
      printer: { transport: 'virtual' },
      timers: { notDoneMs: 120_000, agreeMs: 30_000, idleLockMs: 180_000 },
    })
    expect(keepPeople).not.toHaveBeenCalled()
    expect(set).not.toHaveBeenCalled()
    expect((await provisioned({ environment: 'sandbox' })).settings.host).toBe(
      'https://sandbox.charimoney.com',
    )
  })

  it('has timers for training and loopback hosts only', async () => {
    const { settings, log } = await provisioned({
      environment: 'production',
      host: 'https://api.chari.example',
      timers: { notDoneMs: 1, idleLockMs: 1 },
    })
    expect(settings.timers).toMatchObject({ notDoneMs: 120_000, idleLockMs: 180_000 })
    expect(log).toHaveBeenCalledWith('provision.timers_ignored', expect.anything())
  })

  it('logs the names of keys that it does not know, at any depth', async () => {
    const { log } = await provisioned({
      ...LOCAL,
      colour: 'red',
      shop: { name: 'A', ice: '1' },
      users: [{ ...USERS[0], badge: 'x' }],
    })
    expect(log).toHaveBeenCalledWith('provision.unknown_keys', {
      keys: ['colour', 'shop.ice', 'users.0.badge'],
    })
  })

  it('goes on after an end in the middle: people known, their PINs gone from the file', async () => {
    const users = USERS.map(({ name, role }) => ({ name, role }))
    const { keepPeople } = await provisioned({ ...LOCAL, users })
    expect(keepPeople).not.toHaveBeenCalled()
  })

  it.each([
    ['', '{'],
    ['', '[]'],
    ['environment', {}],
    ['environment', { environment: 'live' }],
    ['host', { environment: 'production' }],
    ['host', { environment: 'custom', host: 'http://api.chari.example' }],
    ['language', { ...LOCAL, language: 'es' }],
    ['agentPhone', { ...LOCAL, agentPhone: '12' }],
    ['terminal', { ...LOCAL, terminal: 'casa 1' }],
    ['printer.paper', { ...LOCAL, printer: { transport: 'tcp', paper: 76 } }],
    ['users.0.pin', { ...LOCAL, users: [{ name: 'A', role: 'cashier', pin: '12' }] }],
    ['users.1.pin', { ...LOCAL, users: [USERS[0], { name: 'B', role: 'cashier' }] }],
    ['users.1.name', { ...LOCAL, users: [USERS[0], USERS[0]] }],
    ['users.0.role', { ...LOCAL, users: [{ name: 'A', role: 'boss', pin: '1234' }] }],
    ['timers.requestMs', { ...LOCAL, timers: { requestMs: -1 } }],
    ['proxy', { ...LOCAL, proxy: 'proxy' }],
  ])('with a bad %s says so and changes nothing', (key, what) => {
    const folder = tempFolder()
    write(folder, what)
    const before = readFileSync(join(folder, 'guichet.provision.json'), 'utf8')
    expect(() => readProvision(folder, () => undefined)).toThrow(
      expect.objectContaining({ code: 'provision_invalid', key }),
    )
    expect(readdirSync(folder)).toEqual(['guichet.provision.json'])
    expect(readFileSync(join(folder, 'guichet.provision.json'), 'utf8')).toBe(before)
  })

  it('that is not there is none', () => {
    expect(readProvision(tempFolder(), () => undefined)).toBeNull()
  })
})

describe('the receiver of webhooks', () => {
  it('is set by what the file says of it, with a key that goes to the vault alone', async () => {
    const key = 'shop-key-0123456789abcdef'
    const { settings, set, left } = await provisioned(
      { ...LOCAL, webhooks: { on: true, port: 9443 } },
      null,
      key,
    )
    expect(settings.webhooks).toEqual({ on: true, address: '127.0.0.1', port: 9443 })
    expect(set).toHaveBeenCalledWith('webhookKey', key)
    expect(JSON.stringify([settings, left])).not.toContain(key)
    expect((await provisioned(LOCAL)).settings.webhooks.on).toBe(false)
  })

  it.each([
    ['webhooks.address', { webhooks: { address: '0.0.0.0' } }, null],
    ['webhooks.port', { webhooks: { port: 70_000 } }, null],
    ['GUICHET_WEBHOOK_KEY', {}, 'short'],
  ])('with %s that cannot be used sets up nothing', async (key, change, webhookKey) => {
    await expect(provisioned({ ...LOCAL, ...change }, null, webhookKey)).rejects.toMatchObject({
      code: 'provision_invalid',
      key,
    })
  })
})

it('the key is taken out of the environment', () => {
  const env: NodeJS.ProcessEnv = { GUICHET_API_KEY: ' key-1 ', HOME: '/root' }
  expect(takeKey(env, 'GUICHET_API_KEY')).toBe('key-1')
  expect(env).toEqual({ HOME: '/root' })
  expect(takeKey(env, 'GUICHET_API_KEY')).toBeNull()
  expect(takeKey({ GUICHET_API_KEY: '' }, 'GUICHET_API_KEY')).toBeNull()
})

describe('settings.json', () => {
  it('that cannot be read is kept aside, and told once', async () => {
    const { folder, settings } = await provisioned(LOCAL)
    const store = storeOf(folder)
    const good = readFileSync(join(folder, 'settings.json'), 'utf8')
    for (const bad of ['{"environment":', '{}', good.replace('"custom"', '"other"')]) {
      writeFileSync(join(folder, 'settings.json'), bad)
      let kept = ''
      try {
        store.read()
      } catch (error) {
        expect(error).toMatchObject({ code: 'settings_unreadable' })
        kept = (error as { kept: string }).kept
      }
      expect(readFileSync(kept, 'utf8')).toBe(bad)
      expect(store.read()).toBeNull()
    }
    store.write(settings)
    expect(store.read()).toEqual(settings)
    expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([])
  })

  it('of a shop keeps its idle lock and no other timer', async () => {
    const { folder, settings } = await provisioned(LOCAL)
    const store = storeOf(folder)
    store.write({
      ...settings,
      host: 'https://api.chari.example',
      timers: { ...settings.timers, notDoneMs: 5, idleLockMs: 60_000 },
    })
    expect(store.read()?.timers).toMatchObject({ notDoneMs: 120_000, agreeMs: 30_000, idleLockMs: 60_000 })
  })

  it('refuses what is not settings', async () => {
    const { folder, settings } = await provisioned(LOCAL)
    expect(() => storeOf(folder).write({ ...settings, terminal: 'not an id!' })).toThrow()
    expect(storeOf(folder).read()).toEqual(settings)
    expect(existsSync(join(folder, 'settings.json'))).toBe(true)
  })
})
