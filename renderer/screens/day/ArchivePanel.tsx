import { Archive } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../../../electron/domain/money'
import type { Approval } from '../../../electron/domain/people'
import type { RequestOutput } from '../../../electron/ipc/contract'
import { request } from '../../client'
import { ApprovalDialog } from '../../components/ApprovalDialog'
import { Button } from '../../components/Button'
import { Facts } from '../../components/Facts'
import { Field } from '../../components/Field'
import { Panel } from '../../components/Layout'
import { dayInDigits, monthOf } from '../../lib/calendar'
import { messageWords } from '../../lib/message-words'
import { readTypedDay } from '../../lib/typed-day'
import { useApp } from '../../stores/app'
import { FilePath } from './FilePath'
import { useToday } from './use-day'
import { useJournalWork } from './use-journal-work'
import { WorkProgress } from './WorkProgress'

type Plan = Extract<RequestOutput<'archive.plan'>, { ok: true }>['value']
type Made = Extract<RequestOutput<'archive.make'>, { ok: true }>['value']

/** So many days that are not closed are named. */
const NAMED = 6

/** The signed archive of a period: what would be in it, who allows it, how far it is, and where it lies. */
export function ArchivePanel() {
  const { t } = useTranslation()
  const today = useToday()
  const supervisor = useApp((state) => state.boot?.user?.role === 'supervisor')
  const [typed, setTyped] = useState({ from: dayInDigits(`${monthOf(today)}-01`), to: dayInDigits(today) })
  const [plan, setPlan] = useState<Plan | null>(null)
  const [made, setMade] = useState<Made | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [asking, setAsking] = useState(false)
  const work = useJournalWork('archive', busy)
  const from = readTypedDay(typed.from)
  const to = readTypedDay(typed.to)

  useEffect(() => {
    setPlan(null)
    setProblem(null)
    if (from === null || to === null) return
    let here = true
    void request('archive.plan', { from, to }).then((answer) => {
      if (!here) return
      if (answer.ok) setPlan(answer.value)
      else setProblem(messageWords(answer.message))
    })
    return () => {
      here = false
    }
  }, [from, to])

  const make = async (approval: Approval | null): Promise<string | null> => {
    if (from === null || to === null) return null
    setBusy(true)
    setProblem(null)
    setMade(null)
    try {
      const answer = await request('archive.make', { from, to, approval })
      if (!answer.ok) return messageWords(answer.message)
      setMade(answer.value)
      setAsking(false)
      return null
    } finally {
      setBusy(false)
    }
  }
  const change = (part: Partial<typeof typed>): void => {
    setTyped({ ...typed, ...part })
    setMade(null)
  }
  const wrong = (text: string, day: string | null): string | null =>
    day === null && text.trim() !== '' ? t('day.archive.bad_day') : null
  return (
    <Panel title={t('day.archive.title')} className="archive">
      <p className="soft-note">{t('day.archive.about')}</p>
      <div className="archive-period">
        <Field
          label={t('day.archive.from')}
          ltr
          value={typed.from}
          error={wrong(typed.from, from)}
          maxLength={10}
          testId="archive-from"
          onChange={(text) => change({ from: text })}
        />
        <Field
          label={t('day.archive.to')}
          ltr
          value={typed.to}
          error={wrong(typed.to, to)}
          maxLength={10}
          testId="archive-to"
          onChange={(text) => change({ to: text })}
        />
        <Button
          icon={Archive}
          disabled={plan === null || busy}
          onPress={() => {
            if (!supervisor) return setAsking(true)
            void make(null).then(setProblem)
          }}
          testId="archive-make"
        >
          {t('day.archive.make')}
        </Button>
      </div>
      {busy && !asking && <WorkProgress work={work} testId="archive-stop" />}
      {!busy && problem !== null && (
        <p className="field-error" role="alert" data-testid="archive-problem">
          {problem}
        </p>
      )}
      {!busy && made === null && plan !== null && <Planned plan={plan} />}
      {made !== null && <Done made={made} />}
      {asking && (
        <ApprovalDialog
          title={t('day.archive.approve')}
          confirm={t('day.archive.make')}
          testId="archive-approve"
          onApprove={make}
          onClose={() => setAsking(false)}
        >
          <p>{t('day.archive.period', { from: typed.from, to: typed.to })}</p>
          {busy && <WorkProgress work={work} testId="archive-stop" />}
        </ApprovalDialog>
      )}
    </Panel>
  )
}

function Planned({ plan: { events, first, last, openDays, folder } }: { readonly plan: Plan }) {
  const { t } = useTranslation()
  return (
    <div className="archive-plan" data-testid="archive-plan" data-events={events}>
      <p>
        {t('day.archive.plan', {
          count: events,
          lines: formatCount(events),
          first: formatCount(first),
          last: formatCount(last),
        })}
      </p>
      <p>
        {t('day.archive.folder')} <bdi dir="ltr">{folder}</bdi>
      </p>
      {openDays.length > 0 && (
        <p>
          {t('day.archive.open_days', { count: openDays.length })}{' '}
          <bdi dir="ltr">
            {openDays.slice(0, NAMED).map(dayInDigits).join(', ')}
            {openDays.length > NAMED && '…'}
          </bdi>
        </p>
      )}
    </div>
  )
}

function Done({ made: { file, events, sha256, key } }: { readonly made: Made }) {
  const { t } = useTranslation()
  return (
    <div className="archive-done" data-testid="archive-done">
      <p>{t('day.archive.done', { count: events, lines: formatCount(events) })}</p>
      <FilePath path={file} testId="archive-file" />
      <Facts
        facts={[
          { label: 'SHA-256', value: <bdi dir="ltr">{`${sha256.slice(0, 16)}…${sha256.slice(-8)}`}</bdi> },
          { label: t('day.archive.key'), value: <bdi dir="ltr">{key}</bdi> },
        ]}
      />
      <p className="soft-note">{t('day.archive.verify')}</p>
    </div>
  )
}
