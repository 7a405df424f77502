import { AppWindow, Landmark } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { OperationView } from '../../../electron/domain/operation'
import { useActions } from '../../actions/use-actions'
import { ActionRow, Rule } from '../../components/ActionRow'
import { Amount } from '../../components/Amount'
import { Bidi } from '../../components/Bidi'
import { ActionButton } from '../../components/Button'
import { Countdown } from '../../components/Countdown'
import { DirectionTile } from '../../components/DirectionTile'
import { DuoLayout, Panel } from '../../components/Layout'
import { OperationHead } from '../../components/OperationHead'
import { Timeline } from '../../components/Timeline'
import { abandonChallenge } from '../../stores/flow'

/** The holder answers the bank in its own window: how long is left, and the way out. What it says is no proof. */
export function ChallengeScreen({ operation }: { readonly operation: OperationView }) {
  const { t } = useTranslation()
  const until = operation.card?.challengeUntil ?? null
  const here = useRef<HTMLDivElement>(null)
  useEffect(() => here.current?.focus(), [])
  const left = until === null ? null : Math.max(0, Date.parse(until) - Date.now())
  useActions([
    {
      id: 'challenge_abandon',
      key: 'Escape',
      label: 'card.abandon',
      off: null,
      perform: abandonChallenge,
    },
  ])
  return (
    <DuoLayout
      wide
      side={
        <>
          <Panel>
            <Countdown leftMs={left} told={until} label={t('card.time_left')}>
              {t('card.then_settled')}
            </Countdown>
          </Panel>
          <Panel className="happened" title={t('unsure.happened')}>
            <Timeline entries={operation.timeline} last={4} />
          </Panel>
        </>
      }
      row={
        <ActionRow
          start={
            <ActionButton
              action="challenge_abandon"
              icon={AppWindow}
              size="main"
              testId="challenge-abandon"
            />
          }
          middle={<Rule icon={Landmark}>{t('card.rule_bank')}</Rule>}
        />
      }
    >
      <Panel edge="unsure" className="outcome">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: Enter must reach no button here: one would close the bank */}
        <div ref={here} tabIndex={0} data-testid="challenge" data-until={until ?? ''}>
          <OperationHead
            tile={<DirectionTile direction="card" size="head" />}
            title={t('card.bank_title')}
            sentence={<Bidi>{operation.card?.masked ?? ''}</Bidi>}
          />
        </div>
        <div className="outcome-hero">
          <p className="small-label">{t('counter.amount_card')}</p>
          <Amount value={operation.amount} size="hero" />
        </div>
        <ol className="orders">
          {(['code', 'watch', 'proof'] as const).map((order, index) => (
            <li key={order} className={index === 0 ? 'order order-first' : 'order'}>
              <span className="order-number" aria-hidden>
                {index + 1}
              </span>
              <span>
                <strong>{t(`card.bank_${order}`)}</strong>
                <span>{t(`card.bank_${order}_note`)}</span>
              </span>
            </li>
          ))}
        </ol>
      </Panel>
    </DuoLayout>
  )
}
