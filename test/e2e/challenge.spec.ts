import { expect, type Page, test } from '@playwright/test'
import { type Banks, openBanks } from '../support/banks'
import { launch, newProfile, provision, signIn, type Terminal } from '../support/terminal'

let banks: Banks
let terminal: Terminal
test.beforeAll(async () => {
  banks = await openBanks()
  const profile = newProfile()
  provision(profile, { environment: 'training', terminal: 'FORM1', printer: { transport: 'virtual' } })
  terminal = await launch(profile)
  await signIn(terminal.page)
})
test.afterAll(async () => {
  await terminal?.close()
  await banks?.close()
})
const open = (path: string, deadlineMs = 300_000) =>
  terminal.app.evaluate(
    ({ app }, asked) =>
      new Promise((resolve) => {
        ;(app as unknown as NodeJS.EventEmitter).emit('guichet:challenge', asked, resolve)
      }),
    { url: banks.origin + path, operation: 'op-1', deadlineMs },
  )
test('try', async () => {
  const ended = open('/plain')
  await new Promise((r) => setTimeout(r, 3000))
  for (const p of terminal.app.windows()) console.log(p.url())
  await terminal.page.screenshot({ path: '/tmp/wt6/probe/t.png' })
  for (const [i, p] of terminal.app.windows().entries()) await p.screenshot({ path: `/tmp/wt6/probe/w${i}.png` })
  const bank = terminal.app.windows().find((p) => p.url().includes('/plain')) as Page
  await bank.getByLabel('Code').fill('555')
  await bank.keyboard.press('Enter')
  console.log(await ended)
  console.log(banks.asked)
})
