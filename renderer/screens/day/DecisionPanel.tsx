import { useTranslation } from 'react-i18next'
import { formatMad } from '../../../electron/domain/money'
import type { ChariSide, DayBreak } from '../../../electron/domain/reconciliation'
import { groupReference } from '../../../electron/domain/reference'
import { CheckItem } from '../../components/CheckItem'
import { ChoiceCards } from '../../components/ChoiceCards'
import { Field } from '../../components/Field'
import { Panel } from '../../components/Layout'
import { dayAndTime, whatToDo } from './break-words'
import { asksSupervisor, asksTicket, decisionsOf } from './decision'
import type { DecisionState } from './use-decision'

export interface DecisionPanelProps {
  readonly broken: DayBreak
  readonly decision: DecisionState
}

/** What is to be done, in plain words; then what was decided, why, and Chari's ticket. */
export function DecisionPanel({ broken, decision: { form, set, alike } }: DecisionPanelProps) {
  const { t } = useTranslation()
  const decisions = decisionsOf(broken)
  return (
    <Panel title={t('day.break.to_do')} className="day-decision">
      <p className="day-decision-do">{whatToDo(t, broken)}</p>
      {decisions.length === 0 ? (
        <p className="soft-note">
          {t(broken.state === 'closed' ? 'day.break.closed' : 'day.break.by_itself')}
        </p>
      ) : (
        <>
          <ChoiceCards
            label={t('day.break.decision')}
            small
            autoFocus
            choices={decisions.map((value) => ({ value, title: t(`day.decision.${value}`) }))}
            value={form.decision}
            testId="decision"
            onChange={(next) => set({ decision: next })}
          />
          {form.decision !== null && <p className="soft-note">{t(`day.decision.${form.decision}_about`)}</p>}
          {form.decision === 'accepted' && broken.proposals.length > 0 && (
            <ChoiceCards
              label={t('day.break.which')}
              choices={broken.proposals.map((row) => ({ value: row.row, ...proposalWords(row, broken.day) }))}
              value={
                form.choice ?? (broken.proposals.length === 1 ? (broken.proposals[0]?.row ?? null) : null)
              }
              testId="proposal"
              onChange={(choice) => set({ choice })}
            />
          )}
          {asksTicket(broken, form.decision) && (
            <Field
              label={t('review.ticket')}
              ltr
              maxLength={60}
              value={form.ticket}
              testId="break-ticket"
              onChange={(ticket) => set({ ticket })}
            />
          )}
          <Field
            label={t('day.break.reason')}
            maxLength={400}
            value={form.reason}
            testId="break-reason"
            onChange={(reason) => set({ reason })}
          />
          {alike.length > 0 && (
            <CheckItem checked={form.all} onChange={(all) => set({ all })} testId="break-all">
              {t('day.break.all', { count: alike.length })}
            </CheckItem>
          )}
          {asksSupervisor(broken, form.decision) && <p className="soft-note">{t('day.break.supervisor')}</p>}
        </>
      )}
    </Panel>
  )
}

function proposalWords(row: ChariSide, day: string): { readonly title: string; readonly about: string } {
  const at = row.executedAt ?? row.createdAt
  return {
    title: row.amount === null ? row.row : formatMad(row.amount),
    about: [
      at === null ? null : dayAndTime(at, day),
      row.reference === null ? null : groupReference(row.reference),
      row.phone,
    ]
      .filter((part) => part !== null)
      .join(' · '),
  }
}
