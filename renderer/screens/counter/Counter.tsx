import { useCounter } from '../../stores/counter'
import { CashInScreen } from './CashInScreen'
import { CashOutScreen } from './CashOutScreen'
import { ChooseScreen } from './ChooseScreen'
import { HomeScreen } from './HomeScreen'
import { Notice } from './Notice'
import { OutcomeScreen } from './OutcomeScreen'

/** The counter flow: one screen for each step. */
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
      return <HomeScreen />
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
