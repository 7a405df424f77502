import { useState } from 'react'
import type { Approval } from '../../../electron/domain/people'
import { approvalReady, NO_APPROVAL } from '../../components/ApprovalFields'
import { useApp } from '../../stores/app'

export interface InPlace {
  /** The supervisor at the counter approves by being there. */
  readonly signedIn: boolean
  readonly value: Approval
  readonly set: (approval: Approval) => void
  readonly ready: boolean
  /** As main takes it: null where none is needed, or not given. */
  readonly given: Approval | null
  /** The PIN was wrong, or is used: it is typed anew. */
  readonly clear: () => void
}

/** A supervisor's yes, typed in place; one who is signed in needs none. */
export function useApproval(): InPlace {
  const signedIn = useApp((state) => state.boot?.user?.role === 'supervisor')
  const [value, set] = useState<Approval>(NO_APPROVAL)
  const ready = signedIn || approvalReady(value)
  return {
    signedIn,
    value,
    set,
    ready,
    given: signedIn || !approvalReady(value) ? null : value,
    clear: () => set((before) => ({ ...before, pin: '' })),
  }
}
