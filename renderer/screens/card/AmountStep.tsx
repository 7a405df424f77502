import { ArrowLeft, CircleX, CreditCard, Search, Smartphone, Store } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useActions } from '../../actions/use-actions'
import { ActionRow, Rule } from '../../components/ActionRow'
import { ActionButton, Button } from '../../components/Button'
import { ChoiceCards } from '../../components/ChoiceCards'
import { DirectionTile } from '../../components/DirectionTile'
import { Field } from '../../components/Field'
import { DuoLayout, Panel } from '../../components/Layout'
import { MainAction } from '../../components/MainAction'
import { OperationHead } from '../../components/OperationHead'
import { messageWords } from '../../lib/message-words'
import { useApp } from '../../stores/app'
import { asked, change, findSaved, preview, useCard } from '../../stores/card'

/** Whose wallet, and how much. Nothing of the card is asked for before its price is known. */
export function AmountStep() {
  const { t } = useTranslation()
  const state = useCard()
  const go = useApp((app) => app.go)
  const { by, phone, amount, saved, cardId, busy, message } = state
  const input = asked(state)
  const off = busy ? 'card.off_busy' : input.ok ? null : input.off
  useActions([
    { id: 'card_back', key: 'Escape', label: 'card.leave', off: null, perform: () => go('counter') },
    { id: 'card_preview', key: 'Enter', label: 'card.preview', off, perform: preview },
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
              <p className="rule rule-stop" role="alert" data-testid="message" data-code={message.code}>
                <CircleX aria-hidden className="icon" />
                {messageWords(message)}
              </p>
            ) : (
              <Rule icon={CreditCard} reason={off === null || busy ? null : t(off)}>
                {t('card.rule_amount')}
              </Rule>
            )
          }
          end={<MainAction action="card_preview" sending={busy} testId="card-preview" />}
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
          choices={[
            { value: 'agent', title: t('card.by_agent'), about: t('card.by_agent_about'), icon: Store },
            { value: 'phone', title: t('card.by_phone'), about: t('card.by_phone_about'), icon: Smartphone },
            { value: 'saved', title: t('card.by_saved'), about: t('card.by_saved_about'), icon: CreditCard },
          ]}
          value={by}
          testId="card-by"
          onChange={(next) => change({ by: next })}
        />
        {by !== 'agent' && (
          <div className="card-phone">
            <Field
              label={t('card.phone')}
              ltr
              inputMode="tel"
              value={phone}
              maxLength={20}
              testId="card-phone"
              onChange={(text) => change({ phone: text })}
            />
            {by === 'saved' && (
              <Button
                icon={Search}
                disabled={busy || phone.replace(/\D/g, '').length < 9}
                onPress={() => void findSaved()}
                testId="card-find"
              >
                {t('card.find')}
              </Button>
            )}
          </div>
        )}
        {by === 'saved' && saved !== null && (
          <div className="card-saved">
            {saved.cards.length === 0 ? (
              <p className="soft-note">{t('card.none_saved')}</p>
            ) : (
              <ChoiceCards
                label={t('card.which')}
                small
                choices={saved.cards.map((one) => ({
                  value: String(one.cardId),
                  title: `${t(`card.scheme_${one.scheme}`)} ${one.masked.slice(-4)}`,
                }))}
                value={cardId === null ? null : String(cardId)}
                testId="card-saved"
                onChange={(id) => change({ cardId: Number(id) })}
              />
            )}
          </div>
        )}
        <Field
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
      </Panel>
    </DuoLayout>
  )
}
