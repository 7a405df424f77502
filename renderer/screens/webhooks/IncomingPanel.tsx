import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDate, formatTime } from '../../../electron/domain/day'
import { formatMad } from '../../../electron/domain/money'
import type { RequestOutput } from '../../../electron/ipc/contract'
import { on, request } from '../../client'
import { Bidi } from '../../components/Bidi'
import { Panel } from '../../components/Layout'

const SHOWN = 20
type Rows = RequestOutput<'webhooks.incoming'>['rows']

/** Money that Chari told of by itself, newest first: none of it has moved the drawer. */
export function IncomingPanel() {
  const { t } = useTranslation()
  const [rows, setRows] = useState<Rows | null>(null)
  useEffect(() => {
    let here = true
    const read = async (): Promise<void> => {
      const page = await request('webhooks.incoming', { cursor: null, limit: SHOWN })
      if (here) setRows(page.rows)
    }
    void read()
    const stop = on('incomingMoney', () => void read())
    return () => {
      here = false
      stop()
    }
  }, [])
  return (
    <Panel title={t('webhooks.incoming')} className="webhooks-incoming">
      {rows === null ? null : rows.length === 0 ? (
        <p className="empty-note">{t('webhooks.incoming_none')}</p>
      ) : (
        <ul>
          {rows.map((row) => (
            <li key={row.id} data-testid="incoming-row" data-event={row.event}>
              <span>
                {t(`webhooks.event_${row.event.replaceAll(/[.-]/g, '_')}`)}
                {row.from !== null && (
                  <>
                    {' · '}
                    <bdi dir="ltr">{row.from}</bdi>
                  </>
                )}
              </span>
              <span className="soft-note">
                <bdi dir="ltr">{`${formatDate(row.at)} ${formatTime(row.at)}`}</bdi>
                {row.status !== 'completed' && ` · ${t(`day.status.${row.status}`)}`}
              </span>
              <strong>
                {row.amount === null ? t('card.not_told') : <Bidi>{formatMad(row.amount)}</Bidi>}
              </strong>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
