import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT, type Source, sources, withoutComments } from './sources'

const product = sources('electron', 'native', 'renderer')
const tests = sources('test').filter(({ path }) => !path.startsWith('test/unit/house/'))
const everything = [...product, ...tests, ...sources('scripts')]

interface Banned {
  readonly call: RegExp
  readonly in: RegExp
  readonly except?: RegExp
  readonly instead: string
  /** Look in comments as well. */
  readonly comments?: true
}

const BANNED: readonly Banned[] = [
  {
    call: /\bparseFloat\s*\(|\.toFixed\s*\(/,
    in: /^electron\//,
    instead: 'money is whole centimes: read and show it with electron/domain/money.ts',
  },
  {
    call: /\bconsole\.\w+/,
    in: /^(electron|native|renderer)\//,
    except: /^electron\/cli\//,
    instead: 'take a Log (electron/log.ts), which redacts',
  },
  {
    call: /\bMath\.random\b/,
    in: /^(electron|native)\//,
    except: /^electron\/(compose\.ts$|cli\/)/,
    instead: 'randomness is an argument (electron/domain/ids.ts), so that every test is deterministic',
  },
  {
    call: /\bDate\.now\s*\(|\bnew Date\(\s*\)|\bperformance\.now\s*\(/,
    in: /^(electron|native)\//,
    except: /^electron\/(domain\/clock\.ts|main\.ts|log\.ts|cli\/|windows\/)/,
    instead: 'time is an argument: take a Clock (electron/domain/clock.ts)',
  },
  {
    call: /\beval\s*\(|\bnew Function\s*\(|dangerouslySetInnerHTML|\.innerHTML\s*=/,
    in: /^(electron|native|renderer)\//,
    instead: 'the content policy forbids it: build elements, or text',
  },
  {
    call: /\bprocess\.exit\s*\(/,
    in: /^(electron|native)\//,
    except: /^electron\/cli\//,
    instead: 'throw a typed error, or app.exit in electron/main.ts',
  },
  {
    call: /@ts-(ignore|nocheck|expect-error)/,
    in: /^(electron|native|renderer|test)\//,
    comments: true,
    instead: 'mend the type; a type test belongs in *.test-d.ts',
  },
  {
    call: /biome-ignore(?!(-all|-start|-end)?\s+[\w/]+:\s*\S.{7,})/,
    in: /./,
    comments: true,
    instead: 'a suppression carries its reason: `biome-ignore lint/group/rule: why it is right here`',
  },
  {
    call: /\b(TODO|FIXME|XXX|HACK)\b/,
    in: /./,
    comments: true,
    instead: 'do it now, or write it down as an issue',
  },
  {
    call: /\b(it|test|describe)\s*\.\s*(only|skip|todo|fixme)\b/,
    in: /^test\//,
    instead: 'a test runs, always and with the others',
  },
  {
    // Not in test/support, where a scanner's rhythm is imitated, nor in the tour, which lets a page settle.
    call: /\.waitForTimeout\s*\(/,
    in: /^test\/(unit|integration|e2e)\//,
    instead: 'await the condition that the sleep hopes for',
  },
  {
    call: /^\s*export\s+default\b|\bexport\s*\{[^}]*\bas default\b/m,
    in: /^(electron|native|renderer|test)\//,
    except: /\.d\.ts$/,
    instead: 'export it by its name',
  },
]

const lineOf = (text: string, at: number): number => text.slice(0, at).split('\n').length

function findings({ path, text }: Source): readonly string[] {
  const code = withoutComments(text)
  return BANNED.filter((rule) => rule.in.test(path) && !rule.except?.test(path)).flatMap((rule) => {
    const searched = rule.comments ? text : code
    const flags = rule.call.flags.includes('m') ? 'gm' : 'g'
    return [...searched.matchAll(new RegExp(rule.call.source, flags))].map(
      (match) =>
        `${path}:${lineOf(searched, match.index + match[0].search(/\S/))} "${match[0].trim()}": ${rule.instead}`,
    )
  })
}

/** Code lines without blank ones and comments, an import or a re-export taken as one. */
function isBarrel({ path, text }: Source): boolean {
  if (!/\.tsx?$/.test(path)) return false
  const rest = withoutComments(text)
    .replace(/export\s+(type\s+)?(\{[^}]*\}|\*(\s+as\s+\w+)?)\s+from\s+['"][^'"]+['"];?/g, '')
    .trim()
  return rest === '' && /export\s/.test(text)
}

function median(sorted: readonly number[], share = 0.5): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

describe('The tree', () => {
  it('holds no banned call', () => {
    expect(everything.flatMap(findings).join('\n')).toBe('')
  })

  it('holds no barrel: a name is imported from the file that defines it', () => {
    expect(product.filter(isBarrel).map(({ path }) => path)).toEqual([])
  })

  it('names no path of one machine and no registry', () => {
    const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
      cwd: ROOT,
      encoding: 'utf8',
    })
    const wrong = listed
      .split('\0')
      .filter(
        (path) =>
          path && !/\.(png|woff2?|ico|bin|wav|md)$/.test(path) && !path.startsWith('test/unit/house/'),
      )
      .filter((path) => existsSync(join(ROOT, path)) && statSync(join(ROOT, path)).isFile())
      .flatMap((path) => {
        const found = /"resolved":\s*"http|(?<![\w.$}])\/(work|root)\/\w+|\/home\/[a-z]/.exec(
          readFileSync(join(ROOT, path), 'utf8'),
        )
        return found ? [`${path}: ${found[0]}`] : []
      })
    expect(wrong).toEqual([])
  })

  it('is of a size that can be read; the sizes are only printed', () => {
    const lengths = product
      .map(({ path, text }) => ({ path, lines: text.split('\n').length }))
      .sort((a, b) => a.lines - b.lines)
    const lines = lengths.map((file) => file.lines)
    const largest = lengths
      .slice(-5)
      .reverse()
      .map((file) => `${file.lines} ${file.path}`)
    const ofTests = tests.reduce((sum, { text }) => sum + text.split('\n').length, 0)
    const ofCode = lines.reduce((sum, one) => sum + one, 0)
    console.log(
      `${lengths.length} files, ${ofCode} lines (tests ${ofTests}); median ${median(lines)}, p90 ${median(lines, 0.9)}; largest: ${largest.join(', ')}`,
    )
    expect(lengths.length).toBeGreaterThan(0)
  })
})

describe('The rule itself', () => {
  const at = (path: string, text: string): string => findings({ path, text }).join('\n')

  it.each([
    ['electron/till/a.ts', 'const a = parseFloat(b)', /whole centimes/],
    ['electron/till/a.ts', 'const a = Date.now()', /Clock/],
    ['native/printer/a.ts', 'console.log(1)', /redacts/],
    ['renderer/a.tsx', 'export default App', /by its name/],
    ['electron/till/a.ts', '// TODO later', /issue/],
    ['test/unit/a.test.ts', "it.only('x', () => {})", /always/],
    [
      'electron/till/a.ts',
      '// biome-ignore lint/suspicious/noControlCharactersInRegex',
      /carries its reason/,
    ],
  ])('finds in %s: %s', (path, text, instead) => {
    expect(at(path, text)).toMatch(instead)
  })

  it.each([
    ['electron/cli/main.ts', 'console.log(1)'],
    ['electron/till/a.ts', '// never parseFloat(money)'],
    ['electron/domain/clock.ts', 'const now = () => new Date().toISOString()'],
    ['electron/till/a.ts', 'const at = new Date(clock.now())'],
    ['electron/till/a.ts', '// biome-ignore lint/a/b: scanners end a code with CR'],
  ])('lets %s have: %s', (path, text) => {
    expect(at(path, text)).toBe('')
  })

  it('knows a barrel from a file', () => {
    expect(isBarrel({ path: 'a.ts', text: "// all\nexport { a } from './a'\nexport * from './b'\n" })).toBe(
      true,
    )
    expect(isBarrel({ path: 'a.ts', text: "export { a } from './a'\nexport const b = 1\n" })).toBe(false)
  })
})
