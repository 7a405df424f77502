import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Status } from '../../electron/ipc/contract'
import { Banner } from '../components/Banner'
import { PrintQuestions } from '../screens/papers/PrintQuestions'
import { useApp } from '../stores/app'
import { useCounter } from '../stores/counter'
import { gravest } from './gravest'

const RECONNECTED_MS = 6_000

/** On a money screen the status bar says it alone: nothing there may move an amount. Low cash is told on home. */
export function useBanner(): ReactNode {
  const { t } = useTranslation()
  const status = useApp((state) => state.status)
  const screen = useApp((state) => state.screen)
  const step = useCounter((state) => state.step.name)
  const reconnected = useReconnected(status?.connection)
  if (status === null || (screen === 'counter' && step !== 'reference')) return null
  const told = gravest(status, reconnected)
  if (told === null || (told.onHome && screen !== 'counter')) return null
  if (told.key === 'printer_asking' || told.key === 'printer_held')
    // The screen of devices asks them beside the printer, whatever else there is to tell.
    return screen === 'devices' ? null : <PrintQuestions />
  const { trouble, waiting } = status.printer
  // Nothing waits for the printer: what is left to say is how to mend it.
  const mend = trouble !== null && waiting === 0 && told.key === `printer_${trouble}`
  return (
    <Banner
      tone={told.tone}
      icon={told.icon}
      fact={t(`banner.${told.key}`, told.values)}
      consequence={mend ? t(`status.printer_${trouble}_detail`) : t(`banner.${told.key}_then`, told.values)}
    />
  )
}

/** True for six seconds after the link came back. */
function useReconnected(connection: Status['connection'] | undefined): boolean {
  const [down, setDown] = useState(false)
  const [back, setBack] = useState(false)
  useEffect(() => {
    if (connection === undefined) return
    if (connection !== 'online') return setDown(true)
    if (!down) return
    setDown(false)
    setBack(true)
  }, [connection, down])
  useEffect(() => {
    if (!back) return
    const timer = setTimeout(() => setBack(false), RECONNECTED_MS)
    return () => clearTimeout(timer)
  }, [back])
  return back
}
