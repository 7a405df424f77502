import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { addDays, civilDay } from '../../electron/domain/day'
import { centimes } from '../../electron/domain/money'
import type { Sandbox } from '../../electron/sandbox/types'
import { dayText } from '../../renderer/lib/typed-day'
import { eventsOf } from '../support/events'
import { ownSandbox, SANDBOX_KEY } from '../support/own-sandbox'
import { launch, newProfile, provision, signIn, type Terminal } from '../support/terminal'

/** Fees and commissions: typed, tried, dated, printed, and what was earned with them. */

let chari: Sandbox
let terminal: Terminal
let page: Page
const today = civilDay(new Date().toISOString())
/** The shop types its first table late. */
const began = addDays(today, -40)
const shown = (id: string) => page.getByTestId(id)
const version = (kind: string, from: string) =>
  page.locator(`[data-testid="tariff-version"][data-kind="${kind}"][data-from="${from}"]`)

test.describe
  .serial('the tariff', () => {
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
      page = terminal.page
    })
    test.afterAll(async () => {
      await terminal?.close()
      await chari.close()
    })

    async function serve(direction: 'cash_in' | 'cash_out', amount: number): Promise<void> {
      const reference = chari.createReference({ direction, amount: centimes(amount) })
      await shown('reference-input').fill(reference)
      await page.keyboard.press('Enter')
      if (direction === 'cash_out') await shown('identity-checked').check()
      await shown('confirm').click()
      await expect(shown('operation-state')).toHaveAttribute('data-state', 'completed')
      await shown('next-customer').click()
      await shown('reference-input').waitFor()
    }

    test('without one, a commission that Chari does not tell is not known', async () => {
      await signIn(page)
      await serve('cash_out', 80_000)
      await page.keyboard.press('F8')
      await shown('history-row').first().waitFor()
      await expect(page.locator('.facts', { hasText: 'Commission' })).toContainText('non connue')
      await page.keyboard.press('F11')
      await shown('settings-tariff').click()
      await expect(page.getByText('Aucun tarif.').first()).toBeVisible()
      await shown('tariff-tab-commissions').click()
      await expect(shown('commissions-day')).toContainText('1 non connue, hors total')
      await shown('tariff-tab-tariff').click()
    })

    test('bands are typed by keyboard, tried as they stand, and saved by a supervisor in place', async () => {
      await shown('tariff-add-cash_out').focus()
      await page.keyboard.press('Enter')
      await expect(shown('tariff-from')).toBeFocused()
      await expect(shown('tariff-from')).toHaveValue(dayText(today))
      await page.keyboard.type('31/06/2026', { delay: 60 })
      await expect(page.getByText('Tapez un jour, comme 01/07/2026.').first()).toBeVisible()
      await expect(shown('tariff-save')).toBeDisabled()
      await shown('tariff-from').fill(dayText(began))
      await shown('tariff-band-add').click()
      await shown('tariff-1-upTo').fill('500')
      await shown('tariff-1-feeFixed').fill('5')
      await shown('tariff-1-commissionRate').fill('0,305')
      await expect(page.getByText('Tapez un pourcentage, comme 0,30.').first()).toBeVisible()
      await shown('tariff-1-commissionRate').fill('0,30')
      await shown('tariff-2-upTo').fill('400')
      await expect(page.getByText('Plus haut que la tranche d’avant.').first()).toBeVisible()
      await shown('tariff-2-upTo').fill('')
      await shown('tariff-2-feeFixed').fill('10')
      await shown('tariff-2-commissionRate').fill('0.3')
      await shown('tariff-preview-amount').fill('800')
      await expect(shown('tariff-preview')).toHaveText(
        'Retrait de 800,00\u00a0MAD\u00a0: frais 10,00\u00a0MAD, commission 2,40\u00a0MAD.',
      )
      await page.keyboard.press('Enter')
      await shown('approval-pin').fill('4321')
      await page.keyboard.press('Enter')
      await expect(version('cash_out', began)).toHaveAttribute('data-standing', 'now')
      await expect(version('cash_out', began)).toContainText('Plus de 500,00')
      expect(eventsOf(terminal.profile)).toContainEqual(
        expect.objectContaining({
          kind: 'terminal.settings_changed',
          key: 'tariff',
          before: '[]',
          by: 'Karim I.',
        }),
      )
    })

    test('what was not known is estimated by it, and marked so', async () => {
      await shown('tariff-tab-commissions').click()
      await expect(shown('commissions-day')).toContainText('2,40')
      await expect(shown('commissions-day')).toContainText('1 estimée d’après le barème')
      await expect(shown('commissions-month')).toContainText('2,40')
      await expect(shown('commissions-cashiers')).toContainText('Salma B.')
      await expect(shown('commissions-day-after')).toBeDisabled()
      await shown('commissions-day-before').click()
      await expect(page.getByText('Aucune opération effectuée.').first()).toBeVisible()
      await shown('tariff-tab-tariff').click()
    })

    test('a version to come follows, is altered and taken away; Esc leaves everything as it was', async () => {
      const next = addDays(today, 40)
      await page.keyboard.press('F12')
      await signIn(page, 'Karim I.', '4321')
      await page.keyboard.press('F11')
      await shown('settings-tariff').click()
      await shown('tariff-add-cash_out').click()
      await shown('tariff-from').fill(dayText(addDays(today, -1)))
      await expect(page.getByText('Un jour passé ne change plus').first()).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(version('cash_out', began)).toHaveCount(1)
      await shown('tariff-add-cash_out').click()
      // It begins with the bands of the version before it.
      await expect(shown('tariff-1-upTo')).toHaveValue('500,00')
      await shown('tariff-from').fill(dayText(next))
      await shown('tariff-1-feeFixed').fill('6')
      await page.keyboard.press('Enter')
      await expect(version('cash_out', next)).toHaveAttribute('data-standing', 'coming')
      await expect(version('cash_out', began)).toContainText(`au ${dayText(addDays(next, -1))}`)
      await version('cash_out', next).getByTestId('tariff-edit').click()
      await expect(shown('tariff-from')).toBeDisabled()
      await expect(shown('tariff-1-upTo')).toBeFocused()
      await shown('tariff-1-feeFixed').fill('7')
      await page.keyboard.press('Enter')
      await expect(version('cash_out', next)).toContainText('7,00')
      await version('cash_out', next).getByTestId('tariff-remove').click()
      await page.keyboard.press('Enter')
      await expect(version('cash_out', next)).toHaveCount(0)
      await expect(version('cash_out', began)).toContainText('Depuis le')
    })

    test('the sheet of fees is shown as it prints, and printed', async () => {
      await expect(page.locator('.paper')).toContainText('10,00')
      await expect(page.locator('.paper')).not.toContainText('0,30')
      await shown('tariff-print').click()
      await expect(page.getByText('L’affiche est demandée à l’imprimante.')).toBeVisible()
      await expect
        .poll(() => eventsOf(terminal.profile).filter(({ kind }) => kind === 'paper.requested').length)
        .toBeGreaterThan(0)
    })

    test('training takes the fees of the shop’s own table', async () => {
      const settings = JSON.parse(readFileSync(join(terminal.profile, 'settings.json'), 'utf8'))
      const profile = newProfile()
      provision(profile, {
        environment: 'training',
        terminal: 'FORM1',
        tariff: settings.tariff.map((rule: { fee: object }) => ({ ...rule, fee: { fixed: 333, rate: 0 } })),
      })
      const training = await launch(profile)
      try {
        await signIn(training.page)
        await training.page.keyboard.press('Alt+2')
        await training.page.getByTestId('quote-amount').waitFor()
        await expect(training.page.getByText('3,33', { exact: false }).first()).toBeVisible()
      } finally {
        await training.close()
      }
    })
  })
