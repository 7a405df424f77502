import { GraduationCap } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { centimes, formatAmount } from '../../../electron/domain/money'
import type { RequestInput } from '../../../electron/ipc/contract'
import { run } from '../../actions/registry'
import { useActions } from '../../actions/use-actions'
import { request } from '../../client'
import { DirectionTile } from '../../components/DirectionTile'
import { KeyCap } from '../../components/KeyCap'
import { Panel } from '../../components/Layout'
import { useCounter } from '../../stores/counter'
import { scanned } from '../../stores/flow'

type Reference = RequestInput<'panel.createReference'>

/** Exercises of the training mode; the phones are of the sandbox's own town. */
const EXERCISES = [
  { direction: 'cash_in', phone: '+212661248730', amount: centimes(50_000), scenario: 'fine' },
  { direction: 'cash_out', phone: '+212662051902', amount: centimes(80_000), scenario: 'fine' },
  { direction: 'cash_in', phone: '+212661248730', amount: centimes(35_000), scenario: 'no_answer' },
  { direction: 'cash_out', phone: '+212662051902', amount: centimes(40_000), scenario: 'refused' },
] as const satisfies readonly Reference[]

/** "S'entraîner": makes a reference in the built-in sandbox and reads it in as the virtual scanner would. */
export function PracticePanel() {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  const practise = async (exercise: Reference): Promise<void> => {
    if (busy) return
    setBusy(true)
    try {
      const answer = await request('panel.createReference', exercise)
      if (answer.ok) scanned(answer.value.reference)
      else useCounter.setState({ message: answer.message })
    } finally {
      setBusy(false)
    }
  }
  useActions(
    EXERCISES.map((exercise, index) => ({
      id: `practise_${index + 1}`,
      key: `Alt+${(index + 1) as 1}` as const,
      label: 'training.practise',
      off: busy ? 'home.off_looking_up' : null,
      perform: () => practise(exercise),
    })),
  )
  return (
    <Panel
      flush
      tone="train"
      title={t('training.practise')}
      icon={<GraduationCap aria-hidden className="icon" />}
      aside={t('training.virtual_scanner')}
    >
      <ul className="rows">
        {EXERCISES.map((exercise, index) => (
          <li key={`${exercise.direction} ${exercise.scenario}`}>
            <button
              type="button"
              className="choice"
              disabled={busy}
              onClick={() => run(`practise_${index + 1}`)}
            >
              <DirectionTile direction={exercise.direction} />
              <span className="choice-words">
                <span>
                  {t(`training.of_${exercise.direction}`, { amount: formatAmount(exercise.amount) })}
                </span>
                <span>{t(`training.scenario_${exercise.scenario}`)}</span>
              </span>
              <KeyCap of={`Alt+${(index + 1) as 1}`} />
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
