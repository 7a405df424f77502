import { useTranslation } from 'react-i18next'
import { type BridgeBar, type BridgeStep, barText, bridgeOf } from './bridge'
import { type PatternNames, Patterns, usePatterns } from './Patterns'

/** Share of its place that a bar fills. */
const FILLED = 0.62

const percent = (share: number): string => `${(share * 100).toFixed(3)}%`

/**
 * The cash from the opening to the count, step by step; each kind has its pattern beside its colour, its sign and its
 * word. It copies arithmetic: left to right in every language.
 */
export function CashBridge({ steps }: { readonly steps: readonly BridgeStep[] }) {
  const { t, i18n } = useTranslation()
  const patterns = usePatterns()
  const { bars, zero } = bridgeOf(steps)
  const place = 1 / Math.max(1, bars.length)
  const x = (index: number, part: number): string => percent((index + 0.5 + part) * place)
  const y = (share: number): string => percent(1 - share)
  return (
    <figure className="bridge" dir="ltr">
      <svg className="bridge-picture" aria-hidden>
        <Patterns of={patterns} />
        {bars.map((bar, index) => (
          <g key={bar.name} className={`bridge-${toneOf(bar)}`}>
            {joined(bar, bars[index + 1]) && (
              <line
                className="bridge-join"
                x1={x(index, FILLED / 2)}
                x2={x(index + 1, -FILLED / 2)}
                y1={y(bar.end)}
                y2={y(bar.end)}
              />
            )}
            <rect
              x={x(index, -FILLED / 2)}
              width={percent(FILLED * place)}
              y={y(bar.high)}
              height={percent(bar.high - bar.low)}
              fill={fillOf(bar, patterns)}
            />
            <text x={x(index, 0)} y={y(bar.high)} dy="-0.45em">
              {barText(bar)}
            </text>
          </g>
        ))}
        <line className="bridge-zero" x1="0" x2="100%" y1={y(zero)} y2={y(zero)} />
      </svg>
      <ol className="bridge-words">
        {bars.map((bar) => (
          <li key={bar.name} dir={i18n.dir()}>
            {t(`day.bridge.${bar.name}`)}
            <span className="sr-only"> {barText(bar)}</span>
          </li>
        ))}
      </ol>
    </figure>
  )
}

/** Only a step that moves is joined to where the cash stood before, and the result to the last of them. */
const joined = (bar: BridgeBar, next: BridgeBar | undefined): boolean =>
  next !== undefined && (next.kind === 'move' || bar.kind === 'move')

/** Customers' money has the colour of its direction; what the shop moves itself has none. */
function toneOf({ name, kind }: BridgeBar): 'level' | 'in' | 'out' | 'moved' {
  if (kind === 'level') return 'level'
  if (name === 'in') return 'in'
  return name === 'out' || name === 'change' ? 'out' : 'moved'
}

function fillOf(bar: BridgeBar, patterns: PatternNames): string {
  const tone = toneOf(bar)
  return tone === 'out' || tone === 'moved' ? patterns[tone] : 'currentColor'
}
