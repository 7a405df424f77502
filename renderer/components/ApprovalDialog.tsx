import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Approval } from '../../electron/domain/people'
import { ApprovalFields, approvalReady, NO_APPROVAL } from './ApprovalFields'
import { Button } from './Button'
import { Dialog } from './Dialog'

export interface ApprovalDialogProps {
  readonly title: string
  /** The facts and fields above the approval. */
  readonly children: ReactNode
  /** Words of the button that goes ahead. */
  readonly confirm: string
  /** False while a field above is not filled in. */
  readonly ready?: boolean
  /** Does it; gives the sentence that says why not, or null when it is done. */
  readonly onApprove: (approval: Approval) => Promise<string | null>
  readonly onClose: () => void
  readonly wide?: boolean
  /** True where the fields above take the focus. */
  readonly focusAbove?: boolean
  readonly testId?: string
}

/** A dialog that ends with a supervisor's name and PIN; Enter in a field goes ahead, Esc leaves. */
export function ApprovalDialog({
  title,
  children,
  confirm,
  ready = true,
  onApprove,
  onClose,
  wide = false,
  focusAbove = false,
  testId = 'approve',
}: ApprovalDialogProps) {
  const { t } = useTranslation()
  const [approval, setApproval] = useState<Approval>(NO_APPROVAL)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const able = ready && !busy && approvalReady(approval)
  const go = async (): Promise<void> => {
    if (!able) return
    setBusy(true)
    try {
      const told = await onApprove(approval)
      setProblem(told)
      if (told !== null) setApproval({ ...approval, pin: '' })
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
          <Button kind="primary" cap="Enter" disabled={!able} onPress={() => void go()} testId={testId}>
            {confirm}
          </Button>
        </>
      }
    >
      <form
        className="dialog-body"
        onSubmit={(event) => {
          event.preventDefault()
          void go()
        }}
      >
        {children}
        <ApprovalFields
          label={t('approval.name')}
          value={approval}
          error={problem}
          autoFocus={!focusAbove}
          onChange={(next) => {
            setApproval(next)
            setProblem(null)
          }}
        />
        <button type="submit" hidden tabIndex={-1}>
          {confirm}
        </button>
      </form>
    </Dialog>
  )
}
