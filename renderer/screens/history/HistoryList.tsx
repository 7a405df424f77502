import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { civilDay, formatDate, formatTime } from '../../../electron/domain/day'
import type { OperationRow } from '../../../electron/domain/operation'
import { Bidi } from '../../components/Bidi'
import { DirectionTile } from '../../components/DirectionTile'
import { SignedAmount, StateTag } from '../../components/OperationRow'
import { Skeleton } from '../../components/Skeleton'
import { shortReference, walletName } from '../../lib/operation-text'
import { useApp } from '../../stores/app'
import type { History } from './use-history'

export interface HistoryListProps {
  readonly history: History
  readonly today: boolean
  readonly searching: boolean
  readonly selected: string | null
  readonly onSelect: (id: string) => void
}

/** Rows that are on screen, and a few more, whatever the length of the day. */
/** Characters that two lines of the narrowest column surely hold. */
const LONG_NAME = 26

export function HistoryList({ history, today, searching, selected, onSelect }: HistoryListProps) {
  const { t } = useTranslation()
  const { rows, more, loading, older } = history
  const list = useRef<HTMLDivElement>(null)
  const count = rows?.length ?? 0
  const rowPx = 3.25 * Number.parseInt(getComputedStyle(document.documentElement).fontSize, 10)
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => list.current,
    estimateSize: () => rowPx,
    overscan: 12,
  })
  const at = rows?.findIndex((row) => row.id === selected) ?? -1
  useEffect(() => list.current?.focus(), [])

  const choose = (index: number): void => {
    const row = rows?.[Math.min(count - 1, Math.max(0, index))]
    if (!row) return
    onSelect(row.id)
    virtual.scrollToIndex(Math.min(count - 1, Math.max(0, index)))
  }
  const onKey = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor((list.current?.clientHeight ?? rowPx) / rowPx) - 1)
    const target: Partial<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
    }
    if (event.key === 'End') {
      event.preventDefault()
      choose(count - 1)
      if (more) void older()
      return
    }
    const index = target[event.key]
    if (index === undefined || event.ctrlKey || event.altKey) return
    event.preventDefault()
    choose(index)
    if (event.key === 'ArrowDown' && index >= count - 1 && more) void older()
  }

  return (
    <>
      <div className="history-columns" aria-hidden>
        <span>{t('history.time')}</span>
        <span>{t('history.operation')}</span>
        <span>{t('history.customer')}</span>
        <span>{t('history.reference')}</span>
        <span className="history-end">{t('history.amount')}</span>
        <span>{t('history.state')}</span>
      </div>
      <div
        ref={list}
        role="listbox"
        className="history-rows"
        tabIndex={0}
        aria-label={t('history.list')}
        aria-activedescendant={at >= 0 ? `history-${selected}` : undefined}
        aria-busy={loading}
        onKeyDown={onKey}
      >
        <div role="presentation" style={{ blockSize: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows?.[item.index]
            return row ? (
              <Row
                key={row.id}
                row={row}
                dated={!today}
                selected={row.id === selected}
                size={count}
                index={item.index}
                style={{ insetBlockStart: item.start, blockSize: item.size }}
                onSelect={() => onSelect(row.id)}
              />
            ) : null
          })}
        </div>
      </div>
      {rows === null && <Skeleton rows={6} />}
      {rows !== null && count === 0 && (
        <p className="history-empty">
          {t(searching ? 'history.no_match' : today ? 'history.empty' : 'history.empty_ever')}
        </p>
      )}
    </>
  )
}

interface RowProps {
  readonly row: OperationRow
  readonly dated: boolean
  readonly selected: boolean
  readonly index: number
  readonly size: number
  readonly style: React.CSSProperties
  readonly onSelect: () => void
}

function Row({ row, dated, selected, index, size, style, onSelect }: RowProps) {
  const { t } = useTranslation()
  const today = useApp((state) => state.status?.till.day)
  const other = dated && civilDay(row.createdAt) !== today
  const name = walletName(row) ?? t('history.unnamed')
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list itself takes the keys for its options
    <div
      id={`history-${row.id}`}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      aria-setsize={size}
      aria-posinset={index + 1}
      className={selected ? 'history-row history-row-on' : 'history-row'}
      style={style}
      data-testid="history-row"
      data-reference={row.reference}
      data-state={row.state}
      onClick={onSelect}
    >
      <span className="history-time">
        {other && <Bidi>{formatDate(row.createdAt).slice(0, 5)}</Bidi>}
        <Bidi>{formatTime(row.createdAt)}</Bidi>
      </span>
      <span className="history-what">
        <DirectionTile direction={row.direction} />
        {t(`direction.${row.direction}`)}
      </span>
      <span className={name.length > LONG_NAME ? 'history-who history-who-long' : 'history-who'} dir="auto">
        {name}
      </span>
      <span>
        <Bidi>{shortReference(row)}</Bidi>
      </span>
      <span className="history-end">
        <SignedAmount row={row} />
      </span>
      <span>
        <StateTag row={row} bare />
      </span>
    </div>
  )
}
