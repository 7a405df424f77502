import { Hourglass, Undo2 } from 'lucide-react'
import { type KeyboardEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../../../electron/domain/day'
import { formatAmount } from '../../../electron/domain/money'
import type { Movement } from '../../../electron/domain/till'
import { run } from '../../actions/registry'
import { Bidi } from '../../components/Bidi'
import { KeyCap } from '../../components/KeyCap'
import { Panel } from '../../components/Layout'
import { Skeleton } from '../../components/Skeleton'
import { Tag } from '../../components/Tag'
import { MOVEMENT_LOOK, signOf } from './movement-look'
import { useMovements } from './use-movements'

export interface MovementListProps {
  readonly shift: string | null
  readonly onOpen: (movement: Movement) => void
}

/** Cash that moved without a customer in this shift, newest first; Enter opens one, arrows go along. */
export function MovementList({ shift, onOpen }: MovementListProps) {
  const { t } = useTranslation()
  const rows = useMovements(shift)
  const list = useRef<HTMLUListElement>(null)
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])] as HTMLElement[]
    const at = buttons.indexOf(document.activeElement as HTMLElement)
    buttons[Math.min(buttons.length - 1, Math.max(0, at + (event.key === 'ArrowDown' ? 1 : -1)))]?.focus()
  }
  return (
    <Panel
      flush
      className="movements"
      title={t('till.movements')}
      aside={
        <button
          type="button"
          className="link-button"
          onClick={() => run('till_closings')}
          data-testid="till-closings"
        >
          {t('till.closings')}
          <KeyCap of="Alt+6" />
        </button>
      }
    >
      {rows === null ? (
        <Skeleton rows={3} />
      ) : rows.length === 0 ? (
        <p className="empty-note">{t('till.movements_none')}</p>
      ) : (
        <ul ref={list} className="movements-rows" onKeyDown={onKey}>
          {rows.map((row) => (
            <li key={row.number}>
              <MovementRow row={row} onOpen={() => onOpen(row)} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

function MovementRow({ row, onOpen }: { readonly row: Movement; readonly onOpen: () => void }) {
  const { t } = useTranslation()
  const { icon: Icon, tone } = MOVEMENT_LOOK[row.movement]
  const text = formatAmount(row.amount, signOf(row))
  return (
    <button
      type="button"
      className="operation-row"
      data-testid="movement-row"
      data-movement={row.movement}
      data-number={row.number}
      onClick={onOpen}
    >
      <span className={`tile tile-row tile-${row.corrects === null ? tone : 'plain'}`} aria-hidden>
        {row.corrects === null ? <Icon className="icon" /> : <Undo2 className="icon flip" />}
      </span>
      <span className="operation-row-who">
        <span className="operation-row-name" dir="auto">
          {row.corrects === null
            ? `${t(`till.movement_${row.movement}`)} · ${row.note ?? t(`paper.till.reasons.${row.reason}`)}`
            : t('till.correction_of', { number: row.corrects })}
        </span>
        <span className="operation-row-what">
          <Bidi>{formatTime(row.at)}</Bidi> · <bdi>{row.cashier}</bdi> · <Bidi>{row.number}</Bidi>
        </span>
      </span>
      {row.transit === 'open' && (
        <Tag tone="neutral" icon={Hourglass}>
          {t('till.transit_open')}
        </Tag>
      )}
      {row.correctedBy !== null && (
        <Tag tone="neutral" icon={Undo2}>
          {t('till.corrected')}
        </Tag>
      )}
      <bdi dir="ltr" className={row.correctedBy === null ? 'signed' : 'signed signed-not'}>
        {row.correctedBy === null ? text : <s>{text}</s>}
      </bdi>
    </button>
  )
}
