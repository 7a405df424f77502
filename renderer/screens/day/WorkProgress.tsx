import { Square } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../../../electron/domain/money'
import { Button } from '../../components/Button'
import { type JournalWork, stopJournalWork } from './use-journal-work'

/** How far a long reading of the journal is, and the way to end it. */
export function WorkProgress({
  work,
  testId,
}: {
  readonly work: JournalWork | null
  readonly testId: string
}) {
  const { t } = useTranslation()
  return (
    <div className="work-progress">
      <p role="status">
        {work === null
          ? t('day.work.begins')
          : t('day.work.of', { done: formatCount(work.done), of: formatCount(work.of) })}
      </p>
      <progress
        aria-label={t('day.work.progress')}
        {...(work === null ? {} : { value: work.done, max: Math.max(1, work.of) })}
      />
      <Button icon={Square} onPress={stopJournalWork} testId={testId}>
        {t('day.stop')}
      </Button>
    </div>
  )
}
