import { ArrowLeft, FileJson, FileSpreadsheet, FileText, type LucideIcon } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../../electron/domain/paper'
import { useActions } from '../../actions/use-actions'
import { request } from '../../client'
import { ActionRow } from '../../components/ActionRow'
import { ActionButton } from '../../components/Button'
import { DuoLayout, Panel } from '../../components/Layout'
import { messageWords } from '../../lib/message-words'
import { useDay } from '../../stores/day'
import { ArchivePanel } from './ArchivePanel'
import { CheckPanel } from './CheckPanel'
import { useSpanWords } from './DayHeading'
import { FilePath } from './FilePath'
import type { Day } from './use-day'

const FORMATS: readonly {
  readonly format: 'pdf' | 'csv' | 'json'
  readonly icon: LucideIcon
  readonly key: 'Alt+1' | 'Alt+2' | 'Alt+3'
}[] = [
  { format: 'pdf', icon: FileText, key: 'Alt+1' },
  { format: 'csv', icon: FileSpreadsheet, key: 'Alt+2' },
  { format: 'json', icon: FileJson, key: 'Alt+3' },
]

type Made = { readonly ok: true; readonly path: string } | { readonly ok: false; readonly words: string }

/** The day as files, the archive of a period, and the check of the journal. */
export function FilesView({ day: { span } }: { readonly day: Day }) {
  const { t, i18n } = useTranslation()
  const show = useDay((state) => state.show)
  const title = useSpanWords(span)
  const [made, setMade] = useState<Partial<Record<string, Made>>>({})
  const [busy, setBusy] = useState<string | null>(null)
  const make = async (format: 'pdf' | 'csv' | 'json'): Promise<void> => {
    setBusy(format)
    try {
      const answer = await request('reconciliation.export', {
        span,
        format,
        language: i18n.language as Language,
      })
      const one: Made = answer.ok
        ? { ok: true, path: answer.value.path }
        : { ok: false, words: messageWords(answer.message) }
      setMade((before) => ({ ...before, [format]: one }))
    } finally {
      setBusy(null)
    }
  }
  useActions([
    {
      id: 'files_back',
      key: 'Escape',
      label: 'history.back',
      off: null,
      perform: () => show({ name: 'report' }),
    },
    ...FORMATS.map(({ format, key }) => ({
      id: `files_${format}`,
      key,
      label: `day.files.${format}`,
      off: busy === null ? null : 'day.files.busy',
      perform: () => make(format),
    })),
  ])
  return (
    <DuoLayout
      side={<ArchivePanel />}
      row={<ActionRow start={<ActionButton action="files_back" icon={ArrowLeft} flip size="main" />} />}
    >
      <div className="files">
        <h1>{t('day.files.title')}</h1>
        <Panel title={title} className="files-day">
          <div className="files-kinds">
            {FORMATS.map(({ format, icon }) => (
              <div key={format}>
                <ActionButton action={`files_${format}`} icon={icon} testId={`export-${format}`} />
                <p className="soft-note">
                  {t(busy === format ? 'day.files.making' : `day.files.${format}_about`)}
                </p>
              </div>
            ))}
          </div>
          {FORMATS.map(({ format }) => {
            const one = made[format]
            if (one === undefined) return null
            return one.ok ? (
              <FilePath key={format} path={one.path} testId={`exported-${format}`} />
            ) : (
              <p key={format} className="field-error" role="alert">
                {one.words}
              </p>
            )
          })}
        </Panel>
        <CheckPanel />
      </div>
    </DuoLayout>
  )
}
