import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

/** Whole seconds left of an interval; it begins again whenever `told`, what main said, is another value. */
export function useSecondsLeft(leftMs: number | null, told: unknown = leftMs): number | null {
  const [, tick] = useState(0)
  const start = useRef({ told, atMs: performance.now() })
  if (start.current.told !== told) start.current = { told, atMs: performance.now() }
  useEffect(() => {
    if (leftMs === null) return
    const timer = setInterval(() => tick((count) => count + 1), 250)
    return () => clearInterval(timer)
  }, [leftMs])
  if (leftMs === null) return null
  return Math.max(0, Math.ceil((leftMs - (performance.now() - start.current.atMs)) / 1000))
}

/** `18` gives `0:18`. */
export const clockText = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

const RADIUS = 54
const ROUND = 2 * Math.PI * RADIUS

export interface CountdownProps {
  /** Milliseconds left as main told them; 0: under way now; null: none planned. */
  readonly leftMs: number | null
  /** Another value whenever main told it anew. */
  readonly told: unknown
  readonly label: string
  /** What happens next. */
  readonly children: ReactNode
}

/** A ring and the time in its middle; by the second, without easing. Reduced motion leaves the number alone. */
export function Countdown({ leftMs, told, label, children }: CountdownProps) {
  const { t } = useTranslation()
  const seconds = useSecondsLeft(leftMs, told)
  const whole = Math.max(1, Math.ceil((leftMs ?? 0) / 1000))
  const left = seconds ?? 0
  const spoken = left === 30 || left === 10 || left === 0 ? t('unsure.spoken', { seconds: left }) : null
  return (
    <div className="countdown">
      <p className="countdown-label">{label}</p>
      <div className="countdown-ring" dir="ltr">
        <svg viewBox="0 0 120 120" aria-hidden>
          <circle cx="60" cy="60" r={RADIUS} className="countdown-track" />
          <circle
            cx="60"
            cy="60"
            r={RADIUS}
            className="countdown-left"
            strokeDasharray={`${ROUND * Math.min(1, left / whole)} ${ROUND}`}
            transform="rotate(-90 60 60)"
          />
        </svg>
        <span className="countdown-time">
          {seconds === null ? '–' : left === 0 ? t('unsure.now') : clockText(left)}
        </span>
      </div>
      <p className="countdown-next">{children}</p>
      <p className="sr-only" aria-live="polite">
        {spoken}
      </p>
    </div>
  )
}
