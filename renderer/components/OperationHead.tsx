import { Check } from 'lucide-react'
import type { ReactNode } from 'react'

export interface OperationHeadProps {
  readonly tile: ReactNode
  readonly title: string
  readonly sentence: ReactNode
  readonly steps?: { readonly names: readonly string[]; readonly current: number }
}

/** Tile, title, one plain sentence, and the steps; steps are read, not clicked. */
export function OperationHead({ tile, title, sentence, steps }: OperationHeadProps) {
  return (
    <header className="operation-head">
      {tile}
      <div className="operation-head-words">
        <h1>{title}</h1>
        <p>{sentence}</p>
      </div>
      {steps && (
        <ol className="steps">
          {steps.names.map((name, index) => (
            <li
              key={name}
              className={
                index < steps.current ? 'step-done' : index === steps.current ? 'step-now' : undefined
              }
              aria-current={index === steps.current ? 'step' : undefined}
            >
              <span className="step-mark">
                {index < steps.current ? <Check aria-hidden className="icon" /> : index + 1}
              </span>
              {name}
            </li>
          ))}
        </ol>
      )}
    </header>
  )
}
