import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { type Interpreted, interpret, type Mark } from '../devices/interpreter'
import { paperPng } from '../devices/paper-picture'
import { resize, type Terminal } from '../support/terminal'
import { type Chapter, indexPage, type Leaf } from './index-page'

export interface Album {
  /** What the next leaves belong to. */
  readonly chapter: (title: string) => void
  /** Numbered, `07-home.png`. */
  readonly picture: (page: Page, name: string, caption: string) => Promise<void>
  /** The same screen at 1366x768 and at 1920x1080. */
  readonly both: (terminal: Terminal, name: string, caption: string) => Promise<void>
  /** The bytes of one print as `.escpos`, `.txt` and `.png`. */
  readonly paper: (bytes: Uint8Array, name: string, caption: string, mm: 58 | 80) => Interpreted
  /** Writes index.html; gives how many of each there are. */
  readonly close: () => { readonly pictures: number; readonly papers: number }
}

const DOTS = { 58: 384, 80: 576 } as const
export const SMALL = [1366, 768] as const
export const LARGE = [1920, 1080] as const

function lineOf(mark: Mark): string {
  switch (mark.kind) {
    case 'text':
      return mark.spans
        .map(({ text }) => text)
        .join('')
        .trimEnd()
    case 'picture':
      return `[picture, ${mark.picture.width} x ${mark.picture.height} dots]`
    case 'qr':
      return `[QR: ${mark.content}]`
    case 'barcode':
      return `[barcode: ${mark.content}]`
    case 'feed':
      return ''
    case 'cut':
      return '- - - - - - - -'
  }
}

/** A paper as text, from the top: what a printer shows and no text can say stands in brackets. */
const textOf = ({ marks }: Interpreted): string =>
  `${marks
    .map(lineOf)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')}\n`

/** Pictures and papers of a tour, in the order of the day; whatever an earlier tour left is taken away. */
export function createAlbum(folder: string): Album {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'papers'), { recursive: true })
  const chapters: { title: string; leaves: Leaf[] }[] = []
  let pictures = 0
  let papers = 0
  const add = (leaf: Leaf): void => {
    chapters.at(-1)?.leaves.push(leaf)
  }

  const picture: Album['picture'] = async (page, name, caption) => {
    pictures += 1
    const file = `${String(pictures).padStart(2, '0')}-${name}.png`
    await page.evaluate(() => document.fonts.ready)
    // An order that has just come up holds its buttons for a moment (docs/decisions/0003).
    await page.waitForFunction(
      () => document.querySelector('[data-testid="next-customer"]:disabled') === null,
    )
    await page.screenshot({ path: join(folder, file), animations: 'disabled' })
    add({ kind: 'picture', file, caption })
  }

  return {
    chapter: (title) => {
      chapters.push({ title, leaves: [] })
    },
    picture,
    both: async (terminal, name, caption) => {
      await picture(terminal.page, name, caption)
      await resize(terminal, ...LARGE)
      await picture(terminal.page, `${name}-1920`, `${caption} The same at 1920 x 1080.`)
      await resize(terminal, ...SMALL)
    },
    paper: (bytes, name, caption, mm) => {
      papers += 1
      const read = interpret(bytes)
      const text = textOf(read)
      const base = `papers/${String(papers).padStart(2, '0')}-${name}`
      writeFileSync(join(folder, `${base}.escpos`), bytes)
      writeFileSync(join(folder, `${base}.txt`), text)
      writeFileSync(join(folder, `${base}.png`), paperPng(read, DOTS[mm]))
      add({ kind: 'paper', file: base, caption, text, mm })
      return read
    },
    close: () => {
      const written: readonly Chapter[] = chapters.filter(({ leaves }) => leaves.length > 0)
      writeFileSync(join(folder, 'index.html'), indexPage(written))
      return { pictures, papers }
    },
  }
}
