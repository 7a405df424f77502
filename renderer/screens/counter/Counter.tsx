import { useCounter } from '../../stores/counter'

/** The counter flow: one screen for each step. */
export function Counter() {
  const step = useCounter((state) => state.step)
  return <h1>{step.name}</h1>
}
