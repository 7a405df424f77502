import { ScanLine } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCounter } from '../../stores/counter'

const SHOWN_MS = 4_000

/** "Finish this operation first", said over a money screen when a scan came in; it moves nothing below. */
export function Notice() {
  const { t } = useTranslation()
  const notice = useCounter((state) => state.notice)
  const [seen, setSeen] = useState(notice?.number ?? 0)
  useEffect(() => {
    if (notice === null) return
    const timer = setTimeout(() => setSeen(notice.number), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [notice])
  const shown = notice !== null && notice.number > seen
  return (
    <div className="notice-place" aria-live="polite">
      {shown && (
        <p className="notice">
          <ScanLine aria-hidden className="icon" />
          {t(notice.key)}
        </p>
      )}
    </div>
  )
}
