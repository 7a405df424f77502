import { CircleCheck, CircleX, Hourglass } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { TestResult } from './use-printer-tests'

/** What came of a test: confirmed by the printer, sent and to be looked at, or not come out and why. */
export function TestLine({ result }: { readonly result: TestResult | null }) {
  const { t, i18n } = useTranslation()
  if (result === null) return null
  const { state, trouble } = result
  const Icon = state === 'busy' ? Hourglass : state === 'failed' ? CircleX : CircleCheck
  const words =
    state !== 'failed'
      ? t(`devices.test_${state}`)
      : i18n.exists(`status.printer_${trouble}_detail`)
        ? `${t(`status.printer_${trouble}`)}${i18n.language === 'fr' ? '\u00a0' : ''}: ${t(`status.printer_${trouble}_detail`)}`
        : t('devices.test_failed')
  return (
    <p
      className={`test-line test-line-${state}`}
      role="status"
      data-testid="printer-test-result"
      data-state={state}
    >
      <Icon aria-hidden className="icon" />
      {words}
    </p>
  )
}
