import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDate, formatTime } from '../../../electron/domain/day'
import { formatMad } from '../../../electron/domain/money'
import type { Movement } from '../../../electron/domain/till'
import { request } from '../../client'
import { ApprovalFields } from '../../components/ApprovalFields'
import { Bidi } from '../../components/Bidi'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { Facts } from '../../components/Facts'
import { Field } from '../../components/Field'
import { createAct } from '../../lib/act'
import { messageWords } from '../../lib/message-words'
import { refreshStatus, tell } from '../../stores/till'
import { signOf } from './movement-look'
import { useApproval } from './use-approval'

interface MovementDialogProps {
  readonly movement: Movement
  readonly onClose: () => void
}

/** One movement in full: what it was, whether the bank has it, and how it is put right. */
export function MovementDialog({ movement, onClose }: MovementDialogProps) {
  const [correcting, setCorrecting] = useState(false)
  return correcting ? (
    <CorrectDialog movement={movement} onClose={onClose} />
  ) : (
    <DetailDialog movement={movement} onClose={onClose} onCorrect={() => setCorrecting(true)} />
  )
}

function DetailDialog({
  movement,
  onClose,
  onCorrect,
}: MovementDialogProps & { readonly onCorrect: () => void }) {
  const { t } = useTranslation()
  const [problem, setProblem] = useState<string | null>(null)
  const close = useRef<HTMLButtonElement>(null)
  useEffect(() => close.current?.focus(), [])
  const confirm = async (): Promise<void> => {
    const told = await confirmTransit(movement.number)
    if (told === null) onClose()
    else setProblem(told)
  }
  const able = movement.correctedBy === null && movement.corrects === null
  return (
    <Dialog
      title={t(`till.movement_${movement.movement}`)}
      onClose={onClose}
      buttons={
        <>
          <Button ref={close} cap="Escape" onPress={onClose} testId="movement-close">
            {t('till.movement_close')}
          </Button>
          {able && (
            <Button onPress={onCorrect} testId="movement-correct">
              {t('till.correct')}
            </Button>
          )}
          {movement.transit === 'open' && (
            <Button kind="primary" onPress={() => void confirm()} testId="transit-confirm">
              {t(`till.transit_confirm_${movement.reason === 'float_bought' ? 'float' : 'bank'}`)}
            </Button>
          )}
        </>
      }
    >
      <MovementFacts movement={movement} />
      {problem !== null && <p className="field-error">{problem}</p>}
    </Dialog>
  )
}

function MovementFacts({ movement }: { readonly movement: Movement }) {
  const { t } = useTranslation()
  const ltr = (label: string, value: string) => ({ label: t(`till.${label}`), value: <Bidi>{value}</Bidi> })
  return (
    <Facts
      facts={[
        ltr('movement_number', movement.number),
        ltr('movement_amount', formatMad(movement.amount, signOf(movement))),
        { label: t('till.movement_reason'), value: t(`paper.till.reasons.${movement.reason}`) },
        movement.note === null ? null : { label: t('till.movement_note'), value: <bdi>{movement.note}</bdi> },
        ltr('movement_at', `${formatDate(movement.at)} ${formatTime(movement.at)}`),
        { label: t('till.movement_by'), value: <bdi>{movement.cashier}</bdi> },
        movement.approvedBy === null
          ? null
          : { label: t('approval.name'), value: <bdi>{movement.approvedBy}</bdi> },
        movement.corrects === null ? null : ltr('movement_corrects', movement.corrects),
        movement.correctedBy === null ? null : ltr('movement_corrected_by', movement.correctedBy),
        movement.confirmedAt === null
          ? null
          : ltr(
              'movement_confirmed',
              `${formatDate(movement.confirmedAt)} ${formatTime(movement.confirmedAt)}`,
            ),
      ]}
    />
  )
}

/** The bank has it, or the float has come. Gives the sentence that says why not, or null when it is done. */
export async function confirmTransit(number: string): Promise<string | null> {
  const answer = await request('till.confirmTransit', { number })
  if (!answer.ok) return messageWords(answer.message)
  await refreshStatus()
  return null
}

/** Nothing recorded is changed: a movement that was wrong is undone by its opposite, with a reason and a supervisor. */
function CorrectDialog({ movement, onClose }: MovementDialogProps) {
  const { t } = useTranslation()
  const approval = useApproval()
  const [note, setNote] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [act] = useState(createAct)
  const able = !busy && note.trim() !== '' && approval.ready
  const correct = async (): Promise<void> => {
    if (!able) return
    setBusy(true)
    try {
      const input = { number: movement.number, note: note.trim() }
      const answer = await request('till.correct', { moveId: act(input), ...input, approval: approval.given })
      if (!answer.ok) {
        approval.clear()
        return setProblem(messageWords(answer.message))
      }
      await refreshStatus()
      tell('till.corrected_told', { number: movement.number })
      onClose()
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={t('till.correct_title', { number: movement.number })}
      onClose={onClose}
      buttons={
        <>
          <Button cap="Escape" onPress={onClose} testId="correct-cancel">
            {t('approval.cancel')}
          </Button>
          <Button
            kind="primary"
            cap="Enter"
            disabled={!able}
            onPress={() => void correct()}
            testId="correct-confirm"
          >
            {t('till.correct_do')}
          </Button>
        </>
      }
    >
      <form
        className="dialog-body"
        onSubmit={(event) => {
          event.preventDefault()
          void correct()
        }}
      >
        <p>{t('till.correct_lead', { amount: formatMad(movement.amount) })}</p>
        <Field
          label={t('till.correct_note')}
          value={note}
          maxLength={200}
          autoFocus
          error={approval.signedIn ? problem : null}
          testId="correct-note"
          onChange={setNote}
        />
        {!approval.signedIn && (
          <ApprovalFields
            label={t('approval.name')}
            value={approval.value}
            error={problem}
            onChange={(next) => {
              setProblem(null)
              approval.set(next)
            }}
          />
        )}
        <button type="submit" hidden tabIndex={-1}>
          {t('till.correct_do')}
        </button>
      </form>
    </Dialog>
  )
}
