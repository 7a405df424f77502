import { CalendarCheck, Search, X } from 'lucide-react'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { HistoryFilter } from '../../../electron/ipc/contract'
import { Button } from '../../components/Button'
import { KeyCap } from '../../components/KeyCap'

export interface Narrowed {
  readonly today: boolean
  readonly direction: HistoryFilter['direction']
  readonly state: HistoryFilter['state']
}

const DIRECTIONS = ['cash_in', 'cash_out'] as const
const STATES = ['completed', 'refused', 'unsure', 'not_done', 'not_sent', 'elsewhere', 'review'] as const

export interface FiltersProps {
  readonly field: RefObject<HTMLInputElement | null>
  readonly search: string
  readonly onSearch: (text: string) => void
  readonly narrowed: Narrowed
  readonly onNarrow: (narrowed: Narrowed) => void
}

/** One field that finds a reference, a phone, an amount or a number; and three ways to narrow. */
export function Filters({ field, search, onSearch, narrowed, onNarrow }: FiltersProps) {
  const { t } = useTranslation()
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
    </search>
  )
}
