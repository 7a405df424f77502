import { ArrowLeft, CreditCard, Smartphone, Store } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { CardWay } from '../../../electron/domain/operation'
import { useActions } from '../../actions/use-actions'
import { ActionRow, Rule } from '../../components/ActionRow'
import { ActionButton } from '../../components/Button'
import { ChoiceCards } from '../../components/ChoiceCards'
import { DirectionTile } from '../../components/DirectionTile'
import { Field } from '../../components/Field'
import { DuoLayout, Panel } from '../../components/Layout'
import { MainAction } from '../../components/MainAction'
import { OperationHead } from '../../components/OperationHead'
import { Refusal } from '../../components/Refusal'
import { useApp } from '../../stores/app'
import { change, findSaved, missing, preview, toFind, useCard } from '../../stores/card'

const WAYS = [
  { way: 'agent', key: 'Alt+1', icon: Store },
  { way: 'phone', key: 'Alt+2', icon: Smartphone },
  { way: 'saved', key: 'Alt+3', icon: CreditCard },
] as const

/** Whose wallet, and how much. Nothing of the card is asked for before its price is known. */
export function AmountStep() {
  const { t } = useTranslation()
  const state = useCard()
  const go = useApp((app) => app.go)
  const { by, phone, amount, saved, cardId, busy, message } = state
  /** The cards of a customer are looked for before one of them is chosen. */
  const finds = toFind(state)
  const off = missing(state)
  const phoneField = useRef<HTMLInputElement>(null)
  const amountField = useRef<HTMLInputElement>(null)
  const jumps = useRef(false)
  // A way chosen by its key goes on with what it asks for; arrows stay among the ways.
  useEffect(() => {
    if (jumps.current) (by === 'agent' ? amountField : phoneField).current?.focus()
    jumps.current = false
  }, [by])
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the cards have come
  useEffect(() => {
    if (saved !== null && saved.cards.length > 0 && amount === '') amountField.current?.focus()
  }, [saved])
  const choose = (next: CardWay): void => {
    jumps.current = next !== by
    change({ by: next })
  }
  useActions([
    { id: 'card_back', key: 'Escape', label: 'card.leave', off: null, perform: () => go('counter') },
    {
      id: 'card_preview',
      key: 'Enter',
      label: finds ? 'card.find' : 'card.preview',
      off,
      perform: finds ? findSaved : preview,
    },
    ...WAYS.map(({ way, key }) => ({
      id: `card_by_${way}`,
      key,
      label: `card.by_${way}`,
      off: null,
      perform: () => choose(way),
    })),
  ])
  return (
    <DuoLayout
      side={
        <Panel title={t('card.order_title')} className="card-order">
          <ol className="card-steps">
            {(['amount', 'price', 'card', 'bank'] as const).map((one) => (
              <li key={one}>{t(`card.order_${one}`)}</li>
            ))}
          </ol>
        </Panel>
      }
      row={
        <ActionRow
          start={<ActionButton action="card_back" icon={ArrowLeft} flip size="main" testId="cancel" />}
          middle={
            message ? (
              <Refusal message={message} />
            ) : (
              <Rule icon={CreditCard} reason={off === null || busy ? null : t(off)}>
                {t('card.rule_amount')}
              </Rule>
            )
          }
          end={
            <MainAction action="card_preview" sending={busy} testId={finds ? 'card-find' : 'card-preview'} />
          }
        />
      }
    >
      <Panel edge="neutral" className="card-ask">
        <OperationHead
          tile={<DirectionTile direction="card" size="head" />}
          title={t('card.title')}
          sentence={t('card.sentence')}
        />
        <ChoiceCards
          label={t('card.by')}
          choices={WAYS.map(({ way, key, icon }) => ({
            value: way,
            title: t(`card.by_${way}`),
            about: t(`card.by_${way}_about`),
            icon,
            cap: key,
          }))}
          value={by}
          testId="card-by"
          onChange={(next) => change({ by: next })}
        />
        <div className={by === 'agent' ? 'card-fields' : 'card-fields card-fields-two'}>
          {by !== 'agent' && (
            <Field
              ref={phoneField}
              label={t('card.phone')}
              ltr
              size="amount"
              inputMode="tel"
              value={phone}
              maxLength={20}
              testId="card-phone"
              onChange={(text) => change({ phone: text })}
            />
          )}
          <Field
            ref={amountField}
            label={t('card.amount')}
            ltr
            autoFocus
            size="amount"
            inputMode="decimal"
            suffix="MAD"
            value={amount}
            maxLength={12}
            testId="card-amount"
            onChange={(text) => change({ amount: text })}
          />
        </div>
        {by === 'saved' &&
          saved !== null &&
          (saved.cards.length === 0 ? (
            <p className="soft-note" role="status" data-testid="card-none-saved">
              {t('card.none_saved')}
            </p>
          ) : (
            <ChoiceCards
              label={t('card.which')}
              small
              autoFocus={amount !== ''}
              choices={saved.cards.map((one) => ({
                value: String(one.cardId),
                title: `${t(`card.scheme_${one.scheme}`)} •••• ${one.masked.slice(-4)}`,
              }))}
              value={cardId === null ? null : String(cardId)}
              testId="card-saved"
              onChange={(id) => change({ cardId: Number(id) })}
            />
          ))}
      </Panel>
    </DuoLayout>
  )
}
