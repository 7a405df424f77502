import { useApp } from '../../stores/app'
import { useCounter } from '../../stores/counter'
import { ForgottenScreen } from '../till/ForgottenScreen'
import { OpeningScreen } from '../till/OpeningScreen'
import { CashInScreen } from './CashInScreen'
import { CashOutScreen } from './CashOutScreen'
import { ChooseScreen } from './ChooseScreen'
import { HomeScreen } from './HomeScreen'
import { Notice } from './Notice'
import { OutcomeScreen } from './OutcomeScreen'

/** The counter flow: one screen for each step; before it, the shift that is to be opened, or was forgotten. */
export function Counter() {
  return (
    <>
      <StepScreen />
      <Notice />
    </>
  )
}

function StepScreen() {
  const step = useCounter((state) => state.step)
  switch (step.name) {
    case 'reference':
      return <FirstScreen />
    case 'choose':
      return <ChooseScreen quotes={step.quotes} />
    case 'quote':
      return step.quote.direction === 'cash_in' ? (
        <CashInScreen key={step.quote.quoteId} step={step} />
      ) : (
        <CashOutScreen key={step.quote.quoteId} step={step} />
      )
    case 'operation':
      return <OutcomeScreen step={step} />
  }
}

/** Home, once a shift of today is open; support moves no cash and opens none. */
function FirstScreen() {
  const till = useApp((state) => state.status?.till ?? null)
  const support = useApp((state) => state.boot?.user?.role === 'support')
  if (till === null) return null
  if (support || (till.shift !== null && !till.shift.forgotten)) return <HomeScreen />
  return till.shift === null ? <OpeningScreen /> : <ForgottenScreen shift={till.shift} />
}
