import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OperationRow as Row } from '../../../electron/domain/operation'
import { run } from '../../actions/registry'
import { on, request } from '../../client'
import { KeyCap } from '../../components/KeyCap'
import { Panel } from '../../components/Layout'
import { OperationRow } from '../../components/OperationRow'
import { Skeleton } from '../../components/Skeleton'
import { openOperation } from '../../stores/flow'

const SHOWN = 7

/** The newest operations, whatever their state; kept fresh by the events of main. */
export function LatestPanel() {
  const { t } = useTranslation()
  const rows = useLatest()
  return (
    <Panel
      flush
      className="latest"
      title={t('home.latest')}
      aside={
        <button type="button" className="link-button" onClick={() => run('history')}>
          {t('home.see_all')}
          <KeyCap of="F8" />
        </button>
      }
    >
      {rows === null ? (
        <Skeleton rows={SHOWN} />
      ) : rows.length === 0 ? (
        <p className="empty-note">{t('home.latest_none')}</p>
      ) : (
        <ul className="rows latest-rows">
          {rows.map((row) => (
            <li key={row.id}>
              <OperationRow row={row} onPress={() => void openOperation(row.id)} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

function useLatest(): readonly Row[] | null {
  const [rows, setRows] = useState<readonly Row[] | null>(null)
  useEffect(() => {
    let here = true
    const read = async () => {
      const filter = { search: '', day: null, direction: null, state: null, cashier: null }
      const page = await request('operation.list', { filter, cursor: null, limit: SHOWN })
      if (here) setRows(page.rows)
    }
    void read()
    const stop = on('operation', () => void read())
    return () => {
      here = false
      stop()
    }
  }, [])
  return rows
}
