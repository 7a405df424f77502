import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

export interface DeviceRowProps {
  readonly icon: LucideIcon
  readonly name: string
  /** Line, width and the like; numbers and addresses in `Bidi`. */
  readonly line: ReactNode
  /** Its state: a Tag. */
  readonly tag?: ReactNode
  /** What is wrong and how to mend it. */
  readonly note?: ReactNode
  /** Tests, one line of buttons. */
  readonly children?: ReactNode
  readonly testId?: string
  readonly state?: string
}

/** A device: tile, name, line and width, state, tests. A fault says how to mend it. */
export function DeviceRow({ icon: Icon, name, line, tag, note, children, testId, state }: DeviceRowProps) {
  return (
    <li className="device-row" data-testid={testId} data-state={state} data-name={name}>
      <span className="device-tile" aria-hidden>
        <Icon className="icon" />
      </span>
      <div className="device-words">
        <p className="device-name">
          <bdi>{name}</bdi>
        </p>
        <p className="device-line">{line}</p>
      </div>
      {tag !== undefined && <div className="device-tag">{tag}</div>}
      {(note !== undefined || children !== undefined) && (
        <div className="device-more">
          {note}
          {children !== undefined && <div className="device-tests">{children}</div>}
        </div>
      )}
    </li>
  )
}
