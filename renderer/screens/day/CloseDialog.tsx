import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../../electron/domain/paper'
import type { DayReport } from '../../../electron/domain/reconciliation'
import { request } from '../../client'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { dayInWords } from '../../lib/calendar'
import { breakFacts, breakTitle } from './break-words'
import type { Day } from './use-day'

/** So many of the breaks that stay open are named; the rest are counted. */
const NAMED = 5

/** What closing does, and by name what it does not settle. */
export function CloseDialog({
  report,
  day,
  onClose,
}: {
  readonly report: DayReport
  readonly day: Day
  readonly onClose: () => void
}) {
  const { t, i18n } = useTranslation()
  const main = useRef<HTMLButtonElement>(null)
  const [busy, setBusy] = useState(false)
  useEffect(() => main.current?.focus(), [])
  const open = report.breaks.filter(({ state }) => state !== 'closed')
  const close = async (): Promise<void> => {
    if (busy) return
    setBusy(true)
    const answer = await request('reconciliation.closeDay', { day: report.from })
    if (answer.ok) {
      day.take(answer.value)
      day.tell(t('day.closed.done'))
    } else day.refused(answer.message)
    onClose()
  }
  return (
    <Dialog
      title={t('day.closed.ask', { day: dayInWords(report.from, i18n.language as Language) })}
      onClose={onClose}
      buttons={
        <>
          <Button cap="Escape" onPress={onClose} testId="day-close-cancel">
            {t('approval.cancel')}
          </Button>
          <Button
            kind="primary"
            ref={main}
            disabled={busy}
            cap="Enter"
            onPress={() => void close()}
            testId="day-close-confirm"
          >
            {t('day.close')}
          </Button>
        </>
      }
    >
      <p>{t('day.closed.about')}</p>
      {report.verdict !== 'fair' && report.verdict !== 'open' && (
        <p className="day-close-warning">{t(`day.closed.${report.verdict}`)}</p>
      )}
      {open.length > 0 && (
        <>
          <p>{t('day.closed.stay', { count: report.openCount })}</p>
          <ul className="day-close-breaks">
            {open.slice(0, NAMED).map((one) => (
              <li key={one.key}>
                <strong>{breakTitle(t, one)}</strong>
                <span>
                  <bdi>{breakFacts(t, one).join(' · ')}</bdi>
                </span>
              </li>
            ))}
          </ul>
          {report.openCount > NAMED && (
            <p className="soft-note">{t('day.closed.more', { count: report.openCount - NAMED })}</p>
          )}
        </>
      )}
    </Dialog>
  )
}
