import { type Ref, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type Centimes,
  formatAmount,
  formatMad,
  readTypedAmount,
  subtract,
  ZERO,
} from '../../electron/domain/money'
import { denomination, piles, quickAmounts } from '../lib/notes'
import { Amount } from './Amount'
import { Bidi } from './Bidi'
import { Field } from './Field'

export interface CashPadProps {
  readonly amount: Centimes
  readonly fee: Centimes | null
  /** What the customer hands over. */
  readonly due: Centimes
  readonly received: string
  readonly onReceived: (received: string) => void
  readonly disabled: boolean
}

/** To collect, received (empty is exact), quick notes, change. Change is given at the end, not before. */
export function CashPad({ amount, fee, due, received, onReceived, disabled }: CashPadProps) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    input.current?.focus()
    input.current?.select()
  }, [])
  const read = received.trim() === '' ? null : readTypedAmount(received)
  const given = read === null ? due : read.ok ? read.value : null
  const error =
    given === null
      ? t('counter.received_unreadable')
      : given < due
        ? t('counter.received_short', { missing: formatMad(subtract(due, given)) })
        : null
  const change = given !== null && given > due ? subtract(given, due) : ZERO
  return (
    <>
      <dl className="cash-lines">
        <Line label={t('counter.amount')} amount={amount} />
        {fee === null ? (
          <div>
            <dt>{t('counter.fee')}</dt>
            <dd>{t('counter.fee_unknown')}</dd>
          </div>
        ) : (
          <Line label={t('counter.fee')} amount={fee} />
        )}
        <div className="cash-due">
          <dt>{t('counter.to_collect')}</dt>
          <dd>
            <Amount value={due} size="title" />
          </dd>
        </div>
      </dl>
      <Received
        ref={input}
        value={received}
        onChange={onReceived}
        error={error}
        disabled={disabled}
        due={due}
      />
      <div className="quick">
        <QuickNote
          words={t('counter.exact')}
          on={given === due}
          disabled={disabled}
          onPress={() => onReceived('')}
        />
        {quickAmounts(due).map((quick) => (
          <QuickNote
            key={quick}
            words={denomination(quick)}
            on={given === quick}
            disabled={disabled}
            onPress={() => onReceived(formatAmount(quick))}
          />
        ))}
      </div>
      <div className="change">
        <div>
          <p className="change-title">{t('counter.change')}</p>
          <p className="change-note">
            {change > 0 ? (
              <>
                {t('counter.after_confirming')} <Bidi>{pileText(change)}</Bidi>
              </>
            ) : (
              t('counter.no_change')
            )}
          </p>
        </div>
        <Amount value={change} size="amount" testId="change-due" />
      </div>
    </>
  )
}

const pileText = (amount: Centimes): string =>
  piles(amount)
    .map((pile) => `${pile.count} × ${denomination(pile.value)}`)
    .join(' + ')

function Line({ label, amount }: { readonly label: string; readonly amount: Centimes }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <Amount value={amount} size="body" />
      </dd>
    </div>
  )
}

interface ReceivedProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly error: string | null
  readonly disabled: boolean
  readonly due: Centimes
  readonly ref: Ref<HTMLInputElement>
}

function Received({ value, onChange, error, disabled, due, ref }: ReceivedProps) {
  const { t } = useTranslation()
  return (
    <Field
      ref={ref}
      label={t('counter.received')}
      value={value}
      onChange={onChange}
      error={error}
      disabled={disabled}
      placeholder={formatAmount(due)}
      inputMode="decimal"
      suffix="MAD"
      size="amount"
      ltr
      maxLength={16}
      testId="cash-received-input"
    />
  )
}

interface QuickNoteProps {
  readonly words: string
  readonly on: boolean
  readonly disabled: boolean
  readonly onPress: () => void
}

function QuickNote({ words, on, disabled, onPress }: QuickNoteProps) {
  return (
    <button type="button" aria-pressed={on} disabled={disabled} onClick={onPress}>
      {words}
    </button>
  )
}
