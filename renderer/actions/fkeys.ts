import type { LucideIcon } from 'lucide-react'
import {
  ArrowDownToLine,
  ArrowUpFromLine,
  CalendarCheck2,
  CircleHelp,
  CreditCard,
  History,
  LifeBuoy,
  Lock,
  Printer,
  Settings,
  Wallet,
} from 'lucide-react'
import type { Key } from './types'

export interface FKeyPlace {
  readonly key: Key
  /** Null: no part of the terminal serves this key yet, and its place stays empty. */
  readonly icon: LucideIcon | null
  /** Words when no screen gives this key another verb (F7 is a waiting ticket on an unsure operation). */
  readonly label: string
  readonly tone: 'in' | 'out' | null
  readonly testId: string | null
}

const empty = (key: Key): FKeyPlace => ({ key, icon: null, label: '', tone: null, testId: null })

/** The bar copies the keyboard: twelve places. */
export const FKEY_PLACES: readonly FKeyPlace[] = [
  { key: 'F1', icon: LifeBuoy, label: 'keys.help', tone: null, testId: null },
  { key: 'F2', icon: ArrowDownToLine, label: 'keys.cash_in', tone: 'in', testId: null },
  { key: 'F3', icon: ArrowUpFromLine, label: 'keys.cash_out', tone: 'out', testId: null },
  { key: 'F4', icon: CreditCard, label: 'keys.card', tone: null, testId: 'open-card' },
  { key: 'F5', icon: CircleHelp, label: 'keys.unsettled', tone: null, testId: 'open-unsettled' },
  empty('F6'),
  { key: 'F7', icon: Printer, label: 'keys.duplicate', tone: null, testId: null },
  { key: 'F8', icon: History, label: 'keys.history', tone: null, testId: 'open-history' },
  { key: 'F9', icon: Wallet, label: 'keys.till', tone: null, testId: null },
  { key: 'F10', icon: CalendarCheck2, label: 'keys.day', tone: null, testId: 'open-day' },
  { key: 'F11', icon: Settings, label: 'keys.settings', tone: null, testId: null },
  { key: 'F12', icon: Lock, label: 'keys.lock', tone: null, testId: null },
]
