import { Fragment, type ReactNode } from 'react'

export interface Fact {
  readonly label: string
  readonly value: ReactNode
}

/** Labels and values in two columns. A fact that Chari did not give leaves its line out: pass null. */
export function Facts({
  facts,
  columns = 1,
}: {
  readonly facts: readonly (Fact | null)[]
  readonly columns?: 1 | 2
}) {
  return (
    <dl className={columns === 2 ? 'facts facts-two' : 'facts'}>
      {facts.map((fact) =>
        fact === null ? null : (
          <Fragment key={fact.label}>
            <dt>{fact.label}</dt>
            <dd>{fact.value}</dd>
          </Fragment>
        ),
      )}
    </dl>
  )
}
