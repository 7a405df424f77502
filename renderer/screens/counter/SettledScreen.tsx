import { CircleMinus, OctagonX, UserCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../../../electron/domain/day'
import { formatMad } from '../../../electron/domain/money'
import { Bidi } from '../../components/Bidi'
import { Facts } from '../../components/Facts'
import { DuoLayout, Panel } from '../../components/Layout'
import { OperationHead } from '../../components/OperationHead'
import { SignedAmount } from '../../components/OperationRow'
import { Timeline } from '../../components/Timeline'
import { chariWords } from '../../lib/message-words'
import { groupedReference, referenceLabel, walletName } from '../../lib/operation-text'
import { BankSays } from './BankSays'
import { type OutcomeProps, OutcomeRow } from './OutcomeParts'

const TILE = { stop: OctagonX, neutral: CircleMinus, unsure: UserCheck, ok: CircleMinus, out: CircleMinus }

/** Refused, not sent, not executed, elsewhere, or in review: one order about the cash, then why. */
export function SettledScreen({ step, plan }: OutcomeProps) {
  const { t, i18n } = useTranslation()
  const { operation } = step
  const Icon = TILE[plan.edge]
  const time = formatTime(operation.settledAt ?? operation.updatedAt)
  const name = walletName(operation)
  return (
    <DuoLayout
      wide
      side={
        <Panel className="happened" title={t('unsure.happened')}>
          <Timeline entries={operation.timeline} last={7} />
        </Panel>
      }
      row={<OutcomeRow step={step} plan={plan} />}
    >
      <Panel edge={plan.edge} className="outcome">
        <div className="outcome-state" data-testid="operation-state" data-state={operation.state}>
          <OperationHead
            tile={
              <span className={`tile tile-head tile-${plan.edge}`} aria-hidden>
                <Icon className="icon" />
              </span>
            }
            title={t(plan.title)}
            sentence={
              <>
                {t(`direction.${operation.direction}`)}
                {name !== null && (
                  <>
                    {' · '}
                    <bdi>{name}</bdi>
                  </>
                )}{' '}
                ·{' '}
                <Bidi>
                  <SignedAmount row={operation} /> MAD
                </Bidi>
              </>
            }
          />
        </div>
        <div className="outcome-why">
          {plan.order !== null && (
            <p className="outcome-big-order">{t(plan.order, { ...plan.values, time })}</p>
          )}
          <BankSays operation={operation} className="outcome-reason" />
        </div>
        <Reason operation={operation} exists={(key) => i18n.exists(key)} />
        <Facts
          facts={[
            { label: referenceLabel(operation), value: <Bidi>{groupedReference(operation)}</Bidi> },
            { label: t('counter.amount'), value: <Bidi>{formatMad(operation.amount)}</Bidi> },
            operation.received === null
              ? null
              : { label: t('counter.received'), value: <Bidi>{formatMad(operation.received)}</Bidi> },
            { label: t('outcome.number'), value: <Bidi>{operation.number}</Bidi> },
          ]}
        />
      </Panel>
    </DuoLayout>
  )
}

interface ReasonProps {
  readonly operation: OutcomeProps['step']['operation']
  readonly exists: (key: string) => boolean
}

/** Why, in a sentence; Chari's own code last, for support. */
function Reason({ operation, exists }: ReasonProps) {
  const { t } = useTranslation()
  const { reason } = operation
  if (reason === null) return null
  const { code, chariCode } = reason
  const key = exists(`reason.${code}`) ? `reason.${code}` : `reason.${operation.state}`
  if (chariCode === null) return exists(key) ? <p className="outcome-reason">{t(key)}</p> : null
  return (
    <p className="outcome-reason">
      {chariWords(chariCode, operation.direction)}{' '}
      <span className="soft">{t('reason.code', { code: chariCode })}</span>
    </p>
  )
}
