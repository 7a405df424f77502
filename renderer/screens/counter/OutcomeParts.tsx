import { Check, Printer, RefreshCw, RotateCcw, Wallet } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { PrintedPaper } from '../../../electron/ipc/contract'
import { useAction } from '../../actions/use-actions'
import { ActionRow } from '../../components/ActionRow'
import { ActionButton } from '../../components/Button'
import { MainAction } from '../../components/MainAction'
import { Refusal } from '../../components/Refusal'
import type { Step } from '../../stores/counter'
import { nextRecords, type OutcomeAct, type OutcomePlan } from './outcome-plan'

export interface OutcomeProps {
  readonly step: Extract<Step, { name: 'operation' }>
  readonly plan: OutcomePlan
}

const TEST_ID: Record<OutcomeAct, string> = {
  next: 'next-customer',
  check_now: 'check-now',
  try_again: 'try-again',
  print_slip: 'print-slip',
  duplicate: 'duplicate',
  settle: 'settle',
}
const ICON = {
  next: null,
  check_now: RefreshCw,
  try_again: RotateCcw,
  print_slip: Printer,
  duplicate: Printer,
  settle: Wallet,
} as const

/** The line under an outcome: the way out and the papers at the start, the main action at the end. */
export function OutcomeRow({ step, plan, hint }: OutcomeProps & { readonly hint?: ReactNode }) {
  const { t } = useTranslation()
  const { message, operation, busy } = step
  const parks = operation.state === 'unsure' && nextRecords(operation)
  const mainIcon = ICON[plan.main]
  const ready = useAction(plan.main)?.off === null
  const main = useRef<HTMLButtonElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new outcome takes the focus to its main action
  useEffect(() => {
    if (ready) main.current?.focus()
  }, [operation.id, operation.state, ready])
  return (
    <ActionRow
      start={
        <>
          {plan.main !== 'next' && (
            <ActionButton
              action="next"
              size="main"
              testId={TEST_ID.next}
              {...(parks ? { note: t('outcome.stays_unsettled') } : {})}
            />
          )}
          {plan.others.map((act) => {
            const icon = ICON[act]
            return (
              <ActionButton
                key={act}
                action={act}
                size="main"
                testId={TEST_ID[act]}
                {...(icon ? { icon } : {})}
              />
            )
          })}
        </>
      }
      middle={message ? <Refusal message={message} /> : hint}
      end={
        <MainAction
          ref={main}
          action={plan.main}
          tone={plan.edge === 'out' && plan.main === 'next' && nextRecords(operation) ? 'out' : 'action'}
          testId={TEST_ID[plan.main]}
          sending={busy && plan.main !== 'next'}
          {...(mainIcon ? { icon: mainIcon } : {})}
        />
      }
    />
  )
}

/** Whether the paper came out, in one tag: only what the printer confirmed is a check. */
export function PrintState({ paper }: { readonly paper: PrintedPaper | null }) {
  const { t } = useTranslation()
  if (paper === null) return <span className="soft">{t('outcome.not_printed')}</span>
  return paper.state === 'printed' ? (
    <span className="tag tag-bare tag-ok">
      <Check aria-hidden className="icon" />
      {t('papers.state_printed')}
    </span>
  ) : (
    <span className="soft">{t(`papers.state_${paper.state}`)}</span>
  )
}
