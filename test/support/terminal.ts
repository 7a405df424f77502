import { type ChildProcess, execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type ElectronApplication, _electron as electron, type Page } from '@playwright/test'

export const ROOT = resolve(import.meta.dirname, '../..')

/** How `npm run -s electron-path` says the built terminal is run. */
interface Runtime {
  readonly executable: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

let runtime: Runtime | undefined
const run = (...args: string[]): string =>
  execFileSync('npm', ['run', '-s', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })

/** How the built terminal is run here; asked once. */
export function runtimeOf(): Runtime {
  runtime ??= JSON.parse(run('electron-path')) as Runtime
  return runtime
}

export interface Terminal {
  readonly app: ElectronApplication
  readonly page: Page
  readonly profile: string
  /** Its process, also when the driver has lost it. */
  readonly process: ChildProcess
  /** Ends it as a user does, by closing. */
  readonly close: () => Promise<void>
  /** Ends it as a power cut does. */
  readonly kill: () => Promise<void>
}

export const newProfile = (): string => mkdtempSync(join(tmpdir(), 'guichet-profile-'))

export const PEOPLE = [
  { name: 'Salma B.', role: 'cashier', pin: '1234' },
  { name: 'Karim I.', role: 'supervisor', pin: '4321' },
] as const

/** Writes `guichet.provision.json`; the rest of the world is the caller's. */
export function provision(profile: string, wanted: Record<string, unknown>): void {
  mkdirSync(profile, { recursive: true })
  writeFileSync(
    join(profile, 'guichet.provision.json'),
    JSON.stringify({
      language: 'fr',
      shop: { name: 'Épicerie Al Amal', address: '14, rue Ibn Batouta, Casablanca', phone: '0522 30 40 50' },
      agentCode: 'AG20417',
      users: PEOPLE,
      ...wanted,
    }),
  )
}

/** Starts the built terminal on a profile, with reduced motion. */
export async function launch(profile: string, env: Record<string, string> = {}): Promise<Terminal> {
  const { executable, args, env: needed } = runtimeOf()
  const { ELECTRON_RUN_AS_NODE: _, ...inherited } = process.env as Record<string, string>
  const app = await electron.launch({
    executablePath: executable,
    args: [...args, '--force-prefers-reduced-motion'],
    cwd: ROOT,
    env: { ...inherited, ...needed, GUICHET_PROFILE: profile, ELECTRON_NO_DIALOG: '1', ...env },
  })
  const child = app.process()
  const page = await app.firstWindow()
  // Playwright's own default overrides the switch above.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.waitForLoadState('domcontentloaded')
  return {
    app,
    page,
    profile,
    process: child,
    close: () => app.close(),
    kill: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await gone
    },
  }
}

/** Signs in, whatever comes next. */
export async function enter(page: Page, name = 'Salma B.', pin = '1234'): Promise<void> {
  await page.getByTestId(`user-${name}`).click()
  await page.getByTestId('pin-input').fill(pin)
  await page.keyboard.press('Enter')
  await page.getByTestId('pin-input').waitFor({ state: 'detached' })
}

/** Signs in and serves: where no shift is open, one is, with what the till proposes. */
export async function signIn(page: Page, name = 'Salma B.', pin = '1234'): Promise<void> {
  await enter(page, name, pin)
  const open = page.getByTestId('shift-open')
  const home = page.getByTestId('reference-input')
  await open.or(home).waitFor()
  if (await open.isVisible()) await open.click()
  await home.waitFor()
}

export interface JournalLine {
  readonly number: string
  readonly kind: string
  readonly reference: string
  readonly state: string
  readonly cash: string
  readonly changeDue: number
  readonly amount: number
  readonly operationId: string | null
  readonly attempts: readonly { readonly requestId: string; readonly sentAt: string | null }[]
  readonly printed: readonly { readonly kind: string; readonly copies: number }[]
}

/** The profile's operations as `npm run -s journal -- DIR` prints them. */
export const readJournal = (profile: string): readonly JournalLine[] =>
  run('journal', '--', profile)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as JournalLine)

/** Resizes the window's content and waits until the page has it. */
export async function resize(terminal: Terminal, width: number, height: number): Promise<void> {
  const ask = (): Promise<void> =>
    terminal.app.evaluate(
      ({ BrowserWindow }, [w, h]) => {
        const window = BrowserWindow.getAllWindows().find((one) =>
          one.webContents.getURL().startsWith('app://guichet'),
        )
        window?.setContentSize(w, h)
      },
      [width, height] as const,
    )
  // While main collects what its start left, the driver may lose the answer; asking again changes nothing.
  await ask().catch((error: unknown) => {
    if (!String(error).includes('garbage collected')) throw error
    return ask()
  })
  await terminal.page.waitForFunction(([w, h]) => innerWidth === w && innerHeight === h, [
    width,
    height,
  ] as const)
}
