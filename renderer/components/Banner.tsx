import type { LucideIcon } from 'lucide-react'

export interface BannerProps {
  readonly tone: 'stop' | 'unsure' | 'ok'
  readonly icon: LucideIcon
  /** The bold fact, then its plain consequence. */
  readonly fact: string
  readonly consequence: string
}

/** One at a time, the gravest. */
export function Banner({ tone, icon: Icon, fact, consequence }: BannerProps) {
  return (
    <div className={`banner banner-${tone}`} role="status">
      <Icon aria-hidden className="icon" />
      <p>
        <strong>{fact}</strong> {consequence}
      </p>
    </div>
  )
}
