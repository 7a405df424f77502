import { BellRing } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMad } from '../../electron/domain/money'
import type { EventPayload } from '../../electron/ipc/contract'
import { on } from '../client'
import { Bidi } from '../components/Bidi'
import { play } from '../sounds/sounds'

const SHOWN_MS = 8_000

/** Money has come in: said once over whatever is on the screen, and moves nothing below. */
export function IncomingNotice() {
  const { t } = useTranslation()
  const [money, setMoney] = useState<EventPayload<'incomingMoney'> | null>(null)
  useEffect(
    () =>
      on('incomingMoney', (one) => {
        if (one.status !== 'completed') return
        play('scan')
        setMoney(one)
      }),
    [],
  )
  useEffect(() => {
    if (money === null) return
    const timer = setTimeout(() => setMoney(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [money])
  return (
    <div className="notice-place" aria-live="polite">
      {money !== null && (
        <p className="notice" data-testid="incoming-money">
          <BellRing aria-hidden className="icon" />
          <span>
            {t(`webhooks.event_${money.event.replaceAll(/[.-]/g, '_')}`)}
            {money.amount !== null && (
              <>
                {' · '}
                <Bidi>{formatMad(money.amount)}</Bidi>
              </>
            )}
          </span>
        </p>
      )}
    </div>
  )
}
