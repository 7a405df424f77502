import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { civilDay, formatDate, formatTime } from '../../../electron/domain/day'
import type { OperationView } from '../../../electron/domain/operation'
import { Bidi } from '../../components/Bidi'
import { clockText, useSecondsLeft } from '../../components/Countdown'
import { DirectionTile } from '../../components/DirectionTile'
import { SignedAmount, StateTag } from '../../components/OperationRow'
import { walletName } from '../../lib/operation-text'
import { useApp } from '../../stores/app'

export interface UnsettledListProps {
  readonly rows: readonly OperationView[]
  readonly selected: string | null
  readonly onSelect: (row: OperationView) => void
}

/** Oldest first; arrows choose. */
export function UnsettledList({ rows, selected, onSelect }: UnsettledListProps) {
  const { t } = useTranslation()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => list.current?.focus(), [])
  const at = rows.findIndex((row) => row.id === selected)
  const onKey = (event: KeyboardEvent): void => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    const row = rows[Math.min(rows.length - 1, Math.max(0, to))]
    if (!row) return
    onSelect(row)
    document.getElementById(`unsettled-${row.id}`)?.scrollIntoView({ block: 'nearest' })
  }
  return (
    <div
      ref={list}
      role="listbox"
      tabIndex={0}
      className="unsettled-rows"
      aria-label={t('unsettled.list')}
      aria-activedescendant={selected === null ? undefined : `unsettled-${selected}`}
      onKeyDown={onKey}
    >
      {rows.map((row) => (
        <Row key={row.id} row={row} selected={row.id === selected} onSelect={() => onSelect(row)} />
      ))}
    </div>
  )
}

interface RowProps {
  readonly row: OperationView
  readonly selected: boolean
  readonly onSelect: () => void
}

function Row({ row, selected, onSelect }: RowProps) {
  const { t } = useTranslation()
  const today = useApp((state) => state.status?.till.day)
  const seconds = useSecondsLeft(row.nextCheckInMs, row)
  const early = civilDay(row.createdAt) !== today
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list itself takes the keys for its options
    <div
      id={`unsettled-${row.id}`}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      className={selected ? 'unsettled-row unsettled-row-on' : 'unsettled-row'}
      data-testid="unsettled-row"
      data-reference={row.reference}
      data-state={row.state}
      data-cash={row.cash}
      onClick={onSelect}
    >
      <DirectionTile direction={row.direction} />
      <span className="unsettled-who">
        <span>
          <bdi>{walletName(row) ?? t('history.unnamed')}</bdi>
        </span>
        <span>
          <Bidi>
            {early ? `${formatDate(row.createdAt).slice(0, 5)} ` : ''}
            {formatTime(row.createdAt)}
          </Bidi>
          {seconds !== null && (
            <>
              {' · '}
              {seconds === 0 ? t('unsettled.checking') : <Bidi>{clockText(seconds)}</Bidi>}
            </>
          )}
        </span>
      </span>
      <span className="unsettled-money">
        <SignedAmount row={row} />
        <StateTag row={row} bare />
      </span>
    </div>
  )
}
