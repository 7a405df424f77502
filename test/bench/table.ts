import { cpus, release, totalmem } from 'node:os'
import type { Figure } from './measure'

/** What the figures were taken on. */
export function machine(): string {
  const [cpu] = cpus()
  const memory = Math.round(totalmem() / 2 ** 30)
  return `${cpus().length} x ${cpu?.model.trim() ?? 'unknown'}, ${memory} GiB, ${process.platform} ${release()}, Node ${process.versions.node}`
}

const HEAD = ['', 'median', 'p95', 'unit', 'anchor', 'ratio', 'goal', 'holds'] as const

const cell = (value: number | string | null): string => {
  if (value === null) return '-'
  if (typeof value === 'string') return value
  return Math.abs(value) >= 1_000 ? Math.round(value).toString() : value.toString()
}

/** The figures in columns of text. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, median, p95, unit, anchor, ratio, goal, holds }) =>
    [name, median, p95, unit, anchor, ratio, goal, holds === null ? '' : holds ? 'yes' : 'NO'].map(cell),
  )
  const all = [[...HEAD] as string[], ...rows]
  const widths = HEAD.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  return all
    .map((row) =>
      row
        .map((text, column) =>
          column === 0 || column === 3
            ? text.padEnd(widths[column] ?? 0)
            : text.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
