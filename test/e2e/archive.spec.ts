import { execFile, execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import { launch, newProfile, provision, ROOT, signIn } from '../support/terminal'

/** Archives and their check, by the commands that a shop's accountant has. */

const run = promisify(execFile)
const npm = (...args: readonly string[]) => run('npm', ['run', '-s', ...args], { cwd: ROOT })

interface Made {
  readonly file: string
  readonly events: number
  readonly key: string
  readonly publicKey: string
}

test('a day is archived by command, and checked on a machine without Guichet', async () => {
  const profile = newProfile()
  provision(profile, {
    environment: 'training',
    terminal: 'FORM1',
    printer: { transport: 'virtual', paper: 80 },
  })
  const terminal = await launch(profile)
  const today = new Date().toISOString().slice(0, 10)
  const days = ['--from', '2020-01-01', '--to', '2020-01-02']
  try {
    await signIn(terminal.page)
    await terminal.page.keyboard.press('Alt+1')
    await terminal.page.getByTestId('confirm').click()
    await terminal.page.getByTestId('next-customer').click()
    // Beside the open terminal: the check goes on, an archive is made in the terminal itself.
    const { stdout } = await npm('verify', '--', profile, '--json')
    expect(JSON.parse(stdout)).toMatchObject({ whole: true, terminal: 'FORM1' })
    await expect(npm('archive', '--', profile, '--from', today, '--to', today)).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('journal_locked'),
    })
  } finally {
    await terminal.close()
  }
  await expect(npm('archive', '--', profile, ...days)).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining('archive_empty'),
  })
  await expect(npm('archive', '--', join(profile, 'nothing'), ...days)).rejects.toMatchObject({ code: 2 })

  // One day more on both sides: Casablanca may be in another day than UTC.
  const [from, to] = [-1, 1].map((days) =>
    new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10),
  )
  const made = JSON.parse(
    (await npm('archive', '--', profile, '--from', `${from}`, '--to', `${to}`)).stdout,
  ) as Made
  expect(readdirSync(join(profile, 'archives'))).toHaveLength(1)
  expect(made.events).toBeGreaterThan(8)

  // The commands alone, without a package beside them.
  const elsewhere = mkdtempSync(join(tmpdir(), 'guichet-elsewhere-'))
  cpSync(join(ROOT, 'out', 'main'), join(elsewhere, 'main'), { recursive: true })
  cpSync(join(ROOT, 'package.json'), join(elsewhere, 'package.json'))
  const node = execFileSync('node', ['-p', 'process.execPath'], { cwd: ROOT, encoding: 'utf8' }).trim()
  const ours = await run(
    node,
    [join(elsewhere, 'main', 'cli.js'), 'verify', made.file, '--key', made.publicKey, '--json'],
    { cwd: elsewhere },
  )
  expect(JSON.parse(ours.stdout)).toMatchObject({
    whole: true,
    kind: 'archive',
    training: true,
    events: made.events,
    findings: [],
  })
  const theirs = await run('python3', [join(ROOT, 'docs/verifier/verify.py'), made.file, '--key', made.key])
  expect(theirs.stdout).toMatch(/^WHOLE: archive of FORM1/)
  const { stdout } = await npm('verify', '--', profile)
  expect(stdout).toMatch(/^WHOLE: journal of FORM1/)
})
