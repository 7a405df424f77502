import { useEffect, useState } from 'react'

/** True once `on` has lasted 300 ms: nothing is shown as waiting before that. */
export function useLasting(on: boolean, afterMs = 300): boolean {
  const [lasting, setLasting] = useState(false)
  useEffect(() => {
    if (!on) return setLasting(false)
    const timer = setTimeout(() => setLasting(true), afterMs)
    return () => clearTimeout(timer)
  }, [on, afterMs])
  return on && lasting
}

/** Grey shapes of the rows that come; still, and only after 300 ms. */
export function Skeleton({ rows }: { readonly rows: number }) {
  const shown = useLasting(true)
  if (!shown) return null
  return (
    <div className="skeleton" aria-hidden>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: grey shapes have no identity
        <div key={index} className="skeleton-row">
          <span className="skeleton-tile" />
          <span className="skeleton-lines">
            <span />
            <span />
          </span>
        </div>
      ))}
    </div>
  )
}
