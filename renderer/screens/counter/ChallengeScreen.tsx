import './challenge.css'
import { AppWindow, CircleX, Hourglass } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { OperationView } from '../../../electron/domain/operation'
import { useActions } from '../../actions/use-actions'
import { request } from '../../client'
import { ActionRow, Rule } from '../../components/ActionRow'
import { Amount } from '../../components/Amount'
import { Bidi } from '../../components/Bidi'
import { ActionButton } from '../../components/Button'
import { DirectionTile } from '../../components/DirectionTile'
import { Panel, WorkLayout } from '../../components/Layout'
import { OperationHead } from '../../components/OperationHead'
import { groupedReference, walletName } from '../../lib/operation-text'
import { abandonChallenge } from '../../stores/flow'

/**
 * The holder answers the bank in its own window, which stands over the end of this screen: what to do beside it, and
 * the way out. What its page says is no proof.
 */
export function ChallengeScreen({ operation }: { readonly operation: OperationView }) {
  const { t } = useTranslation()
  const name = walletName(operation)
  const here = useRef<HTMLDivElement>(null)
  useEffect(() => here.current?.focus(), [])
  useActions([
    {
      id: 'challenge_abandon',
      key: 'Escape',
      label: 'card.abandon',
      off: null,
      perform: abandonChallenge,
    },
    {
      id: 'challenge_focus',
      key: 'Alt+1',
      label: 'card.to_bank',
      off: null,
      perform: async () => {
        await request('challenge.focus', {})
      },
    },
  ])
  return (
    <div className="challenge-wait">
      <WorkLayout
        heading={
          <div
            ref={here}
            // Enter must reach no button here: one would close the bank.
            tabIndex={-1}
            data-testid="challenge"
            data-until={operation.card?.challengeUntil ?? ''}
          >
            <OperationHead
              tile={<DirectionTile direction="card" size="head" />}
              title={t('card.bank_title')}
              sentence={
                <>
                  {name !== null && (
                    <>
                      <bdi>{name}</bdi>
                      {' · '}
                    </>
                  )}
                  <Bidi>{groupedReference(operation)}</Bidi>
                </>
              }
            />
          </div>
        }
        row={
          <ActionRow
            start={
              <>
                <ActionButton
                  action="challenge_abandon"
                  icon={CircleX}
                  size="main"
                  testId="challenge-abandon"
                />
                <ActionButton
                  action="challenge_focus"
                  icon={AppWindow}
                  size="main"
                  testId="challenge-focus"
                />
              </>
            }
          />
        }
      >
        <Panel edge="neutral" className="outcome">
          <div className="outcome-hero">
            <p className="small-label">{t('counter.amount_card')}</p>
            <Amount value={operation.amount} size="hero" />
          </div>
          <ol className="orders">
            {(['turn', 'never', 'proof'] as const).map((order, index) => (
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
          <Rule icon={Hourglass}>{t('card.bank_waits')}</Rule>
        </Panel>
      </WorkLayout>
    </div>
  )
}
