import { AlarmClock, CircleX, Hourglass, Plug, Printer, TriangleAlert, Wallet, WifiOff } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../../electron/domain/day'
import { type Centimes, formatMad } from '../../electron/domain/money'
import type { Status } from '../../electron/ipc/contract'
import { Banner, type BannerProps } from '../components/Banner'
import { PrintQuestions } from '../screens/papers/PrintQuestions'
import { useApp } from '../stores/app'
import { useCounter } from '../stores/counter'

type Told = Pick<BannerProps, 'tone' | 'icon'> & {
  readonly key: string
  readonly values: Record<string, string | number>
}

const RECONNECTED_MS = 6_000

/** The gravest thing to say, or null. Source of the order: what stops money first, then paper, then the clock. */
export function gravest(status: Status, reconnected: boolean): Told | null {
  const since = { time: formatTime(status.connectionSince) }
  if (status.journal === 'unwritable')
    return { tone: 'stop', icon: CircleX, key: 'journal_unwritable', values: {} }
  switch (status.connection) {
    case 'offline':
      return { tone: 'stop', icon: WifiOff, key: 'offline', values: since }
    case 'denied':
      return { tone: 'stop', icon: CircleX, key: 'denied', values: since }
    case 'not_answering':
      return { tone: 'unsure', icon: TriangleAlert, key: 'not_answering', values: since }
    case 'throttled':
      return { tone: 'unsure', icon: Hourglass, key: 'throttled', values: since }
    case 'online':
      break
  }
  const { trouble, waiting, asking, held } = status.printer
  if (trouble !== null)
    return { tone: 'unsure', icon: Printer, key: `printer_${trouble}`, values: { count: waiting } }
  if (asking.length > 0)
    return { tone: 'unsure', icon: Printer, key: 'printer_asking', values: { count: asking.length } }
  if (held > 0) return { tone: 'unsure', icon: Printer, key: 'printer_held', values: { count: held } }
  if (status.clockWarning !== null)
    return { tone: 'unsure', icon: AlarmClock, key: `clock_${status.clockWarning}`, values: {} }
  const low = lowOf(status.till)
  if (low !== null) return low
  return reconnected ? { tone: 'ok', icon: Plug, key: 'reconnected', values: since } : null
}

/** The gravest of cash and e-money: the shop's stop before its warning. It never stands in the way. */
function lowOf({ shift, cashLevel, floatLevel, serves }: Status['till']): Told | null {
  if (shift === null) return null
  for (const level of ['stop', 'low'] as const) {
    const tone = level === 'stop' ? 'stop' : 'unsure'
    if (cashLevel === level) return { tone, icon: Wallet, ...lowKey(`cash_${level}`, serves.cashOut) }
    if (floatLevel === level) return { tone, icon: Wallet, ...lowKey(`float_${level}`, serves.cashIn) }
  }
  return null
}

/** Up to how much is still served, where that may be said. */
const lowKey = (key: string, upTo: Centimes | null): Pick<Told, 'key' | 'values'> =>
  upTo === null ? { key: `${key}_hidden`, values: {} } : { key, values: { amount: formatMad(upTo) } }

/** On a money screen the status bar says it alone: nothing there may move an amount. Low cash is told on home. */
export function useBanner(): ReactNode {
  const { t } = useTranslation()
  const status = useApp((state) => state.status)
  const screen = useApp((state) => state.screen)
  const step = useCounter((state) => state.step.name)
  const reconnected = useReconnected(status?.connection)
  if (status === null || (screen === 'counter' && step !== 'reference')) return null
  const told = gravest(status, reconnected)
  if (told === null || (told.icon === Wallet && screen !== 'counter')) return null
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
