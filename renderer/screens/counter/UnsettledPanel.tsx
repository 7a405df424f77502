import { CircleCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { OperationView } from '../../../electron/domain/operation'
import { useActions } from '../../actions/use-actions'
import { Bidi } from '../../components/Bidi'
import { clockText, useSecondsLeft } from '../../components/Countdown'
import { DirectionTile } from '../../components/DirectionTile'
import { KeyCap } from '../../components/KeyCap'
import { Panel } from '../../components/Layout'
import { SignedAmount } from '../../components/OperationRow'
import { useApp } from '../../stores/app'
import { todoOf, useUnsettled } from './unsettled'

const SHOWN = 5

/** What is to settle, on home: each row opens it; Alt and its number too. */
export function UnsettledPanel() {
  const { t } = useTranslation()
  const go = useApp((state) => state.go)
  const rows = useUnsettled()
  const shown = (rows ?? []).slice(0, SHOWN)
  useActions(
    shown.map((row, index) => ({
      id: `unsettled_${index + 1}`,
      key: `Alt+${(index + 1) as 1}` as const,
      label: 'keys.unsettled',
      off: null,
      perform: () => go('unsettled', row.id),
    })),
  )
  if (rows !== null && rows.length === 0)
    return (
      <Panel flush title={t('keys.unsettled')}>
        <div className="all-settled">
          <CircleCheck aria-hidden className="icon" />
          <p>
            <strong>{t('home.nothing_unsettled')}</strong>
            <span>{t('home.nothing_unsettled_note')}</span>
          </p>
        </div>
      </Panel>
    )
  return (
    <Panel
      flush
      edge="unsure"
      className="home-unsettled"
      title={t('keys.unsettled')}
      aside={<KeyCap of="F5" />}
    >
      <ul className="rows">
        {shown.map((row, index) => (
          <li key={row.id}>
            <Row row={row} number={(index + 1) as 1} onPress={() => go('unsettled', row.id)} />
          </li>
        ))}
      </ul>
      {rows !== null && rows.length > SHOWN && (
        <p className="rows-more">{t('home.unsettled_more', { count: rows.length - SHOWN })}</p>
      )}
    </Panel>
  )
}

interface RowProps {
  readonly row: OperationView
  readonly number: 1
  readonly onPress: () => void
}

function Row({ row, number, onPress }: RowProps) {
  const { t } = useTranslation()
  const seconds = useSecondsLeft(row.nextCheckInMs, row)
  const todo = todoOf(row)
  return (
    <button type="button" className="choice" onClick={onPress}>
      <DirectionTile direction={row.direction} />
      <span className="choice-words">
        <span>{t(todo.key, todo.values)}</span>
        <span>
          {row.customer.name ?? <Bidi>{row.reference}</Bidi>} · <SignedAmount row={row} />
          {seconds !== null && ` · ${t('home.check_in', { time: clockText(seconds) })}`}
        </span>
      </span>
      <KeyCap of={`Alt+${number}`} />
    </button>
  )
}
