import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { launch, newProfile, provision, signIn } from '../support/terminal'

const PASSPHRASE = 'un mot de passe bien long'

/** A real shop on a machine without a keyring: the vault opens with a supervisor's passphrase. */
test('the passphrase is chosen once, asked for at each start, and the key is nowhere in clear', async () => {
  const key = 'a-key-of-a-real-shop-4b1d'
  const profile = newProfile()
  provision(profile, {
    environment: 'production',
    host: 'https://chari.invalid',
    terminal: 'CASA1',
    printer: { transport: 'none' },
  })
  const first = await launch(profile, { GUICHET_API_KEY: key })
  try {
    await first.page.getByTestId('unlock-passphrase').fill(PASSPHRASE)
    await expect(first.page.getByTestId('unlock')).toBeDisabled()
    await first.page.getByTestId('unlock-passphrase-again').fill(PASSPHRASE)
    await first.page.getByTestId('unlock').click()
    await signIn(first.page)
    // Nothing of Chari is reachable under that name: nothing may start, and it says so.
    await expect(first.page.getByTestId('connection')).toHaveAttribute('data-state', 'offline')
    await first.page.getByTestId('reference-input').fill('1122334455')
    await first.page.keyboard.press('Enter')
    await expect(first.page.getByTestId('message')).toHaveAttribute('data-code', 'offline')
  } finally {
    await first.close()
  }
  for (const file of ['vault.json', 'settings.json', 'people.json', 'logs/guichet.log', 'journal.db'])
    expect(readFileSync(join(profile, file)).includes(key), file).toBe(false)

  const again = await launch(profile)
  try {
    await again.page.getByTestId('unlock-passphrase').fill('un autre')
    await again.page.getByTestId('unlock').click()
    await expect(again.page.getByText('Ce n’est pas la bonne phrase')).toBeVisible()
    await again.page.getByTestId('unlock-passphrase').fill(PASSPHRASE)
    await again.page.getByTestId('unlock').click()
    await signIn(again.page)
  } finally {
    await again.close()
  }
})
