import './history.css'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { civilDay } from '../../../electron/domain/day'
import { formatAmount } from '../../../electron/domain/money'
import type { HistoryFilter } from '../../../electron/ipc/contract'
import { useActions } from '../../actions/use-actions'
import { request } from '../../client'
import { KeyCap } from '../../components/KeyCap'
import { Panel } from '../../components/Layout'
import { Skeleton } from '../../components/Skeleton'
import { messageWords } from '../../lib/message-words'
import { useApp } from '../../stores/app'
import { Detail } from './Detail'
import { Filters, type Narrowed } from './Filters'
import { HistoryList } from './HistoryList'
import { useHistory, useOperation } from './use-history'

/** What was done, newest first: found by one field, told in full beside it. */
export function HistoryScreen() {
  const { t } = useTranslation()
  const go = useApp((state) => state.go)
  const focus = useApp((state) => state.focus)
  const today = useApp((state) => state.status?.till.day) ?? civilDay(new Date().toISOString())
  const [search, setSearch] = useState('')
  const [narrowed, setNarrowed] = useState<Narrowed>({
    today: focus === null,
    direction: null,
    state: null,
    cashier: null,
  })
  const [chosen, setChosen] = useState<string | null>(focus)
  const [told, setTold] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)

  const filter = useMemo<HistoryFilter>(
    () => ({
      search,
      day: narrowed.today ? today : null,
      direction: narrowed.direction,
      state: narrowed.state,
      cashier: narrowed.cashier,
    }),
    [search, narrowed, today],
  )
  const history = useHistory(filter)
  const { rows, totals } = history
  const selected = rows?.find((row) => row.id === chosen)?.id ?? rows?.[0]?.id ?? null
  const operation = useOperation(selected)
  const paper = operation?.actions.find((action) => action === 'duplicate' || action === 'print_slip') ?? null

  const type = (text: string): void => {
    // A search is over all days, unless Today is chosen again afterwards.
    if (search === '' && text !== '') setNarrowed({ ...narrowed, today: false })
    if (search !== '' && text === '') setNarrowed({ ...narrowed, today: true })
    setSearch(text)
  }
  const duplicate = async (): Promise<void> => {
    if (operation === null || paper === null) return
    const name = paper === 'duplicate' ? 'operation.duplicate' : 'operation.printSlip'
    const answer = await request(name, { id: operation.id })
    setTold(answer.ok ? t('history.duplicate_sent') : messageWords(answer.message))
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: another operation has its own sentence
  useEffect(() => setTold(null), [selected])

  useActions([
    { id: 'history_back', key: 'Escape', label: 'history.back', off: null, perform: () => go('counter') },
    {
      id: 'history_search',
      key: 'Ctrl+F',
      label: 'history.search_label',
      off: null,
      perform: () => field.current?.select(),
    },
    {
      id: 'duplicate',
      key: 'F7',
      label: paper === 'print_slip' ? 'unsettled.action.print_slip' : 'history.duplicate',
      ...(paper === 'print_slip' ? { short: 'keys.waiting' } : {}),
      off: paper === null ? 'history.duplicate_none' : null,
      perform: duplicate,
    },
  ])

  return (
    <div className="history">
      <header className="history-head">
        <h1>{t('history.title')}</h1>
        <Filters field={field} search={search} onSearch={type} narrowed={narrowed} onNarrow={setNarrowed} />
      </header>
      <div className="layout layout-split history-body">
        <Panel flush className="history-list">
          <HistoryList
            history={history}
            today={narrowed.today}
            searching={
              search !== '' ||
              narrowed.direction !== null ||
              narrowed.state !== null ||
              narrowed.cashier !== null
            }
            selected={selected}
            onSelect={setChosen}
          />
          <footer className="history-foot">
            <p>
              {totals !== null &&
                (totals.cashIn === null || totals.cashOut === null
                  ? t('history.done', { count: totals.count })
                  : t('history.totals', {
                      count: totals.count,
                      cashIn: formatAmount(totals.cashIn),
                      cashOut: formatAmount(totals.cashOut),
                    }))}
            </p>
            <p className="history-hints">
              <KeyCap of="ArrowUp" /> <KeyCap of="ArrowDown" /> {t('history.choose')}
              {history.more && (
                <>
                  {' '}
                  <KeyCap of="End" /> {t('history.older')}
                </>
              )}
            </p>
          </footer>
        </Panel>
        <aside className="layout-side">
          {operation === null ? (
            <Panel>
              {rows?.length ? (
                <Skeleton rows={4} />
              ) : (
                <p className="soft-note">{t('history.none_selected')}</p>
              )}
            </Panel>
          ) : (
            <Detail operation={operation} told={told} />
          )}
        </aside>
      </div>
      <p className="sr-only" aria-live="polite">
        {told}
      </p>
    </div>
  )
}
