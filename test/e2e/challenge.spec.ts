import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { createAuthority } from '../support/authority'
import { type Banks, HAND_TRIES, openBanks } from '../support/banks'
import { desktopPicture } from '../support/pictures'
import { checkScreen } from '../support/screen-checks'
import {
  launch,
  newProfile,
  PEOPLE,
  provision,
  ROOT,
  resize,
  signIn,
  type Terminal,
} from '../support/terminal'

/** The 3-D Secure window: how it ends, what the cashier sees of it, and what its page cannot do. */

let banks: Banks
let terminal: Terminal
test.beforeAll(async () => {
  banks = await openBanks()
  const profile = newProfile()
  provision(profile, { environment: 'training', terminal: 'FORM1', printer: { transport: 'virtual' } })
  terminal = await launch(profile)
  await signIn(terminal.page)
})
test.afterAll(async () => {
  await terminal?.close()
  await banks?.close()
})
test.afterEach(async () => {
  await expect.poll(() => terminal.app.windows().length, 'every window of a bank is gone').toBe(1)
})

type Ended = Readonly<Record<string, string | null>>

/** What the documented handle does: any page as a bank's, in training. */
const showBank = (
  url: string,
  { operation = 'operation-1', deadlineMs = 300_000, in: where = terminal } = {},
): Promise<Ended> =>
  where.app.evaluate(
    ({ app }, asked) =>
      new Promise<Ended>((resolve) => {
        const driven: NodeJS.EventEmitter = app
        driven.emit('guichet:challenge', asked, resolve)
      }),
    { url, operation, deadlineMs },
  )

async function pageAt(part: string): Promise<Page> {
  let found: Page | undefined
  await expect
    .poll(() => {
      found = terminal.app.windows().findLast((page) => page.url().includes(part))
      return found !== undefined
    }, `a page at ${part}`)
    .toBe(true)
  return found as Page
}

/** Our bar, and the bank's page at `path`, once the bar tells the host. A bar that is being closed is none. */
async function shown(path: string): Promise<{ readonly bar: Page; readonly bank: Page }> {
  await expect
    .poll(async () => {
      const bar = await pageAt('challenge.html')
      return bar.evaluate(() => document.querySelector('#host')?.textContent).catch(() => 'closed')
    })
    .toBe(new URL(banks.origin).host)
  return { bar: await pageAt('challenge.html'), bank: await pageAt(banks.origin + path) }
}

/** A key as a keyboard gives it to whatever part of the window has the focus. */
const push = (key: string): Promise<void> =>
  terminal.app.evaluate(({ webContents }, keyCode) => {
    const focused = webContents.getFocusedWebContents()
    for (const type of ['keyDown', 'char', 'keyUp'] as const)
      if (type !== 'char' || keyCode === 'Enter')
        focused?.sendInputEvent({ type, keyCode: type === 'char' ? '\r' : keyCode })
  }, key)

const focused = (): Promise<string> =>
  terminal.app.evaluate(({ webContents }) => webContents.getFocusedWebContents()?.getURL() ?? 'none')

/** Views without a page, as one is made ready for the next bank. */
const emptyViews = (): Promise<number> =>
  terminal.app.evaluate(
    ({ webContents }) =>
      webContents.getAllWebContents().filter((one) => one.getURL() === 'about:blank').length,
  )

/** Every process of a page that runs now. */
const pageProcesses = (): Promise<number> =>
  terminal.app.evaluate(({ app }) => app.getAppMetrics().filter(({ type }) => type === 'Tab').length)

const ACCEPTED = { end: 'accepted', responseCode: '0', reasonCode: 'SUCCESS', operation: 'PAYMENT' }
const returned = (): readonly string[] => banks.asked.filter((path) => path.startsWith('/return'))

test.describe('a bank as it should be', () => {
  test('the customer types the code at once; the return address is recognised and never loaded', async () => {
    const ended = showBank(`${banks.origin}/plain`)
    const { bar, bank } = await shown('/plain')
    await expect(bar.getByTestId('challenge-lock')).toHaveText('Connexion non protégée')
    await expect(bar.getByTestId('challenge-left')).toHaveText(/^[45]:\d\d$/)
    await expect(bar.getByRole('heading')).toHaveText('Fenêtre de la banque')
    await expect.poll(focused).toContain('/plain')
    await expect(bank.getByLabel('Code')).toBeFocused()
    await bank.keyboard.type('555')
    // The page is gone before the key is up.
    await bank.keyboard.press('Enter').catch(() => undefined)
    expect(await ended).toEqual(ACCEPTED)
    expect(returned()).toEqual([])
    expect(banks.headers()['user-agent']).toMatch(/^Mozilla\/5\.0 .* Chrome\/[\d.]+ Safari\/[\d.]+$/)
    expect(banks.headers()['accept-language']).toMatch(/^fr-MA,fr;/)
  })

  test('declined: the code and the reason come back as the bank wrote them', async () => {
    const ended = showBank(`${banks.origin}/plain`)
    await (await shown('/plain')).bank.getByRole('link', { name: 'Refuser' }).click()
    expect(await ended).toEqual({
      end: 'declined',
      responseCode: '51',
      reasonCode: 'INSUFFICIENT_FUNDS',
      operation: 'PAYMENT',
    })
  })

  test('a chain of redirects before the page, and one after it', async () => {
    const ended = showBank(`${banks.origin}/chain`)
    const { bank } = await shown('/plain')
    await bank.getByRole('button', { name: 'Valider' }).click()
    expect(await ended).toEqual(ACCEPTED)
    expect(returned()).toEqual([])
  })

  test('a new window opens in the same place: by script, by a form, and as the end', async () => {
    let ended = showBank(`${banks.origin}/popup`)
    await (await shown('/popup')).bank.locator('#script').click()
    const { bank } = await shown('/plain')
    expect(terminal.app.windows()).toHaveLength(3)
    await bank.getByRole('button', { name: 'Valider' }).click()
    expect(await ended).toEqual(ACCEPTED)

    ended = showBank(`${banks.origin}/popup`)
    await (await shown('/popup')).bank.locator('#form').click()
    await (await shown('/plain')).bank.getByRole('link', { name: 'Refuser' }).click()
    expect(await ended).toMatchObject({ end: 'declined' })
    expect(banks.posted()).toBe('pareq=x')

    ended = showBank(`${banks.origin}/popup`)
    await (await shown('/popup')).bank.locator('#end').click()
    expect(await ended).toEqual(ACCEPTED)
    expect(returned()).toEqual([])
  })

  test('the end inside a frame is the end as well', async () => {
    const ended = showBank(`${banks.origin}/frame`)
    await shown('/frame')
    await expect
      .poll(() =>
        terminal.app.evaluate(async ({ webContents }) => {
          const bank = webContents.getAllWebContents().find((one) => one.getURL().endsWith('/frame'))
          const frame = bank?.mainFrame.frames.find(({ url }) => url.endsWith('/framed'))
          await frame?.executeJavaScript('document.querySelector("#end")?.click()')
          return frame !== undefined
        }),
      )
      .toBe(true)
    expect(await ended).toEqual(ACCEPTED)
    expect(returned()).toEqual([])
  })

  test('a slow page: the bar says that it is coming, then whose it is', async () => {
    const ended = showBank(`${banks.origin}/slow`)
    const bar = await pageAt('challenge.html')
    await expect(bar.getByTestId('challenge-lock')).toHaveText('La page arrive…')
    await (await shown('/slow')).bank.getByRole('link', { name: 'Refuser' }).click()
    expect(await ended).toMatchObject({ end: 'declined' })
  })

  test('a reply that is already the end needs no window', async () => {
    expect(
      await showBank(`${banks.origin}/return?RESPONSE_CODE=0&REASON_CODE=SUCCESS&OPERATION=PAYMENT`),
    ).toEqual(ACCEPTED)
    expect(returned()).toEqual([])
  })
})

test.describe('the cashier', () => {
  test('gives up by keyboard from within the page: asked first, and Escape is the harmless answer', async () => {
    const ended = showBank(`${banks.origin}/hang`)
    const bar = await pageAt('challenge.html')
    await expect(bar.getByTestId('challenge-left')).toHaveText(/:/)
    await push('Escape')
    await expect(bar.getByRole('alertdialog')).toBeVisible()
    await expect(bar.getByTestId('challenge-stay')).toBeFocused()
    await push('Escape')
    await expect(bar.getByRole('alertdialog')).toBeHidden()
    await push('Escape')
    await expect(bar.getByTestId('challenge-stay')).toBeFocused()
    await push('Tab')
    await expect(bar.getByTestId('challenge-give-up')).toBeFocused()
    await push('Enter')
    expect(await ended).toEqual({ end: 'given_up' })
  })

  test('goes between bar and page with F6', async () => {
    const ended = showBank(`${banks.origin}/plain`)
    await shown('/plain')
    await expect.poll(focused).toContain('/plain')
    await push('F6')
    await expect.poll(focused).toContain('challenge.html')
    await push('F6')
    await expect.poll(focused).toContain('/plain')
    await push('Escape')
    await expect.poll(focused).toContain('challenge.html')
    await (await pageAt('challenge.html')).getByTestId('challenge-give-up').click()
    expect(await ended).toEqual({ end: 'given_up' })
  })

  test('gives up with the window’s own cross', async () => {
    const ended = showBank(`${banks.origin}/plain`)
    await shown('/plain')
    await terminal.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()
        .find(({ webContents }) => webContents.getURL().endsWith('challenge.html'))
        ?.close()
    })
    expect(await ended).toEqual({ end: 'given_up' })
  })

  test('gives up by mouse though the page keeps its process busy, and the process ends', async () => {
    const before = await pageProcesses()
    const ended = showBank(`${banks.origin}/spin`)
    const { bar } = await shown('/spin')
    await new Promise((resolve) => setTimeout(resolve, 600))
    await bar.getByTestId('challenge-ask').click()
    await bar.getByTestId('challenge-give-up').click()
    expect(await ended).toEqual({ end: 'given_up' })
    await expect.poll(pageProcesses, { timeout: 20_000 }).toBeLessThanOrEqual(before)
  })

  test('is asked back to an open window, and locking closes it', async () => {
    const ask = (name: string, input: unknown): Promise<unknown> =>
      terminal.page.evaluate(
        ([name, input]) =>
          (
            window as unknown as { guichet: { request: (name: string, input: unknown) => unknown } }
          ).guichet.request(name, input),
        [name, input] as const,
      )
    expect(await ask('challenge.focus', {})).toEqual({ shown: false })
    const ended = showBank(`${banks.origin}/plain`)
    await shown('/plain')
    expect(await ask('challenge.focus', {})).toEqual({ shown: true })
    await ask('session.lock', { why: 'asked' })
    expect(await ended).toEqual({ end: 'closed' })
    await terminal.page.reload()
    await signIn(terminal.page)
  })

  test('one at a time: a new challenge closes the one before', async () => {
    const first = showBank(`${banks.origin}/hang`, { operation: 'operation-1' })
    await pageAt('challenge.html')
    const second = showBank(`${banks.origin}/plain`, { operation: 'operation-2' })
    expect(await first).toEqual({ end: 'closed' })
    await (await shown('/plain')).bank.getByRole('link', { name: 'Refuser' }).click()
    expect(await second).toMatchObject({ end: 'declined' })
  })
})

test.describe('a bank that fails', () => {
  test('the time left is spoken before it ends, and the page’s arrival when it stands', async () => {
    const ended = showBank(`${banks.origin}/slow`, { deadlineMs: 12_000 })
    const bar = await pageAt('challenge.html')
    await expect(bar.locator('#spoken')).toHaveText(/^Page de 127\.0\.0\.1:\d+\. Connexion non protégée\.$/)
    await expect(bar.locator('#spoken')).toHaveText('Temps restant\u00a0: 0:10')
    await bar.getByTestId('challenge-ask').click()
    await bar.getByTestId('challenge-give-up').click()
    expect(await ended).toEqual({ end: 'given_up' })
  })

  test('a page that never ends loading is timed out, and so is one that never begins', async () => {
    expect(await showBank(`${banks.origin}/endless`, { deadlineMs: 2_500 })).toEqual({ end: 'timed_out' })
    expect(await showBank(`${banks.origin}/hang`, { deadlineMs: 1_500 })).toEqual({ end: 'timed_out' })
  })

  test('no more than five minutes, whatever is asked', async () => {
    const ended = showBank(`${banks.origin}/plain`, { deadlineMs: 3_600_000 })
    const { bar, bank } = await shown('/plain')
    await expect(bar.getByTestId('challenge-left')).toHaveText(/^[45]:/)
    await bank.getByRole('link', { name: 'Refuser' }).click()
    await ended
  })

  test('its process dies', async () => {
    const ended = showBank(`${banks.origin}/plain`)
    await shown('/plain')
    await terminal.app.evaluate(({ webContents }) => {
      webContents
        .getAllWebContents()
        .find((one) => one.getURL().includes('/plain'))
        ?.forcefullyCrashRenderer()
    })
    expect(await ended).toEqual({ end: 'crashed' })
  })

  test('the network is lost, at first and later', async () => {
    expect(await showBank(`${banks.origin}/broken`)).toEqual({ end: 'network' })
    const ended = showBank(`${banks.origin}/leave`)
    await (await shown('/leave')).bank.locator('#broken').click()
    expect(await ended).toEqual({ end: 'network' })
  })

  test('a certificate that proves nothing is the end, and nothing was asked', async () => {
    const impostor = await openBanks(createAuthority('127.0.0.1').server)
    expect(await showBank(`${impostor.origin}/plain`)).toEqual({ end: 'certificate' })
    expect(impostor.asked).toEqual([])
    await impostor.close()
  })

  test('addresses that are no bank’s open nothing', async () => {
    for (const address of [
      'http://acs.example.invalid/',
      'app://guichet/',
      'file:///etc/passwd',
      'mailto:x@y.example',
      'data:text/html,x',
      'about:blank',
      'nonsense',
    ])
      expect(await showBank(address), address).toEqual({ end: 'address' })
    expect(await showBank(`${banks.origin}/astray`)).toEqual({ end: 'address' })
  })

  test('a page that leads to plain http or to our own pages stays where it is, and the bar says so', async () => {
    const ended = showBank(`${banks.origin}/leave`)
    const { bar, bank } = await shown('/leave')
    await bank.locator('#http').dispatchEvent('click')
    await expect(bar.getByRole('status')).toHaveText('Adresse refusée\u00a0: acs.example.invalid')
    await bank.locator('#app').dispatchEvent('click')
    await expect(bar.getByRole('status')).toHaveText('Adresse refusée\u00a0: guichet')
    expect(bank.url()).toBe(`${banks.origin}/leave`)
    await push('Escape')
    await bar.getByTestId('challenge-give-up').click()
    expect(await ended).toEqual({ end: 'given_up' })
  })
})

test.describe('a hostile page', () => {
  /** Lets the hostile page try everything; gives what it reports. */
  async function attack(): Promise<Readonly<Record<string, unknown>>> {
    const seen = banks.reports.length
    const ended = showBank(`${banks.origin}/hostile`, { operation: 'operation-h' })
    const { bar, bank } = await shown('/hostile')
    const dialogs: string[] = []
    bank.on('dialog', (dialog) => dialogs.push(dialog.type()))
    await expect.poll(() => banks.reports.length, { timeout: 30_000 }).toBe(seen + 1)
    await expect.poll(() => bank.title()).toBe('done')
    for (const name of HAND_TRIES) {
      await bank.locator(`#${name}`).click()
      // Electron leaves a page that may not fill the screen without an answer.
      const answer = name === 'fullscreen' ? /^no answer/ : /^refused/
      await expect(bank.locator(`#${name}`), name).toHaveAttribute('data-done', answer)
    }
    expect(await bank.evaluate(() => document.fullscreenElement)).toBeNull()
    expect(dialogs).toEqual([])
    expect(terminal.app.windows()).toHaveLength(3)
    expect(bank.url()).toBe(`${banks.origin}/hostile`)
    expect(terminal.page.url()).toBe('app://guichet/')
    expect(bar.url()).toBe('app://guichet/challenge.html')
    // Its beforeunload asks to stay; the cashier leaves all the same.
    await bar.getByTestId('challenge-ask').click()
    await bar.getByTestId('challenge-give-up').click()
    expect(await ended).toEqual({ end: 'given_up' })
    return banks.reports.at(-1) ?? {}
  }

  test('reaches no bridge, page, file, device, program or dialog', async () => {
    await terminal.page.evaluate(() => {
      const heard: unknown[] = []
      Object.assign(window, { heard })
      window.addEventListener('message', ({ data }) => heard.push(data))
      localStorage.setItem('ours', 'secret')
    })
    const report = await attack()
    expect(report).toMatchObject({
      bridge: 'undefined',
      require: 'undefined',
      process: 'undefined',
      electron: [],
      opener: 'null',
      parent: true,
      left: 'served=1|null|',
      caches: [],
      fetchApp: 'refused: TypeError',
      fetchFile: 'refused: TypeError',
      fetchOut: 'refused: TypeError',
      confirm: false,
      flood: true,
      clipboard: 'refused: NotAllowedError',
    })
    for (const [name, got] of Object.entries(report))
      if (name.startsWith('open ')) expect(got, name).toBe(true)
    for (const name of ['camera', 'screen', 'location'])
      expect(String(report[name]), name).toMatch(/^refused/)
    for (const [name, got] of Object.entries(report))
      if (name.startsWith('may ')) expect(got, name).toBe('denied')
    expect(report.notifications).toBe('denied')
    expect(await terminal.page.evaluate(() => (window as unknown as { heard: unknown[] }).heard)).toEqual([])
    expect(await terminal.page.evaluate(() => localStorage.getItem('ours'))).toBe('secret')
    expect(
      await terminal.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().some((window) => window.isFullScreen()),
      ),
    ).toBe(false)
  })

  test('leaves nothing behind, not even for the same session when its turn comes again', async () => {
    const first = await attack()
    expect(first.cookieStays).toContain('left=1')
    // Sixteen sessions are used in turn.
    for (let turn = 0; turn < 15; turn += 1)
      expect(await showBank(`${banks.origin}/finish`), `turn ${turn}`).toEqual(ACCEPTED)
    const again = await attack()
    expect(again).toMatchObject({ left: 'served=1|null|', caches: [] })
    await expect
      .poll(() =>
        terminal.app.evaluate(async ({ session }) => {
          const kept = await Promise.all(
            Array.from({ length: 16 }, (_, n) => session.fromPartition(`challenge-${n}`).cookies.get({})),
          )
          return kept.flat().length + (await session.defaultSession.cookies.get({})).length
        }),
      )
      .toBe(0)
  })

  test('is given no file: none is dropped on it and none is chosen for it', async () => {
    const ended = showBank(`${banks.origin}/drop`)
    const { bar, bank } = await shown('/drop')
    const protocol = await bank.context().newCDPSession(bank)
    for (const type of ['dragEnter', 'dragOver', 'drop'])
      await protocol.send(
        'Input.dispatchDragEvent' as never,
        {
          type,
          x: 100,
          y: 100,
          data: { items: [], files: [join(ROOT, 'package.json')], dragOperationsMask: 1 },
        } as never,
      )
    const kept = terminal.app.evaluate(
      ({ webContents }) =>
        new Promise<string>((resolve) => {
          const one = webContents.getAllWebContents().find((contents) => contents.getURL().endsWith('/drop'))
          one?.debugger.on('message', (_event, method) => {
            if (method.startsWith('Page.fileChooser')) resolve(method)
          })
        }),
    )
    await bank.locator('#file').click()
    // The browser tells of a chooser only where it keeps it back.
    expect(await kept).toBe('Page.fileChooserOpened')
    await expect(bank.locator('#got')).toHaveText('nothing')
    expect(await bank.locator('#file').evaluate((input: HTMLInputElement) => input.files?.length)).toBe(0)
    await bar.getByTestId('challenge-ask').click()
    await bar.getByTestId('challenge-give-up').click()
    await ended
  })

  test('runs as a page of the web: sandboxed, isolated, without a preload', async () => {
    const ended = showBank(`${banks.origin}/plain`)
    const { bank } = await shown('/plain')
    const preferences = await terminal.app.evaluate(({ webContents, session }) => {
      const one = webContents.getAllWebContents().find((contents) => contents.getURL().includes('/plain'))
      const { sandbox, contextIsolation, nodeIntegration, preload } = (
        one as unknown as { getLastWebPreferences: () => Record<string, unknown> }
      ).getLastWebPreferences()
      return {
        sandbox,
        contextIsolation,
        nodeIntegration,
        preload: preload ?? null,
        own: one?.session !== session.defaultSession,
        onDisk: one?.session.storagePath ?? null,
        preloads: one?.session.getPreloads().length,
      }
    })
    expect(preferences).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      preload: null,
      own: true,
      onDisk: null,
      preloads: 0,
    })
    await bank.getByRole('link', { name: 'Refuser' }).click()
    await ended
  })
})

test('in three languages: the bar, its question and a refusal, as they are drawn', async () => {
  await resize(terminal, 1366, 768)
  const speak = (language: string): Promise<void> =>
    terminal.page.evaluate(async (language) => {
      await (
        window as unknown as { guichet: { request: (name: string, input: unknown) => Promise<unknown> } }
      ).guichet.request('app.language', { language })
    }, language)
  for (const language of ['fr', 'ar', 'en'] as const) {
    await speak(language)
    await terminal.page.reload()
    await terminal.page.locator(`html[lang=${language}]`).waitFor()
    const ended = showBank(`${banks.origin}/leave`)
    const { bar, bank } = await shown('/leave')
    await expect.poll(focused).toContain('/leave')
    await push('F6')
    await expect(bar.getByTestId('challenge-ask')).toBeFocused()
    expect(await checkScreen(bar, language, 'challenge-bar')).toEqual([])
    await desktopPicture(terminal, `${language}/challenge-window`)
    await bank.locator('#http').dispatchEvent('click')
    await bar.getByTestId('challenge-ask').click()
    await expect(bar.getByRole('alertdialog')).toBeVisible()
    expect(await checkScreen(bar, language, 'challenge-asking')).toEqual([])
    await desktopPicture(terminal, `${language}/challenge-window-asking`)
    // The bar may be gone before the click is told to have been done.
    await bar
      .getByTestId('challenge-give-up')
      .click()
      .catch(() => undefined)
    await ended
  }
  await speak('fr')
  await terminal.page.reload()
})

test('its customer is not locked out while it is open, and the end of the app ends it', async () => {
  const profile = newProfile()
  provision(profile, {
    environment: 'training',
    printer: { transport: 'virtual' },
    timers: { idleLockMs: 2_500 },
    users: [...PEOPLE, { name: 'Nadia E.', role: 'cashier', pin: '2580' }],
  })
  const other = await launch(profile)
  await signIn(other.page, 'Nadia E.', '2580')
  const cut = showBank(`${banks.origin}/hang`, { in: other })
  await other.page.evaluate(
    ([name, pin]) =>
      (
        window as unknown as { guichet: { request: (name: string, input: unknown) => Promise<unknown> } }
      ).guichet.request('people.suspend', { name: 'Nadia E.', approval: { name, pin } }),
    ['Karim I.', '4321'] as const,
  )
  expect(await cut, 'she works here no more').toEqual({ end: 'closed' })

  await signIn(other.page)
  await showBank(`${banks.origin}/hang`, { in: other, deadlineMs: 5_000 })
  await expect(other.page.getByTestId('reference-input')).toBeVisible()
  await expect(other.page.getByTestId('user-Salma B.')).toBeVisible({ timeout: 5_000 })

  const begun = Date.now()
  const ended = showBank(`${banks.origin}/hang`, { in: other }).catch(() => 'gone')
  await expect.poll(() => other.app.windows().length).toBe(3)
  const exited = new Promise<number>((resolve) => other.process.once('exit', () => resolve(Date.now())))
  other.process.kill('SIGTERM')
  expect((await exited) - begun).toBeLessThan(5_000)
  await ended
  expect(readFileSync(join(profile, 'logs/guichet.log'), 'utf8')).toMatch(
    /"end":"closed","msg":"challenge.ended"/,
  )
})

test('with a Chari that is not on this machine the handle is deaf', async () => {
  const profile = newProfile()
  provision(profile, {
    environment: 'custom',
    host: 'https://chari.example.invalid',
    printer: { transport: 'virtual' },
  })
  const shop = await launch(profile, { GUICHET_API_KEY: 'test-key-of-a-shop', GUICHET_PASSPHRASE: 'x' })
  const answer = await Promise.race([
    showBank(`${banks.origin}/plain`, { in: shop }),
    new Promise((resolve) => setTimeout(resolve, 1_500, 'none')),
  ])
  expect(answer).toBe('none')
  expect(shop.app.windows()).toHaveLength(1)
  await shop.close()
})

test('a view is made ready while a card is typed, used once, and gone with the form', async () => {
  const { page } = terminal
  const typeAmount = async (): Promise<void> => {
    await push('F4')
    await page.getByTestId('card-amount').fill('100')
    await page.keyboard.press('Enter')
    await page.getByTestId('card-pan').waitFor()
  }
  expect(await emptyViews()).toBe(0)
  await typeAmount()
  await expect.poll(emptyViews).toBe(1)
  await page.keyboard.press('Escape')
  await expect.poll(emptyViews).toBe(0)
  await page.keyboard.press('Escape')
  await page.getByTestId('reference-input').waitFor()

  await typeAmount()
  await expect.poll(emptyViews).toBe(1)
  const ended = showBank(`${banks.origin}/plain`)
  const { bank } = await shown('/plain')
  expect(await emptyViews()).toBe(0)
  await bank.getByRole('link', { name: 'Refuser' }).click()
  expect(await ended).toMatchObject({ end: 'declined' })
  for (let step = 0; step < 2; step++) await page.keyboard.press('Escape')
  await page.getByTestId('reference-input').waitFor()
})
