import { type LucideIcon, Package } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../../../electron/domain/day'
import { formatMad } from '../../../electron/domain/money'
import type { OperationView } from '../../../electron/domain/operation'
import { formatPhone } from '../../../electron/domain/phone'
import { Bidi } from '../../components/Bidi'
import { CheckItem } from '../../components/CheckItem'
import { ChoiceCards } from '../../components/ChoiceCards'
import { Countdown } from '../../components/Countdown'
import { Facts } from '../../components/Facts'
import { Field } from '../../components/Field'
import { Panel } from '../../components/Layout'
import { OperationHead } from '../../components/OperationHead'
import { Tag } from '../../components/Tag'
import { Timeline } from '../../components/Timeline'
import { groupedReference, phoneLabel } from '../../lib/operation-text'
import { BankSays } from '../counter/BankSays'
import type { PaperForm } from './identity'
import type { SettlePlan } from './plan'

const DOCUMENTS = ['cin', 'passport', 'residence_permit', 'driving_licence'] as const

export interface SettlePanelProps {
  readonly operation: OperationView
  readonly plan: SettlePlan
  readonly icon: LucideIcon
  /** What is stated about the customer's paper; null where no cash is handed over. */
  readonly paper: PaperForm | null
  readonly onPaper: (paper: PaperForm) => void
}

/** The order first, then the reason, then the facts, smaller. */
export function SettlePanel({ operation, plan, icon: Icon, paper, onPaper }: SettlePanelProps) {
  const { t } = useTranslation()
  const { direction, customer } = operation
  const past = useRef<HTMLElement>(null)
  const told = operation.timeline.length
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new fact brings the newest into sight
  useEffect(() => {
    if (past.current) past.current.scrollTop = past.current.scrollHeight
  }, [told])
  const doubt = operation.state === 'unsure' || operation.state === 'review'
  return (
    <Panel edge={plan.edge} className="settle">
      <OperationHead
        tile={
          <span className={`tile tile-head tile-${plan.edge}`} aria-hidden>
            <Icon className="icon" />
          </span>
        }
        title={t(plan.order, plan.values)}
        sentence={
          <>
            {t(`direction.${direction}`)}
            {customer.name !== null && (
              <>
                {' · '}
                <bdi>{customer.name}</bdi>
              </>
            )}
            {' · '}
            <Bidi>{groupedReference(operation)}</Bidi>
          </>
        }
      />
      <div className="settle-reason">
        <p>
          <BankSays operation={operation} /> {t(plan.why, plan.values)}
        </p>
        {operation.envelope !== null && (
          <Tag tone="unsure" icon={Package}>
            {t('unsettled.envelope', { envelope: operation.envelope })}
          </Tag>
        )}
      </div>
      {paper !== null && <PaperFields paper={paper} onPaper={onPaper} />}
      <div className="settle-body">
        <div className="settle-facts">
          <Facts facts={factsOf(operation, t)} columns={2} />
          <h2>{t('history.timeline')}</h2>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long timeline must scroll by keyboard */}
          <section ref={past} className="settle-timeline" tabIndex={0} aria-label={t('history.timeline')}>
            <Timeline entries={operation.timeline} />
          </section>
        </div>
        {doubt && (
          <div className="settle-countdown">
            {operation.nextCheckInMs === null ? (
              <p>{t(`unsure.then_never_${direction}`)}</p>
            ) : (
              <Countdown leftMs={operation.nextCheckInMs} told={operation} label={t('unsettled.next_check')}>
                {operation.notDoneFrom === null
                  ? t(`unsure.then_never_${direction}`)
                  : t(
                      direction === 'cash_in'
                        ? 'unsettled.not_done_from'
                        : 'unsettled.not_done_from_cash_out',
                      { time: formatTime(operation.notDoneFrom) },
                    )}
              </Countdown>
            )}
          </div>
        )}
      </div>
    </Panel>
  )
}

type Words = ReturnType<typeof useTranslation>['t']

function factsOf(operation: OperationView, t: Words): Parameters<typeof Facts>[0]['facts'] {
  const { received, customer } = operation
  const line = (label: string, value: string | null) =>
    value === null ? null : { label: t(label), value: <Bidi>{value}</Bidi> }
  return [
    line('counter.amount', formatMad(operation.amount)),
    line('history.received', received === null ? null : formatMad(received)),
    customer.phone === null
      ? null
      : { label: phoneLabel(operation), value: <Bidi>{formatPhone(customer.phone)}</Bidi> },
    line('history.number', operation.envelope === null ? operation.number : null),
  ]
}

function PaperFields({
  paper,
  onPaper,
}: {
  readonly paper: PaperForm
  readonly onPaper: (paper: PaperForm) => void
}) {
  const { t } = useTranslation()
  return (
    <>
      <CheckItem
        checked={paper.checked}
        cap="Digit1"
        testId="identity-checked"
        onChange={(checked) => onPaper({ ...paper, checked })}
      >
        {t('unsettled.identity')}
      </CheckItem>
      {paper.detailed && (
        <div className="settle-document">
          <ChoiceCards
            label={t('unsettled.document')}
            small
            choices={DOCUMENTS.map((value) => ({ value, title: t(`unsettled.document_${value}`) }))}
            value={paper.document}
            testId="identity-document"
            onChange={(document) => onPaper({ ...paper, document })}
          />
          <Field
            label={t('unsettled.last_characters')}
            ltr
            maxLength={4}
            value={paper.lastCharacters}
            testId="identity-characters"
            onChange={(text) => onPaper({ ...paper, lastCharacters: text.toUpperCase() })}
          />
        </div>
      )}
    </>
  )
}
