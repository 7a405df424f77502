import { ClipboardCheck, ClipboardCopy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

/** Where a file lies, whole, to be read out or copied. */
export function FilePath({ path, testId }: { readonly path: string; readonly testId: string }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(path)
    setCopied(true)
  }
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
  return (
    <div className="remedy-line file-path" role="status">
      <code dir="ltr" title={path} data-testid={testId}>
        <span className="file-path-folder">{path.slice(0, path.length - name.length)}</span>
        <span className="file-path-name">{name}</span>
      </code>
      <button type="button" className="button button-secondary" onClick={() => void copy()}>
        {copied ? (
          <ClipboardCheck aria-hidden className="icon" />
        ) : (
          <ClipboardCopy aria-hidden className="icon" />
        )}
        {t(copied ? 'devices.copied' : 'devices.copy')}
      </button>
    </div>
  )
}
