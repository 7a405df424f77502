import { formatTime } from '../domain/day'
import { type Centimes, formatAmount } from '../domain/money'
import type { DayPicture } from '../domain/reconciliation'

/** The little picture of a day as inline SVG: numbers in, text out. No colour is the only sign. */

const WIDTH = 330
const HEIGHT = 120
const LEFT = 40
const BOTTOM = 18
const TOP = 8

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

const rounded = (value: number): string => String(Math.round(value * 10) / 10)

/** 1, 2 or 5 times a power of ten, not below `most`. */
function niceTop(most: number): number {
  if (most <= 4) return 4
  const power = 10 ** Math.floor(Math.log10(most))
  const step = [1, 2, 5, 10].find((times) => times * power >= most) ?? 10
  return step * power
}

const frame = (title: string, inside: string): string =>
  `<svg role="img" viewBox="0 0 ${WIDTH} ${HEIGHT}" xmlns="http://www.w3.org/2000/svg"><title>${escaped(title)}</title>${inside}</svg>`

const text = (x: number, y: number, anchor: 'start' | 'middle' | 'end', words: string): string =>
  `<text x="${rounded(x)}" y="${rounded(y)}" text-anchor="${anchor}">${escaped(words)}</text>`

const level = (y: number): string =>
  `<line class="grid" x1="${LEFT}" x2="${WIDTH}" y1="${rounded(y)}" y2="${rounded(y)}"/>`

/** Completed operations by hour: cash-in full, cash-out hatched. The hours of a shop are always there. */
export function hoursSvg({ hours }: DayPicture, title: string): string {
  const first = Math.min(8, ...hours.map(({ hour }) => hour))
  const last = Math.max(20, ...hours.map(({ hour }) => hour))
  const top = niceTop(Math.max(1, ...hours.flatMap(({ cashIn, cashOut }) => [cashIn.count, cashOut.count])))
  const slot = (WIDTH - LEFT) / (last - first + 1)
  const high = HEIGHT - BOTTOM - TOP
  const bar = Math.min(10, slot / 2 - 1)
  const drawn = hours.flatMap(({ hour, cashIn, cashOut }) => {
    const middle = LEFT + (hour - first + 0.5) * slot
    return [
      { count: cashIn.count, x: middle - bar - 0.5, kind: 'in' },
      { count: cashOut.count, x: middle + 0.5, kind: 'out' },
    ].flatMap(({ count, x, kind }) => {
      if (count === 0) return []
      const height = (count / top) * high
      const y = HEIGHT - BOTTOM - height
      return [
        `<rect class="${kind}" x="${rounded(x)}" y="${rounded(y)}" width="${rounded(bar)}" height="${rounded(height)}"/>`,
      ]
    })
  })
  const labels: string[] = []
  for (let hour = first; hour <= last; hour++)
    if (hour % 2 === 0)
      labels.push(text(LEFT + (hour - first + 0.5) * slot, HEIGHT - 6, 'middle', String(hour)))
  const steps = [0, 0.5, 1].map((share) => {
    const y = HEIGHT - BOTTOM - share * high
    return `${level(y)}${text(LEFT - 6, y + 3, 'end', rounded(top * share))}`
  })
  return frame(title, `${steps.join('')}${drawn.join('')}${labels.join('')}`)
}

/** What the drawer held over the day, as steps. */
export function cashSvg({ cash }: DayPicture, title: string): string {
  const [first] = cash
  const last = cash.at(-1)
  if (!first || !last) return ''
  const from = Date.parse(first.at)
  const to = Math.max(Date.parse(last.at), from + 60_000)
  const amounts = cash.map(({ amount }) => amount)
  const low = Math.min(0, ...amounts)
  const top = niceTop(Math.max(100, ...amounts))
  const high = HEIGHT - BOTTOM - TOP
  const x = (at: string): number => LEFT + ((Date.parse(at) - from) / (to - from)) * (WIDTH - LEFT - 4)
  const y = (amount: number): number => HEIGHT - BOTTOM - ((amount - low) / (top - low)) * high
  const path = cash
    .map(({ at, amount }, index) =>
      index === 0 ? `M${rounded(x(at))} ${rounded(y(amount))}` : `H${rounded(x(at))}V${rounded(y(amount))}`,
    )
    .join('')
  const whole = (amount: number): string => formatAmount(amount as Centimes).replace(/,\d\d$/, '')
  const steps = [low, (low + top) / 2, top].map((amount) => {
    const rest = Math.round(amount)
    return `${level(y(rest))}${text(LEFT - 6, y(rest) + 3, 'end', whole(rest))}`
  })
  const times = [first.at, last.at].map((at, index) =>
    text(x(at), HEIGHT - 6, index === 0 ? 'start' : 'end', formatTime(at)),
  )
  return frame(title, `${steps.join('')}<path class="level" d="${path}"/>${times.join('')}`)
}
