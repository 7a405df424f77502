import { spawn } from 'node:child_process'
import { closeSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import Database from 'better-sqlite3'
import { canMount, mountSmallDisk } from '../support/small-disk'
import {
  launch,
  newProfile,
  provision,
  ROOT,
  readJournal,
  runtimeOf,
  signIn,
  type Terminal,
} from '../support/terminal'

/** What happens to the machine, the file and the window, not to Chari. */

const TRAINING = {
  environment: 'training',
  terminal: 'FORM1',
  printer: { transport: 'virtual', paper: 80 },
} as const

function trainingProfile(): string {
  const profile = newProfile()
  provision(profile, TRAINING)
  return profile
}

/** A practice cash-in of 500, by the first key of "S'entraîner", up to its details. */
async function practise(terminal: Terminal, key = 'Alt+1'): Promise<void> {
  await terminal.page.keyboard.press(key)
  await terminal.page.getByTestId('quote-amount').waitFor()
}

test('a damaged journal stops the start with a clear screen, and a supervisor begins another', async () => {
  const profile = trainingProfile()
  const first = await launch(profile)
  await signIn(first.page)
  await practise(first)
  await first.page.getByTestId('confirm').click()
  await first.page.getByTestId('next-customer').click()
  await first.close()

  const file = openSync(join(profile, 'training.db'), 'r+')
  const zeds = Buffer.alloc(60_000, 0x5a)
  writeSync(file, zeds, 0, zeds.length, 4_096)
  closeSync(file)
  const damaged = await launch(profile)
  try {
    await expect(damaged.page.getByTestId('fault')).toHaveAttribute('data-code', 'journal_corrupt')
    await damaged.page.getByTestId('new-journal').click()
    await damaged.page.getByTestId('approval-pin').fill('4321')
    await damaged.page.keyboard.press('Enter')
    await signIn(damaged.page)
    expect(readdirSync(profile).some((name) => name.startsWith('training.db.kept-'))).toBe(true)
    await practise(damaged)
  } finally {
    await damaged.close()
  }
})

test('an altered row is named at start; a supervisor goes on in a new file, numbers and cash in sight', async () => {
  const profile = trainingProfile()
  const first = await launch(profile)
  await signIn(first.page)
  await practise(first)
  await first.page.getByTestId('confirm').click()
  await first.page.getByTestId('next-customer').click()
  // A second one stays unsure: its cash is aside when the journal is altered.
  await practise(first, 'Alt+3')
  await first.page.getByTestId('confirm').click()
  await expect(first.page.getByTestId('operation-state')).toHaveAttribute('data-state', 'unsure')
  await first.page.getByTestId('next-customer').click()
  const before = readJournal(profile)
  await first.close()

  const file = join(profile, 'training.db')
  const db = new Database(file)
  const triggers = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck().all()
  for (const name of triggers) db.exec(`DROP TRIGGER ${name}`)
  const altered = db.prepare("SELECT max(sequence) FROM event WHERE kind = 'operation.intent'").pluck().get()
  db.prepare("UPDATE event SET cashier = 'Someone else' WHERE sequence = ?").run(altered)
  db.close()

  const damaged = await launch(profile)
  try {
    const { page } = damaged
    await expect(page.getByTestId('broken-event')).toHaveAttribute('data-sequence', String(altered))
    await expect(page.getByTestId('broken-event')).toHaveAttribute('data-how', 'altered')
    await expect(page.getByTestId('broken-event')).toContainText('operation.intent')
    await page.getByTestId('new-journal').click()
    await page.getByTestId('approval-pin').fill('4321')
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('left-row')).toHaveAttribute('data-reference', before[1]?.reference ?? '')
    await page.getByTestId('left-noted').click()
    await signIn(page)
    await practise(damaged)
    await page.getByTestId('confirm').click()
    await page.getByTestId('next-customer').click()
    // The numbers go on behind those of the old journal.
    expect(before.map(({ number }) => number)).toEqual(['FORM1-000001', 'FORM1-000002'])
    expect(readJournal(profile).map(({ number }) => number)).toEqual(['FORM1-000003'])
    expect(readdirSync(profile).filter((name) => /^training\.db\.kept-\w+$/.test(name))).toHaveLength(1)
  } finally {
    await damaged.close()
  }
})

test('a second start on the same profile brings the first to the front and ends', async () => {
  const profile = trainingProfile()
  const first = await launch(profile)
  try {
    await first.page.getByTestId('pin-input').waitFor()
    const { executable, args, env } = runtimeOf()
    const second = spawn(executable, [...args], {
      cwd: ROOT,
      env: { ...process.env, ...env, GUICHET_PROFILE: profile },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    second.stderr.on('data', (bytes: Buffer) => {
      said += String(bytes)
    })
    expect(await new Promise((done) => second.once('exit', done))).toBe(0)
    expect(said).toContain('Guichet is open already')
    await expect(first.page.getByTestId('pin-input')).toBeVisible()
  } finally {
    await first.close()
  }
})

for (const how of ['crashes', 'hangs'] as const) {
  test(`a renderer that ${how} comes back to the operation under way`, () => comesBack(how))
}

async function comesBack(how: 'crashes' | 'hangs'): Promise<void> {
  const profile = trainingProfile()
  const terminal = await launch(profile)
  try {
    const { page } = terminal
    const reloads = (): number =>
      readFileSync(join(profile, 'logs/guichet.log'), 'utf8').split('renderer.reloaded').length - 1
    await signIn(page)
    await practise(terminal, 'Alt+3')
    await page.getByTestId('confirm').click()
    await expect(page.getByTestId('operation-state')).toHaveAttribute('data-state', 'unsure')
    // A page that crashed is gone for the driver: from here on main is asked what its window shows.
    await terminal.app.evaluate(({ BrowserWindow }, how) => {
      const window = BrowserWindow.getAllWindows().find((one) =>
        one.webContents.getURL().startsWith('app://guichet'),
      )
      if (how === 'crashes') window?.webContents.forcefullyCrashRenderer()
      else void window?.webContents.executeJavaScript('for (;;) {}').catch(() => undefined)
    }, how)
    if (how === 'hangs') await expect.poll(reloads, { timeout: 25_000 }).toBe(1)
    const shown = (): Promise<unknown> =>
      terminal.app.evaluate(({ BrowserWindow }) => {
        const window = BrowserWindow.getAllWindows().find((one) =>
          one.webContents.getURL().startsWith('app://guichet'),
        )
        if (!window || window.webContents.isCrashed() || window.webContents.isLoading()) return null
        // A script handed to a page that is just dying is never answered.
        return Promise.race([
          window.webContents.executeJavaScript(
            'document.querySelector("[data-testid=operation-state]")?.dataset.state ?? null',
          ),
          new Promise((done) => setTimeout(() => done(null), 1_000)),
        ])
      })
    await expect.poll(shown).toMatch(/^(unsure|completed)$/)
    expect(readJournal(profile)).toHaveLength(1)
  } finally {
    await terminal.close()
  }
}

const fullDisk = async (): Promise<void> => {
  const disk = mountSmallDisk(96)
  const profile = join(disk.folder, 'profile')
  provision(profile, TRAINING)
  const terminal = await launch(profile)
  try {
    const { page } = terminal
    await signIn(page)
    await practise(terminal)
    disk.fill()
    await page.getByTestId('confirm').click()
    await expect(page.getByTestId('message')).toHaveAttribute('data-code', 'journal_unwritable')
    expect(readJournal(profile)).toHaveLength(0)
    disk.free()
    await page.getByTestId('confirm').click()
    await expect(page.getByTestId('operation-state')).toHaveAttribute('data-state', 'completed')
  } finally {
    await terminal.close()
    disk.end()
  }
}

// A full disk needs an administrator; the journal's own tests cover it for everybody else.
if (canMount())
  test('on a full disk no money operation starts, it says why, and goes on when there is room', fullDisk)
