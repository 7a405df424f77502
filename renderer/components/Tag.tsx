import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

export type Tone = 'ok' | 'unsure' | 'stop' | 'neutral' | 'action' | 'train'

export interface TagProps {
  readonly tone: Tone
  /** A count alone has none. */
  readonly icon?: LucideIcon
  readonly children: ReactNode
  /** Without its ground: in rows. */
  readonly bare?: boolean
}

/** A state: colour, icon and word together. */
export function Tag({ tone, icon: Icon, children, bare = false }: TagProps) {
  return (
    <span className={`tag tag-${tone}${bare ? ' tag-bare' : ''}`}>
      {Icon && <Icon aria-hidden className="icon" />}
      <span>{children}</span>
    </span>
  )
}
