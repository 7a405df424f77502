import {
  ArrowDownToLine,
  ArrowLeft,
  ArrowUpFromLine,
  CircleHelp,
  CircleMinus,
  Coins,
  type LucideIcon,
  OctagonX,
  Printer,
  RefreshCw,
  RotateCcw,
  UserCheck,
} from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message, OperationView } from '../../../electron/domain/operation'
import { useActions } from '../../actions/use-actions'
import { ActionRow } from '../../components/ActionRow'
import { ActionButton } from '../../components/Button'
import { MainAction } from '../../components/MainAction'
import { Refusal } from '../../components/Refusal'
import { useJustChanged } from '../../lib/use-just-changed'
import { ClaimDialog } from './ClaimDialog'
import { identityOf, NO_PAPER, type PaperForm, paperProblem } from './identity'
import { perform } from './perform'
import { type Act, amountOf, paperOf, settlePlan, TEST_ID } from './plan'
import { ReviewDialog } from './ReviewDialog'
import { SettlePanel } from './SettlePanel'

export interface SettleProps {
  readonly operation: OperationView
  /** Said once after an act. */
  readonly told: string | null
  readonly onTold: (sentence: string | null) => void
}

const ICON: Partial<Record<Act, LucideIcon>> = {
  check_now: RefreshCw,
  try_again: RotateCcw,
  cash_paid: ArrowUpFromLine,
  cash_returned: ArrowUpFromLine,
  cash_in_drawer: ArrowDownToLine,
  change_given: Coins,
  print_slip: Printer,
  duplicate: Printer,
  review_decide: UserCheck,
}
const TILE = {
  unsure: CircleHelp,
  out: ArrowUpFromLine,
  in: ArrowDownToLine,
  stop: OctagonX,
  neutral: CircleMinus,
  ok: Coins,
}

/** The chosen operation: the order about its cash, why, and the acts that main allows now. */
export function Settle({ operation, told, onTold }: SettleProps) {
  const { t } = useTranslation()
  const plan = settlePlan(operation)
  const [busy, setBusy] = useState(false)
  const [message, setMessage] = useState<Message | null>(null)
  const [dialog, setDialog] = useState<'review' | 'claim' | null>(null)
  const [paper, setPaper] = useState<PaperForm>(NO_PAPER)
  const pays = plan.main === 'cash_paid'
  const problem = pays ? paperProblem(paper) : null
  const print = paperOf(operation)
  const changed = useJustChanged(operation.id, `${operation.state} ${plan.main}`, false)

  const act = async (what: Act): Promise<void> => {
    if (what === 'review_decide') return setDialog('review')
    if (what === 'claim') return setDialog('claim')
    setBusy(true)
    onTold(null)
    try {
      const answer = await perform(operation, what, what === 'cash_paid' ? identityOf(paper) : null)
      setMessage(answer.ok ? null : answer.message)
      if (answer.ok) onTold(toldOf(what))
      else if (answer.message.code === 'identity_needed') setPaper({ ...paper, detailed: true })
    } finally {
      setBusy(false)
    }
  }
  const toldOf = (what: Act): string | null => {
    if (what === 'print_slip') return t('unsettled.slip_sent')
    if (what === 'duplicate') return t('unsettled.duplicate_sent')
    return what.startsWith('cash') || what.startsWith('change') ? t('unsettled.cash_noted') : null
  }

  useActions([
    ...[plan.main, ...plan.others, print].flatMap((one) =>
      one === null
        ? []
        : [
            {
              id: `settle_${one}`,
              key: one === plan.main ? ('Enter' as const) : one === print ? ('F7' as const) : null,
              label: `unsettled.action.${one}`,
              ...(one === 'print_slip' ? { short: 'keys.waiting' } : {}),
              off: busy
                ? 'unsettled.checking'
                : changed
                  ? 'counter.off_changed'
                  : one === 'cash_paid'
                    ? problem
                    : null,
              perform: () => act(one),
            },
          ],
    ),
    ...(pays
      ? [
          {
            id: 'settle_identity',
            key: 'Digit1' as const,
            label: 'unsettled.identity',
            off: null,
            perform: () => setPaper({ ...paper, checked: !paper.checked }),
          },
        ]
      : []),
  ])

  const MainIcon = plan.main === null ? undefined : ICON[plan.main]
  const tone = { cash_paid: 'out', cash_returned: 'out', cash_in_drawer: 'in' } as const
  return (
    <>
      <SettlePanel
        operation={operation}
        plan={plan}
        icon={TILE[plan.edge]}
        paper={pays ? paper : null}
        onPaper={setPaper}
      />
      <div className="unsettled-row-of-actions">
        {message !== null ? (
          <Refusal message={message} />
        ) : (
          <p className="rule rule-soft" role="status">
            {told ?? (problem === null ? null : t(problem))}
          </p>
        )}
        <ActionRow
          start={
            <>
              <ActionButton action="unsettled_back" icon={ArrowLeft} flip size="main" />
              {[...plan.others, print].map((one) => {
                if (one === null) return null
                const icon = ICON[one]
                return (
                  <ActionButton
                    key={one}
                    action={`settle_${one}`}
                    values={{ amount: amountOf(one, plan) }}
                    size="main"
                    testId={TEST_ID[one]}
                    {...(icon ? { icon } : {})}
                  />
                )
              })}
            </>
          }
          end={
            plan.main !== null && (
              <MainAction
                action={`settle_${plan.main}`}
                values={{ amount: amountOf(plan.main, plan) }}
                tone={plan.main in tone ? tone[plan.main as keyof typeof tone] : 'action'}
                sending={busy}
                testId={TEST_ID[plan.main]}
                {...(MainIcon ? { icon: MainIcon } : {})}
              />
            )
          }
        />
      </div>
      {dialog === 'review' && <ReviewDialog operation={operation} onClose={() => setDialog(null)} />}
      {dialog === 'claim' && <ClaimDialog operation={operation} onClose={() => setDialog(null)} />}
    </>
  )
}
