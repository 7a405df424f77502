import { ArrowUpFromLine, Check, CircleCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatTimeSeconds } from '../../../electron/domain/day'
import { formatMad } from '../../../electron/domain/money'
import type { OperationView } from '../../../electron/domain/operation'
import { Amount } from '../../components/Amount'
import { Bidi } from '../../components/Bidi'
import { Facts } from '../../components/Facts'
import { DuoLayout, Panel } from '../../components/Layout'
import { OperationHead } from '../../components/OperationHead'
import { Paper } from '../../components/Paper'
import { Timeline } from '../../components/Timeline'
import { denomination, piles } from '../../lib/notes'
import { groupedReference, referenceLabel, walletName } from '../../lib/operation-text'
import { useApp } from '../../stores/app'
import { BankSays } from './BankSays'
import { type OutcomeProps, OutcomeRow, PrintState } from './OutcomeParts'
import { nextRecords } from './outcome-plan'
import { usePaperOf } from './use-paper'

const SENTENCES = {
  cash_in: 'outcome.on_wallet',
  cash_out: 'outcome.handed_to',
  card: 'outcome.by_card',
} as const
const GIVEN = {
  cash_in: 'outcome.give_receipt',
  cash_out: 'outcome.nothing_more',
  card: 'outcome.give_card_receipt',
} as const
const STEPS = {
  cash_in: ['steps.reference', 'steps.check', 'steps.receipt'],
  cash_out: ['steps.reference', 'steps.identity', 'steps.pay'],
  card: ['card.step_amount', 'card.step_card', 'card.step_bank'],
} as const

/** Done: the change to give, or the money to hand over; then the paper and the next customer. */
export function DoneScreen({ step, plan }: OutcomeProps) {
  const { t } = useTranslation()
  const { operation } = step
  const expected = useApp((state) => state.status?.till.sums?.expected ?? null)
  const paper = usePaperOf(operation.id)
  const pay = plan.edge === 'out'
  const gives = pay || operation.changeDue > 0
  const name = walletName(operation) ?? t('counter.the_customer')
  const { direction } = operation
  const card = direction === 'card'
  const facts = [
    operation.chariOperationId === null
      ? null
      : { label: t('outcome.chari_operation'), value: <Bidi>{operation.chariOperationId}</Bidi> },
    { label: t('outcome.receipt'), value: <PrintState paper={paper} /> },
    { label: referenceLabel(operation), value: <Bidi>{groupedReference(operation)}</Bidi> },
    card
      ? {
          label: t('card.total'),
          value: operation.total === null ? t('card.not_told') : <Bidi>{formatMad(operation.total)}</Bidi>,
        }
      : expected !== null
        ? { label: t('counter.cash_in_drawer'), value: <Bidi>{formatMad(expected)}</Bidi> }
        : { label: t('outcome.number'), value: <Bidi>{operation.number}</Bidi> },
  ]
  return (
    <DuoLayout
      side={paper ? <Paper laid={paper.laid} /> : <PaperToCome operation={operation} />}
      row={
        <OutcomeRow
          step={step}
          plan={plan}
          hint={
            !gives && !card && nextRecords(operation) ? (
              <p className="rule rule-soft">{t('outcome.or_scan')}</p>
            ) : undefined
          }
        />
      }
    >
      <Panel edge={plan.edge} className="outcome">
        <div className="outcome-state" data-testid="operation-state" data-state={operation.state}>
          <OperationHead
            tile={
              <span className={`tile tile-head ${pay ? 'tile-out' : 'tile-ok'}`} aria-hidden>
                {pay ? <ArrowUpFromLine className="icon" /> : <Check className="icon" />}
              </span>
            }
            title={t(plan.title)}
            sentence={
              pay ? (
                <span className="accepted">
                  <CircleCheck aria-hidden className="icon" />
                  {t('outcome.accepted_at', {
                    time: formatTimeSeconds(operation.settledAt ?? operation.updatedAt),
                  })}
                </span>
              ) : (
                t(SENTENCES[direction], { amount: formatMad(operation.amount), name })
              )
            }
            steps={{
              names: STEPS[direction].map((one) => t(one)),
              current: 2,
            }}
          />
        </div>
        {plan.hero && (
          <div className="outcome-hero">
            <p className="outcome-order">{t(plan.hero.label, { name })}</p>
            <Amount
              value={plan.hero.amount}
              size="hero"
              tone={pay ? 'out' : 'ink'}
              {...(operation.changeDue > 0 ? { testId: 'change-due' } : {})}
            />
            {gives && (
              <p className="piles" dir="ltr">
                {piles(plan.hero.amount)
                  .slice(0, 5)
                  .map((pile) => (
                    <span key={pile.value} className={pay ? 'pile pile-out' : 'pile'}>
                      {pile.count} × {denomination(pile.value)}
                    </span>
                  ))}
              </p>
            )}
            <p className="outcome-note">
              {pay
                ? t('outcome.count_before_customer')
                : operation.changeDue > 0
                  ? t('outcome.received_deposited', plan.values)
                  : t(GIVEN[direction])}
            </p>
          </div>
        )}
        <BankSays operation={operation} className="outcome-reason" />
        <Facts facts={facts} columns={2} />
      </Panel>
    </DuoLayout>
  )
}

/** A cash-out's receipt prints once the money was handed over: until then, how it came to this. */
function PaperToCome({ operation }: { readonly operation: OperationView }) {
  const { t } = useTranslation()
  return (
    <Panel className="paper-waits happened" title={t('unsure.happened')}>
      <Timeline entries={operation.timeline} last={5} />
      <p className="paper-to-come">
        {t(operation.direction === 'cash_out' ? 'outcome.paper_after' : 'outcome.paper_to_come')}
      </p>
    </Panel>
  )
}
