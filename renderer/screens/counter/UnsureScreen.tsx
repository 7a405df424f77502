import { CircleHelp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../../../electron/domain/day'
import { formatMad } from '../../../electron/domain/money'
import { Bidi } from '../../components/Bidi'
import { Countdown } from '../../components/Countdown'
import { DuoLayout, Panel } from '../../components/Layout'
import { OperationHead } from '../../components/OperationHead'
import { Timeline } from '../../components/Timeline'
import { groupedReference, walletName } from '../../lib/operation-text'
import { BankSays } from './BankSays'
import { type OutcomeProps, OutcomeRow } from './OutcomeParts'

const ORDERS = {
  cash_in: ['aside', 'nothing', 'again', 'wait'],
  cash_out: ['pay', 'proof', 'again', 'wait'],
  card: ['nothing', 'again', 'wait'],
} as const

/** Outcome unknown: four orders about the cash, and when Guichet looks again. */
export function UnsureScreen({ step, plan }: OutcomeProps) {
  const { t } = useTranslation()
  const { operation } = step
  const { direction } = operation
  const card = direction === 'card'
  const name = walletName(operation)
  return (
    <DuoLayout
      wide
      side={
        <>
          <Panel>
            <Countdown leftMs={operation.nextCheckInMs} told={operation} label={t('unsure.next_check')}>
              {operation.notDoneFrom === null
                ? t(`unsure.then_never_${direction}`)
                : t(`unsure.then_${direction}`, { time: formatTime(operation.notDoneFrom) })}
            </Countdown>
          </Panel>
          <Panel className="happened" title={t('unsure.happened')}>
            <Timeline entries={operation.timeline} last={card ? 3 : 4} />
          </Panel>
        </>
      }
      row={<OutcomeRow step={step} plan={plan} />}
    >
      <Panel edge="unsure" className="outcome">
        <div className="outcome-state" data-testid="operation-state" data-state={operation.state}>
          <OperationHead
            tile={
              <span className="tile tile-head tile-unsure" aria-hidden>
                <CircleHelp className="icon" />
              </span>
            }
            title={t(plan.title)}
            sentence={
              <>
                {t(`direction.${direction}`)}
                {name !== null && (
                  <>
                    {' · '}
                    <bdi>{name}</bdi>
                  </>
                )}
                {' · '}
                {card ? (
                  <>
                    <Bidi>{formatMad(operation.amount)}</Bidi> ·
                  </>
                ) : (
                  t('unsure.reference')
                )}{' '}
                <Bidi>{groupedReference(operation)}</Bidi>
              </>
            }
          />
        </div>
        <p className="unsure-known">
          <BankSays operation={operation} />{' '}
          {t(`unsure.known_${direction}`, { amount: formatMad(operation.amount) })}
        </p>
        <ol className="orders">
          {ORDERS[direction].map((order, index) => (
            <li key={order} className={index === 0 ? 'order order-first' : 'order'}>
              <span className="order-number" aria-hidden>
                {index + 1}
              </span>
              <span>
                <strong>{t(`unsure.${direction}_${order}`, plan.values)}</strong>
                <span>
                  {t(`unsure.${direction}_${order}_note`, {
                    ...plan.values,
                    envelope: operation.envelope ?? operation.number,
                  })}
                </span>
              </span>
            </li>
          ))}
        </ol>
      </Panel>
    </DuoLayout>
  )
}
