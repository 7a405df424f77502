import { Ban } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMad, subtract } from '../../../electron/domain/money'
import { useActions } from '../../actions/use-actions'
import { Amount } from '../../components/Amount'
import { Bidi } from '../../components/Bidi'
import { ActionButton } from '../../components/Button'
import { CheckItem } from '../../components/CheckItem'
import { DirectionTile } from '../../components/DirectionTile'
import { Facts } from '../../components/Facts'
import { Field } from '../../components/Field'
import { Panel, WorkLayout } from '../../components/Layout'
import { Name } from '../../components/Name'
import { OperationHead } from '../../components/OperationHead'
import { useApp } from '../../stores/app'
import type { Step } from '../../stores/counter'
import { refuseIdentity, setIdentity } from '../../stores/flow'
import { ConfirmRow } from './ConfirmRow'
import { CustomerLines, useQuoteFacts } from './QuoteFacts'

const DOCUMENTS = ['cin', 'passport', 'residence_permit', 'driving_licence'] as const

/** Cash-out: identity first; nothing is handed over before the "Payez" screen. */
export function CashOutScreen({ step }: { readonly step: Extract<Step, { name: 'quote' }> }) {
  const { t } = useTranslation()
  const { quote, identity, sending } = step
  const expected = useApp((state) => state.status?.till.sums?.expected ?? null)
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => box.current?.focus(), [])
  const quoteFacts = useQuoteFacts(quote)
  const facts = [
    ...quoteFacts,
    {
      label: t('counter.fee_of_customer'),
      value: quote.fee === null ? t('counter.fee_unknown') : <Bidi>{formatMad(quote.fee)}</Bidi>,
    },
    expected === null
      ? null
      : {
          label: t('counter.cash_in_drawer'),
          value: (
            <bdi dir="ltr">
              {formatMad(expected)}
              <span className="soft"> → {formatMad(subtract(expected, quote.cash))}</span>
            </bdi>
          ),
        },
  ]
  useActions([
    {
      id: 'identity',
      key: 'Digit1',
      label: 'counter.identity',
      off: sending ? 'counter.off_sending' : null,
      perform: () => setIdentity({ checked: !identity.checked }),
    },
    {
      id: 'refuse_identity',
      key: 'Delete',
      label: 'counter.identity_refused',
      off: sending ? 'counter.off_sending' : null,
      perform: refuseIdentity,
    },
  ])
  return (
    <WorkLayout
      heading={
        <OperationHead
          tile={<DirectionTile direction="cash_out" size="head" />}
          title={t('counter.title_cash_out')}
          sentence={t('counter.sentence_cash_out')}
          steps={{ names: [t('steps.reference'), t('steps.identity'), t('steps.pay')], current: 1 }}
        />
      }
      row={<ConfirmRow step={step} icon={Ban} />}
    >
      <Panel edge="out" className="quote-panel">
        <CustomerLines customer={quote.customer} label={t('counter.beneficiary')} />
        <div className="quote-amount">
          <p className="small-label">{t('counter.amount_cash_out')}</p>
          <Amount value={quote.amount} size="hero" tone="out" testId="quote-amount" />
        </div>
        <Facts facts={facts} />
      </Panel>
      <Panel className="identity-panel">
        <h2>{t('counter.check_identity')}</h2>
        <p className="identity-ask">{t('counter.ask_identity')}</p>
        <CheckItem
          ref={box}
          checked={identity.checked}
          onChange={(checked) => setIdentity({ checked })}
          cap="Digit1"
          testId="identity-checked"
        >
          {t('counter.identity_matches')}{' '}
          <strong>
            <Name>{quote.customer.name ?? t('counter.the_customer')}</Name>
          </strong>
        </CheckItem>
        {quote.identityDetails && (
          <div className="identity-details">
            <fieldset className="documents">
              <legend className="small-label">{t('counter.document')}</legend>
              {DOCUMENTS.map((document) => (
                <button
                  key={document}
                  type="button"
                  className="button button-secondary"
                  aria-pressed={identity.document === document}
                  disabled={sending}
                  onClick={() => setIdentity({ document })}
                >
                  {t(`document.${document}`)}
                </button>
              ))}
            </fieldset>
            <Field
              label={t('counter.last_characters')}
              value={identity.lastCharacters}
              onChange={(text) => setIdentity({ lastCharacters: text.toUpperCase().slice(0, 4) })}
              disabled={sending}
              maxLength={4}
              ltr
              testId="identity-characters"
            />
          </div>
        )}
        <div className="identity-refuse">
          <ActionButton action="refuse_identity" kind="stop" icon={Ban} testId="identity-refused" />
        </div>
      </Panel>
    </WorkLayout>
  )
}
