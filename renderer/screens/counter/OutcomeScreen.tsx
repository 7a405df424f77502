import { useEffect } from 'react'
import type { OperationView } from '../../../electron/domain/operation'
import { play } from '../../sounds/sounds'
import { useApp } from '../../stores/app'
import type { Step } from '../../stores/counter'
import { ChallengeScreen } from './ChallengeScreen'
import { DoneScreen } from './DoneScreen'
import { SentScreen } from './SentScreen'
import { SettledScreen } from './SettledScreen'
import { UnsureScreen } from './UnsureScreen'
import { useOutcomeActions } from './use-outcome-actions'

const BELL_EVERY_MS = 60_000

/** The outcome of an operation, and what the cashier does now. It changes by itself when main learns more. */
export function OutcomeScreen({ step }: { readonly step: Extract<Step, { name: 'operation' }> }) {
  const { operation } = step
  const out = operation.state === 'intent' || operation.state === 'sent'
  useBell(operation.state === 'unsure')
  if (out) return <SentScreen operation={operation} />
  if (operation.state === 'challenge') return <ChallengeScreen operation={operation} />
  return <Outcome step={step} operation={operation} />
}

function Outcome({
  step,
  operation,
}: {
  readonly step: Extract<Step, { name: 'operation' }>
  readonly operation: OperationView
}) {
  const plan = useOutcomeActions(step)
  switch (operation.state) {
    case 'completed':
      return <DoneScreen step={step} plan={plan} />
    case 'unsure':
    case 'accepted':
    case 'declined':
    case 'abandoned':
      return <UnsureScreen step={step} plan={plan} />
    default:
      return <SettledScreen step={step} plan={plan} />
  }
}

/** The bell of doubt again every minute, until the screen is left. */
function useBell(on: boolean): void {
  const screen = useApp((state) => state.screen)
  useEffect(() => {
    if (!on || screen !== 'counter') return
    const timer = setInterval(() => play('unsure'), BELL_EVERY_MS)
    return () => clearInterval(timer)
  }, [on, screen])
}
