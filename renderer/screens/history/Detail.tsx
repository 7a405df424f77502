import { Printer } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatMad } from '../../../electron/domain/money'
import type { OperationView } from '../../../electron/domain/operation'
import { formatPhone } from '../../../electron/domain/phone'
import { Bidi } from '../../components/Bidi'
import { ActionButton, Button } from '../../components/Button'
import { DirectionTile } from '../../components/DirectionTile'
import { Facts } from '../../components/Facts'
import { Panel } from '../../components/Layout'
import { SignedAmount, StateTag } from '../../components/OperationRow'
import { Timeline } from '../../components/Timeline'
import { groupedReference, phoneLabel, walletName } from '../../lib/operation-text'
import { useApp } from '../../stores/app'

/** One operation in full: who, how much, what happened, its paper again. */
export function Detail({
  operation,
  told,
}: {
  readonly operation: OperationView
  readonly told: string | null
}) {
  const { t } = useTranslation()
  const go = useApp((state) => state.go)
  const { direction } = operation
  return (
    <Panel flush className="detail">
      <header className="detail-head">
        <DirectionTile direction={direction} />
        <div className="detail-who">
          <h2>
            <bdi>{walletName(operation) ?? t('history.unnamed')}</bdi>
          </h2>
          <p>
            {t(`direction.${direction}`)} · <Bidi>{groupedReference(operation)}</Bidi>
          </p>
        </div>
        <StateTag row={operation} />
        <p className={`detail-amount detail-${operation.state === 'completed' ? direction : 'other'}`}>
          <Bidi>
            <SignedAmount row={operation} /> <span className="detail-mad">MAD</span>
          </Bidi>
        </p>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long timeline must scroll by keyboard */}
      <section className="detail-body" tabIndex={0} aria-label={t('history.timeline')}>
        <Timeline entries={operation.timeline} />
        <Facts facts={factsOf(operation, t)} />
      </section>
      <footer className="detail-foot">
        <p className="detail-told">{told}</p>
        <div className="detail-buttons">
          <ActionButton action="duplicate" icon={Printer} testId="duplicate" />
          {operation.unsettled && (
            <Button cap="F5" onPress={() => go('unsettled', operation.id)}>
              {t('history.settle')}
            </Button>
          )}
        </div>
      </footer>
    </Panel>
  )
}

type Words = ReturnType<typeof useTranslation>['t']

/** What the shop earned: as Chari told it, by the table and marked so, or not known. */
function commissionLine({ commission }: OperationView, t: Words) {
  if (commission === null) return null
  const { amount, estimated } = commission
  return {
    label: t('history.commission'),
    value:
      amount === null
        ? t('history.commission_unknown')
        : t(estimated ? 'history.commission_estimated' : 'history.commission_told', {
            amount: formatMad(amount),
          }),
  }
}

/** What Chari or the counter told, a line each; what nobody told has no line. */
function factsOf(operation: OperationView, t: Words): Parameters<typeof Facts>[0]['facts'] {
  const { customer, fee, received, cash, envelope, attempts } = operation
  const line = (key: string, value: string | null) =>
    value === null ? null : { label: t(`history.${key}`), value: <Bidi>{value}</Bidi> }
  const request = attempts.at(-1)?.requestId ?? null
  return [
    line('number', operation.number),
    customer.phone === null
      ? null
      : { label: phoneLabel(operation), value: <Bidi>{formatPhone(customer.phone)}</Bidi> },
    fee === null ? { label: t('history.fee'), value: t('history.fee_unknown') } : line('fee', formatMad(fee)),
    commissionLine(operation, t),
    line('received', received === null ? null : formatMad(received)),
    operation.change === 'none'
      ? null
      : {
          label: t('history.change'),
          value: t(`cash.change_${operation.change}`, { amount: formatMad(operation.changeDue) }),
        },
    cash === 'none'
      ? null
      : {
          label: t('history.cash'),
          value: cash === 'aside' && envelope !== null ? t('cash.aside_in', { envelope }) : t(`cash.${cash}`),
        },
    line('chari_operation', operation.chariOperationId),
    { label: t('history.cashier'), value: operation.cashier },
    line('request', request === null ? null : `${request.slice(0, 8)}…${request.slice(-8)}`),
  ]
}
