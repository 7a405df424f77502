import { CalendarCheck, Search, X } from 'lucide-react'
import { type RefObject, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HistoryFilter } from '../../../electron/ipc/contract'
import { request } from '../../client'
import { Button } from '../../components/Button'
import { KeyCap } from '../../components/KeyCap'

export interface Narrowed {
  readonly today: boolean
  readonly direction: HistoryFilter['direction']
  readonly state: HistoryFilter['state']
  readonly cashier: HistoryFilter['cashier']
}

const DIRECTIONS = ['cash_in', 'cash_out', 'card'] as const
const STATES = ['completed', 'refused', 'unsure', 'not_done', 'not_sent', 'elsewhere', 'review'] as const

export interface FiltersProps {
  readonly field: RefObject<HTMLInputElement | null>
  readonly search: string
  readonly onSearch: (text: string) => void
  readonly narrowed: Narrowed
  readonly onNarrow: (narrowed: Narrowed) => void
}

/** One field that finds a reference, a phone, an amount or a number; and four ways to narrow. */
export function Filters({ field, search, onSearch, narrowed, onNarrow }: FiltersProps) {
  const { t } = useTranslation()
  const cashiers = useCashiers()
  return (
    <search className="history-filters">
      <div className="history-search">
        <Search aria-hidden className="icon" />
        <input
          ref={field}
          type="text"
          value={search}
          placeholder={t('history.search')}
          aria-label={t('history.search_label')}
          autoComplete="off"
          spellCheck={false}
          data-testid="history-search"
          onChange={(event) => onSearch(event.target.value)}
        />
        {search === '' ? (
          <KeyCap of="Ctrl+F" />
        ) : (
          <button type="button" aria-label={t('history.clear')} onClick={() => onSearch('')}>
            <X aria-hidden className="icon" />
          </button>
        )}
      </div>
      <Button
        icon={CalendarCheck}
        pressed={narrowed.today}
        testId="history-today"
        onPress={() => onNarrow({ ...narrowed, today: !narrowed.today })}
      >
        {t('history.today')}
      </Button>
      <select
        className="button"
        aria-label={t('history.type')}
        value={narrowed.direction ?? ''}
        data-testid="history-direction"
        onChange={(event) =>
          onNarrow({ ...narrowed, direction: DIRECTIONS.find((one) => one === event.target.value) ?? null })
        }
      >
        <option value="">{t('history.all_types')}</option>
        {DIRECTIONS.map((direction) => (
          <option key={direction} value={direction}>
            {t(`direction.${direction}`)}
          </option>
        ))}
      </select>
      <select
        className="button"
        aria-label={t('history.state')}
        value={narrowed.state ?? ''}
        data-testid="history-state"
        onChange={(event) =>
          onNarrow({ ...narrowed, state: STATES.find((one) => one === event.target.value) ?? null })
        }
      >
        <option value="">{t('history.all_states')}</option>
        {STATES.map((state) => (
          <option key={state} value={state}>
            {t(`state.${state}`)}
          </option>
        ))}
      </select>
      {/* One alone is nobody to choose among. */}
      {(cashiers.length > 1 || narrowed.cashier !== null) && (
        <select
          className="button"
          aria-label={t('history.cashier')}
          value={narrowed.cashier ?? ''}
          data-testid="history-cashier"
          onChange={(event) => onNarrow({ ...narrowed, cashier: event.target.value || null })}
        >
          <option value="">{t('history.all_cashiers')}</option>
          {cashiers.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      )}
    </search>
  )
}

/** Everybody who has ever worked here, asked once: who is new has begun nothing to find yet. */
function useCashiers(): readonly string[] {
  const [names, setNames] = useState<readonly string[]>([])
  useEffect(() => {
    let here = true
    void request('operation.cashiers', {}).then((all) => {
      if (here) setNames(all.names)
    })
    return () => {
      here = false
    }
  }, [])
  return names
}
