import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, posix, resolve } from 'node:path'

export const ROOT = resolve(import.meta.dirname, '../../..')

export interface Source {
  /** From the root, with forward slashes. */
  readonly path: string
  readonly text: string
}

const CODE = /\.(ts|tsx|mjs|js|cjs)$/

/** Every code file that git holds or would hold (new ones too, ignored ones not). */
export function sources(...folders: readonly string[]): readonly Source[] {
  const listed = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '-z', '--', ...folders],
    { cwd: ROOT, encoding: 'utf8', maxBuffer: 64_000_000 },
  )
  return [...new Set(listed.split('\0'))]
    .filter((path) => CODE.test(path) && existsSync(join(ROOT, path)))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
}

/** The text with comments blanked, line breaks kept; strings, templates and regular expressions are left. */
export function withoutComments(text: string): string {
  // What may hide a comment sign is matched first, and kept.
  const token =
    /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|(?<=[=(,:;!&|?[{}>\n]\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/|\/\/[^\n]*|\/\*[\s\S]*?\*\//g
  return text.replace(token, (found) =>
    found.startsWith('//') || found.startsWith('/*') ? found.replace(/[^\n]/g, ' ') : found,
  )
}

export interface Import {
  readonly from: string
  /** `import type` leaves nothing at run time. */
  readonly typeOnly: boolean
  readonly line: number
}

/** What a file imports, re-exports, requires or loads later. */
export function importsOf(source: Source): readonly Import[] {
  const text = withoutComments(source.text)
  const patterns = [
    /(?:^|[;\n])\s*(?:import|export)\s+(type\s)?(?:[^'"`;]*?\sfrom\s*)['"]([^'"\n]+)['"]/g,
    /(?:^|[;\n])\s*import\s+()['"]([^'"\n]+)['"]/g,
    /\b(?:import|require)\s*\(\s*()['"]([^'"\n]+)['"]/g,
    /\b()new\s+URL\(\s*['"](\.[^'"\n]+)['"]\s*,\s*import\.meta\.url/g,
  ]
  return patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => ({
      from: match[2] ?? '',
      typeOnly: Boolean(match[1]),
      line: text.slice(0, (match.index ?? 0) + match[0].length).split('\n').length,
    })),
  )
}

/** The file that a relative import means; its bare path where no code file has that name (styles, pictures). */
export function resolveImport(importer: string, from: string): string {
  const bare = posix.normalize(posix.join(posix.dirname(importer), from.replace(/\?.*$/, '')))
  const candidates = [
    bare,
    `${bare}.ts`,
    `${bare}.tsx`,
    bare.replace(/\.js$/, '.ts'),
    `${bare}/index.ts`,
    `${bare}/index.tsx`,
  ]
  return candidates.find((path) => CODE.test(path) && existsSync(join(ROOT, path))) ?? bare
}

/** `@scope/name/deep` is the package `@scope/name`. */
export const packageOf = (from: string): string =>
  from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/')
