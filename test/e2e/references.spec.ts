import { expect, type Page, test } from '@playwright/test'
import { type SandboxProcess, startSandboxProcess } from '../support/sandbox-process'
import { launch, newProfile, provision, readJournal, signIn, type Terminal } from '../support/terminal'

/** What is typed or brought that cannot be served: each has its own sentence, and nothing is sent that need not be. */

let sandbox: SandboxProcess
let terminal: Terminal
let page: Page
let profile: string

test.beforeAll(async () => {
  sandbox = await startSandboxProcess()
  profile = newProfile()
  provision(profile, {
    environment: 'custom',
    host: sandbox.host,
    terminal: 'CASA1',
    agentPhone: '+212661000417',
    soleTerminal: true,
    timers: { requestMs: 1_500, connectMs: 1_000, quoteMs: 60_000, settleMs: [0, 60_000], notDoneMs: 60_000 },
  })
  terminal = await launch(profile, { GUICHET_API_KEY: sandbox.key })
  page = terminal.page
  await signIn(page)
})
test.afterAll(async () => {
  await terminal?.close()
  await sandbox?.end()
})

async function lookUp(text: string): Promise<void> {
  await page.getByTestId('reference-input').fill(text)
  await page.keyboard.press('Enter')
}
async function says(code: string): Promise<void> {
  const message = page.getByTestId('message')
  await expect(message).toHaveAttribute('data-code', code)
  await expect(message).not.toHaveText('')
}
const newReference = (direction = 'cash_in', amount = '200'): Promise<string> =>
  sandbox.newReference({ direction, amount })

for (const text of ['abcdef', '12345', '123456789012345678901']) {
  test(`what is no reference is told so and kept: ${text}`, async () => {
    await lookUp(text)
    await says('reference_invalid')
    const kept = await page.getByTestId('reference-input').inputValue()
    expect(kept.replaceAll(' ', '')).toBe(text)
  })
}

test('an unknown reference', async () => {
  await lookUp('1122334455')
  await says('reference_unknown')
})

for (const [act, code] of [
  ['expire', 'reference_expired'],
  ['cancel', 'reference_canceled'],
  ['execute-elsewhere', 'reference_used'],
] as const) {
  test(`a reference after ${act}`, async () => {
    const reference = await newReference('cash_out')
    await sandbox.act(reference, act)
    await lookUp(reference)
    await says(code)
    expect((await sandbox.booked(reference)).asked.length).toBe(act === 'execute-elsewhere' ? 1 : 0)
  })
}

test('a cash-out asked for as a cash-in', async () => {
  const reference = await newReference('cash_out')
  await page.keyboard.press('F2')
  await lookUp(reference)
  await says('reference_other_direction')
  await page.getByTestId('reference-input').fill('')
  await page.keyboard.press('Escape')
})

test('executed elsewhere between the look-up and Enter: nothing is paid', async () => {
  const reference = await newReference('cash_out')
  await lookUp(reference)
  await page.getByTestId('quote-amount').waitFor()
  await sandbox.act(reference, 'execute-elsewhere')
  await page.getByTestId('identity-checked').check()
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('operation-state')).toHaveAttribute('data-state', 'elsewhere')
  expect((await sandbox.booked(reference)).executions).toBe(1)
  await page.getByTestId('next-customer').click()
  expect(readJournal(profile).at(-1)).toMatchObject({ reference, state: 'elsewhere', cash: 'none' })
})

test('less money than asked for keeps the main action off, with the reason', async () => {
  await lookUp(await newReference('cash_in', '500'))
  await page.getByTestId('cash-received-input').fill('499,99')
  await expect(page.getByTestId('confirm')).toBeDisabled()
  await page.getByTestId('cash-received-input').fill('500.00')
  await expect(page.getByTestId('confirm')).toBeEnabled()
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('reference-input')).toBeVisible()
})

test('a refused cash-in: the money goes back, and the journal says so', async () => {
  const reference = await sandbox.newReference({
    direction: 'cash_in',
    amount: '150',
    fault: { call: 'cashin.agent.execute', kind: 'refuse', errorCode: 20005 },
  })
  await lookUp(reference)
  await page.getByTestId('cash-received-input').fill('200')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('operation-state')).toHaveAttribute('data-state', 'refused')
  await page.getByTestId('next-customer').click()
  expect(readJournal(profile).at(-1)).toMatchObject({ reference, state: 'refused', cash: 'returned' })
  expect((await sandbox.booked(reference)).executions).toBe(0)
})

test('a key that Chari denies on execute: refused at once, without a look-up', async () => {
  const reference = await sandbox.newReference({
    direction: 'cash_in',
    amount: '150',
    fault: { call: 'cashin.agent.execute', kind: 'deny' },
  })
  await lookUp(reference)
  await page.getByTestId('quote-amount').waitFor()
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('operation-state')).toHaveAttribute('data-state', 'refused')
  await page.getByTestId('next-customer').click()
  expect((await sandbox.booked(reference)).executions).toBe(0)
})

test('a reference that is being settled opens its own file, and no second one', async () => {
  const reference = await sandbox.newReference({
    direction: 'cash_out',
    amount: '150',
    fault: { call: 'cashout.agent.execute', kind: 'never_2' },
  })
  await lookUp(reference)
  await page.getByTestId('identity-checked').check()
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('operation-state')).toHaveAttribute('data-state', 'unsure')
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('queue')).toHaveAttribute('data-unsettled', '1')
  await lookUp(reference)
  await expect(page.getByTestId('operation-state')).toHaveAttribute('data-state', 'unsure')
  await page.keyboard.press('Escape')
  expect(readJournal(profile).filter((line) => line.reference === reference)).toHaveLength(1)
  expect((await sandbox.booked(reference)).asked).toHaveLength(1)
})

test('no link: nothing starts, the bar says so, and it comes back by itself', async () => {
  const reference = await newReference()
  await sandbox.down(4_000)
  await lookUp(reference)
  await says('offline')
  await expect(page.getByTestId('connection')).toHaveAttribute('data-state', 'offline')
  await expect(page.getByTestId('connection')).toHaveAttribute('data-state', 'online', { timeout: 20_000 })
  await lookUp(reference)
  await expect(page.getByTestId('quote-amount')).toBeVisible()
  await page.keyboard.press('Escape')
})
