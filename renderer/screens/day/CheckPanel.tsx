import { CircleCheck, OctagonX, ShieldCheck } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChainReport } from '../../../electron/domain/chain-report'
import { formatDate, formatTime } from '../../../electron/domain/day'
import { formatCount } from '../../../electron/domain/money'
import { request } from '../../client'
import { Button } from '../../components/Button'
import { Facts } from '../../components/Facts'
import { Panel } from '../../components/Layout'
import { messageWords } from '../../lib/message-words'
import { useJournalWork } from './use-journal-work'
import { WorkProgress } from './WorkProgress'

/** Reads the whole journal again and says whether a line was altered, taken out or put in. */
export function CheckPanel() {
  const { t } = useTranslation()
  const [report, setReport] = useState<ChainReport | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const work = useJournalWork('check', busy)
  const check = async (): Promise<void> => {
    setBusy(true)
    setReport(null)
    setProblem(null)
    try {
      const answer = await request('journal.check', {})
      if (answer.ok) setReport(answer.value)
      else setProblem(messageWords(answer.message))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Panel
      title={t('day.check.title')}
      className="check-panel"
      aside={
        <Button icon={ShieldCheck} disabled={busy} onPress={() => void check()} testId="journal-check">
          {t('day.check.start')}
        </Button>
      }
    >
      <p className="soft-note">{t('day.check.about')}</p>
      {busy && <WorkProgress work={work} testId="check-stop" />}
      {problem !== null && (
        <p className="field-error" role="alert">
          {problem}
        </p>
      )}
      {report !== null && <Found report={report} />}
    </Panel>
  )
}

function Found({ report: { events, seals, closings, broken } }: { readonly report: ChainReport }) {
  const { t } = useTranslation()
  const { proven } = seals
  const here = useRef<HTMLDivElement>(null)
  // Below the files of a low screen it would be out of sight.
  useEffect(() => here.current?.scrollIntoView({ block: 'nearest' }), [])
  return (
    <div
      ref={here}
      className="check-found"
      role="status"
      data-testid="check-found"
      data-state={broken === null ? 'whole' : broken.how}
    >
      {broken === null ? (
        <p className="check-whole">
          <CircleCheck aria-hidden className="icon" />
          {t('day.check.whole')}
        </p>
      ) : (
        <p className="check-broken">
          <OctagonX aria-hidden className="icon" />
          <span>
            {t(`day.check.${broken.how}`, { sequence: formatCount(broken.sequence) })} {t('day.check.call')}
          </span>
        </p>
      )}
      <Facts
        facts={[
          { label: t('day.check.events'), value: <bdi dir="ltr">{formatCount(events)}</bdi> },
          { label: t('day.check.seals'), value: <bdi dir="ltr">{formatCount(seals.checked)}</bdi> },
          { label: t('day.check.closings'), value: <bdi dir="ltr">{formatCount(closings.checked)}</bdi> },
          closings.unsigned === 0
            ? null
            : {
                label: t('day.check.unsigned'),
                value: <bdi dir="ltr">{formatCount(closings.unsigned)}</bdi>,
              },
          seals.missed === 0
            ? null
            : { label: t('day.check.missed'), value: <bdi dir="ltr">{formatCount(seals.missed)}</bdi> },
          proven === null
            ? { label: t('day.check.proven'), value: t('day.check.not_proven') }
            : {
                label: t('day.check.proven'),
                value: <bdi dir="ltr">{formatCount(proven.sequence)}</bdi>,
              },
          proven === null
            ? null
            : {
                label: t('day.check.sealed'),
                value: <bdi dir="ltr">{`${formatDate(proven.at)} ${formatTime(proven.at)}`}</bdi>,
              },
        ]}
      />
    </div>
  )
}
