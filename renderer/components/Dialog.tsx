import { type ReactNode, useEffect, useRef } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useApp } from '../stores/app'

export interface DialogProps {
  readonly title: string
  /** What follows from the answer. */
  readonly children: ReactNode
  /** The two buttons; the harmless one first. */
  readonly buttons: ReactNode
  /** Esc and the harmless answer. */
  readonly onClose: () => void
  readonly wide?: boolean
}

/** A question over the screen; focus stays inside and keys of the screen below are deaf. Never confirms money. */
export function Dialog({ title, children, buttons, onClose, wide = false }: DialogProps) {
  const dialog = useRef<HTMLElement>(null)
  useEffect(() => {
    useApp.getState().dialogOpened()
    return () => useApp.getState().dialogClosed()
  }, [])
  // A button that is disabled by what it did loses the focus, and Escape would reach nothing.
  useEffect(() => {
    const focused = document.activeElement
    const lost = focused === null || focused === document.body || focused.matches(':disabled')
    const topmost = [...document.querySelectorAll('.dialog')].at(-1) === dialog.current
    if (lost && topmost) dialog.current?.focus()
  })
  return (
    <ModalOverlay
      className="dialog-over"
      isOpen
      isDismissable={false}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Modal className={wide ? 'dialog-frame dialog-wide' : 'dialog-frame'}>
        <AriaDialog ref={dialog} className="dialog">
          <Heading slot="title">{title}</Heading>
          <div className="dialog-body">{children}</div>
          <div className="dialog-buttons">{buttons}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
