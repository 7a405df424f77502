import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, type Locator, test } from '@playwright/test'
import { startVirtualPrinter, type VirtualPrinter } from '../devices/virtual-printer'
import { type OtherChari, startOtherChari } from '../fixtures/other-chari'
import { expectOutcome, lookUp, nextCustomer, order, paperOf } from '../support/at-the-counter'
import {
  launch,
  newProfile,
  PEOPLE,
  provision,
  readJournal,
  signIn,
  type Terminal,
} from '../support/terminal'

/** The handles of docs/automation.md and nothing else, against a Chari that shares no code with the terminal. */

const ROOT = resolve(import.meta.dirname, '../..')
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

test.describe.configure({ mode: 'serial' })

let chari: OtherChari
let printer: VirtualPrinter
let terminal: Terminal
const profile = newProfile()

const at = (id: string): Locator => terminal.page.getByTestId(id)
const outcome = (state: string) => expectOutcome(terminal.page, state)
const rowOf = (reference: string) => readJournal(profile).find((line) => line.reference === reference)
const bookOf = (reference: string) => chari.books().find((one) => one.reference === reference)

const next = () => nextCustomer(terminal.page)
const cashIn = (amount: string) => order(terminal.page, chari, 'cash_in', amount)

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() ?? false)

test.beforeAll(async () => {
  chari = await startOtherChari()
  printer = await startVirtualPrinter()
  provision(profile, {
    environment: 'custom',
    host: chari.host,
    agentCode: chari.agentCode,
    agentPhone: '+212661000417',
    terminal: 'CASA1',
    soleTerminal: true,
    printer: { transport: 'tcp', host: '127.0.0.1', port: printer.port, paper: 80 },
    timers: { requestMs: 1_500, connectMs: 1_000, notDoneMs: 4_000, settleMs: [0, 200, 400, 800] },
  })
  terminal = await launch(profile, { GUICHET_API_KEY: chari.key })
})

test.afterAll(async () => {
  if (terminal?.process.exitCode === null && terminal.process.signalCode === null) await terminal.kill()
  await printer?.close()
  await chari?.close()
})

test('a provisioned terminal opens at sign-in, is no training, and hashes its PINs', async () => {
  for (const { name } of PEOPLE) await expect(at(`user-${name}`)).toBeVisible()
  await expect(at('training-banner')).toHaveCount(0)
  const file: unknown = JSON.parse(readFileSync(join(profile, 'guichet.provision.json'), 'utf8'))
  expect(file).toMatchObject({
    users: PEOPLE.map(({ name, role }) => ({ name, role })),
    agentCode: chari.agentCode,
  })
  expect(JSON.stringify(file)).not.toContain('"pin"')
  await signIn(terminal.page)
  await expect(at('connection')).toHaveAttribute('data-state', 'online')
  await expect(at('queue')).toHaveAttribute('data-unsettled', '0')
})

test('cash-in with change', async () => {
  const reference = chari.addReference({ direction: 'cash_in', amount: '500,50', name: 'Amina Rachidi' })
  await lookUp(terminal.page, reference)
  await expect(at('quote-amount')).toContainText('500,50')
  await expect(at('quote-customer')).toContainText('Amina Rachidi')
  await expect(at('operation-state')).toHaveCount(0)
  await at('cash-received-input').fill('400')
  await expect(at('confirm')).toBeDisabled()
  await at('cash-received-input').fill('600,5')
  await expect(at('confirm')).toBeEnabled()
  await terminal.page.keyboard.press('Enter')
  await outcome('completed')
  await expect(at('change-due')).toContainText('100,00')
  expect(rowOf(reference)).toMatchObject({ state: 'completed', cash: 'received', changeDue: 10_000 })
  await next()
  expect(rowOf(reference)).toMatchObject({ cash: 'in_drawer', changeDue: 0 })
  expect(bookOf(reference)).toMatchObject({ executions: 1, executedBy: chari.agentCode })

  const paper = await paperOf(printer, reference)
  const text = paper.lines.join('\n')
  for (const words of ['500,50', '600,50', '100,00', 'Épicerie Al Amal', 'CASA1-000001'])
    expect(text).toContain(words)
  expect(text).not.toContain('?')
  expect(paper.unknown).toEqual([])
  expect(paper.cuts).toBe(1)
})

test('cash-out: identity, then pay', async () => {
  const reference = chari.addReference({ direction: 'cash_out', amount: '800,00' })
  await lookUp(terminal.page, reference)
  await expect(at('confirm')).toBeDisabled()
  await at('identity-checked').check()
  await at('confirm').click()
  await outcome('completed')
  expect(rowOf(reference)).toMatchObject({ kind: 'cash_out', state: 'completed', cash: 'due', printed: [] })
  await next()
  const paper = await paperOf(printer, reference)
  expect(paper.lines.join('\n')).toContain('800,00')
  expect(paper.lines.join('\n')).not.toContain('?')
  expect(rowOf(reference)).toMatchObject({ cash: 'paid', printed: [{ kind: 'receipt', copies: 1 }] })
})

test('status 1 first, without an operation id: completed once Chari says so', async () => {
  chari.set('status_one_first')
  const incoming = await cashIn('120,00')
  await outcome('completed')
  await next()
  const outgoing = await order(terminal.page, chari, 'cash_out', '60,00')
  await outcome('completed')
  await next()
  for (const reference of [incoming, outgoing]) {
    expect(bookOf(reference)?.executions).toBe(1)
    expect(rowOf(reference)).toMatchObject({
      state: 'completed',
      operationId: expect.stringMatching(/^31\d{3}$/),
    })
  }
  chari.set('at_once')
})

for (const manner of ['hang_after', 'reset_after'] as const)
  test(`an answer that is lost (${manner}): settles to completed, executed once`, async () => {
    chari.set(manner)
    const incoming = await cashIn('350,00')
    await outcome('completed')
    await next()
    const outgoing = await order(terminal.page, chari, 'cash_out', '90,00')
    await outcome('completed')
    await next()
    for (const reference of [incoming, outgoing]) {
      expect(bookOf(reference)).toMatchObject({ executions: 1 })
      const row = rowOf(reference)
      expect(row).toMatchObject({ state: 'completed' })
      // One attempt, whose request id is what Chari was asked with.
      expect(row?.attempts.map(({ requestId }) => requestId)).toEqual(bookOf(reference)?.asked)
      expect(row?.attempts).toHaveLength(1)
    }
    await expect(at('queue')).toHaveAttribute('data-unsettled', '0')
    chari.set('at_once')
  })

test('unsure, and it stays so: slip, next customer, then settled from the list', async () => {
  const reference = chari.addReference({ direction: 'cash_in', amount: '410,00' })
  await lookUp(terminal.page, reference)
  chari.set('reset_after')
  chari.answerLookUps(false)
  await at('confirm').click()
  await outcome('unsure')
  await expect(at('queue')).toHaveAttribute('data-unsettled', '1')
  await at('print-slip').click()
  const slip = await paperOf(printer, reference)
  expect(slip.lines.join('\n')).toContain("CE N'EST PAS UN REÇU")
  await next()
  expect(rowOf(reference)).toMatchObject({ state: 'unsure', cash: 'aside' })

  await at('open-unsettled').click()
  const row = terminal.page.locator(`[data-testid="unsettled-row"][data-reference="${reference}"]`)
  await expect(row).toHaveAttribute('data-state', 'unsure')
  await expect(row).toHaveAttribute('data-cash', 'aside')
  await row.click()
  await at('check-now').click()
  await expect(row).toHaveAttribute('data-state', 'unsure')
  chari.set('at_once')
  chari.answerLookUps(true)
  // Settled while nobody stood there: the envelope waits for a person.
  await expect(row).toHaveAttribute('data-state', 'completed', { timeout: 15_000 })
  await expect(row).toHaveAttribute('data-cash', 'aside')
  expect(rowOf(reference)).toMatchObject({ state: 'completed', cash: 'aside' })
  await at('cash-in-drawer').click()
  await expect(at('queue')).toHaveAttribute('data-unsettled', '0')
  expect(rowOf(reference)).toMatchObject({ cash: 'in_drawer' })
  expect(bookOf(reference)).toMatchObject({ executions: 1 })
  await terminal.page.keyboard.press('Escape')
  await expect(at('reference-input')).toBeVisible()
})

test('a refusal moves nothing, and the money goes back', async () => {
  chari.set('refuse')
  const reference = await cashIn('200,00')
  await outcome('refused')
  await next()
  chari.set('at_once')
  expect(bookOf(reference)).toMatchObject({ executions: 0 })
  expect(rowOf(reference)).toMatchObject({ state: 'refused', cash: 'returned', printed: [] })
})

test('a reference that is no good is told in a word, and nothing is sent', async () => {
  const expired = chari.addReference({ direction: 'cash_in', amount: '10,00', expiresInMs: -1_000 })
  const canceled = chari.addReference({ direction: 'cash_in', amount: '10,00' })
  chari.cancel(canceled)
  const used = chari.addReference({ direction: 'cash_out', amount: '10,00' })
  chari.executeElsewhere(used, 'AG1')
  for (const [typed, code] of [
    ['12345', 'reference_invalid'],
    ['9999999999', 'reference_unknown'],
    [expired, 'reference_expired'],
    [canceled, 'reference_canceled'],
    [used, 'reference_used'],
  ] as const) {
    await at('reference-input').fill(typed)
    await terminal.page.keyboard.press('Enter')
    await expect(at('message')).toHaveAttribute('data-code', code)
  }
  for (const reference of [expired, canceled, used]) expect(bookOf(reference)?.asked).toEqual([])
  await at('reference-input').fill('')
})

test('history shows them, newest first', async () => {
  await at('open-history').click()
  const [newest] = readJournal(profile).slice(-1)
  await expect(at('history-row').first()).toHaveAttribute('data-reference', newest?.reference ?? '')
  await expect(at('history-row').first()).toHaveAttribute('data-state', newest?.state ?? '')
  await terminal.page.keyboard.press('Escape')
  await expect(at('reference-input')).toBeVisible()
})

test('the journal command while the terminal is open: lines in order, of the shape that is documented', () => {
  const lines = readJournal(profile)
  expect(lines.length).toBeGreaterThan(8)
  expect(lines.map(({ number }) => number)).toEqual(
    lines.map((_, index) => `CASA1-${String(index + 1).padStart(6, '0')}`),
  )
  for (const line of lines) {
    expect(Object.keys(line)).toEqual([
      'number',
      'kind',
      'reference',
      'state',
      'cash',
      'changeDue',
      'amount',
      'operationId',
      'attempts',
      'shift',
      'cashier',
      'printed',
    ])
    expect(['cash_in', 'cash_out']).toContain(line.kind)
    expect(Number.isSafeInteger(line.amount)).toBe(true)
    expect(Number.isSafeInteger(line.changeDue)).toBe(true)
    expect(line).toMatchObject({ cashier: 'Salma B.', shift: 'CASA1-S000001' })
    for (const attempt of line.attempts) {
      expect(Object.keys(attempt)).toEqual(['requestId', 'sentAt'])
      expect(attempt.requestId).toMatch(UUID)
      expect(new Date(attempt.sentAt ?? '').toISOString()).toBe(attempt.sentAt)
    }
    for (const paper of line.printed) expect(Object.keys(paper)).toEqual(['kind', 'copies'])
  }
  // Journal and books agree on what was done, and on nothing else.
  const done = (all: readonly { reference: string }[]) => all.map(({ reference }) => reference).sort()
  expect(done(lines.filter(({ state }) => state === 'completed'))).toEqual(
    done(chari.books().filter((one) => one.executedBy === chari.agentCode)),
  )
})

test('the API key stands in the vault alone', async () => {
  const holding = filesOf(profile).filter((file) => {
    const bytes = readFileSync(file)
    return (['utf8', 'utf16le'] as const).some((encoding) => bytes.includes(Buffer.from(chari.key, encoding)))
  })
  // Loopback may have a plain vault; where there is a keyring, not even that holds it in clear.
  expect(holding.filter((file) => !/vault/.test(file.slice(profile.length)))).toEqual([])
  const renderer = await terminal.page.evaluate(() => {
    const world = globalThis as Record<string, unknown>
    const stored = JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])
    return {
      process: typeof world.process,
      require: typeof world.require,
      stored,
      text: document.documentElement.outerHTML,
    }
  })
  expect(renderer).toMatchObject({ process: 'undefined', require: 'undefined' })
  expect(renderer.stored + renderer.text).not.toContain(chari.key)
  expect(await terminal.app.evaluate(() => process.env.GUICHET_API_KEY)).toBeUndefined()
})

test('npm run -s openapi prints OpenAPI 3.1 and nothing else', () => {
  const text = execFileSync('npm', ['run', '-s', 'openapi'], { cwd: ROOT, encoding: 'utf8' })
  const document = JSON.parse(text) as { openapi: string; paths: Record<string, Record<string, unknown>> }
  expect(document.openapi).toMatch(/^3\.1\./)
  expect(Object.keys(document.paths).every((path) => path.startsWith('/api'))).toBe(true)
  for (const way of ['cashin', 'cashout']) {
    expect(Object.keys(document.paths[`/api/operations/${way}/request`] ?? {}).sort()).toEqual([
      'get',
      'post',
    ])
    expect(Object.keys(document.paths[`/api/operations/${way}/agent`] ?? {})).toEqual(['post'])
  }
})

test('SIGTERM ends it within 5 s without a dialog, with an operation unsettled', async () => {
  chari.set('hang_after')
  const reference = chari.addReference({ direction: 'cash_in', amount: '75,00' })
  await lookUp(terminal.page, reference)
  await at('confirm').click()
  await expect.poll(() => bookOf(reference)?.executions).toBe(1)
  const child = terminal.process
  const gone = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const since = performance.now()
  child.kill('SIGTERM')
  expect(await gone).toBe(0)
  expect(performance.now() - since).toBeLessThan(5_000)
  expect(['sent', 'unsure']).toContain(rowOf(reference)?.state)

  // The next start settles it: the money had moved, and once is enough.
  terminal = await launch(profile)
  await signIn(terminal.page)
  await expect.poll(() => rowOf(reference)?.state, { timeout: 15_000 }).toBe('completed')
  expect(bookOf(reference)).toMatchObject({ executions: 1 })
  await expect(at('queue')).toHaveAttribute('data-unsettled', '1')
})

test('closing the window ends it as well', async () => {
  const child = terminal.process
  const gone = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  await terminal.app
    .evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) window.close()
    })
    .catch(() => undefined)
  expect(await gone).toBe(0)
})
