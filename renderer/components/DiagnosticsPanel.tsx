import { ClipboardCopy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { request } from '../client'
import { Button } from './Button'

/** The text for a shop's support: versions, states, the last lines of the log, redacted as they were written. */
export function DiagnosticsPanel({ before = null }: { readonly before?: string | null }) {
  const { t } = useTranslation()
  const [diagnostics, setDiagnostics] = useState<string | null>(null)
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    let here = true
    void request('app.diagnostics', {}).then(({ text }) => {
      if (here) setDiagnostics(text)
    })
    return () => {
      here = false
    }
  }, [])
  const text = [before, diagnostics].filter(Boolean).join('\n\n')
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
  }
  return (
    <section className="panel fault-support" aria-label={t('fault.diagnostics')}>
      <header className="panel-head">
        <h2>{t('fault.diagnostics')}</h2>
        <div className="panel-aside">
          <Button icon={ClipboardCopy} onPress={() => void copy()} testId="copy-diagnostics">
            {t('fault.copy')}
          </Button>
        </div>
      </header>
      <p className="fault-about" role="status">
        {t(copied ? 'fault.copied' : 'fault.diagnostics_about')}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text must scroll by keyboard */}
      <pre dir="ltr" tabIndex={0} data-testid="diagnostics">
        {text}
      </pre>
    </section>
  )
}
