import { Check, CircleHelp, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatTimeSeconds } from '../../electron/domain/day'
import type { TimelineEntry } from '../../electron/domain/operation'
import { Bidi } from './Bidi'

const ICON = { neutral: null, done: Check, unsure: CircleHelp, refused: X }

/** What happened to an operation, oldest first. `last` keeps only the newest entries. */
export function Timeline({
  entries,
  last,
}: {
  readonly entries: readonly TimelineEntry[]
  readonly last?: number
}) {
  const { t } = useTranslation()
  const shown = last === undefined ? entries : entries.slice(-last)
  return (
    <ol className="timeline">
      {shown.map((entry) => {
        const Icon = ICON[entry.tone]
        return (
          <li key={entry.sequence} className={`timeline-${entry.tone}`}>
            <span className="timeline-node" aria-hidden>
              {Icon && <Icon className="icon" />}
            </span>
            <span className="timeline-fact">{t(`timeline.${entry.code}`, entry.params)}</span>
            <time dateTime={entry.at}>
              <Bidi>{formatTimeSeconds(entry.at)}</Bidi>
            </time>
          </li>
        )
      })}
    </ol>
  )
}
