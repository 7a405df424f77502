import { useTranslation } from 'react-i18next'
import { formatAmount } from '../../../electron/domain/money'
import type { DayPicture } from '../../../electron/domain/reconciliation'
import { type DayDrawing, drawDay } from './day-picture'
import { Patterns, usePatterns } from './Patterns'

/** Share of an hour's place that one of its two bars fills. */
const BAR = 0.38
const MARGIN = (1 - 2 * BAR) / 2
/** At most this many hours carry their number. */
const MOST_NUMBERS = 9

const percent = (share: number): string => `${(share * 100).toFixed(3)}%`

/** Operations by hour under the level of the drawer over the same hours; left to right in every language. */
export function DayChart({
  picture,
  hidden,
}: {
  readonly picture: DayPicture
  /** What the drawer holds must not be seen. */
  readonly hidden: boolean
}) {
  const { t, i18n } = useTranslation()
  const patterns = usePatterns()
  const drawing = drawDay(picture)
  const { from, to, hours } = drawing
  const wide = to - from
  const step = Math.ceil((wide + 1) / MOST_NUMBERS)
  const numbered = Array.from({ length: Math.floor(wide / step) + 1 }, (_, index) => from + index * step)
  return (
    <figure className="day-chart" dir="ltr">
      {!hidden && (
        <>
          <figcaption className="day-chart-title" dir={i18n.dir()}>
            {t('day.chart.level')}
          </figcaption>
          <Level drawing={drawing} picture={picture} />
        </>
      )}
      <p className="day-chart-title" dir={i18n.dir()}>
        {t('day.chart.hours')}
        <span className="day-chart-key day-chart-in">{t('day.bridge.in')}</span>
        <span className="day-chart-key day-chart-out">{t('day.bridge.out')}</span>
      </p>
      <svg className="day-chart-hours" aria-hidden>
        <Patterns of={patterns} />
        {hours.flatMap(({ hour, counts, ...shares }) =>
          (['cashIn', 'cashOut'] as const).map((side, index) => {
            const x = (hour - from + MARGIN + index * BAR) / wide
            return counts[index] === 0 ? null : (
              <g key={`${hour} ${side}`} className={index === 0 ? 'bridge-in' : 'bridge-out'}>
                <rect
                  x={percent(x)}
                  width={percent(BAR / wide)}
                  y={percent(1 - shares[side])}
                  height={percent(shares[side])}
                  fill={index === 0 ? 'currentColor' : patterns.out}
                />
                <text x={percent(x + BAR / wide / 2)} y={percent(1 - shares[side])} dy="-0.3em">
                  {counts[index]}
                </text>
              </g>
            )
          }),
        )}
        <line className="bridge-zero" x1="0" x2="100%" y1="100%" y2="100%" />
      </svg>
      <div className="day-chart-axis" aria-hidden>
        {numbered.map((hour) => (
          <span key={hour} style={{ left: percent((hour - from) / wide) }}>
            {t('day.chart.clock', { hour })}
          </span>
        ))}
      </div>
      <ul className="sr-only">
        {hours.map(({ hour, counts: [cashIn, cashOut] }) => (
          <li key={hour}>{t('day.chart.hour', { hour, cashIn, cashOut })}</li>
        ))}
      </ul>
    </figure>
  )
}

/** A line of steps: what the drawer held from one change to the next, its highest told in figures. */
function Level({ drawing, picture }: { readonly drawing: DayDrawing; readonly picture: DayPicture }) {
  const { level, highest } = drawing
  const peak = highest === null ? undefined : picture.cash[highest.index]
  const [first] = level
  const steps = level.slice(1).map(({ x, y }) => `H${x * 1000} V${(1 - y) * 1000}`)
  return (
    <svg className="day-chart-level" aria-hidden>
      {first && (
        <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden>
          <path
            className="day-chart-line"
            vectorEffect="non-scaling-stroke"
            d={`M${first.x * 1000} ${(1 - first.y) * 1000} ${steps.join(' ')}`}
          />
        </svg>
      )}
      <line className="bridge-zero" x1="0" x2="100%" y1="100%" y2="100%" />
      {highest !== null && peak !== undefined && (
        <>
          <circle className="day-chart-peak" cx={percent(highest.x)} cy={percent(1 - highest.y)} r="4" />
          <text
            x={percent(highest.x)}
            y={percent(1 - highest.y)}
            dy="-0.6em"
            textAnchor={highest.x > 0.7 ? 'end' : highest.x < 0.3 ? 'start' : 'middle'}
          >
            {formatAmount(peak.amount).replace(/,00$/, '')}
          </text>
        </>
      )}
    </svg>
  )
}
