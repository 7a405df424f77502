import { ArrowLeft, CircleHelp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Quote } from '../../../electron/domain/operation'
import { groupReference } from '../../../electron/domain/reference'
import { run } from '../../actions/registry'
import { useActions } from '../../actions/use-actions'
import { ActionRow, Rule } from '../../components/ActionRow'
import { Amount } from '../../components/Amount'
import { Bidi } from '../../components/Bidi'
import { ActionButton } from '../../components/Button'
import { DirectionTile } from '../../components/DirectionTile'
import { KeyCap } from '../../components/KeyCap'
import { WorkLayout } from '../../components/Layout'
import { OperationHead } from '../../components/OperationHead'
import { back, choose } from '../../stores/flow'

/** The reference is open in both directions: the cashier asks the customer and chooses. */
export function ChooseScreen({ quotes }: { readonly quotes: readonly Quote[] }) {
  const { t } = useTranslation()
  useActions([
    ...quotes.map((quote, index) => ({
      id: `choose_${index + 1}`,
      key: `Alt+${(index + 1) as 1}` as const,
      label: `direction.${quote.direction}`,
      off: null,
      perform: () => choose(quote),
    })),
    { id: 'back', key: 'Escape', label: 'counter.back', off: null, perform: back },
  ])
  return (
    <WorkLayout
      heading={
        <OperationHead
          tile={
            <span className="tile tile-head tile-neutral" aria-hidden>
              <CircleHelp className="icon" />
            </span>
          }
          title={t('choose.title')}
          sentence={<Bidi>{groupReference(quotes[0]?.reference ?? '')}</Bidi>}
        />
      }
      row={
        <ActionRow
          start={<ActionButton action="back" size="main" icon={ArrowLeft} flip testId="cancel" />}
          middle={<Rule>{t('choose.rule')}</Rule>}
        />
      }
    >
      <ul className="choose">
        {quotes.map((quote, index) => (
          <li key={quote.quoteId}>
            <button
              type="button"
              className={quote.direction === 'cash_in' ? 'choose-card choose-in' : 'choose-card choose-out'}
              onClick={() => run(`choose_${index + 1}`)}
            >
              <DirectionTile direction={quote.direction} size="head" />
              <span className="choose-words">
                <strong>{t(`counter.title_${quote.direction}`)}</strong>
                <span>{t(`counter.sentence_${quote.direction}`)}</span>
              </span>
              <Amount
                value={quote.amount}
                size="amount"
                tone={quote.direction === 'cash_in' ? 'in' : 'out'}
              />
              <span>{quote.customer.name ?? t('counter.no_name')}</span>
              <KeyCap of={`Alt+${(index + 1) as 1}`} />
            </button>
          </li>
        ))}
      </ul>
    </WorkLayout>
  )
}
