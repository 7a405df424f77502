import { expect, type Page, test } from '@playwright/test'
import { centimes } from '../../electron/domain/money'
import type { Sandbox } from '../../electron/sandbox/types'
import { freePort } from '../support/free-port'
import { push, tick } from '../support/keyboard'
import { ownSandbox, SANDBOX_KEY } from '../support/own-sandbox'
import { launch, newProfile, provision, signIn, type Terminal } from '../support/terminal'

/** What Chari tells by itself, from its post to the screen; and the form by which a shop lets it. */

const KEY = 'cle-des-annonces-20417'

let chari: Sandbox
let terminal: Terminal
const page = (): Page => terminal.page
const at = (id: string) => page().getByTestId(id)
const status = () => at('webhooks-status')

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  chari = await ownSandbox()
  const profile = newProfile()
  provision(profile, {
    environment: 'custom',
    host: chari.host,
    terminal: 'CASA1',
    agentPhone: '+212661000417',
    soleTerminal: true,
    printer: { transport: 'virtual', paper: 80 },
  })
  terminal = await launch(profile, { GUICHET_API_KEY: SANDBOX_KEY })
  await signIn(page(), 'Karim I.', '4321')
})
test.afterAll(async () => {
  await terminal?.close()
  await chari?.close()
})

test('a shop lets Chari tell: off at first, an address and a key, and it listens', async () => {
  await push(page(), 'F11')
  await at('settings-webhooks').click()
  await expect(status()).toHaveAttribute('data-state', 'off')
  await tick(at('webhooks-on'))
  await at('webhooks-address').fill('8.8.8.8')
  await expect(page().locator('.field-error')).toBeVisible()
  await expect(at('settings-save')).toBeDisabled()
  await at('webhooks-address').fill('127.0.0.1')
  const port = await freePort()
  await at('webhooks-port').fill(String(port))
  await at('webhooks-key').fill('short')
  await expect(at('settings-save')).toBeDisabled()
  await at('webhooks-key').fill(KEY)
  await at('settings-save').click()
  await expect(status()).toHaveAttribute('data-state', 'listening')
  await expect(at('webhooks-key')).toHaveValue('')
  chari.addWebhookTarget({ url: `http://127.0.0.1:${port}/webhooks/chari`, key: KEY })
})

test('money that comes in is said over whatever is on the screen, and stands in the list', async () => {
  await push(page(), 'Escape')
  await at('reference-input').waitFor()
  chari.sendWebhook({ event: 'payment.received', phone: '+212661000417', amount: centimes(7_500) })
  await expect(at('incoming-money')).toContainText('75,00')
  await push(page(), 'F11')
  await at('settings-webhooks').click()
  await expect(at('incoming-row')).toHaveCount(1)
  await expect(at('incoming-row')).toHaveAttribute('data-event', 'payment.received')
  await expect(status()).toContainText('gardées : 1')
})
