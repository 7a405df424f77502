import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { tempFolder } from '../../support/journal'

const ROOT = resolve(import.meta.dirname, '../../..')

/** The benchmarks as `npm run bench` starts them, with a cache of their own. */
const bench = (...args: readonly string[]) =>
  promisify(execFile)(process.execPath, [join(ROOT, 'test/bench/run.mjs'), ...args], {
    cwd: ROOT,
    env: { ...process.env, GUICHET_CACHE: tempFolder() },
  })

describe('npm run bench', () => {
  it('measures some rows quickly, prints a table and writes what it says', async () => {
    const out = join(tempFolder(), 'bench.json')
    const { stdout } = await bench(
      '--quick',
      '--out',
      out,
      'appends',
      'history',
      'journal',
      'z',
      'encoders',
      'match',
      'webhooks',
    )
    const figures = JSON.parse(readFileSync(out, 'utf8')) as Record<string, unknown>[]
    expect(figures.length).toBeGreaterThan(10)
    for (const figure of figures) {
      expect(Object.keys(figure)).toEqual([
        'name',
        'median',
        'p95',
        'unit',
        'anchor',
        'ratio',
        'goal',
        'holds',
      ])
      expect(figure).toMatchObject({
        name: expect.any(String),
        median: expect.any(Number),
        p95: expect.any(Number),
        unit: expect.any(String),
      })
      expect(figure.ratio === null).toBe(figure.anchor === null)
      expect(figure.holds === null).toBe(figure.goal === null)
      expect(stdout).toContain(String(figure.name))
    }
  })

  it('knows its rows', async () => {
    await expect(bench('nothing-like-it')).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('NAME one of: start, memory, appends'),
    })
  })
})
