import { expect, type Page, test } from '@playwright/test'
import type { Language } from '../../electron/domain/paper'
import type { Sandbox } from '../../electron/sandbox/types'
import { breakOf, fillDecision, misbook, openBreak, serve } from '../support/day-end'
import { push } from '../support/keyboard'
import { ownSandbox, SANDBOX_KEY } from '../support/own-sandbox'
import { checkScreen } from '../support/screen-checks'
import { launch, newProfile, provision, resize, signIn, type Terminal } from '../support/terminal'

/** Every screen of the day's end, in three languages, on the smallest screen: words, edges, focus and axe. */

/** Two readings of the last hour count as apart after a fifth of a second. */
const TIMERS = { requestMs: 5_000, listingMs: 200, settleMs: [100, 300, 1_000] }
/** A listing of Chari with a line that cannot be read. */
const LISTING = 'OperationId;TransactionReference;Status;Amount\r\n1;1122334455;2;100,00\r\n2;x\r\n'

test.describe.configure({ mode: 'parallel' })

for (const language of ['fr', 'ar', 'en'] as const)
  test.describe
    .serial(`the day's end in ${language}`, { tag: '@looks' }, () => {
      let chari: Sandbox
      let terminal: Terminal
      let page: Page
      let count = 0
      const wrong: string[] = []
      const shown = (id: string) => page.getByTestId(id)
      const look = async (name: string): Promise<void> => {
        count += 1
        wrong.push(...(await checkScreen(page, language, `d${String(count).padStart(2, '0')}-${name}`)))
      }
      const pushOn = async (id: string): Promise<void> => {
        await shown(id).focus()
        await page.keyboard.press('Enter')
      }
      test.beforeAll(async () => {
        chari = await ownSandbox()
        terminal = await open(language, chari)
        page = terminal.page
        await signIn(page, 'Karim I.', '4321')
      })
      test.afterAll(async () => {
        await terminal?.close()
        await chari?.close()
      })
      test.beforeEach(() => {
        wrong.length = 0
      })
      test.afterEach(() => {
        expect(wrong.join('\n')).toBe('')
      })

      const served: string[] = []

      test('a day without a break', async () => {
        for (const [direction, amount] of [
          ['cash_in', 35_000],
          ['cash_in', 50_000],
          ['cash_out', 20_000],
          ['cash_in', 120_000],
        ] as const)
          served.push(await serve(page, chari, direction, amount))
        await push(page, 'F10')
        await expect(shown('day-verdict')).toHaveAttribute('data-state', 'not_read')
        await look('not-read')
        chari.addFault({ call: 'operations.all', kind: 'count_off' })
        await push(page, 'Alt+1')
        await expect(shown('day-verdict')).toHaveAttribute('data-state', 'incomplete')
        await look('incomplete')
        chari.clearFaults()
        await push(page, 'Alt+1')
        await expect(shown('day-verdict')).toHaveAttribute('data-state', 'fair')
        await look('fair')
      })

      test('a day with breaks', async () => {
        const [lower = '', hidden = '', twice = ''] = served
        await misbook(chari, lower, 'amount', '349,99')
        await misbook(chari, hidden, 'hide')
        await misbook(chari, twice, 'double')
        await push(page, 'Alt+1')
        await expect(breakOf(page, 'R7')).toBeVisible()
        await push(page, 'Alt+1')
        await expect(breakOf(page, 'R5')).toBeVisible()
        await look('open')
        await pushOn('day-tab-hours')
        await look('hours')
        await pushOn('day-tab-cashiers')
        await look('cashiers')
      })

      test('a file of Chari', async () => {
        await pushOn('day-import')
        await shown('import-choose').waitFor()
        await look('import')
        await shown('import-file').setInputFiles({
          name: 'chari-2026-06.csv',
          mimeType: 'text/csv',
          buffer: Buffer.from(LISTING),
        })
        await shown('import-facts').waitFor()
        await look('import-read')
        await page.keyboard.press('Escape')
      })

      test('a break', async () => {
        for (const code of ['R7', 'R10', 'R5']) {
          await openBreak(page, code)
          await look(`break-${code}`)
          if (code !== 'R5') await push(page, 'Escape')
        }
        const decision = {
          decision: 'ticket',
          reason: 'Fatima Zahra Benabdeljalil El Idrissi',
          ticket: 'CH-4512',
        } as const
        await fillDecision(page, decision)
        await look('break-ticket')
        await push(page, 'Enter')
        await expect(breakOf(page, 'R5')).toHaveAttribute('data-state', 'waiting')
        await look('waiting')
        await openBreak(page, 'R5')
        await look('break-waiting')
        await push(page, 'Escape')
      })

      test('closing, calendar and files', async () => {
        await push(page, 'F10')
        await shown('day-close-confirm').waitFor()
        await look('close')
        await push(page, 'Enter')
        await shown('day-closed').waitFor()
        await look('closed')
        await pushOn('day-calendar')
        await page.locator('[aria-current="date"]').waitFor()
        await page.keyboard.press('Shift+ArrowUp')
        await look('calendar')
        await push(page, 'Escape')
        await push(page, 'Alt+2')
        await shown('archive-plan').waitFor()
        await look('files')
        await push(page, 'Alt+2')
        await shown('exported-csv').waitFor()
        await pushOn('journal-check')
        await shown('check-found').waitFor()
        await pushOn('archive-make')
        await shown('archive-done').waitFor()
        await look('files-made')
        await push(page, 'F1')
        await look('help')
      })
    })

async function open(language: Language, chari: Sandbox): Promise<Terminal> {
  const profile = newProfile()
  provision(profile, {
    language,
    environment: 'custom',
    host: chari.host,
    terminal: 'CASA1',
    agentPhone: '+212661000417',
    soleTerminal: true,
    printer: { transport: 'virtual', paper: 80 },
    timers: TIMERS,
  })
  const terminal = await launch(profile, { GUICHET_API_KEY: SANDBOX_KEY })
  await resize(terminal, 1280, 720)
  await terminal.page.getByTestId('pin-input').waitFor()
  return terminal
}
