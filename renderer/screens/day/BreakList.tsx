import { useVirtualizer } from '@tanstack/react-virtual'
import { CircleCheck, CircleDashed, Clock3, type LucideIcon, TriangleAlert } from 'lucide-react'
import { Fragment, type KeyboardEvent, type ReactNode, type RefObject, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { DayBreak } from '../../../electron/domain/reconciliation'
import { KeyCap } from '../../components/KeyCap'
import { breakFacts, breakTitle, dayAndTime, lastDecision } from './break-words'

export interface BreakListProps {
  readonly rows: readonly DayBreak[]
  readonly selected: string | null
  readonly onSelect: (key: string) => void
  readonly onOpen: () => void
  /** The last row was reached, and there are more. */
  readonly onEnd: () => void
  /** Arrow left or right: another day. */
  readonly onDay: (days: -1 | 1) => void
  /** Said where there is no row. */
  readonly empty: ReactNode
  readonly ref: RefObject<HTMLDivElement | null>
}

const ICON: Readonly<Record<DayBreak['state'], LucideIcon>> = {
  open: TriangleAlert,
  waiting: Clock3,
  closed: CircleCheck,
}

/** Open breaks first; Enter works the selected one off. */
export function BreakList({
  rows,
  selected,
  onSelect,
  onOpen,
  onEnd,
  onDay,
  empty,
  ref: list,
}: BreakListProps) {
  const { t, i18n } = useTranslation()
  const rowPx = 3.625 * Number.parseInt(getComputedStyle(document.documentElement).fontSize, 10)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => list.current,
    estimateSize: () => rowPx,
    overscan: 8,
  })
  const at = rows.findIndex((row) => row.key === selected)
  useEffect(() => list.current?.focus(), [list])

  const choose = (index: number): void => {
    const bounded = Math.min(rows.length - 1, Math.max(0, index))
    const row = rows[bounded]
    if (!row) return
    onSelect(row.key)
    virtual.scrollToIndex(bounded)
    if (bounded === rows.length - 1) onEnd()
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.shiftKey) return
    const page = Math.max(1, Math.floor((list.current?.clientHeight ?? rowPx) / rowPx) - 1)
    const forward = i18n.dir() === 'rtl' ? -1 : 1
    const days: Partial<Record<string, -1 | 1>> = {
      ArrowRight: forward,
      ArrowLeft: forward === 1 ? -1 : 1,
    }
    const rowsAway: Partial<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: rows.length - 1,
    }
    const day = days[event.key]
    const row = rowsAway[event.key]
    if (day === undefined && row === undefined) return
    event.preventDefault()
    if (day !== undefined) onDay(day)
    else if (row !== undefined) choose(row)
  }

  return (
    <>
      <div
        ref={list}
        role="listbox"
        tabIndex={0}
        className="day-breaks"
        aria-label={t('day.breaks.list')}
        aria-activedescendant={at < 0 ? undefined : optionId(at)}
        onKeyDown={onKey}
      >
        <div role="presentation" style={{ blockSize: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index]
            return row ? (
              <BreakRow
                key={row.key}
                row={row}
                selected={row.key === selected}
                index={item.index}
                size={rows.length}
                style={{ insetBlockStart: item.start, blockSize: item.size }}
                onSelect={() => onSelect(row.key)}
                onOpen={onOpen}
              />
            ) : null
          })}
        </div>
      </div>
      {rows.length === 0 && empty}
    </>
  )
}

const optionId = (index: number): string => `day-break-${index}`

interface RowProps {
  readonly row: DayBreak
  readonly selected: boolean
  readonly index: number
  readonly size: number
  readonly style: React.CSSProperties
  readonly onSelect: () => void
  readonly onOpen: () => void
}

/** Icon, what it is, which operation; at the end what to do, or who decided and when. */
function BreakRow({ row, selected, index, size, style, onSelect, onOpen }: RowProps) {
  const { t } = useTranslation()
  const Icon = row.code === 'R19' && row.state === 'open' ? CircleDashed : ICON[row.state]
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list itself takes the keys for its options
    <div
      id={optionId(index)}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      aria-setsize={size}
      aria-posinset={index + 1}
      className={`day-break day-break-${row.state}${selected ? ' day-break-on' : ''}`}
      style={style}
      data-testid="day-break"
      data-code={row.code}
      data-state={row.state}
      data-name={row.name}
      onClick={selected ? onOpen : onSelect}
    >
      <Icon aria-hidden className="icon" />
      <span className="day-break-what">
        <span>{breakTitle(t, row)}</span>
        <span>
          {breakFacts(t, row).map((part, place) => (
            <Fragment key={part}>
              {place > 0 && ' · '}
              <bdi>{part}</bdi>
            </Fragment>
          ))}
        </span>
      </span>
      <span className="day-break-end">
        {selected && row.state === 'open' ? (
          <span className="button day-break-work">
            {t('day.breaks.work_off')} <KeyCap of="Enter" />
          </span>
        ) : (
          <Told row={row} />
        )}
      </span>
    </div>
  )
}

/** What was decided and by whom; an open one tells how long it has been so. */
function Told({ row }: { readonly row: DayBreak }) {
  const { t } = useTranslation()
  const decided = lastDecision(row)
  if (decided === null || row.state === 'open')
    return <span className={row.carried ? 'day-break-old' : undefined}>{t(`day.age.${row.age}`)}</span>
  const approved = decided.approvedBy ?? decided.by
  return (
    <>
      <span>
        {row.state === 'waiting' && decided.ticket !== null
          ? t('day.breaks.ticket', { ticket: decided.ticket })
          : t(`day.decision.${decided.decision}`)}
      </span>
      <span>
        <bdi>{approved}</bdi> · <bdi dir="ltr">{dayAndTime(decided.at, row.day)}</bdi>
      </span>
    </>
  )
}
