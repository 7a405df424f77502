import type { ReactNode } from 'react'

/** Title and one sentence of a step. */
export function StepHead({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <header className="setup-head">
      <h1 id="setup-title">{title}</h1>
      <p>{children}</p>
    </header>
  )
}
