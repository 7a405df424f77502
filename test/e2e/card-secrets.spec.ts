import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import type { CardPlan, Sandbox } from '../../electron/sandbox/types'
import { push, typeSlowly } from '../support/keyboard'
import { ownSandbox, SANDBOX_KEY } from '../support/own-sandbox'
import { launch, newProfile, provision, readJournal, signIn, type Terminal } from '../support/terminal'

/** Every way that a deposit by card can go, cut off in the middle too; then every file that the terminal wrote is read. */

/** Told apart from anything else: both pass the check digit, and no card has them. */
const PANS = ['4539578763621486', '5425233430109903'] as const
/** No code of the documentation's: a word that only the bank's page is given. */
const OTP = 'otp-9c41f7'
const PIN = '40719263'

let chari: Sandbox
let profile = ''
let terminal: Terminal
const page = (): Page => terminal.page
const at = (id: string) => page().getByTestId(id)

const open = async (env: Record<string, string> = {}): Promise<void> => {
  terminal = await launch(profile, { GUICHET_API_KEY: SANDBOX_KEY, ...env })
  await signIn(page(), 'Salma B.', PIN)
}

test.beforeAll(async () => {
  chari = await ownSandbox()
  profile = newProfile()
  provision(profile, {
    environment: 'custom',
    host: chari.host,
    terminal: 'CASA1',
    agentPhone: '+212661000417',
    soleTerminal: true,
    printer: { transport: 'virtual', paper: 80 },
    users: [
      { name: 'Salma B.', role: 'cashier', pin: PIN },
      { name: 'Karim I.', role: 'supervisor', pin: '4321' },
    ],
    timers: { requestMs: 1_500, notDoneMs: 60_000, acceptedMs: 1_500, settleMs: [0, 300, 600, 900] },
  })
})
test.afterAll(async () => {
  const { exitCode, signalCode } = terminal?.process ?? { exitCode: 0, signalCode: null }
  if (exitCode === null && signalCode === null) await terminal.kill()
  await chari?.close()
})

let amount = 100

/** From home to the card sent, whatever comes of it. */
async function send(pan: string, plan: CardPlan = {}): Promise<void> {
  chari.prepareCard(plan)
  amount += 10
  await push(page(), 'F4')
  await typeSlowly(page(), String(amount))
  await push(page(), 'Enter')
  await at('card-pan').waitFor()
  for (const [id, text] of [
    ['card-pan', pan],
    ['card-expiry', '1230'],
    ['card-cvv', '937'],
    ['card-first', 'Amina'],
    ['card-last', 'Rachidi'],
  ] as const) {
    await at(id).focus()
    await typeSlowly(page(), text)
  }
  await push(page(), 'Enter')
}

async function leave(): Promise<void> {
  await push(page(), 'Escape')
  await at('reference-input').waitFor()
}

test.describe.configure({ mode: 'serial' })

test('deposits of several ends are made', async () => {
  await open()
  await send(PANS[0], { scenario: 'no_challenge' })
  await expect(at('operation-state')).toHaveAttribute('data-state', 'completed')
  await leave()

  await send(PANS[0], { scenario: 'refused' })
  await expect(at('operation-state').or(at('message'))).toBeVisible()
  await push(page(), 'Escape')
  await push(page(), 'Escape')
  await push(page(), 'Escape')
  await at('reference-input').waitFor()

  await send(PANS[1], { scenario: 'no_answer' })
  await expect(at('operation-state').or(at('challenge'))).toBeVisible({ timeout: 20_000 })
  if (await at('challenge').isVisible()) await at('challenge-abandon').click()
  await expect(at('operation-state')).toBeVisible()
  await leave()
})

test('the app is killed while the bank answers, and while Chari does', async () => {
  await send(PANS[1])
  await at('challenge').waitFor()
  await expect.poll(() => terminal.app.windows().some((one) => one.url().includes('/3ds/'))).toBe(true)
  const bank = terminal.app.windows().find((one) => one.url().includes('/3ds/'))
  await bank?.getByRole('textbox').fill(OTP)
  await bank?.keyboard.press('Enter').catch(() => undefined)
  await terminal.kill()

  await open()
  chari.prepareCard({ scenario: 'slow' })
  await send(PANS[0])
  await terminal.kill()
  await open()
  await push(page(), 'F8')
  await at('history-row').first().waitFor()
  await terminal.close()
  expect(readJournal(profile).filter(({ kind }) => kind === 'card').length).toBeGreaterThanOrEqual(4)
})

/** The same secret as a file may hold it. */
function forms(secret: string): readonly Buffer[] {
  const plain = Buffer.from(secret)
  return [
    plain,
    Buffer.from(secret, 'utf16le'),
    Buffer.from(plain.toString('hex')),
    Buffer.from(plain.toString('hex').toUpperCase()),
    // Base64 has another form at each of three places in a longer text: what they share is looked for.
    ...[0, 1, 2].map((shift) => {
      const text = Buffer.concat([Buffer.alloc(shift, 0x20), plain]).toString('base64')
      return Buffer.from(text.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + plain.length) * 8) / 6)))
    }),
  ]
}

function files(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    const found = lstatSync(path)
    return found.isDirectory() ? files(path) : found.isFile() ? [path] : []
  })
}

test('no file that was written holds a card number, the bank’s code, a PIN or the API key in the open', () => {
  const all = files(profile)
  expect(all.length).toBeGreaterThan(20)
  const groups = PANS.map((pan) => pan.replace(/(\d{4})(?=\d)/g, '$1 '))
  const secrets = [...PANS, ...groups, OTP, PIN]
  const found = all.flatMap((path) => {
    const bytes = readFileSync(path)
    return secrets.flatMap((secret) =>
      forms(secret).some((form) => bytes.includes(form)) ? [`${secret.slice(0, 6)}… in ${path}`] : [],
    )
  })
  expect(found).toEqual([])
  // The vault of a loopback host is in clear, and is the one place that has the key.
  const withKey = all.filter((path) => readFileSync(path).includes(Buffer.from(SANDBOX_KEY)))
  expect(withKey.map((path) => path.slice(profile.length + 1))).toEqual(['vault.json'])
})
