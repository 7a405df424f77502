import { expect, type Page, test } from '@playwright/test'
import { requests } from '../../electron/ipc/contract'
import { launch, newProfile, provision, signIn, type Terminal } from '../support/terminal'

/** What the renderer may reach: the contract, and nothing else. */

let terminal: Terminal
let page: Page
test.beforeAll(async () => {
  const profile = newProfile()
  provision(profile, { environment: 'training', terminal: 'FORM1', printer: { transport: 'virtual' } })
  terminal = await launch(profile)
  page = terminal.page
})
test.afterAll(() => terminal?.close())

/** Asks main as any script in the page could; gives the refusal, or `answered`. */
const ask = (name: string, input: unknown): Promise<string> =>
  page.evaluate(
    async ([name, input]) => {
      const bridge = (
        window as unknown as { guichet: { request: (name: unknown, input: unknown) => Promise<unknown> } }
      ).guichet
      try {
        await bridge.request(name, input)
        return 'answered'
      } catch (error) {
        return String(error)
      }
    },
    [name, input] as const,
  )

test('nobody signed in: whatever concerns cash is refused', async () => {
  await page.getByTestId('pin-input').waitFor()
  for (const [name, row] of Object.entries(requests))
    if (row.role !== 'anyone') expect(await ask(name, {}), name).toContain('nobody is signed in')
})

test('malformed input of every request is refused with a reason, and nothing happens', async () => {
  await signIn(page)
  const hostile = [null, 7, 'text', [], { id: { $gt: '' } }, { __proto__: { role: 'supervisor' }, id: 12 }]
  for (const [name, row] of Object.entries(requests))
    for (const input of hostile)
      if (!row.input.safeParse(input).success)
        expect(await ask(name, input), name).toContain('input does not fit')
  expect(await ask('journal.append', {})).toContain('not in the contract')
  expect(await ask('constructor', {})).toContain('not in the contract')
})

test('what no screen expected is said all the same', async () => {
  await expect(page.getByTestId('mishap')).toHaveCount(0)
  await page.evaluate(() => {
    const { guichet } = window as unknown as {
      guichet: { request: (name: string, input: unknown) => unknown }
    }
    void guichet.request('no.such.request', {})
  })
  await expect(page.getByTestId('mishap')).toContainText('appelez l’assistance')
})

test('no Node, no Electron, no foreign script, host or file', async () => {
  const reached = await page.evaluate(async () => {
    const world = globalThis as unknown as Record<string, unknown>
    const script = document.createElement('script')
    script.textContent = 'globalThis.inlined = 1'
    document.head.append(script)
    const fetched = async (url: string): Promise<number | string> =>
      fetch(url).then(
        ({ status }) => status,
        (error: unknown) => (error as Error).name,
      )
    // The driver's own evaluate is let through; a timer runs under the page's policy.
    const evaluated = await new Promise((done) =>
      setTimeout(() => {
        try {
          done(new Function('return 1')())
        } catch (error) {
          done((error as Error).name)
        }
      }, 0),
    )
    return {
      require: typeof world.require,
      process: typeof world.process,
      inlined: world.inlined ?? null,
      evaluated,
      bridge: Object.keys(world.guichet as object).sort(),
      other: await fetched('http://127.0.0.1:9/'),
      own: await fetched('app://guichet/index.html'),
      opened: window.open('https://example.invalid/') === null,
    }
  })
  expect(reached).toEqual({
    require: 'undefined',
    process: 'undefined',
    inlined: null,
    evaluated: 'EvalError',
    bridge: ['on', 'request'],
    other: 'TypeError',
    own: 'TypeError',
    opened: true,
  })
})

test('the app scheme serves the built pages and nothing beside them', async () => {
  const status = (path: string): Promise<number> =>
    terminal.app.evaluate(
      async ({ session }, url) => (await session.defaultSession.fetch(url)).status,
      `app://guichet/${path}`,
    )
  expect(await status('index.html')).toBe(200)
  expect(await status('..%2f..%2fpackage.json')).toBe(403)
  expect(await status('absent.html')).toBe(404)
})

test('the window stays on its page, sandboxed and isolated', async () => {
  await page.evaluate(() => {
    location.href = 'https://example.invalid/'
  })
  expect(page.url()).toBe('app://guichet/')
  const preferences = await terminal.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => {
      const { sandbox, contextIsolation, nodeIntegration } = (
        webContents as unknown as { getLastWebPreferences: () => Record<string, unknown> }
      ).getLastWebPreferences()
      return { sandbox, contextIsolation, nodeIntegration }
    }),
  )
  for (const one of preferences)
    expect(one).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false })
})
