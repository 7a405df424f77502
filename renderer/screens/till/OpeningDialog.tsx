import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAmount, formatMad, readTypedAmount } from '../../../electron/domain/money'
import { request } from '../../client'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { Field } from '../../components/Field'
import { messageWords } from '../../lib/message-words'
import { useApp } from '../../stores/app'

/** The cash in the drawer, counted and typed once a day. Enter takes what is proposed; Esc leaves it for later. */
export function OpeningDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const proposed = useApp((state) => state.status?.till.proposedOpening ?? null)
  const [text, setText] = useState(() => (proposed ? formatAmount(proposed) : ''))
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const read = readTypedAmount(text)
  const save = async (): Promise<void> => {
    if (busy) return
    if (!read.ok) return setProblem(t('till.opening_bad'))
    setBusy(true)
    try {
      const answer = await request('till.opening', { amount: read.value })
      if (!answer.ok) return setProblem(messageWords(answer.message))
      useApp.getState().setStatus(answer.value)
      onClose()
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={t('till.opening_title')}
      onClose={onClose}
      buttons={
        <>
          <Button cap="Escape" onPress={onClose} testId="opening-later">
            {t('till.opening_later')}
          </Button>
          <Button
            kind="primary"
            cap="Enter"
            disabled={!read.ok || busy}
            onPress={() => void save()}
            testId="opening-save"
          >
            {t('till.opening_save')}
          </Button>
        </>
      }
    >
      <form
        className="dialog-body"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <p>
          {t('till.opening_lead')}{' '}
          {!proposed ? t('till.opening_first') : t('till.opening_proposed', { amount: formatMad(proposed) })}
        </p>
        <Field
          label={t('till.opening_amount')}
          size="amount"
          suffix="MAD"
          ltr
          inputMode="decimal"
          autoFocus
          selectOnFocus
          value={text}
          error={problem ?? (text.trim() !== '' && !read.ok ? t('till.opening_bad') : null)}
          testId="opening-input"
          onChange={(typed) => {
            setText(typed)
            setProblem(null)
          }}
        />
        <button type="submit" hidden tabIndex={-1}>
          {t('till.opening_save')}
        </button>
      </form>
    </Dialog>
  )
}
