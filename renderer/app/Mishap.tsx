import { TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NOBODY } from '../../electron/domain/people'

const SHOWN_MS = 12_000

/** A fault of the program itself that no screen expected: it is said, never swallowed; main has its detail. */
export function Mishap() {
  const { t } = useTranslation()
  const [times, setTimes] = useState(0)
  useEffect(() => {
    // A lock overtook what a screen asked: whoever asked has gone.
    const count = ({ reason }: PromiseRejectionEvent): void => {
      if (!String(reason).includes(NOBODY)) setTimes((before) => before + 1)
    }
    addEventListener('unhandledrejection', count)
    return () => removeEventListener('unhandledrejection', count)
  }, [])
  useEffect(() => {
    if (times === 0) return
    const timer = setTimeout(() => setTimes(0), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [times])
  return (
    <div className="notice-place">
      {times > 0 && (
        <p className="notice" role="alert" data-testid="mishap">
          <TriangleAlert aria-hidden className="icon" />
          {t('errors.unexpected')}
        </p>
      )}
    </div>
  )
}
