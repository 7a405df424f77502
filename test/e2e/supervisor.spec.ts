import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import Database from 'better-sqlite3'
import { type SandboxProcess, startSandboxProcess } from '../support/sandbox-process'
import { launch, newProfile, provision, readJournal, signIn, type Terminal } from '../support/terminal'

/** What asks for a supervisor, and what only Chari's own sandbox offers. */

let sandbox: SandboxProcess
test.beforeAll(async () => {
  sandbox = await startSandboxProcess()
})
test.afterAll(() => sandbox.end())

const TIMERS = { requestMs: 1_500, notDoneMs: 60_000, acceptedMs: 1_500, settleMs: [0, 300, 600, 900, 1_200] }

async function open(wanted: Record<string, unknown>): Promise<Terminal> {
  const profile = newProfile()
  provision(profile, {
    environment: 'custom',
    host: sandbox.host,
    terminal: 'CASA1',
    agentPhone: '+212661000417',
    soleTerminal: true,
    timers: TIMERS,
    ...wanted,
  })
  return launch(profile, { GUICHET_API_KEY: sandbox.key })
}

/** Kinds of the journal's events, oldest first. */
function eventKinds(profile: string): readonly string[] {
  const db = new Database(join(profile, 'journal.db'), { readonly: true })
  try {
    return (db.prepare('SELECT kind FROM event ORDER BY sequence').all() as { kind: string }[]).map(
      ({ kind }) => kind,
    )
  } finally {
    db.close()
  }
}

test("Chari's sandbox: a reference is made, served, and the network's execution simulated", async () => {
  const terminal = await open({ environment: 'sandbox' })
  try {
    const { page } = terminal
    await signIn(page)
    await page.getByLabel('Téléphone du client').fill('0661248730')
    await page.getByLabel('Montant').fill('120')
    await page.keyboard.press('Alt+1')
    await expect(page.locator('.test-made strong')).toBeVisible()
    await page.keyboard.press('Alt+3')
    await expect(page.getByTestId('quote-amount')).toContainText('120,00')
    await page.getByTestId('confirm').click()
    await expect(page.getByTestId('operation-state')).toHaveAttribute('data-state', 'completed')
    await page.getByTestId('next-customer').click()
    await page.getByLabel('Téléphone du client').fill('0661248730')
    await page.getByLabel('Montant').fill('80')
    await page.keyboard.press('Alt+2')
    const made = page.locator('.test-made strong')
    await expect(made).toBeVisible()
    const reference = (await made.innerText()).replace(/\D/g, '')
    await page.keyboard.press('Alt+4')
    await expect.poll(async () => (await sandbox.booked(reference)).executions).toBe(1)
  } finally {
    await terminal.close()
  }
})

test('a doubtful identity is journaled, with no intent, and nothing is asked of Chari', async () => {
  const terminal = await open({})
  try {
    const { page } = terminal
    await signIn(page)
    const reference = await sandbox.newReference({ direction: 'cash_out', amount: '200' })
    await page.getByTestId('reference-input').fill(reference)
    await page.keyboard.press('Enter')
    await page.getByTestId('quote-amount').waitFor()
    await page.keyboard.press('Delete')
    await expect(page.getByTestId('reference-input')).toBeVisible()
    expect(eventKinds(terminal.profile)).toContain('operation.identity_refused')
    expect(readJournal(terminal.profile)).toHaveLength(0)
    expect((await sandbox.booked(reference)).asked).toHaveLength(0)
  } finally {
    await terminal.close()
  }
})

test('what is never completed goes to review, and a supervisor decides with a ticket', async () => {
  const terminal = await open({})
  try {
    const { page, profile } = terminal
    await signIn(page)
    const reference = await sandbox.newReference({
      direction: 'cash_in',
      amount: '250',
      fault: { call: 'cashin.agent.execute', kind: 'never_2' },
    })
    await page.getByTestId('reference-input').fill(reference)
    await page.keyboard.press('Enter')
    await page.getByTestId('cash-received-input').fill('300')
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('operation-state')).toHaveAttribute('data-state', 'review', {
      timeout: 20_000,
    })
    await page.getByTestId('next-customer').click()
    await page.keyboard.press('F5')
    await page.getByTestId('review-decide').click()
    await page.getByTestId('review-not_done').click()
    await page.getByTestId('review-ticket').fill('CH-4711')
    await page.getByTestId('approval-pin').fill('4321')
    await page.getByTestId('review-confirm').click()
    await expect.poll(() => readJournal(profile)[0]?.state).toBe('not_done')
    await page.getByTestId('cash-returned').click()
    await expect.poll(() => readJournal(profile)[0]?.cash).toBe('returned')
    await expect(page.getByTestId('queue')).toHaveAttribute('data-unsettled', '0')
    expect(eventKinds(profile)).toContain('operation.decided')
  } finally {
    await terminal.close()
  }
})

test('set-up opens again for a supervisor, and what it changes is in the journal', async () => {
  const terminal = await open({ printer: { transport: 'virtual', paper: 80 } })
  try {
    const { page, profile } = terminal
    await signIn(page, 'Karim I.', '4321')
    await page.keyboard.press('F11')
    await page.getByTestId('settings-language').click()
    for (
      let step = 0;
      step < 12 && !(await page.getByTestId('setup-identity-details').isVisible());
      step += 1
    ) {
      await expect(page.getByTestId('setup-next')).toBeEnabled()
      await page.getByTestId('setup-next').click()
    }
    await page.getByTestId('setup-identity-details').click()
    for (
      let step = 0;
      step < 12 && !(await page.getByTestId('pin-input').or(page.getByTestId('reference-input')).isVisible());
      step += 1
    ) {
      await expect(page.getByTestId('setup-next')).toBeEnabled()
      await page.getByTestId('setup-next').click()
    }
    await expect.poll(() => eventKinds(profile)).toContain('terminal.settings_changed')
  } finally {
    await terminal.close()
  }
})

test('an idle counter locks, says why in the journal, and comes back to its operation', async () => {
  const terminal = await open({ timers: { ...TIMERS, idleLockMs: 2_500 } })
  try {
    const { page, profile } = terminal
    await signIn(page)
    const reference = await sandbox.newReference({ direction: 'cash_in', amount: '90' })
    await page.getByTestId('reference-input').fill(reference)
    await page.keyboard.press('Enter')
    await page.getByTestId('confirm').click()
    await expect(page.getByTestId('operation-state')).toHaveAttribute('data-state', 'completed')
    await expect(page.getByTestId('pin-input')).toBeVisible({ timeout: 15_000 })
    expect(eventKinds(profile)).toContain('terminal.locked')
    await page.getByTestId('user-Salma B.').click()
    await page.getByTestId('pin-input').fill('1234')
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('operation-state')).toHaveAttribute('data-state', 'completed')
  } finally {
    await terminal.close()
  }
})
