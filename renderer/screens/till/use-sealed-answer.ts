import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '../../../electron/domain/operation'
import type { SealedCount } from '../../../electron/domain/till'
import { useApp } from '../../stores/app'
import { countAnew } from '../../stores/till'
import { type DifferenceReason, NO_REASON, reasonWords } from './difference-reason'
import { type InPlace, useApproval } from './use-approval'

export interface SealedAnswer {
  readonly reason: DifferenceReason
  readonly setReason: (reason: DifferenceReason) => void
  readonly reasonText: string | null
  /** null: this difference asks for no supervisor. */
  readonly approval: InPlace | null
  /** Key of the sentence that says what is missing; null: nothing. */
  readonly off: string | null
  readonly refused: Message | null
  readonly setRefused: (message: Message | null) => void
  readonly busy: boolean
  readonly setBusy: (busy: boolean) => void
}

/** What a person answers to the difference of a sealed count, by the shop's tolerances. */
export function useSealedAnswer(sealed: SealedCount): SealedAnswer {
  const { t } = useTranslation()
  const [reason, setReason] = useState(NO_REASON)
  const [refused, setRefused] = useState<Message | null>(null)
  const [busy, setBusy] = useState(false)
  const approval = useApproval()
  const supervised = sealed.needs === 'supervisor'
  const reasonText = reasonWords(reason, t)
  const holds = useApp(({ status }) => {
    const { shift, others = [] } = status?.till ?? {}
    const mine = [...(shift ? [shift] : []), ...others].find(({ id }) => id === sealed.shift)
    return mine === undefined || mine.counted === sealed.purpose
  })
  useEffect(() => {
    if (!holds) countAnew(sealed.shift)
  }, [holds, sealed.shift])
  const off =
    sealed.needs !== 'nothing' && reasonText === null
      ? 'till.off_reason'
      : supervised && !approval.ready
        ? 'till.off_pin'
        : null
  return {
    reason,
    setReason: (next) => {
      setRefused(null)
      setReason(next)
    },
    reasonText,
    approval: supervised ? approval : null,
    off,
    refused,
    setRefused,
    busy,
    setBusy,
  }
}
