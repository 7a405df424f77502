import i18next from 'i18next'
import { useCallback, useEffect, useRef, useState } from 'react'
import { civilDay } from '../../../electron/domain/day'
import type { Message } from '../../../electron/domain/operation'
import type { DayReport, DaySpan } from '../../../electron/domain/reconciliation'
import type { EventPayload } from '../../../electron/ipc/contract'
import { on, request } from '../../client'
import { messageWords } from '../../lib/message-words'
import { useApp } from '../../stores/app'
import { useDay } from '../../stores/day'

/** Operations of a busy counter change the day many times a second; the screen asks once they pause. */
const PAUSE_MS = 250

export type Reading = NonNullable<EventPayload<'reconciling'>>

/** The civil day in Morocco, as main says it. */
export const useToday = (): string => {
  const day = useApp((state) => state.status?.till.day)
  return day ?? civilDay(new Date().toISOString())
}

/** The days that the screen is about. */
export function useSpan(): DaySpan {
  const today = useToday()
  return useDay((state) => state.span) ?? { from: today, to: today }
}

export interface Day {
  readonly span: DaySpan
  /** null: not read yet. */
  readonly report: DayReport | null
  /** Chari's listing is being read; null: it is not. */
  readonly reading: Reading | null
  /** Said once after an act, or what stood against it. */
  readonly told: { readonly words: string; readonly wrong: boolean } | null
  readonly tell: (words: string | null) => void
  readonly refused: (message: Message) => void
  readonly take: (report: DayReport) => void
  readonly pull: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** Of this screen where it has its own sentence: what the counter cannot do is not what is refused here. */
const refusalWords = (message: Message): string =>
  i18next.exists(`day.refused.${message.code}`)
    ? i18next.t(`day.refused.${message.code}`)
    : messageWords(message)

/** The report of the chosen days, kept live, and the reading of Chari's listing. */
export function useDayReport(): Day {
  const { from, to } = useSpan()
  const [report, setReport] = useState<DayReport | null>(null)
  const [reading, setReading] = useState<Reading | null>(null)
  const [told, setTold] = useState<Day['told']>(null)
  /** Answers about other days must not come back over these. */
  const turn = useRef(0)

  const take = useCallback(
    (next: DayReport) => {
      if (next.from === from && next.to === to) setReport(next)
    },
    [from, to],
  )
  const read = useCallback(async () => {
    turn.current += 1
    const mine = turn.current
    const next = await request('reconciliation.report', { from, to })
    if (mine === turn.current) take(next)
  }, [from, to, take])

  useEffect(() => {
    setReport(null)
    setTold(null)
    void read()
  }, [read])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const later = (): void => {
      clearTimeout(timer)
      timer = setTimeout(() => void read(), PAUSE_MS)
    }
    const stops = [on('reconciled', later), on('operation', later), on('reconciling', setReading)]
    return () => {
      clearTimeout(timer)
      for (const stop of stops) stop()
    }
  }, [read])

  const refused = useCallback(
    (message: Message) => setTold({ words: refusalWords(message), wrong: true }),
    [],
  )
  const tell = useCallback(
    (words: string | null) => setTold(words === null ? null : { words, wrong: false }),
    [],
  )
  const pull = useCallback(async () => {
    setTold(null)
    const answer = await request('reconciliation.pull', { from, to })
    if (answer.ok) take(answer.value)
    else refused(answer.message)
  }, [from, to, take, refused])
  const stop = useCallback(async () => {
    await request('reconciliation.cancel', {})
  }, [])

  return { span: { from, to }, report, reading, told, tell, refused, take, pull, stop }
}
