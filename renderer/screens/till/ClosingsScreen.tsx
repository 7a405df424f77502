import './till.css'
import { ArrowLeft, CalendarCheck, Check, FileWarning, Printer, TriangleAlert } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDate, formatTime } from '../../../electron/domain/day'
import { formatAmount } from '../../../electron/domain/money'
import type { ClosingKind, ClosingRow } from '../../../electron/domain/till'
import type { Key } from '../../actions/types'
import { useActions } from '../../actions/use-actions'
import { request } from '../../client'
import { ActionRow } from '../../components/ActionRow'
import { Bidi } from '../../components/Bidi'
import { ActionButton } from '../../components/Button'
import { KeyCap } from '../../components/KeyCap'
import { DuoLayout, Panel } from '../../components/Layout'
import { Paper } from '../../components/Paper'
import { Skeleton } from '../../components/Skeleton'
import { Tag } from '../../components/Tag'
import { messageWords } from '../../lib/message-words'
import { useApp } from '../../stores/app'
import { backHome, refreshStatus } from '../../stores/till'
import { periodWords } from './period-words'
import { useClosings } from './use-closings'
import { useTillPaper } from './use-till-paper'

const KINDS: readonly ClosingKind[] = ['shift', 'day', 'month', 'year']

/** What was closed: Zs, days, months and years, each with its own paper, which prints again as a duplicate. */
export function ClosingsScreen() {
  const { t } = useTranslation()
  const [kind, setKind] = useState<ClosingKind>('shift')
  const [chosen, setChosen] = useState<number | null>(null)
  const [told, setTold] = useState<string | null>(null)
  const [read, again] = useState(0)
  const { rows, more, older } = useClosings(kind, read)
  const printer = useApp((state) => state.status?.printer.transport ?? 'none')
  const dayToClose = useApp((state) => state.status?.till.dayToClose ?? false)
  const selected = rows?.find(({ number }) => number === chosen) ?? rows?.[0] ?? null
  const paper = useTillPaper(selected && { what: 'closing', kind, number: selected.number })
  const print = async (): Promise<void> => {
    if (selected === null) return
    const answer = await request('till.printClosing', { kind, number: selected.number })
    setTold(answer.ok ? t('till.reprinted') : messageWords(answer.message))
  }
  const closeDay = async (): Promise<void> => {
    const answer = await request('till.closeDay', {})
    setTold(answer.ok ? t('till.day_closed') : messageWords(answer.message))
    if (!answer.ok) return
    setKind('day')
    again((count) => count + 1)
    await refreshStatus()
  }
  const turn = (next: ClosingKind): void => {
    setKind(next)
    setChosen(null)
    setTold(null)
  }
  useActions([
    { id: 'closings_back', key: 'Escape', label: 'till.back', off: null, perform: () => backHome() },
    {
      id: 'closings_print',
      key: 'F7',
      label: 'till.reprint',
      short: 'keys.duplicate',
      off: selected === null ? 'till.off_no_closing' : printer === 'none' ? 'printer.none' : null,
      perform: print,
    },
    ...KINDS.map((one, index) => ({
      id: `closings_${one}`,
      key: `Alt+${index + 1}` as Key,
      label: `till.closings_${one}`,
      off: null,
      perform: () => turn(one),
    })),
    ...(dayToClose
      ? [{ id: 'close_day', key: 'Alt+5' as const, label: 'till.close_day', off: null, perform: closeDay }]
      : []),
  ])
  return (
    <DuoLayout
      wide
      side={paper && <Paper laid={paper} />}
      row={
        <ActionRow
          start={
            <>
              <ActionButton action="closings_back" icon={ArrowLeft} flip size="main" testId="closings-back" />
              <ActionButton action="closings_print" icon={Printer} size="main" testId="closings-print" />
              <ActionButton action="close_day" icon={CalendarCheck} size="main" testId="close-day" />
            </>
          }
          middle={
            <p className="rule rule-soft" role="status" data-testid="closings-told">
              {told}
            </p>
          }
        />
      }
    >
      <Panel flush className="closings">
        <header className="closings-head">
          <h1>{t('till.closings')}</h1>
          <fieldset className="type-switch">
            <legend className="sr-only">{t('till.closings')}</legend>
            {KINDS.map((one, index) => (
              <button
                key={one}
                type="button"
                aria-pressed={one === kind}
                data-testid={`closings-${one}`}
                onClick={() => turn(one)}
              >
                {t(`till.closings_${one}`)}
                <KeyCap of={`Alt+${index + 1}` as Key} />
              </button>
            ))}
          </fieldset>
        </header>
        {rows === null ? (
          <Skeleton rows={5} />
        ) : rows.length === 0 ? (
          <p className="empty-note">{t(`till.closings_none_${kind}`)}</p>
        ) : (
          <ClosingList
            rows={rows}
            selected={selected?.number ?? null}
            onSelect={(number) => {
              setChosen(number)
              setTold(null)
            }}
            onEnd={more ? older : null}
          />
        )}
      </Panel>
    </DuoLayout>
  )
}

interface ClosingListProps {
  readonly rows: readonly ClosingRow[]
  readonly selected: number | null
  readonly onSelect: (number: number) => void
  /** Reads older ones; null: there are none. */
  readonly onEnd: (() => Promise<void>) | null
}

function ClosingList({ rows, selected, onSelect, onEnd }: ClosingListProps) {
  const { t } = useTranslation()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => list.current?.focus(), [])
  useEffect(() => {
    if (selected !== null)
      document.getElementById(`closing-${selected}`)?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  const onKey = (event: KeyboardEvent): void => {
    const at = rows.findIndex(({ number }) => number === selected)
    const to: Partial<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: rows.length - 1,
    }
    const index = to[event.key]
    if (index === undefined || event.ctrlKey || event.altKey) return
    event.preventDefault()
    const row = rows[Math.min(rows.length - 1, Math.max(0, index))]
    if (row) onSelect(row.number)
    if (onEnd && (event.key === 'End' || index >= rows.length)) void onEnd()
  }
  return (
    <div
      ref={list}
      role="listbox"
      className="closings-rows"
      tabIndex={0}
      aria-label={t('till.closings')}
      aria-activedescendant={selected === null ? undefined : `closing-${selected}`}
      onKeyDown={onKey}
    >
      {rows.map((row) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the list itself takes the keys for its options
        <div
          key={row.number}
          id={`closing-${row.number}`}
          role="option"
          tabIndex={-1}
          aria-selected={row.number === selected}
          className={row.number === selected ? 'closing-row closing-row-on' : 'closing-row'}
          data-testid="closing-row"
          data-number={row.number}
          onClick={() => onSelect(row.number)}
        >
          <ClosingWords row={row} />
        </div>
      ))}
      {onEnd && (
        <p className="closings-more">
          <KeyCap of="End" /> {t('till.closings_older')}
        </p>
      )}
    </div>
  )
}

function ClosingWords({ row }: { readonly row: ClosingRow }) {
  const { t, i18n } = useTranslation()
  const { difference } = row
  return (
    <>
      <span className="closing-number">
        {row.kind === 'shift'
          ? t('till.z_number', { number: row.number })
          : t('till.number', { number: row.number })}
      </span>
      <span className="closing-what">
        <span>{periodWords(row, i18n.language)}</span>
        <span className="soft-note">
          <Bidi>{`${formatDate(row.closedAt)} ${formatTime(row.closedAt)}`}</Bidi> ·{' '}
          {row.closedBy === 'system' ? t('till.by_itself') : <bdi>{row.closedBy}</bdi>}
        </span>
      </span>
      {!row.signed && (
        <Tag tone="unsure" icon={FileWarning}>
          {t('till.unsigned')}
        </Tag>
      )}
      {difference === 0 ? (
        <Tag tone="ok" icon={Check} bare>
          {t('till.exact')}
        </Tag>
      ) : (
        <Tag tone="stop" icon={TriangleAlert} bare>
          <Bidi>{formatAmount(difference, difference > 0 ? 'plus' : 'none')}</Bidi>
        </Tag>
      )}
    </>
  )
}
