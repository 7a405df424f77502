import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { frenchSpaces } from './french'
import { ROOT, sources } from './sources'

const MANUAL = join(ROOT, 'docs', 'manuel')
const PICTURE_BYTES = 80_000
const ALL_BYTES = 4_000_000

const load = (...path: string[]): Promise<unknown> => import(pathToFileURL(join(ROOT, ...path)).href)
const { manualPage } = (await load('scripts', 'manual', 'page.mjs')) as { manualPage: () => string }
const { slugOf } = (await load('scripts', 'manual', 'markup.mjs')) as { slugOf: (title: string) => string }

const chapters = readdirSync(MANUAL)
  .filter((name) => name.endsWith('.md'))
  .sort()
  .map((file) => ({ file, text: readFileSync(join(MANUAL, file), 'utf8') }))
const [cover, ...book] = chapters
const page = manualPage()
const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map((match) => match[1] ?? ''))

/** What a check says of each chapter, with the file's name before it. */
const each = (check: (text: string, file: string) => readonly string[]): readonly string[] =>
  chapters.flatMap(({ file, text }) => check(text, file).map((line) => `${file}: ${line}`))

/** Links and pictures: `[alt](target)`, a title left off. */
const targets = (text: string, mark: RegExp): readonly { readonly alt: string; readonly target: string }[] =>
  [...text.matchAll(mark)].map((match) => ({ alt: match[1] ?? '', target: match[2] ?? '' }))
const pictures = (text: string) => targets(text, /!\[([^\]]*)\]\(([^\s)]+)/g)
const links = (text: string) => targets(text, /(?<!!)\[([^\]]*)\]\(([^\s)]+)/g)

/** What a reader reads: without code, targets and the marks of Markdown. */
const prose = (text: string): string =>
  text
    .replace(/`[^`]*`/g, 'x')
    .replace(/\]\([^\s)]+(?: "([^"]*)")?\)/g, '] $1')
    .replace(/^\|[-| ]+\|$/gm, '')
    .replace(/!\[/g, '[')

const words = (function flat(tree: object): readonly string[] {
  return Object.values(tree).flatMap((value: string | object) =>
    typeof value === 'string' ? [value] : flat(value),
  )
})(JSON.parse(readFileSync(join(ROOT, 'resources', 'words', 'fr.json'), 'utf8')) as object)

/** One expression for each text of the screen, and for each of its sentences; a value may be anything. */
const onScreen = words
  .flatMap((text) => [text, ...text.split(/(?<=[.?])\s/)])
  .filter((text) => /\p{L}{2}/u.test(text.replace(/\{\{[^}]*\}\}/g, '')))
  .map(
    (text) =>
      new RegExp(
        `^${text
          .split(/\{\{[^}]*\}\}/)
          .map((part) => part.replace(/[.*+?^$()|[\]\\{}]/g, '\\$&'))
          .join('.+')}$`,
      ),
  )
const isOnScreen = (said: string): boolean => onScreen.some((text) => text.test(said))

describe('The manual', () => {
  it('lists each chapter on its cover, and nothing else', () => {
    expect(links(cover?.text ?? '').map(({ target }) => target)).toEqual(book.map(({ file }) => file))
  })

  it('has every chapter and section in its contents', () => {
    const nav = /<nav[\s\S]*<\/nav>/.exec(page)?.[0] ?? ''
    const headings = book.flatMap(({ text }) =>
      [...text.matchAll(/^##? (.+)$/gm)].map((match) => match[1] ?? ''),
    )
    expect(headings.length).toBeGreaterThan(10)
    expect(headings.filter((title) => !nav.includes(`href="#${slugOf(title)}"`))).toEqual([])
  })

  it('links to headings that are there', () => {
    const lost = each((text, file) =>
      links(text).flatMap(({ target }) => {
        const [name = '', anchor] = target.split('#')
        const to = chapters.find((one) => one.file === (name === '' ? file : name))
        if (!to) return [`${target} is no chapter`]
        const there = [...to.text.matchAll(/^#+ (.+)$/gm)].map((match) => slugOf(match[1] ?? ''))
        return anchor === undefined || there.includes(anchor) ? [] : [`${target} has no such heading`]
      }),
    )
    expect(lost).toEqual([])
    const dead = [...page.matchAll(/href="#([^"]+)"/g)].filter((match) => !ids.has(match[1] ?? ''))
    expect(dead).toEqual([])
  })

  it('opens where the screens point', () => {
    const asked = sources('renderer').flatMap(({ path, text }) =>
      [...text.matchAll(/manual:\s*'([^']+)'|anchor:\s*'([^']+)'/g)]
        .map((match) => match[1] ?? match[2] ?? '')
        .map((anchor) => ({ path, anchor })),
    )
    expect(asked.filter(({ anchor }) => !ids.has(anchor))).toEqual([])
  })

  it('shows pictures that are there, small, and told in words', () => {
    const wrong = each((text) =>
      pictures(text).flatMap(({ alt, target }) => {
        const stat = statSync(join(MANUAL, target), { throwIfNoEntry: false })
        if (!stat) return [`${target} is not there`]
        if (stat.size > PICTURE_BYTES) return [`${target} has ${stat.size} bytes`]
        return alt.length < 20 ? [`${target} needs words for those who do not see it`] : []
      }),
    )
    expect(wrong).toEqual([])
    const shown = new Set(chapters.flatMap(({ text }) => pictures(text).map(({ target }) => target)))
    const kept = readdirSync(join(MANUAL, 'images')).map((name) => `images/${name}`)
    expect(kept.filter((name) => !shown.has(name))).toEqual([])
    expect(kept.reduce((sum, name) => sum + statSync(join(MANUAL, name)).size, 0)).toBeLessThan(ALL_BYTES)
  })

  it('quotes the screen word for word', () => {
    const quoted = (text: string): readonly string[] =>
      [...text.matchAll(/\*\*\[([^\]]+)\]\*\*/g)].map((match) => (match[1] ?? '').replace(/\n/g, ' '))
    expect(chapters.flatMap(({ text }) => quoted(text)).length).toBeGreaterThan(50)
    expect(each((text) => quoted(text).filter((said) => !isOnScreen(said)))).toEqual([])
  })

  it('is spaced and written as French is', () => {
    const lines = (text: string) => prose(text).split('\n')
    expect(
      each((text) =>
        lines(text).flatMap((line) => (frenchSpaces(line) ? [`${frenchSpaces(line)}: ${line}`] : [])),
      ),
    ).toEqual([])
    expect(each((text) => lines(text).filter((line) => line.includes("'")))).toEqual([])
  })

  it('never shouts, excuses or congratulates, and speaks no English', () => {
    const never =
      /!|veuillez|erreur inattendue|succès|\b(the|and|with|of|press|click|button|screen|printer|receipt|please|your)\b/i
    expect(
      each((text) =>
        prose(text)
          .split('\n')
          .filter((line) => never.test(line)),
      ),
    ).toEqual([])
  })

  it('builds to one French page that needs nothing beside it', () => {
    expect(page).toMatch(/^<!doctype html>\n<html lang="fr">/)
    expect(page).not.toMatch(/<script|<iframe|\son\w+=|https?:|@import/i)
    expect([...page.matchAll(/(?:src="|url\()(?!data:)/g)]).toEqual([])
    expect([...page.matchAll(/<img(?![^>]* alt="[^"]+")/g)]).toEqual([])
    expect([...page.matchAll(/<h1[ >]/g)]).toHaveLength(chapters.length)
  })
})

describe('The rule itself', () => {
  it.each(['Client suivant', 'Rendez 200,00 MAD au client', 'Chari injoignable'])('knows %s', (said) => {
    expect(isOnScreen(said)).toBe(true)
  })

  it.each(['Client précédent', 'MAD', 'Rendez au client'])('does not know %s', (said) => {
    expect(isOnScreen(said)).toBe(false)
  })

  it('names a heading as GitHub does', () => {
    expect(slugOf('Un dépôt, pas à pas')).toBe('un-dépôt-pas-à-pas')
  })
})
