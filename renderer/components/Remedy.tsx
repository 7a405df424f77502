import { ClipboardCheck, ClipboardCopy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

/** What an administrator types, to be copied. */
export function Remedy({ command }: { readonly command: string }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(command)
    setCopied(true)
  }
  return (
    <div className="remedy" data-testid="remedy">
      <p>{t('devices.remedy')}</p>
      <div className="remedy-line">
        <code dir="ltr">{command}</code>
        <button type="button" className="button button-secondary" onClick={() => void copy()}>
          {copied ? (
            <ClipboardCheck aria-hidden className="icon" />
          ) : (
            <ClipboardCopy aria-hidden className="icon" />
          )}
          <span role="status">{t(copied ? 'devices.copied' : 'devices.copy')}</span>
        </button>
      </div>
    </div>
  )
}
