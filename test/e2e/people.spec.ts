import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { centimes } from '../../electron/domain/money'
import type { Sandbox } from '../../electron/sandbox/types'
import { eventsOf } from '../support/events'
import { ownSandbox, SANDBOX_KEY } from '../support/own-sandbox'
import { launch, newProfile, provision, signIn, type Terminal } from '../support/terminal'

/** Who works here: what a supervisor changes, and what everybody does with a PIN of their own. */

let chari: Sandbox
test.beforeAll(async () => {
  chari = await ownSandbox()
})
test.afterAll(() => chari.close())

async function open(wanted: Record<string, unknown> = {}): Promise<Terminal> {
  const profile = newProfile()
  provision(profile, {
    environment: 'custom',
    host: chari.host,
    terminal: 'CASA1',
    agentPhone: '+212661000417',
    soleTerminal: true,
    printer: { transport: 'virtual', paper: 80 },
    ...wanted,
  })
  return launch(profile, { GUICHET_API_KEY: SANDBOX_KEY })
}

const shown = (page: Page, id: string) => page.getByTestId(id)
const row = (page: Page, name: string) => page.locator(`[data-testid="person-row"][data-name="${name}"]`)

async function toPeople(page: Page): Promise<void> {
  await page.keyboard.press('F11')
  await shown(page, 'settings-people').click()
  await shown(page, 'person-row').first().waitFor()
}

/** From home: what is on the screen comes back to the same person. */
async function lock(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await page.keyboard.press('F12')
  await shown(page, 'pin-input').waitFor()
}

/** The PIN that is shown once. */
async function givenPin(page: Page): Promise<string> {
  const pin = await shown(page, 'temporary-pin').getAttribute('data-pin')
  if (!pin) throw new Error('no PIN is shown')
  return pin
}

/** By keyboard alone, as somebody who stands at the counter. */
async function choosePin(page: Page, pin: string): Promise<void> {
  await page.keyboard.type(pin, { delay: 60 })
  await page.keyboard.press('Enter')
  await page.keyboard.type(pin, { delay: 60 })
  await page.keyboard.press('Enter')
}

test('somebody is added, chooses a PIN of their own, and is suspended', async () => {
  const terminal = await open()
  try {
    const { page, profile } = terminal
    await signIn(page, 'Karim I.', '4321')
    await toPeople(page)
    await shown(page, 'people-add').focus()
    await page.keyboard.press('Enter')
    await expect(shown(page, 'person-add-name')).toBeFocused()
    await page.keyboard.type('salma b.', { delay: 60 })
    await page.keyboard.press('Enter')
    await expect(page.getByText('Ce nom est déjà pris')).toBeVisible()
    await shown(page, 'person-add-name').fill('Hamza O.')
    await page.keyboard.press('Enter')
    const pin = await givenPin(page)
    expect(pin).toMatch(/^\d{6}$/)
    await expect(shown(page, 'temporary-done')).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(row(page, 'Hamza O.')).toContainText('PIN provisoire')

    await lock(page)
    await shown(page, 'user-Hamza O.').click()
    await shown(page, 'pin-input').fill(pin)
    await page.keyboard.press('Enter')
    await expect(shown(page, 'choose-input')).toBeFocused()
    await page.keyboard.type('1234', { delay: 60 })
    await page.keyboard.press('Enter')
    await expect(page.getByText('PIN trop facile à deviner')).toBeVisible()
    await page.keyboard.type('4071', { delay: 60 })
    await page.keyboard.press('Enter')
    await page.keyboard.type('4072', { delay: 60 })
    await page.keyboard.press('Enter')
    await expect(page.getByText('Les deux PIN diffèrent.')).toBeVisible()
    // Going back leaves the PIN that was given as it is.
    await page.keyboard.press('Escape')
    await shown(page, 'user-Hamza O.').click()
    await shown(page, 'pin-input').fill(pin)
    await page.keyboard.press('Enter')
    await shown(page, 'choose-input').waitFor()
    await choosePin(page, '4071')
    await shown(page, 'reference-input').waitFor()

    // A cashier changes nothing alone: the supervisor approves in place, and the cashier is out.
    await toPeople(page)
    await row(page, 'Hamza O.').getByTestId('person-suspend').click()
    await shown(page, 'person-suspend-form-save').click()
    await shown(page, 'approval-pin').fill('4321')
    await page.keyboard.press('Enter')
    await shown(page, 'pin-input').waitFor()
    await expect(shown(page, 'user-Salma B.')).toBeVisible()
    await expect(shown(page, 'user-Hamza O.')).toHaveCount(0)

    await signIn(page, 'Karim I.', '4321')
    await toPeople(page)
    await expect(row(page, 'Hamza O.')).toContainText('Suspendu')
    await row(page, 'Hamza O.').getByTestId('person-reinstate').click()
    await expect(row(page, 'Hamza O.')).toContainText('En activité')
    await row(page, 'Karim I.').getByTestId('person-suspend').click()
    await page.keyboard.press('Enter')
    await expect(page.getByText('C’est le seul responsable en activité')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(row(page, 'Karim I.')).toContainText('En activité')

    const told = eventsOf(profile).filter(({ kind }) => String(kind).startsWith('people.'))
    expect(told.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining([
        'people.added',
        'people.pin_changed',
        'people.approved',
        'people.suspended',
        'people.reinstated',
      ]),
    )
    expect(told).toContainEqual({ kind: 'people.suspended', name: 'Hamza O.', by: 'Karim I.' })
    expect(told).toContainEqual(
      expect.objectContaining({ kind: 'people.approved', what: 'people.suspend', name: 'Karim I.' }),
    )
    for (const secret of [pin, '4071']) {
      expect(JSON.stringify(told)).not.toContain(secret)
      expect(readFileSync(join(profile, 'logs', 'guichet.log'), 'utf8')).not.toContain(`"${secret}"`)
    }
  } finally {
    await terminal.close()
  }
})

test('a forgotten PIN is mended where its person stands', async () => {
  const terminal = await open()
  try {
    const { page, profile } = terminal
    await shown(page, 'user-Salma B.').click()
    await shown(page, 'pin-forgotten').click()
    await expect(shown(page, 'approval-pin')).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(shown(page, 'approval-pin')).toBeHidden()
    await shown(page, 'pin-forgotten').click()
    await page.keyboard.type('4322', { delay: 60 })
    await page.keyboard.press('Enter')
    await expect(page.getByText('PIN inexact. Il reste 4 essais.')).toBeVisible()
    await page.keyboard.type('4321', { delay: 60 })
    await page.keyboard.press('Enter')
    await givenPin(page)
    await page.keyboard.press('Enter')
    await expect(shown(page, 'choose-input')).toBeFocused()
    await choosePin(page, '4071')
    await shown(page, 'shift-open').waitFor()
    const told = eventsOf(profile)
    expect(told).toContainEqual({ kind: 'people.pin_reset', name: 'Salma B.', by: 'Karim I.' })
    expect(told).toContainEqual(expect.objectContaining({ what: 'people.resetPin' }))
  } finally {
    await terminal.close()
  }
})

test('a shop whose supervisors forgot their PINs opens with its API key, and with no other', async () => {
  const terminal = await open()
  try {
    const { page, profile } = terminal
    await shown(page, 'pin-forgotten').click()
    await shown(page, 'recover').click()
    await expect(shown(page, 'recover-key')).toBeFocused()
    await page.keyboard.insertText('not-the-key')
    await shown(page, 'recover-pin').fill('1111')
    await expect(page.getByText('PIN trop facile à deviner')).toBeVisible()
    await shown(page, 'recover-pin').fill('4071')
    await shown(page, 'recover-again').fill('4071')
    await page.keyboard.press('Enter')
    await expect(page.getByText('Il reste 4 essais.')).toBeVisible()
    await shown(page, 'recover-key').fill(SANDBOX_KEY)
    await page.keyboard.press('Enter')
    await shown(page, 'shift-open').click()
    await shown(page, 'reference-input').waitFor()
    await toPeople(page)
    await lock(page)
    await signIn(page, 'Karim I.', '4071')
    const told = eventsOf(profile).filter(({ kind }) => String(kind).startsWith('people.recover'))
    expect(told).toEqual([
      { kind: 'people.recovery_failed', why: 'wrong_key', triesLeft: 4 },
      { kind: 'people.recovered', name: 'Karim I.', added: false },
    ])
    for (const file of ['people.json', 'logs/guichet.log', 'journal.db'])
      expect(readFileSync(join(profile, file)).includes(SANDBOX_KEY), file).toBe(false)
  } finally {
    await terminal.close()
  }
})

test('everybody changes their own PIN from the status bar', async () => {
  const terminal = await open()
  try {
    const { page } = terminal
    await signIn(page)
    await shown(page, 'signed-in').focus()
    await page.keyboard.press('Enter')
    await shown(page, 'change-pin').click()
    await expect(shown(page, 'pin-old')).toBeFocused()
    await page.keyboard.type('4444', { delay: 60 })
    await shown(page, 'pin-new').fill('4321')
    await expect(page.getByText('PIN trop facile à deviner')).toBeVisible()
    await shown(page, 'pin-new').fill('4071')
    await shown(page, 'pin-again').fill('4071')
    await page.keyboard.press('Enter')
    await expect(page.getByText('PIN inexact. Il reste 4 essais.')).toBeVisible()
    await shown(page, 'pin-old').fill('1234')
    await page.keyboard.press('Enter')
    await shown(page, 'pin-changed').click()
    await lock(page)
    await signIn(page, 'Salma B.', '4071')
  } finally {
    await terminal.close()
  }
})

test('support sees how the terminal stands, and reaches neither money nor settings', async () => {
  const terminal = await open({
    users: [
      { name: 'Salma B.', role: 'cashier', pin: '1234' },
      { name: 'Karim I.', role: 'supervisor', pin: '4321' },
      { name: 'Assistance', role: 'support', pin: '5678' },
    ],
  })
  try {
    const { page } = terminal
    await shown(page, 'user-Assistance').click()
    await shown(page, 'pin-input').fill('5678')
    await page.keyboard.press('Enter')
    await shown(page, 'support').waitFor()
    await expect(shown(page, 'diagnostics')).toContainText('"version"')
    await expect(shown(page, 'reference-input')).toHaveCount(0)
    await expect(shown(page, 'queue')).toHaveCount(0)
    for (const key of ['F8', 'F9', 'F11']) await page.keyboard.press(key)
    await expect(shown(page, 'support')).toBeVisible()
    const refused = await page.evaluate(async () => {
      const bridge = (
        window as unknown as { guichet: { request: (name: string, input: unknown) => Promise<unknown> } }
      ).guichet
      return bridge.request('people.list', {}).then(
        () => 'answered',
        (error: unknown) => String(error),
      )
    })
    expect(refused).toContain('asks for a cashier')
    await lock(page)
  } finally {
    await terminal.close()
  }
})

test('the history is narrowed to one cashier, and its totals with it', async () => {
  const terminal = await open()
  try {
    const { page } = terminal
    const serve = async (amount: number): Promise<void> => {
      const reference = chari.createReference({ direction: 'cash_in', amount: centimes(amount) })
      await shown(page, 'reference-input').fill(reference)
      await page.keyboard.press('Enter')
      await shown(page, 'confirm').click()
      await expect(shown(page, 'operation-state')).toHaveAttribute('data-state', 'completed')
      await shown(page, 'next-customer').click()
      await shown(page, 'reference-input').waitFor()
    }
    await signIn(page)
    await serve(20_000)
    await lock(page)
    await signIn(page, 'Karim I.', '4321')
    await serve(30_000)
    await page.keyboard.press('F8')
    await expect(shown(page, 'history-row')).toHaveCount(2)
    await shown(page, 'history-cashier').selectOption('Karim I.')
    await expect(shown(page, 'history-row')).toHaveCount(1)
    await expect(page.getByText('1 opération effectuée · dépôts 300,00')).toBeVisible()
  } finally {
    await terminal.close()
  }
})
