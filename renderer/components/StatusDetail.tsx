import type { ReactNode } from 'react'
import { Button as AriaButton, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'

export interface StatusDetailProps {
  readonly name: ReactNode
  readonly icon?: ReactNode
  readonly title: string
  /** Given the way to close it, where something in it leaves the screen. */
  readonly children: ReactNode | ((close: () => void) => ReactNode)
  readonly className?: string
  readonly testId?: string
}

/** An item of the status bar that opens the detail of its thing. */
export function StatusDetail({ name, icon, title, children, className = '', testId }: StatusDetailProps) {
  const { i18n } = useTranslation()
  return (
    <DialogTrigger>
      <AriaButton className={`statusbar-item ${className}`} data-testid={testId}>
        {icon}
        {name}
      </AriaButton>
      <Popover className="popover" placement="bottom">
        <Dialog className="popover-dialog">
          {({ close }) => (
            // The popover takes its direction from the system's language, not from the screen's.
            <div className="popover-body" dir={i18n.dir()}>
              <Heading slot="title">{title}</Heading>
              {typeof children === 'function' ? children(close) : children}
            </div>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
