import { type Interpreted, interpret, type Mark } from './interpreter'
import { paperPng } from './paper-picture'

/** The papers that a printer put out, each up to its cut, and the one that still hangs from it. */
export interface Papers {
  readonly count: () => number
  /** How many bytes it has had: a picture taken before is old when this has grown. */
  readonly bytes: () => number
  /** PNG of paper `at`, counted from 0; null where there is none. */
  readonly picture: (at: number, width: number) => Buffer | null
}

const isBlank = (marks: readonly Mark[]): boolean => marks.every(({ kind }) => kind === 'feed')

function papersOf(interpreted: Interpreted): readonly Interpreted[] {
  const papers: Mark[][] = [[]]
  for (const mark of interpreted.marks) {
    papers.at(-1)?.push(mark)
    if (mark.kind === 'cut') papers.push([])
  }
  return papers.filter((marks) => !isBlank(marks)).map((marks) => ({ ...interpreted, marks }))
}

/** Reads what `connections` carried into papers; each connection is read again only when it has grown. */
export function createPapers(connections: () => readonly Uint8Array[]): Papers {
  const read = new Map<number, { readonly length: number; readonly papers: readonly Interpreted[] }>()
  const all = (): readonly Interpreted[] =>
    connections().flatMap((bytes, at) => {
      const known = read.get(at)
      if (known?.length === bytes.length) return known.papers
      const papers = papersOf(interpret(bytes))
      read.set(at, { length: bytes.length, papers })
      return papers
    })
  return {
    count: () => all().length,
    bytes: () => connections().reduce((sum, { length }) => sum + length, 0),
    picture: (at, width) => {
      const paper = all()[at]
      return paper ? paperPng(paper, width) : null
    },
  }
}
