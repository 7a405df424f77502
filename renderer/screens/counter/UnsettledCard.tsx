import { useTranslation } from 'react-i18next'
import { clockText, useSecondsLeft } from '../../components/Countdown'
import { KeyCap } from '../../components/KeyCap'
import { Panel } from '../../components/Layout'
import { useApp } from '../../stores/app'
import { todoOf, useUnsettled } from './unsettled'

/** The oldest thing to settle, and how many there are; absent when there is none. */
export function UnsettledCard() {
  const { t } = useTranslation()
  const go = useApp((state) => state.go)
  const rows = useUnsettled()
  const first = rows?.[0]
  const seconds = useSecondsLeft(first?.nextCheckInMs ?? null, first)
  if (!rows || !first) return null
  const todo = todoOf(first)
  return (
    <Panel edge="unsure" className="unsettled-card">
      <button type="button" className="unsettled-card-button" onClick={() => go('unsettled', first.id)}>
        <span>
          <strong>{t('home.unsettled', { count: rows.length })}</strong>
          <span>{t(todo.key, todo.values)}</span>
          {seconds !== null && <small>{t('home.next_check', { time: clockText(seconds) })}</small>}
        </span>
        <KeyCap of="F5" />
      </button>
    </Panel>
  )
}
