import { expect, type Page, test } from '@playwright/test'
import { push } from '../support/keyboard'
import { launch, newProfile, provision, signIn, type Terminal } from '../support/terminal'

/** The manual behind F1: a window that reads one page and reaches nothing else. */

let terminal: Terminal
test.beforeEach(async () => {
  const profile = newProfile()
  provision(profile, { environment: 'training', terminal: 'FORM1', printer: { transport: 'virtual' } })
  terminal = await launch(profile)
  await signIn(terminal.page)
})
test.afterEach(() => terminal?.close())

const manuals = (): Promise<readonly { readonly url: string; readonly zoom: number }[]> =>
  terminal.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .filter(({ webContents }) => webContents.getURL().startsWith('app://manual/'))
      .map(({ webContents }) => ({
        url: decodeURI(webContents.getURL()),
        zoom: webContents.getZoomFactor(),
      })),
  )

/** A key as a keyboard gives it: the driver's own would pass by what the window listens to. */
const pushIn = (keyCode: string, modifiers: readonly 'control'[] = []): Promise<void> =>
  terminal.app.evaluate(
    ({ BrowserWindow }, { keyCode, modifiers }) => {
      const manual = BrowserWindow.getAllWindows().find(({ webContents }) =>
        webContents.getURL().startsWith('app://manual/'),
      )
      manual?.webContents.sendInputEvent({ type: 'keyDown', keyCode, modifiers: [...modifiers] })
    },
    { keyCode, modifiers },
  )

/** F1 on whatever screen is shown, and the manual from there. */
async function openManual(): Promise<Page> {
  const opened = terminal.app.waitForEvent('window')
  await push(terminal.page, 'F1')
  await terminal.page.getByTestId('open-manual').click()
  const manual = await opened
  // A place jumped to before the letters are drawn moves away under them.
  await manual.waitForLoadState('load')
  await manual.evaluate(() => document.fonts.ready.then(() => undefined))
  return manual
}

test('F1 opens it where the screen is told of, once, and Escape leads back', async () => {
  const manual = await openManual()
  await expect(manual.getByRole('heading', { level: 1, name: 'Le comptoir' })).toBeVisible()
  await expect(manual.locator('h2#servir-un-client')).toBeInViewport()
  await terminal.page.getByTestId('open-manual').click()
  await expect.poll(manuals).toHaveLength(1)

  await manual.getByRole('link', { name: 'Les touches' }).click()
  await expect(manual.locator('h2#les-touches')).toBeInViewport()
  await expect.poll(async () => (await manuals())[0]?.url).toBe('app://manual/#les-touches')

  await pushIn('=', ['control'])
  await expect.poll(async () => (await manuals())[0]?.zoom).toBeGreaterThan(1)
  await pushIn('0', ['control'])
  await expect.poll(async () => (await manuals())[0]?.zoom).toBe(1)

  const closed = manual.waitForEvent('close')
  await pushIn('Escape')
  await closed
  await push(terminal.page, 'Escape')
  await expect(terminal.page.getByTestId('reference-input')).toBeFocused()

  const again = await openManual()
  const gone = again.waitForEvent('close')
  await pushIn('F1')
  await gone
  expect(await manuals()).toEqual([])
})

test('it reads its page and nothing else: no script, no host, no file, no bridge', async () => {
  await openManual()
  const reached = await terminal.app.evaluate(async ({ BrowserWindow, session }) => {
    const own = session.fromPartition('manual')
    const ask = (url: string): Promise<number | string> =>
      own.fetch(url).then(
        ({ status }) => status,
        () => 'refused',
      )
    const [preferences] = BrowserWindow.getAllWindows()
      .filter(({ webContents }) => webContents.session === own)
      .map(({ webContents }) =>
        (
          webContents as unknown as { getLastWebPreferences: () => Record<string, unknown> }
        ).getLastWebPreferences(),
      )
    return {
      page: await ask('app://manual/'),
      file: await ask('app://manual/..%2fmain%2fmain.js'),
      terminal: await ask('app://guichet/index.html'),
      host: await ask('http://127.0.0.1:9/'),
      policy: (await own.fetch('app://manual/')).headers.get('content-security-policy'),
      kept: own.isPersistent(),
      preload: preferences?.['preload'] ?? null,
      javascript: preferences?.['javascript'],
      sandbox: preferences?.['sandbox'],
    }
  })
  expect(reached).toEqual({
    page: 200,
    file: 404,
    terminal: 404,
    host: 'refused',
    policy: expect.stringMatching(/^default-src 'none'; style-src [^;]+; img-src data:; font-src data:;/),
    kept: false,
    preload: null,
    javascript: false,
    sandbox: true,
  })
})

test('the terminal takes it along when it closes', async () => {
  await openManual()
  const ended = new Promise((resolve) => terminal.process.once('exit', resolve))
  await terminal.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find(({ webContents }) => webContents.getURL().startsWith('app://guichet/'))
      ?.close(),
  )
  await ended
})
