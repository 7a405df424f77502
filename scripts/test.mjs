// `npm test`: every check, one after the other, each said; then the ten slowest tests and one closing line.
import fs from 'node:fs'
import path from 'node:path'
import { buildIfStale } from './build.mjs'
import { runTool } from './tool.mjs'
import { ROOT, readJson, seconds } from './toolchain.mjs'

const RESULTS = path.join(ROOT, 'test-results')
const UNIT = path.join(RESULTS, 'unit.json')
const LOOKS = path.join(RESULTS, 'looks.json')
const E2E = path.join(RESULTS, 'e2e.json')

const print = (text) => fs.writeSync(1, `${text}\n`)

/** Tests of a vitest report; a file that could not even be loaded counts as one failed test. */
function vitestTests(report) {
  return (report?.testResults ?? []).flatMap((file) => {
    const at = path.relative(ROOT, file.name)
    const tests = file.assertionResults.map((test) => ({
      name: `${at} › ${test.fullName}`,
      status: test.status,
      ms: test.duration ?? 0,
    }))
    return file.status === 'failed' && !tests.some((test) => test.status === 'failed')
      ? [...tests, { name: at, status: 'failed', ms: 0 }]
      : tests
  })
}

function playwrightTests(report) {
  const walk = (suite) => [
    ...(suite.specs ?? []).flatMap((spec) =>
      spec.tests.map((test) => ({
        name: `test/e2e/${spec.file} › ${spec.title}`,
        status: { expected: 'passed', flaky: 'failed', skipped: 'skipped' }[test.status] ?? 'failed',
        ms: test.results.reduce((sum, result) => sum + result.duration, 0),
      })),
    ),
    ...(suite.suites ?? []).flatMap(walk),
  ]
  const failed = (report?.errors ?? []).map((error) => ({
    name: `e2e: ${String(error.message).split('\n')[0]}`,
    status: 'failed',
    ms: 0,
  }))
  return [...(report?.suites ?? []).flatMap(walk), ...failed]
}

/** A step whose tests are in a report; if it failed and the report shows no failure, the step itself is one. */
async function reported(run, file, read, name) {
  fs.rmSync(file, { force: true })
  const code = await run()
  const tests = read(readJson(file))
  const told = tests.some((test) => test.status === 'failed')
  return code !== 0 && !told ? [...tests, { name: `${name} (exit ${code})`, status: 'failed', ms: 0 }] : tests
}

const check = async (run, name) => {
  const since = Date.now()
  const status = (await run()) === 0 ? 'passed' : 'failed'
  return [{ name, status, ms: Date.now() - since, check: true }]
}

const BIOME = ['--max-diagnostics=50', ...(process.stdout.isTTY ? [] : ['--colors=off'])]
const VITEST = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${UNIT}`]

export async function runAllTests() {
  const since = Date.now()
  fs.mkdirSync(RESULTS, { recursive: true })
  const all = []
  const step = async (title, work) => {
    const from = Date.now()
    print(`\n== ${title}`)
    const tests = await work()
    const failed = tests.filter((test) => test.status === 'failed').length
    print(`== ${title}: ${failed ? `${failed} failed` : 'fine'} (${seconds(from)})`)
    all.push(...tests)
    return failed === 0
  }

  await step('Types', () => check(() => runTool('tsc', ['-b', '--noEmit']), 'types'))
  await step('Lint and format', () => check(() => runTool('biome', ['ci', ...BIOME, '.']), 'lint and format'))
  await step('Import rules, unit, property and integration tests', () =>
    reported(() => runTool('vitest', VITEST), UNIT, vitestTests, 'vitest'),
  )
  const built = await step('Build', () => check(() => buildIfStale({ always: true }), 'build'))
  const onTerminal = (title, report, ...args) =>
    step(title, () =>
      reported(
        () =>
          runTool('playwright', ['test', '--pass-with-no-tests', ...args], {
            display: 'virtual',
            env: { GUICHET_E2E_REPORT: report },
          }),
        report,
        playwrightTests,
        'playwright',
      ),
    )
  if (built) {
    // Looking at screens waits for no clock, so that two at a time disturb nothing.
    await onTerminal('Every screen of the built terminal', LOOKS, '--grep=@looks', '--workers=2')
    await onTerminal('End-to-end tests on the built terminal', E2E, '--grep-invert=@looks')
  } else all.push({ name: 'end-to-end tests (nothing was built to run them on)', status: 'failed', ms: 0 })

  const count = (status) => all.filter((test) => test.status === status).length
  const slowest = all.filter((test) => !test.check).sort((a, b) => b.ms - a.ms)
  print(`\n== The ten slowest of ${all.length}, in ${seconds(since)} altogether`)
  for (const test of slowest.slice(0, 10)) print(`${(test.ms / 1000).toFixed(1).padStart(7)} s  ${test.name}`)
  const failures = all.filter((test) => test.status === 'failed')
  if (failures.length) print(`\n== Failed\n${failures.map((test) => `  ${test.name}`).join('\n')}`)
  const skipped = all.length - count('passed') - count('failed')
  print(`\n${count('passed')} passed, ${count('failed')} failed${skipped ? `, ${skipped} skipped` : ''}`)
  return count('failed') === 0 && count('passed') > 0 ? 0 : 1
}
