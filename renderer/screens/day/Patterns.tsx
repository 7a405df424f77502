import { useId } from 'react'

export interface PatternNames {
  readonly id: string
  /** Fills of a bar: what left with customers, what the shop moved itself. */
  readonly out: string
  readonly moved: string
}

/** Names of the patterns of one picture: two pictures on one page must not share them. */
export function usePatterns(): PatternNames {
  const id = useId()
  return { id, out: `url(#${id}-out)`, moved: `url(#${id}-moved)` }
}

/** Stripes and dots, so that no bar is told from another by its colour alone. */
export function Patterns({ of: { id } }: { readonly of: PatternNames }) {
  return (
    <defs>
      <pattern id={`${id}-out`} className="bridge-stripes" width="7" height="7" patternUnits="userSpaceOnUse">
        <path d="M-2 9 9 -2M-2 2 2 -2M5 9 9 5" />
      </pattern>
      <pattern id={`${id}-moved`} className="bridge-dots" width="6" height="6" patternUnits="userSpaceOnUse">
        <circle cx="3" cy="3" r="1.1" />
      </pattern>
    </defs>
  )
}
