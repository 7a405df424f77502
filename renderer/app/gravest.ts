import { AlarmClock, CircleX, Hourglass, Plug, Printer, TriangleAlert, Wallet, WifiOff } from 'lucide-react'
import { formatTime } from '../../electron/domain/day'
import { type Centimes, formatMad } from '../../electron/domain/money'
import type { Status } from '../../electron/ipc/contract'
import type { BannerProps } from '../components/Banner'

type Told = Pick<BannerProps, 'tone' | 'icon'> & {
  readonly key: string
  readonly values: Record<string, string | number>
  /** Told on home alone: elsewhere the status bar says enough. */
  readonly onHome?: boolean
}

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
    if (cashLevel === level)
      return { tone, icon: Wallet, onHome: true, ...lowKey(`cash_${level}`, serves.cashOut) }
    if (floatLevel === level)
      return { tone, icon: Wallet, onHome: true, ...lowKey(`float_${level}`, serves.cashIn) }
  }
  return null
}

/** Up to how much is still served, where that may be said. */
const lowKey = (key: string, upTo: Centimes | null): Pick<Told, 'key' | 'values'> =>
  upTo === null ? { key: `${key}_hidden`, values: {} } : { key, values: { amount: formatMad(upTo) } }
