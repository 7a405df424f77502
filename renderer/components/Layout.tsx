import type { ReactNode } from 'react'

interface Slots {
  readonly children: ReactNode
}

/** Work and a side column of 424 px. */
export function SplitLayout({ children, side }: Slots & { readonly side: ReactNode }) {
  return (
    <div className="layout layout-split">
      <div className="layout-main">{children}</div>
      <aside className="layout-side">{side}</aside>
    </div>
  )
}

/** A heading, two panels, an action row. */
export function WorkLayout({
  heading,
  row,
  children,
}: Slots & { readonly heading: ReactNode; readonly row: ReactNode }) {
  return (
    <div className="layout layout-work">
      {heading}
      <div className="layout-panels">{children}</div>
      {row}
    </div>
  )
}

/** A panel and a side column above a full-width action row. */
export function DuoLayout({
  side,
  row,
  wide = false,
  children,
}: Slots & { readonly side: ReactNode; readonly row: ReactNode; readonly wide?: boolean }) {
  return (
    <div className={wide ? 'layout layout-duo layout-duo-wide' : 'layout layout-duo'}>
      <div className="layout-panels">
        {children}
        <aside className="layout-side">{side}</aside>
      </div>
      {row}
    </div>
  )
}

export interface PanelProps extends Partial<Slots> {
  readonly title?: string
  /** What stands at the end of the heading. */
  readonly aside?: ReactNode
  /** Coloured edge at the start; `unsure` is hatched, `warn` has its colour without its doubt. */
  readonly edge?: 'in' | 'out' | 'ok' | 'unsure' | 'warn' | 'stop' | 'neutral'
  readonly tone?: 'train'
  readonly className?: string
  readonly icon?: ReactNode
  readonly flush?: boolean
}

/** A white surface with lines, no shadow. With a title, its content is flush to the edges when `flush`. */
export function Panel({ title, aside, edge, tone, className, icon, flush = false, children }: PanelProps) {
  const classes = [
    'panel',
    edge && `panel-edge panel-edge-${edge}`,
    tone && `panel-${tone}`,
    flush && 'panel-flush',
    className,
  ]
  return (
    <section className={classes.filter(Boolean).join(' ')} aria-label={title}>
      {title !== undefined && (
        <header className="panel-head">
          {icon}
          <h2>{title}</h2>
          {aside !== undefined && <div className="panel-aside">{aside}</div>}
        </header>
      )}
      {children}
    </section>
  )
}
