import { expect, test } from '@playwright/test'
import { type SandboxProcess, startSandboxProcess } from '../support/sandbox-process'
import { launch, newProfile, provision, readJournal, signIn, type Terminal } from '../support/terminal'

/**
 * A power cut at every transition: main is ended right after one event is durable, and started again. Nothing may be
 * lost, nothing may run twice, and the cashier must be asked for the cash that is not where it belongs.
 */

let sandbox: SandboxProcess
test.beforeAll(async () => {
  sandbox = await startSandboxProcess()
})
test.afterAll(() => sandbox.end())

const TIMERS = {
  requestMs: 2_000,
  notDoneMs: 1_500,
  agreeMs: 300,
  settleMs: [0, 200, 400, 800],
  acceptedMs: 60_000,
}

async function open(profile: string, haltAt?: string): Promise<Terminal> {
  return launch(profile, {
    GUICHET_API_KEY: sandbox.key,
    ...(haltAt === undefined ? {} : { GUICHET_HALT_AT: haltAt }),
  })
}

function newShop(): string {
  const profile = newProfile()
  provision(profile, {
    environment: 'custom',
    host: sandbox.host,
    terminal: 'CASA1',
    agentPhone: '+212661000417',
    soleTerminal: true,
    timers: TIMERS,
  })
  return profile
}

/** Presses on until the app is gone; what it says while it dies does not matter. */
async function untilGone(terminal: Terminal, work: () => Promise<void>): Promise<void> {
  const child = terminal.process
  const gone = new Promise((done) =>
    child.exitCode === null && child.signalCode === null ? child.once('exit', done) : done(null),
  )
  await Promise.race([gone, work().catch(() => undefined)])
  await gone
}

async function confirmAll(terminal: Terminal, reference: string, direction: string): Promise<void> {
  const { page } = terminal
  await page.getByTestId('reference-input').fill(reference)
  await page.keyboard.press('Enter')
  await page.getByTestId('quote-amount').waitFor()
  if (direction === 'cash_in') await page.getByTestId('cash-received-input').fill('600')
  else await page.getByTestId('identity-checked').check()
  await page.getByTestId('confirm').click()
  await page.getByTestId('next-customer').click()
}

const CASES = [
  { direction: 'cash_in', haltAt: 'operation.intent', state: 'not_sent', cash: 'received', executions: 0 },
  { direction: 'cash_in', haltAt: 'operation.sent', state: 'not_done', cash: 'received', executions: 0 },
  {
    direction: 'cash_in',
    haltAt: 'operation.completed',
    state: 'completed',
    cash: 'received',
    executions: 1,
  },
  { direction: 'cash_in', haltAt: 'cash.in_drawer', state: 'completed', cash: 'in_drawer', executions: 1 },
  { direction: 'cash_out', haltAt: 'operation.intent', state: 'not_sent', cash: 'none', executions: 0 },
  { direction: 'cash_out', haltAt: 'operation.sent', state: 'not_done', cash: 'none', executions: 0 },
  { direction: 'cash_out', haltAt: 'operation.completed', state: 'completed', cash: 'due', executions: 1 },
  { direction: 'cash_out', haltAt: 'cash.paid', state: 'completed', cash: 'paid', executions: 1 },
] as const

for (const { direction, haltAt, state, cash, executions } of CASES) {
  test(`${direction}, cut after ${haltAt}`, async () => {
    const profile = newShop()
    const reference = await sandbox.newReference({ direction, amount: '500' })
    const cut = await open(profile, haltAt)
    await signIn(cut.page)
    await untilGone(cut, () => confirmAll(cut, reference, direction))

    const again = await open(profile)
    try {
      await signIn(again.page)
      await expect
        .poll(() => readJournal(profile).map((line) => [line.reference, line.state]))
        .toEqual([[reference, state]])
      const [line] = readJournal(profile)
      expect(line).toMatchObject({ cash, amount: 50_000 })
      const booked = await sandbox.booked(reference)
      expect(booked.executions).toBe(executions)
      expect(booked.asked.length).toBeLessThanOrEqual(1)

      const open = !['paid', 'none'].includes(cash) && !(cash === 'in_drawer' && line?.changeDue === 0)
      await expect(again.page.getByTestId('queue')).toHaveAttribute('data-unsettled', open ? '1' : '0')
      if (open) {
        await again.page.keyboard.press('F5')
        await expect(again.page.getByTestId('unsettled-row')).toHaveAttribute('data-cash', cash)
      }
    } finally {
      await again.close()
    }
  })
}

test('an answer lost by a power cut is found executed, and is not sent again', async () => {
  const profile = newShop()
  const reference = await sandbox.newReference({ direction: 'cash_out', amount: '300' })
  await sandbox.fault({ call: 'cashout.agent.execute', reference, kind: 'hang_after' })
  const cut = await open(profile)
  await signIn(cut.page)
  await cut.page.getByTestId('reference-input').fill(reference)
  await cut.page.keyboard.press('Enter')
  await cut.page.getByTestId('identity-checked').check()
  await cut.page.getByTestId('confirm').click()
  await expect.poll(async () => (await sandbox.booked(reference)).executions).toBe(1)
  await cut.kill()

  const again = await open(profile)
  try {
    await signIn(again.page)
    await expect.poll(() => readJournal(profile)[0]?.state).toBe('completed')
    expect(readJournal(profile)[0]).toMatchObject({ cash: 'due', attempts: [{ sentAt: expect.any(String) }] })
    expect((await sandbox.booked(reference)).executions).toBe(1)
    await again.page.keyboard.press('F5')
    await again.page.getByTestId('identity-checked').check()
    await again.page.getByTestId('cash-paid').click()
    await expect.poll(() => readJournal(profile)[0]?.cash).toBe('paid')
    await expect(again.page.getByTestId('queue')).toHaveAttribute('data-unsettled', '0')
  } finally {
    await again.close()
  }
})
