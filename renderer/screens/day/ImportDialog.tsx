import { FileUp } from 'lucide-react'
import { type ChangeEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LISTING_FILE_BYTES, type ListingFile } from '../../../electron/ipc/contract'
import { request } from '../../client'
import { Button } from '../../components/Button'
import { CheckItem } from '../../components/CheckItem'
import { Dialog } from '../../components/Dialog'
import { Facts } from '../../components/Facts'
import { base64Of } from '../../lib/base64'
import { messageWords } from '../../lib/message-words'
import { dayAndTime } from './break-words'
import type { Day } from './use-day'

/** So many of the lines that could not be read are shown. */
const SHOWN = 4

interface Chosen {
  readonly name: string
  readonly modifiedAt: string
  readonly content: string
  readonly told: ListingFile
}

/** Chari's listing from a file, when Chari cannot be asked: what is in it is said before it is kept. */
export function ImportDialog({ day, onClose }: { readonly day: Day; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const choose = useRef<HTMLButtonElement>(null)
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [whole, setWhole] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => choose.current?.focus(), [])

  const ask = async (file: Omit<Chosen, 'told'>, keep: boolean) => {
    setBusy(true)
    setProblem(null)
    try {
      const answer = await request('reconciliation.importFile', {
        span: day.span,
        name: file.name,
        modifiedAt: file.modifiedAt,
        content: file.content,
        whole,
        keep,
      })
      if (!answer.ok) setProblem(messageWords(answer.message))
      return answer.ok ? answer.value : null
    } finally {
      setBusy(false)
    }
  }
  const look = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = event.target.files?.[0]
    // The same file may be chosen again after it was mended.
    event.target.value = ''
    if (!file) return
    setChosen(null)
    setWhole(false)
    if (file.size > LISTING_FILE_BYTES) return setProblem(t('errors.file_too_large'))
    const modifiedAt = new Date(file.lastModified).toISOString()
    const read = { name: file.name, modifiedAt, content: await base64Of(file) }
    const answer = await ask(read, false)
    if (answer !== null) setChosen({ ...read, told: answer.file })
  }
  const keep = async (): Promise<void> => {
    if (chosen === null || busy) return
    const answer = await ask(chosen, true)
    if (answer?.report) {
      day.take(answer.report)
      day.tell(t('day.import.done', { count: answer.file.rows }))
      onClose()
    }
  }
  return (
    <Dialog
      title={t('day.import.title')}
      wide
      onClose={onClose}
      buttons={
        <>
          <Button cap="Escape" onPress={onClose} testId="import-cancel">
            {t('approval.cancel')}
          </Button>
          <Button
            kind="primary"
            disabled={chosen === null || chosen.told.rows === 0 || busy}
            onPress={() => void keep()}
            testId="import-keep"
          >
            {t('day.import.keep')}
          </Button>
        </>
      }
    >
      <p>{t('day.import.about')}</p>
      <input
        ref={input}
        type="file"
        accept=".csv,.json,text/csv,application/json"
        hidden
        data-testid="import-file"
        onChange={(event) => void look(event)}
      />
      <div>
        <Button
          ref={choose}
          icon={FileUp}
          disabled={busy}
          onPress={() => input.current?.click()}
          testId="import-choose"
        >
          {t(chosen === null ? 'day.import.choose' : 'day.import.other')}
        </Button>
      </div>
      {problem !== null && (
        <p className="field-error" role="alert" data-testid="import-problem">
          {problem}
        </p>
      )}
      {chosen !== null && (
        <>
          <FileFacts chosen={chosen} day={day.span.to} />
          <CheckItem checked={whole} onChange={setWhole} testId="import-whole">
            {t('day.import.whole')}
            <span className="soft-note">{t('day.import.whole_about')}</span>
          </CheckItem>
        </>
      )}
    </Dialog>
  )
}

/** How many lines, of which times, and which of them could not be read. */
function FileFacts({
  chosen: { name, modifiedAt, told },
  day,
}: {
  readonly chosen: Chosen
  readonly day: string
}) {
  const { t } = useTranslation()
  const { oldest, newest, unreadable, unreadableCount, ignored } = told
  return (
    <div
      className="day-import"
      data-testid="import-facts"
      data-rows={told.rows}
      data-unreadable={unreadableCount}
    >
      <Facts
        facts={[
          { label: t('day.import.file'), value: <bdi>{name}</bdi> },
          { label: t('day.import.modified'), value: <bdi dir="ltr">{dayAndTime(modifiedAt, day)}</bdi> },
          { label: t('day.import.rows'), value: told.rows },
          oldest === null || newest === null
            ? { label: t('day.import.times'), value: t('day.import.no_times') }
            : {
                label: t('day.import.times'),
                value: <bdi dir="ltr">{`${dayAndTime(oldest, day)} – ${dayAndTime(newest, day)}`}</bdi>,
              },
          ignored.length === 0
            ? null
            : { label: t('day.import.ignored'), value: <bdi>{ignored.join(', ')}</bdi> },
        ]}
      />
      {unreadableCount > 0 && (
        <div className="day-import-bad">
          <p>{t('day.import.unreadable', { count: unreadableCount })}</p>
          <ul>
            {unreadable.slice(0, SHOWN).map(({ line, why, text }) => (
              <li key={line}>
                {t('day.import.line', { line })} {t(`day.unreadable.${why}`)} <code dir="ltr">{text}</code>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
