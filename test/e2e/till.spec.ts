import { expect, type Locator, type Page, test } from '@playwright/test'
import { push, scan, tick, typeSlowly } from '../support/keyboard'
import { type SandboxProcess, startSandboxProcess } from '../support/sandbox-process'
import { enter, launch, newProfile, provision, readJournal, signIn, type Terminal } from '../support/terminal'
import { leaveShiftOpen } from '../support/yesterday'

/** The day of a till, on the built terminal and its own Chari, by keyboard alone. */

let sandbox: SandboxProcess
test.beforeAll(async () => {
  sandbox = await startSandboxProcess()
})
test.afterAll(() => sandbox.end())

const PEOPLE = [
  { name: 'Salma B.', role: 'cashier', pin: '1234' },
  { name: 'Hamid T.', role: 'cashier', pin: '5678' },
  { name: 'Karim I.', role: 'supervisor', pin: '4321' },
]

function newShop(wanted: Record<string, unknown> = {}): string {
  const profile = newProfile()
  provision(profile, {
    environment: 'custom',
    host: sandbox.host,
    terminal: 'CASA1',
    agentPhone: '+212661000417',
    soleTerminal: true,
    users: PEOPLE,
    printer: { transport: 'virtual', paper: 80 },
    timers: { requestMs: 2_000, notDoneMs: 1_500, settleMs: [0, 200, 400, 800] },
    ...wanted,
  })
  return profile
}
const open = (profile: string, env: Record<string, string> = {}): Promise<Terminal> =>
  launch(profile, { GUICHET_API_KEY: sandbox.key, ...env })

let terminal: Terminal
const page = (): Page => terminal.page
const at = (id: string): Locator => page().getByTestId(id)
const type = (text: string) => typeSlowly(page(), text)
const key = (name: string) => push(page(), name)
const focused = (id: string) => expect(at(id)).toBeFocused()

/** Quantities down the column, 200 first; Enter goes on. */
async function countDown(...quantities: readonly string[]): Promise<void> {
  for (const [index, quantity] of quantities.entries()) {
    if (index > 0) await page().keyboard.press('Enter')
    await type(quantity)
  }
}

/** From the column to the main action, and on. */
async function seal(): Promise<void> {
  await page().keyboard.press('End')
  await focused('count-seal')
  await key('Enter')
}

async function serve(direction: 'cash_in' | 'cash_out', amount: string): Promise<void> {
  const reference = await sandbox.newReference({ direction, amount })
  await type(reference)
  await page().keyboard.press('Enter')
  await at('confirm').waitFor()
  if (direction === 'cash_out') await key('1')
  await key('Enter')
  await expect(at('operation-state')).toHaveAttribute('data-state', 'completed')
  await expect(at('next-customer')).toBeEnabled()
  await key('Enter')
  await expect(at('reference-input')).toBeFocused()
}

async function untilGone({ process: child }: Terminal, work: () => Promise<void>): Promise<void> {
  const gone = new Promise((done) => child.once('exit', done))
  await Promise.race([gone, work().catch(() => undefined)])
  await gone
}

test.describe
  .serial('a whole shift by keyboard alone', () => {
    test.beforeAll(async () => {
      terminal = await open(newShop())
    })
    test.afterAll(() => terminal.close())

    test('the first opening ever is counted down the column: whatever is counted is the fund', async () => {
      await at('pin-input').waitFor()
      await type('1234')
      await key('Enter')
      await focused('shift-open')
      await expect(at('opening-float')).toHaveAttribute('data-state', 'told')
      await countDown('5', '6', '4', '10')
      await expect(at('count-sum')).toContainText('2 000,00')
      await page().keyboard.press('Enter')
      await focused('count-1000')
      await type('2')
      await page().keyboard.press('*')
      await type('40')
      await page().keyboard.press('Tab')
      await expect(at('count-1000')).toHaveValue('80')
      await page().keyboard.press('+')
      await page().keyboard.press('+')
      await page().keyboard.press('-')
      await expect(at('count-500')).toHaveValue('1')
      await expect(at('count-sum')).toContainText('2 805,00')
      await page().keyboard.press('End')
      await focused('shift-open')
      await key('Enter')
      await expect(at('reference-input')).toBeFocused()
      await expect(at('status-shift')).toHaveAttribute('data-shift', 'CASA1-S000001')
    })

    test('customers come, and a blind till tells its cashier nothing of what the drawer holds', async () => {
      await serve('cash_in', '500')
      await serve('cash_out', '300')
      await key('F9')
      await expect(at('till-hidden')).toBeVisible()
      await expect(at('till-expected')).toHaveCount(0)
      await expect(at('status-cash')).not.toContainText(/\d/)
      await key('F8')
      await expect(page().locator('.history-foot')).toContainText('2 opérations effectuées')
      await expect(page().locator('.history-foot')).not.toContainText('500,00')
      await key('F9')
    })

    test('cash moves without a customer: out, to the bank, in for another reason', async () => {
      await key('Alt+2')
      await focused('move-amount')
      await expect(at('move-confirm')).toBeDisabled()
      await type('40')
      await key('Enter')
      await expect(at('movement-row')).toHaveCount(1)
      await key('Alt+4')
      await type('1000,50')
      await key('Enter')
      await expect(at('movement-row')).toHaveCount(2)
      await key('Alt+1')
      await type('20')
      await page().keyboard.press('Tab')
      await page().keyboard.press('ArrowLeft')
      await expect(at('move-reason-other')).toBeChecked()
      await expect(at('move-confirm')).toBeDisabled()
      await page().keyboard.press('Tab')
      await type('pourboire')
      await key('Enter')
      await expect(at('movement-row').first()).toContainText('pourboire')
    })

    test('what was wrong is undone by its opposite, and the bank says that it has the rest', async () => {
      await at('movement-row').first().focus()
      await page().keyboard.press('Enter')
      await at('movement-correct').focus()
      await page().keyboard.press('Enter')
      await focused('correct-note')
      await type('tapé deux fois')
      await expect(at('correct-confirm')).toBeDisabled()
      await page().keyboard.press('Tab')
      await page().keyboard.press('Tab')
      await type('4321')
      await page().keyboard.press('Enter')
      await expect(at('movement-row')).toHaveCount(4)
      await at('transits').focus()
      await page().keyboard.press('Enter')
      await at('transit-confirm').focus()
      await page().keyboard.press('Enter')
      await expect(at('transits')).toHaveCount(0)
    })

    test('F7 reads an X, which hides as much as the screen', async () => {
      await key('F7')
      await expect(at('till-told')).toContainText('Lecture X')
      await expect(page().locator('.paper')).toContainText('LECTURE X')
      await expect(page().locator('.paper')).not.toContainText('2 805,00')
      await key('Escape')
    })

    test('the drawer goes to the next cashier, counted, with the PIN of who receives it', async () => {
      await key('Alt+5')
      await at('count-seal').waitFor()
      await key('Alt+1')
      await focused('count-total')
      // 2 805 + 500 - 300 - 40 - 1 000,50
      await type('1964,50')
      await key('Enter')
      await expect(at('difference')).toHaveAttribute('data-difference', '0')
      await expect(at('till-expected')).toContainText('1 964,50')
      await focused('receiver-pin')
      await type('0000')
      await key('Enter')
      await expect(at('message')).toHaveAttribute('data-code', 'pin_wrong')
      await type('5678')
      await key('Enter')
      await expect(at('handed')).toBeVisible()
      await expect(at('status-shift')).toContainText('Hamid T.')
      await key('Enter')
      await expect(at('reference-input')).toBeFocused()
      await serve('cash_in', '200')
    })

    test('a count takes no scan, hides what is expected until it is sealed, and is made once more', async () => {
      await key('F9')
      await key('Enter')
      await focused('count-20000')
      await countDown('5', '6')
      await scan(page(), '1122334455')
      await expect(page().locator('.notice')).toContainText('comptage')
      await expect(at('count-10000')).toHaveValue('6')
      await expect(at('count-sum')).toContainText('1 600,00')
      await seal()
      await expect(at('difference')).toHaveAttribute('data-difference', '-56450')
      await expect(at('z-sign')).toBeDisabled()
      await key('Escape')
      await focused('count-20000')
      await expect(at('count-20000')).toHaveValue('5')
      await countDown('5', '6', '4', '16')
      await seal()
      await expect(at('difference')).toHaveAttribute('data-difference', '-4450')
      await expect(page().locator('.sealed')).toContainText('1 600,00')
    })

    test('a difference is explained, and the Z signed with what stays in the drawer', async () => {
      await focused('difference-reason')
      await page().keyboard.press('ArrowDown')
      await page().keyboard.press('Tab')
      await focused('z-left')
      await type('2000')
      await expect(page().locator('.paper')).toContainText('CLÔTURE Z 1')
      await expect(page().locator('.paper')).toContainText('2 000,00')
      await key('Enter')
      await expect(at('z-closed')).toHaveAttribute('data-z', '1')
      await expect(page().locator('.paper')).toContainText('Ed25519')
      await key('Enter')
      await at('pin-input').waitFor()
    })

    test('the next shift opens with what was left, in one push, and the Z prints again as it was', async () => {
      await type('1234')
      await key('Enter')
      await focused('shift-open')
      await expect(at('count-sum')).toContainText('2 000,00')
      await key('Enter')
      await expect(at('reference-input')).toBeFocused()
      await expect(at('status-shift')).toHaveAttribute('data-shift', 'CASA1-S000002')
      expect(readJournal(terminal.profile).map(({ amount }) => amount)).toEqual([50_000, 30_000, 20_000])
      await key('F9')
      await key('Alt+6')
      await expect(at('closing-row')).toHaveCount(1)
      await expect(page().locator('.paper')).toContainText('CLÔTURE Z 1')
      await key('F7')
      await expect(at('closings-told')).toContainText('Duplicata')
    })
  })

test('an opening that differs from what was left asks for a reason, then for a supervisor, and records neither before', async () => {
  terminal = await open(newShop())
  try {
    await signIn(page())
    await key('F9')
    await key('Enter')
    await key('Alt+1')
    await type('0')
    await key('Enter')
    await at('z-sign').waitFor()
    await key('Enter')
    await at('z-closed').waitFor()
    await key('Escape')
    await focused('shift-open')
    await key('Alt+1')
    await type('30')
    await key('Enter')
    await expect(at('message')).toHaveAttribute('data-code', 'reason_needed')
    await expect(at('status-shift')).toHaveAttribute('data-shift', '')
    await at('difference-reason').selectOption('unknown')
    await at('count-total').fill('500')
    await key('Enter')
    await expect(at('message')).toHaveAttribute('data-code', 'supervisor_needed')
    await expect(at('shift-open')).toBeDisabled()
    await at('approval-pin').fill('4321')
    await key('Enter')
    await expect(at('reference-input')).toBeVisible()
    await expect(at('status-shift')).toHaveAttribute('data-shift', 'CASA1-S000002')
  } finally {
    await terminal.close()
  }
})

test('beyond the tolerance a Z waits for the supervisor, and works with Chari away', async () => {
  terminal = await open(newShop({ till: { supervisorFrom: 1_000 } }))
  try {
    await enter(page())
    await at('shift-open').waitFor()
    await key('Alt+1')
    await type('1000')
    await key('Enter')
    await at('reference-input').waitFor()
    await sandbox.down(3_000)
    await key('F9')
    await key('Enter')
    await key('Alt+1')
    await type('980')
    await key('Enter')
    await expect(at('difference')).toHaveAttribute('data-difference', '-2000')
    await at('difference-reason').selectOption('change')
    await expect(at('z-sign')).toBeDisabled()
    await at('approval-pin').fill('1111')
    await key('Enter')
    await expect(at('message')).toHaveAttribute('data-code', 'pin_wrong')
    await expect(at('approval-pin')).toHaveValue('')
    await at('approval-pin').fill('4321')
    await expect(page().locator('.paper')).toContainText('Karim I.')
    await key('Enter')
    await expect(at('z-closed')).toHaveAttribute('data-z', '1')
  } finally {
    await terminal.close()
  }
})

test('a power cut in the middle of a count costs no quantity, and the screen comes back to it', async () => {
  const profile = newShop()
  terminal = await open(profile)
  await signIn(page())
  await key('F9')
  await key('Enter')
  await focused('count-20000')
  await countDown('7', '3', '2×')
  await expect
    .poll(() => page().evaluate(async () => (await window.guichet.request('till.draft', {})).kept))
    .toMatchObject({ draft: { quantities: { 20000: '7', 10000: '3', 5000: '2×' } }, showing: true })
  await terminal.kill()

  terminal = await open(profile)
  try {
    await at('pin-input').waitFor()
    await enter(page())
    await focused('count-20000')
    await expect(at('count-20000')).toHaveValue('7')
    await expect(at('count-10000')).toHaveValue('3')
    await expect(at('count-sum')).toContainText('1 700,00')
    // Another person does not see it.
    await key('F12')
    await enter(page(), 'Hamid T.', '5678')
    await at('reference-input').waitFor()
    await key('F9')
    await expect(at('till-main')).toBeVisible()
    await key('Enter')
    await expect(at('count-20000')).toHaveValue('')
  } finally {
    await terminal.close()
  }
})

for (const haltAt of ['till.counted', 'till.shift_closed'] as const)
  test(`a power cut right after ${haltAt}: the Z is either to be signed, or wholly done`, async () => {
    const profile = newShop({ printer: { transport: 'none' } })
    terminal = await open(profile, { GUICHET_HALT_AT: haltAt })
    await signIn(page())
    await untilGone(terminal, async () => {
      await key('F9')
      await key('Enter')
      await key('Alt+1')
      await type('0')
      await key('Enter')
      await at('z-sign').waitFor()
      await key('Enter')
      await at('z-closed').waitFor()
    })

    terminal = await open(profile)
    try {
      await at('pin-input').waitFor()
      await enter(page())
      if (haltAt === 'till.counted') {
        await expect(at('z-sign')).toBeEnabled()
        await key('Enter')
        await expect(at('z-closed')).toHaveAttribute('data-z', '1')
        await key('Escape')
      }
      await focused('shift-open')
      await key('F9')
      await key('Alt+6')
      await expect(at('closing-row')).toHaveCount(1)
      await expect(at('closing-row')).toHaveAttribute('data-number', '1')
    } finally {
      await terminal.close()
    }
  })

test('a shift forgotten three days ago is closed under its own day before anything new begins', async () => {
  const profile = newShop({ printer: { transport: 'none' } })
  await leaveShiftOpen(profile, 3, 150_000)
  terminal = await open(profile)
  try {
    await at('pin-input').waitFor()
    await enter(page())
    await expect(at('forgotten')).toBeVisible()
    await expect(at('reference-input')).toHaveCount(0)
    await scan(page(), '1122334455')
    await expect(page().locator('.notice')).toContainText('resté ouvert')
    await focused('forgotten-count')
    await key('Enter')
    await key('Alt+1')
    await type('1500')
    await key('Enter')
    await expect(at('difference')).toHaveAttribute('data-difference', '0')
    await key('Enter')
    await expect(at('z-closed')).toHaveAttribute('data-z', '1')
    await expect(at('closed-main')).toContainText('aujourd’hui')
    await key('Enter')
    await focused('shift-open')
    await expect(at('count-sum')).toContainText('1 500,00')
    await key('Enter')
    await expect(at('reference-input')).toBeFocused()
    // Its day closed itself with the Z.
    await key('F9')
    await key('Alt+6')
    await key('Alt+2')
    await expect(at('closing-row')).toHaveCount(1)
  } finally {
    await terminal.close()
  }
})

test('a drawer each: one cashier serves while the other has opened nothing', async () => {
  terminal = await open(newShop({ till: { drawers: 'each', blind: false } }))
  try {
    await signIn(page())
    await serve('cash_in', '100')
    await key('F9')
    await expect(at('till-expected')).toContainText('100,00')
    await expect(at('till-hand-over')).toHaveCount(0)
    // In the middle of her count somebody else signs in: nothing of it is theirs.
    await key('Enter')
    await focused('count-20000')
    await key('F12')
    await enter(page(), 'Hamid T.', '5678')
    await focused('shift-open')
    await key('F9')
    await expect(at('till-main')).toBeVisible()
    await key('Escape')
    await expect(at('status-shift')).toHaveAttribute('data-shift', '')
    await key('Enter')
    await expect(at('status-shift')).toHaveAttribute('data-shift', 'CASA1-S000002')
  } finally {
    await terminal.close()
  }
})

test('the settings of the till are checked as they are typed, saved by a supervisor, and felt at once', async () => {
  terminal = await open(newShop())
  try {
    await signIn(page())
    await key('F11')
    await at('settings-till_settings').click()
    await expect(at('settings-save')).toBeDisabled()
    await at('set-supervisorFrom').fill('2')
    await expect(at('settings-save')).toBeDisabled()
    await at('set-supervisorFrom').fill('80')
    await at('set-cashStop').fill('abc')
    await expect(at('settings-save')).toBeDisabled()
    await at('set-cashStop').fill('200')
    await at('set-cashWarn').fill('100')
    await expect(at('settings-save')).toBeDisabled()
    await at('set-cashWarn').fill('500')
    await tick(at('set-blind'), false)
    await key('Enter')
    await at('approval-pin').fill('4321')
    await page().keyboard.press('Enter')
    await expect(at('settings-told')).toContainText('Enregistré')
    await expect(at('status-cash')).toHaveAttribute('data-level', 'stop')
    await expect(at('status-cash')).toContainText('0,00')
    await tick(at('set-drawers-each'))
    await key('Enter')
    await at('approval-pin').fill('4321')
    await page().keyboard.press('Enter')
    await expect(at('settings-told')).toContainText('ouvert')
  } finally {
    await terminal.close()
  }
})

test('low cash is told on home, in words, and a cash-out that the shop stops is refused before money moves', async () => {
  terminal = await open(newShop({ till: { blind: false, cashWarn: 100_000, cashStop: 50_000 } }))
  try {
    await enter(page())
    await at('shift-open').waitFor()
    await key('Alt+1')
    await type('800')
    await key('Enter')
    await expect(page().locator('.banner')).toContainText('300,00')
    await expect(at('status-cash')).toHaveAttribute('data-level', 'low')
    const reference = await sandbox.newReference({ direction: 'cash_out', amount: '400' })
    await at('reference-input').fill(reference)
    await page().keyboard.press('Enter')
    await expect(at('message')).toHaveAttribute('data-code', 'cash_low_stop')
    expect((await sandbox.booked(reference)).asked).toHaveLength(0)
  } finally {
    await terminal.close()
  }
})
