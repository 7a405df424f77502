import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Approval } from '../../../electron/domain/people'
import type { DayBreak } from '../../../electron/domain/reconciliation'
import { request } from '../../client'
import { ApprovalDialog } from '../../components/ApprovalDialog'
import { messageWords } from '../../lib/message-words'
import { useApp } from '../../stores/app'
import { breakTitle } from './break-words'
import { asksSupervisor, BLANK, type DecisionForm, decisionBlock, decisionsOf } from './decision'
import type { Day } from './use-day'

/** Main takes so many breaks in one decision. */
const MOST = 200

export interface DecisionState {
  readonly form: DecisionForm
  readonly set: (change: Partial<DecisionForm>) => void
  /** Other open breaks of the same class that the same decision fits. */
  readonly alike: readonly DayBreak[]
  /** Key of the sentence that says what is missing; null: it can be written. */
  readonly off: string | null
  readonly busy: boolean
  readonly problem: string | null
  readonly decide: () => Promise<void>
  readonly dialog: ReactNode
}

/** The decision being written about one break, or about all of its kind at once. */
export function useDecision(broken: DayBreak, day: Day, onDone: () => void): DecisionState {
  const { t } = useTranslation()
  const supervisor = useApp((state) => state.boot?.user?.role === 'supervisor')
  const [form, setForm] = useState<DecisionForm>(BLANK)
  const [alike, setAlike] = useState<readonly DayBreak[]>([])
  const [busy, setBusy] = useState(false)
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const { from, to } = day.span
  const { key, code } = broken
  const few = decisionsOf(broken).length === 0 || broken.proposals.length > 0

  useEffect(() => {
    if (few) return setAlike([])
    let here = true
    const asked = { span: { from, to }, code, state: 'open' as const, cursor: null, limit: MOST }
    void request('reconciliation.breaks', asked).then(({ rows }) => {
      if (here)
        setAlike(rows.filter((row) => row.key !== key && row.proposals.length === 0).slice(0, MOST - 1))
    })
    return () => {
      here = false
    }
  }, [from, to, code, key, few])

  const fitting = alike.filter(({ decisions }) => form.decision !== null && decisions.includes(form.decision))

  const write = async (approval: Approval | null): Promise<string | null> => {
    if (form.decision === null) return t('day.break.off_decision')
    const breaks = [broken, ...(form.all ? fitting : [])]
    const answer = await request('reconciliation.workOff', {
      span: day.span,
      breaks: breaks.map(({ key: one, evidence }) => ({ key: one, evidence })),
      decision: form.decision,
      reason: form.reason.trim(),
      ticket: form.ticket.trim() === '' ? null : form.ticket.trim(),
      choice: form.choice,
      approval,
    })
    if (!answer.ok) return messageWords(answer.message)
    day.take(answer.value)
    day.tell(t('day.break.written', { count: breaks.length }))
    onDone()
    return null
  }
  const decide = async (): Promise<void> => {
    if (asksSupervisor(broken, form.decision) && !supervisor) return setAsking(true)
    setBusy(true)
    try {
      setProblem(await write(null))
    } finally {
      setBusy(false)
    }
  }
  return {
    form,
    set: (change) => {
      setForm({ ...form, ...change })
      setProblem(null)
    },
    alike: fitting,
    off: decisionBlock(broken, form),
    busy,
    problem,
    decide,
    dialog: asking && form.decision !== null && (
      <ApprovalDialog
        title={t('day.break.approve')}
        confirm={t('day.break.decide')}
        testId="break-approve"
        onApprove={write}
        onClose={() => setAsking(false)}
      >
        <p>
          <strong>{breakTitle(t, broken)}</strong>
        </p>
        <p>
          {t(`day.decision.${form.decision}`)} · <bdi>{form.reason}</bdi>
        </p>
      </ApprovalDialog>
    ),
  }
}
