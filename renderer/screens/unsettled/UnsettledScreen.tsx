import './unsettled.css'
import { ArrowLeft, CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OperationView } from '../../../electron/domain/operation'
import { useActions } from '../../actions/use-actions'
import { ActionRow } from '../../components/ActionRow'
import { ActionButton } from '../../components/Button'
import { Panel } from '../../components/Layout'
import { Skeleton } from '../../components/Skeleton'
import { useApp } from '../../stores/app'
import { useUnsettled } from '../counter/unsettled'
import { Settle } from './Settle'
import { UnsettledList } from './UnsettledList'

type AltKey = `Alt+${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`

/** "À régler": operations whose outcome or cash still needs somebody, and what to do about the chosen one. */
export function UnsettledScreen() {
  const { t } = useTranslation()
  const go = useApp((state) => state.go)
  const focus = useApp((state) => state.focus)
  const rows = useUnsettled()
  const [chosen, setChosen] = useState<string | null>(focus)
  const [told, setTold] = useState<string | null>(null)
  const selected = rows?.find((row) => row.id === chosen) ?? rows?.[0] ?? null
  const choose = (row: OperationView): void => {
    setChosen(row.id)
    setTold(null)
  }
  useActions([
    { id: 'unsettled_back', key: 'Escape', label: 'history.back', off: null, perform: () => go('counter') },
    ...(rows ?? []).slice(0, 9).map((row, index) => ({
      id: `unsettled_row_${index + 1}`,
      key: `Alt+${index + 1}` as AltKey,
      label: 'unsettled.list',
      off: null,
      perform: () => choose(row),
    })),
  ])
  if (rows !== null && rows.length === 0)
    return (
      <div className="unsettled">
        <Panel className="unsettled-nothing">
          <h1>{t('unsettled.title')}</h1>
          <div className="unsettled-empty">
            <CircleCheck aria-hidden className="icon" />
            <p>
              <strong>{t('unsettled.empty')}</strong>
              <span>{t('unsettled.empty_about')}</span>
            </p>
          </div>
        </Panel>
        <ActionRow
          start={<ActionButton action="unsettled_back" icon={ArrowLeft} flip size="main" />}
          middle={<p className="rule rule-soft">{told}</p>}
        />
      </div>
    )
  return (
    <div className="unsettled">
      <div className="unsettled-panels">
        <Panel
          flush
          title={t('unsettled.title')}
          aside={rows !== null && t('unsettled.count', { count: rows.length })}
        >
          {rows === null ? (
            <Skeleton rows={3} />
          ) : (
            <UnsettledList rows={rows} selected={selected?.id ?? null} onSelect={choose} />
          )}
        </Panel>
        {selected !== null && <Settle key={selected.id} operation={selected} told={told} onTold={setTold} />}
      </div>
    </div>
  )
}
