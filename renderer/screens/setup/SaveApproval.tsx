import { useTranslation } from 'react-i18next'
import type { Approval } from '../../../electron/domain/people'
import { ApprovalDialog } from '../../components/ApprovalDialog'

/** A supervisor says yes to changed settings while somebody else is signed in. */
export function SaveApproval({
  onApprove,
  onClose,
}: {
  readonly onApprove: (approval: Approval) => Promise<string | null>
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  return (
    <ApprovalDialog
      title={t('setup.approve_title')}
      confirm={t('setup.save_again')}
      onApprove={onApprove}
      onClose={onClose}
    >
      <p>{t('setup.approve_lead')}</p>
    </ApprovalDialog>
  )
}
