import { HandCoins } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Amount } from '../../components/Amount'
import { CashPad } from '../../components/CashPad'
import { DirectionTile } from '../../components/DirectionTile'
import { Facts } from '../../components/Facts'
import { Panel, WorkLayout } from '../../components/Layout'
import { OperationHead } from '../../components/OperationHead'
import type { Step } from '../../stores/counter'
import { typeReceived } from '../../stores/flow'
import { ConfirmRow } from './ConfirmRow'
import { CustomerLines, useQuoteFacts } from './QuoteFacts'

/** Cash-in: who, how much, money received, change. */
export function CashInScreen({ step }: { readonly step: Extract<Step, { name: 'quote' }> }) {
  const { t } = useTranslation()
  const { quote } = step
  const facts = useQuoteFacts(quote)
  return (
    <WorkLayout
      heading={
        <OperationHead
          tile={<DirectionTile direction="cash_in" size="head" />}
          title={t('counter.title_cash_in')}
          sentence={t('counter.sentence_cash_in')}
          steps={{ names: [t('steps.reference'), t('steps.check'), t('steps.receipt')], current: 1 }}
        />
      }
      row={<ConfirmRow step={step} icon={HandCoins} />}
    >
      <Panel edge="in" className="quote-panel">
        <CustomerLines customer={quote.customer} label={t('counter.customer')} />
        <div className="quote-amount">
          <p className="small-label">{t('counter.amount_cash_in')}</p>
          <Amount value={quote.amount} size="hero" tone="in" testId="quote-amount" />
        </div>
        <Facts facts={facts} />
      </Panel>
      <Panel className="cash-panel">
        <h2>{t('counter.money_of_customer')}</h2>
        <CashPad
          amount={quote.amount}
          fee={quote.fee}
          due={quote.cash}
          received={step.received}
          onReceived={typeReceived}
          disabled={step.sending}
        />
      </Panel>
    </WorkLayout>
  )
}
