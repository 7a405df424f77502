import './till.css'
import { ArrowLeft, Hourglass, ReceiptText, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MOVEMENT_REASONS, type MovementKind, type MovementReason } from '../../../electron/domain/closing'
import { add, formatMad, readTypedAmount, subtract } from '../../../electron/domain/money'
import type { Message } from '../../../electron/domain/operation'
import type { TillStatus } from '../../../electron/domain/till'
import { useActions } from '../../actions/use-actions'
import { request } from '../../client'
import { ActionRow, Rule } from '../../components/ActionRow'
import { Bidi } from '../../components/Bidi'
import { ActionButton } from '../../components/Button'
import { ChoiceCards } from '../../components/ChoiceCards'
import { Facts } from '../../components/Facts'
import { Field } from '../../components/Field'
import { DuoLayout, Panel } from '../../components/Layout'
import { MainAction } from '../../components/MainAction'
import { OperationHead } from '../../components/OperationHead'
import { Refusal } from '../../components/Refusal'
import { createAct } from '../../lib/act'
import { play } from '../../sounds/sounds'
import { backHome, refreshStatus } from '../../stores/till'
import { MOVEMENT_LOOK } from './movement-look'

export interface MovementScreenProps {
  readonly movement: MovementKind
  readonly till: TillStatus
}

/** Cash into the drawer or out of it without a customer: an amount, a reason of the list, a slip. */
export function MovementScreen({ movement, till }: MovementScreenProps) {
  const { t } = useTranslation()
  const { icon: Icon, tone } = MOVEMENT_LOOK[movement]
  const reasons: readonly MovementReason[] = MOVEMENT_REASONS[movement]
  const [text, setText] = useState('')
  const [reason, setReason] = useState<MovementReason>(reasons[0] ?? 'other')
  const [note, setNote] = useState('')
  const [refused, setRefused] = useState<Message | null>(null)
  const [busy, setBusy] = useState(false)
  const [act] = useState(createAct)
  const typed = text.trim() !== ''
  const read = readTypedAmount(text)
  const amount = read.ok && read.value > 0 ? read.value : null
  const after =
    till.sums && amount !== null
      ? tone === 'in'
        ? add(till.sums.expected, amount)
        : subtract(till.sums.expected, amount)
      : null
  const lacks = tone === 'out' && after !== null && after < 0
  const off = busy
    ? 'till.off_busy'
    : amount === null
      ? 'till.off_amount'
      : reason === 'other' && note.trim() === ''
        ? 'till.off_note'
        : null
  const move = async (): Promise<void> => {
    if (amount === null) return
    setBusy(true)
    try {
      const input = { movement, reason, amount, note: note.trim() }
      const answer = await request('till.move', { moveId: act(input), ...input })
      if (!answer.ok) {
        play('bad')
        return setRefused(answer.message)
      }
      play('done')
      backHome({ key: `till.moved_${movement}`, values: { amount: formatMad(amount) } })
      await refreshStatus()
    } finally {
      setBusy(false)
    }
  }
  useActions([
    { id: 'move', key: 'Enter', label: `till.do_${movement}`, off, perform: move },
    { id: 'move_back', key: 'Escape', label: 'till.back', off: null, perform: () => backHome() },
  ])
  return (
    <DuoLayout
      side={
        <Panel className="movement-side" title={t('till.movement_then')}>
          {till.sums && (
            <Facts
              facts={[
                { label: t('till.drawer_now'), value: <Bidi>{formatMad(till.sums.expected)}</Bidi> },
                {
                  label: t('till.drawer_after'),
                  value: <Bidi>{formatMad(after ?? till.sums.expected)}</Bidi>,
                },
              ]}
            />
          )}
          {lacks && (
            <p className="till-warn" role="status">
              <TriangleAlert aria-hidden className="icon" />
              {t('till.more_than_held')}
            </p>
          )}
          <p className="till-note">{t(`till.about_${movement}`)}</p>
          <p className="till-note">{t('till.movement_slip')}</p>
        </Panel>
      }
      row={
        <ActionRow
          start={<ActionButton action="move_back" icon={ArrowLeft} flip size="main" testId="move-back" />}
          middle={
            refused ? (
              <Refusal message={refused} />
            ) : (
              <Rule icon={busy ? Hourglass : ReceiptText} reason={off === null || busy ? null : t(off)}>
                {t('till.movement_rule')}
              </Rule>
            )
          }
          end={
            <MainAction
              action="move"
              tone={tone}
              icon={Icon}
              values={{ amount: amount === null ? 'MAD' : formatMad(amount) }}
              sending={busy}
              testId="move-confirm"
            />
          }
        />
      }
    >
      <Panel edge={tone} className="movement-form">
        <OperationHead
          tile={
            <span className={`tile tile-head tile-${tone}`} aria-hidden>
              <Icon className="icon" />
            </span>
          }
          title={t(`till.movement_${movement}`)}
          sentence={t(`till.sentence_${movement}`)}
        />
        <Field
          label={t('till.movement_amount')}
          size="amount"
          suffix="MAD"
          ltr
          inputMode="decimal"
          autoFocus
          value={text}
          error={typed && amount === null ? t('till.amount_bad') : null}
          testId="move-amount"
          onChange={(next) => {
            setRefused(null)
            setText(next)
          }}
        />
        <ChoiceCards
          label={t('till.movement_reason')}
          small
          choices={reasons.map((value) => ({ value, title: t(`paper.till.reasons.${value}`) }))}
          value={reason}
          testId="move-reason"
          onChange={setReason}
        />
        <Field
          label={t(reason === 'other' ? 'till.movement_note_needed' : 'till.movement_note')}
          value={note}
          maxLength={200}
          testId="move-note"
          onChange={setNote}
        />
      </Panel>
    </DuoLayout>
  )
}
