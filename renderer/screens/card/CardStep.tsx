import { ArrowLeft, CreditCard, ShieldCheck, TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { groupMasked } from '../../../electron/domain/card'
import type { CardQuote, CardWarning } from '../../../electron/domain/card-deposit'
import { formatMad } from '../../../electron/domain/money'
import { formatPhone } from '../../../electron/domain/phone'
import { useActions } from '../../actions/use-actions'
import { request } from '../../client'
import { ActionRow, Rule } from '../../components/ActionRow'
import { Amount } from '../../components/Amount'
import { Bidi } from '../../components/Bidi'
import { ActionButton } from '../../components/Button'
import { CheckItem } from '../../components/CheckItem'
import { DirectionTile } from '../../components/DirectionTile'
import { Facts } from '../../components/Facts'
import { Panel, WorkLayout } from '../../components/Layout'
import { MainAction } from '../../components/MainAction'
import { OperationHead } from '../../components/OperationHead'
import { Refusal } from '../../components/Refusal'
import { createAct } from '../../lib/act'
import { backToAmount, refused, useCard } from '../../stores/card'
import { openOperation } from '../../stores/flow'
import { useToday } from '../day/use-day'
import { PracticeCard } from './PracticeCard'
import { SecretField } from './SecretField'
import { useSecrets } from './use-secrets'

/** Price and wallet on the one side, the card on the other; one Enter sends it, once. */
export function CardStep({ quote }: { readonly quote: CardQuote }) {
  const { t } = useTranslation()
  const today = useToday()
  const message = useCard((state) => state.message)
  const secrets = useSecrets(today, quote.card?.scheme ?? null)
  const [save, setSave] = useState(false)
  const [sending, setSending] = useState(false)
  const [open, setOpen] = useState<readonly CardWarning[]>([])
  const [act] = useState(createAct)
  /** What was refused before anything left is another act when it is mended. */
  const [tries, setTries] = useState(0)
  const { scheme, faults, wiped } = secrets.state
  const saved = quote.card !== null
  const wrong = (saved ? (['cvv'] as const) : (['pan', 'expiry', 'cvv', 'first', 'last'] as const)).find(
    (name) => faults[name] !== null,
  )
  const off = sending ? 'card.off_busy' : wrong === undefined ? null : `card.missing_${wrong}`
  useProtection()
  // What was refused is mended in the form: the fields were off while it was sent, and lost the focus.
  const first = secrets.inputs[saved ? 'cvv' : 'pan']
  useEffect(() => {
    if (message !== null && !sending) first.current?.focus()
  }, [message, sending, first])

  const warn = async (): Promise<void> => {
    const ends = secrets.ends()
    if (ends === null) return setOpen([])
    setOpen([...(await request('card.warnings', { ...ends, amount: quote.amount })).open])
  }
  const send = async (): Promise<void> => {
    const card = secrets.take(saved, save ? { name: null } : null)
    if (card === null || sending) return
    setSending(true)
    try {
      const confirmId = act({ previewId: quote.previewId, tries })
      const answer = await request('card.confirm', { confirmId, previewId: quote.previewId, card })
      if (!answer.ok) {
        if (answer.message.code === 'quote_stale' || answer.message.code === 'quote_changed')
          return backToAmount(answer.message)
        setTries((before) => before + 1)
        return refused(answer.message)
      }
      secrets.wipe()
      await openOperation(answer.value.id)
    } finally {
      setSending(false)
    }
  }
  useActions([
    {
      id: 'card_again',
      key: 'Escape',
      label: 'card.back',
      off: sending ? 'card.off_busy' : null,
      perform: () => backToAmount(),
    },
    { id: 'card_confirm', key: 'Enter', label: 'card.confirm', off, perform: send },
    ...(saved
      ? []
      : [
          {
            id: 'card_save',
            key: 'Alt+1' as const,
            label: 'card.save',
            off: sending ? 'card.off_busy' : null,
            perform: () => setSave(!save),
          },
        ]),
  ])
  const cvv = (
    <SecretField
      name="cvv"
      secrets={secrets}
      label={t('card.cvv')}
      hint={t(`card.cvv_hint_${scheme}`)}
      inputMode="numeric"
      hidden
      maxLength={4}
      autoFocus={saved}
      disabled={sending}
      testId="card-cvv"
    />
  )
  return (
    <div className="card-work">
      <WorkLayout
        heading={
          <OperationHead
            tile={<DirectionTile direction="card" size="head" />}
            title={t('card.title')}
            sentence={t(`card.credited_${quote.creditedTo}`)}
            steps={{ names: [t('card.step_amount'), t('card.step_card'), t('card.step_bank')], current: 1 }}
          />
        }
        row={
          <ActionRow
            start={<ActionButton action="card_again" icon={ArrowLeft} flip size="main" testId="cancel" />}
            middle={
              message ? (
                <Refusal message={message} />
              ) : (
                <Rule icon={ShieldCheck} reason={off === null || sending ? null : t(off)}>
                  {t('card.rule_card')}
                </Rule>
              )
            }
            end={
              <MainAction
                action="card_confirm"
                values={{ amount: formatMad(quote.total ?? quote.amount) }}
                sending={sending}
                testId="card-confirm"
              />
            }
          />
        }
      >
        <Panel edge="neutral" className="quote-panel">
          <div className="quote-amount">
            <p className="small-label">{t('card.amount')}</p>
            <Amount value={quote.amount} size="amount" testId="card-quote" />
          </div>
          <Facts
            facts={[
              { label: t('card.wallet'), value: <Credited quote={quote} /> },
              {
                label: t('card.fee'),
                value: quote.fee === null ? t('card.not_told') : <Bidi>{formatMad(quote.fee)}</Bidi>,
              },
              {
                label: t('card.total'),
                value: quote.total === null ? t('card.not_told') : <Bidi>{formatMad(quote.total)}</Bidi>,
              },
            ]}
          />
          {open.length > 0 && (
            <p className="card-warning" role="status">
              <TriangleAlert aria-hidden className="icon" />
              {t('card.others_open', { number: open[0]?.number ?? '', count: open.length })}
            </p>
          )}
          <PracticeCard />
        </Panel>
        <Panel className="card-form">
          <h2>{saved ? t('card.saved_title') : t('card.form_title')}</h2>
          {wiped && (
            <p className="card-wiped" role="status">
              {t('card.wiped')}
            </p>
          )}
          {quote.card === null ? (
            <>
              <SecretField
                name="pan"
                secrets={secrets}
                label={t('card.pan')}
                inputMode="numeric"
                maxLength={23}
                autoFocus
                disabled={sending}
                testId="card-pan"
              >
                <span className="card-scheme" data-testid="card-scheme" data-scheme={scheme}>
                  {scheme === 'unknown' ? (
                    <CreditCard aria-hidden className="icon" />
                  ) : (
                    t(`card.scheme_${scheme}`)
                  )}
                </span>
              </SecretField>
              <div className="card-pair">
                <SecretField
                  name="expiry"
                  secrets={secrets}
                  label={t('card.expiry')}
                  hint={t('card.expiry_hint')}
                  inputMode="numeric"
                  maxLength={5}
                  disabled={sending}
                  testId="card-expiry"
                />
                {cvv}
              </div>
              <div className="card-pair">
                <SecretField
                  name="first"
                  secrets={secrets}
                  label={t('card.first')}
                  maxLength={60}
                  disabled={sending}
                  testId="card-first"
                />
                <SecretField
                  name="last"
                  secrets={secrets}
                  label={t('card.last')}
                  maxLength={60}
                  disabled={sending}
                  testId="card-last"
                />
              </div>
              <CheckItem checked={save} onChange={setSave} disabled={sending} cap="Alt+1" testId="card-save">
                {t('card.save')}
                <span className="soft-note">{t('card.save_about')}</span>
              </CheckItem>
            </>
          ) : (
            <>
              <p className="card-kept">
                <Bidi>{`${t(`card.scheme_${quote.card.scheme}`)} ${groupMasked(quote.card.masked)}`}</Bidi>
              </p>
              {cvv}
            </>
          )}
          <WarnOnCard when={faults.pan === null && !saved} warn={warn} />
        </Panel>
      </WorkLayout>
    </div>
  )
}

/** Whose wallet Chari credits, as its preview shows it. */
function Credited({ quote: { credited } }: { readonly quote: CardQuote }) {
  const { t } = useTranslation()
  if (credited.name !== null) return <bdi>{credited.name}</bdi>
  return credited.phone === null ? t('card.not_told') : <Bidi>{formatPhone(credited.phone)}</Bidi>
}

/** Once the number is whole: whether another card with this amount has no outcome yet. */
function WarnOnCard({ when, warn }: { readonly when: boolean; readonly warn: () => Promise<void> }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once each time the number becomes whole
  useEffect(() => {
    if (when) void warn()
  }, [when])
  return null
}

/** While a card is on the screen the system is asked to keep it out of recordings and pictures. */
function useProtection(): void {
  useEffect(() => {
    void request('card.shown', { shown: true })
    return () => void request('card.shown', { shown: false })
  }, [])
}
