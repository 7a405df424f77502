import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button'
import { Dialog } from './Dialog'

export interface FormDialogProps {
  readonly title: string
  readonly ready: boolean
  /** Words of the button that saves, where they are not “save”. */
  readonly save?: string
  readonly testId?: string
  /** A question without fields: the answer itself has the focus. */
  readonly focusSave?: boolean
  readonly wide?: boolean
  /** Gives the sentence that says why it was not saved, or null. */
  readonly onSave: () => Promise<string | null>
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A few fields over the screen: Enter saves, Esc leaves. */
export function FormDialog({
  title,
  ready,
  save: words,
  testId = 'form',
  focusSave = false,
  wide = false,
  onSave,
  onClose,
  children,
}: FormDialogProps) {
  const { t } = useTranslation()
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const save = async (): Promise<void> => {
    if (!ready || busy) return
    setBusy(true)
    try {
      setProblem(await onSave())
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={title}
      wide={wide}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose} cap="Escape" testId={`${testId}-cancel`}>
            {t('approval.cancel')}
          </Button>
          <Button
            kind="primary"
            cap="Enter"
            disabled={!ready || busy}
            autoFocus={focusSave}
            onPress={() => void save()}
            testId={`${testId}-save`}
          >
            {words ?? t('setup.save_again')}
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
        {children}
        {problem !== null && problem !== '' && (
          <p className="field-error" role="alert">
            {problem}
          </p>
        )}
        <button type="submit" hidden tabIndex={-1}>
          {words ?? t('setup.save_again')}
        </button>
      </form>
    </Dialog>
  )
}
