import { useEffect, useState } from 'react'
import type { RequestInput, RequestOutput } from '../../../electron/ipc/contract'
import { request } from '../../client'

export type CheckInput = RequestInput<'setup.check'>
export type CheckResult = RequestOutput<'setup.check'>
export interface Check {
  readonly checking: boolean
  /** Of exactly what is typed now; null before. */
  readonly result: CheckResult | null
  readonly again: () => void
}

/** Typing has paused for this long before Chari is asked. */
const PAUSE_MS = 700

/** Asks Chari while the wizard is typed: does it answer, accept the key, know the agent? null: not yet askable. */
export function useCheck(input: CheckInput | null): Check {
  const asked = input === null ? null : JSON.stringify(input)
  const [turn, setTurn] = useState(0)
  const [checking, setChecking] = useState(false)
  const [answer, setAnswer] = useState<{ readonly of: string; readonly result: CheckResult } | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text stands for the input, which is new each time
  useEffect(() => {
    if (asked === null || input === null) return
    let here = true
    const timer = setTimeout(
      async () => {
        setChecking(true)
        try {
          const result = await request('setup.check', input)
          if (here) setAnswer({ of: asked, result })
        } finally {
          if (here) setChecking(false)
        }
      },
      turn === 0 ? PAUSE_MS : 0,
    )
    return () => {
      here = false
      clearTimeout(timer)
      setChecking(false)
    }
  }, [asked, turn])
  return {
    checking,
    result: answer !== null && answer.of === asked ? answer.result : null,
    again: () => {
      setAnswer(null)
      setTurn((count) => count + 1)
    },
  }
}
