import { Hourglass } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { OperationView } from '../../../electron/domain/operation'
import { ActionRow, Rule } from '../../components/ActionRow'
import { Amount } from '../../components/Amount'
import { Bidi } from '../../components/Bidi'
import { DirectionTile } from '../../components/DirectionTile'
import { DuoLayout, Panel } from '../../components/Layout'
import { OperationHead } from '../../components/OperationHead'
import { Timeline } from '../../components/Timeline'
import { groupedReference, walletName } from '../../lib/operation-text'

const LOOKS = {
  cash_in: { edge: 'in', tone: 'in' },
  cash_out: { edge: 'out', tone: 'out' },
  card: { edge: 'neutral', tone: 'ink' },
} as const

/** Out at Chari, no answer yet: seen after a second attempt or a reload. There is no main action. */
export function SentScreen({ operation }: { readonly operation: OperationView }) {
  const { t } = useTranslation()
  const { direction } = operation
  return (
    <DuoLayout
      wide
      side={
        <Panel className="happened" title={t('unsure.happened')}>
          <Timeline entries={operation.timeline} last={7} />
        </Panel>
      }
      row={<ActionRow middle={<Rule icon={Hourglass}>{t(`outcome.sent_${direction}`)}</Rule>} />}
    >
      <Panel edge={LOOKS[direction].edge} className="outcome">
        <OperationHead
          tile={<DirectionTile direction={direction} size="head" />}
          title={t('outcome.title_sent')}
          sentence={
            <>
              {walletName(operation) ?? t('counter.the_customer')} ·{' '}
              <Bidi>{groupedReference(operation)}</Bidi>
            </>
          }
        />
        <div className="outcome-hero">
          <p className="small-label">{t(`counter.amount_${direction}`)}</p>
          <Amount value={operation.amount} size="hero" tone={LOOKS[direction].tone} />
        </div>
      </Panel>
    </DuoLayout>
  )
}
