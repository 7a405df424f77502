import { useEffect } from 'react'
import { useActions } from '../actions/use-actions'
import { Frame } from '../components/Frame'
import { CardScreen } from '../screens/card/CardScreen'
import { Counter } from '../screens/counter/Counter'
import { DayScreen } from '../screens/day/DayScreen'
import { DevicesScreen } from '../screens/devices/DevicesScreen'
import { ExtrasScreen } from '../screens/devices/ExtrasScreen'
import { HelpScreen } from '../screens/help/HelpScreen'
import { HistoryScreen } from '../screens/history/HistoryScreen'
import { PeopleScreen } from '../screens/people/PeopleScreen'
import { SetupScreen } from '../screens/setup/SetupScreen'
import { TariffScreen } from '../screens/tariff/TariffScreen'
import { DrawerKey } from '../screens/till/DrawerKey'
import { TillScreen } from '../screens/till/TillScreen'
import { TillSettingsScreen } from '../screens/till/TillSettingsScreen'
import { UnsettledScreen } from '../screens/unsettled/UnsettledScreen'
import { WebhooksScreen } from '../screens/webhooks/WebhooksScreen'
import { useApp } from '../stores/app'
import { openCard } from '../stores/card'
import { isConfirming, useCounter } from '../stores/counter'
import { chooseWant, resume } from '../stores/flow'
import { isAtCount, openTill, resumeTill, useTill } from '../stores/till'
import { IncomingNotice } from './IncomingNotice'
import { lock, watchIdleness } from './idle-lock'
import { useBanner } from './use-banner'

/** A signed-in terminal: the frame, the keys that every screen has, and the screen itself. */
export function Terminal() {
  const screen = useApp((state) => state.screen)
  const idleLockMs = useApp((state) => state.boot?.idleLockMs ?? 0)
  useEffect(() => watchIdleness(idleLockMs), [idleLockMs])
  useEffect(() => {
    void resume().then(resumeTill)
  }, [])
  useFrameKeys()
  const banner = useBanner()
  if (screen === 'setup') return <SetupScreen />
  return (
    <Frame keys banner={banner}>
      <Screen />
      <DrawerKey />
      <IncomingNotice />
    </Frame>
  )
}

function Screen() {
  const screen = useApp((state) => state.screen)
  switch (screen) {
    case 'counter':
    case 'setup':
      return <Counter />
    case 'card':
      return <CardScreen />
    case 'history':
      return <HistoryScreen />
    case 'unsettled':
      return <UnsettledScreen />
    case 'till':
      return <TillScreen />
    case 'day':
      return <DayScreen />
    case 'help':
      return <HelpScreen />
    case 'devices':
      return <DevicesScreen />
    case 'extras':
      return <ExtrasScreen />
    case 'till_settings':
      return <TillSettingsScreen />
    case 'people':
      return <PeopleScreen />
    case 'webhooks':
      return <WebhooksScreen />
    case 'tariff':
      return <TariffScreen />
  }
}

function useFrameKeys(): void {
  const screen = useApp((state) => state.screen)
  const go = useApp((state) => state.go)
  const from = useApp((state) => state.from)
  const confirming = useCounter((state) => isConfirming(state.step))
  /** The bank's window stands over half of this one: whatever else is opened would be half seen. */
  const atBank = useCounter(({ step }) => step.name === 'operation' && step.operation.state === 'challenge')
    ? 'keys.off_bank'
    : null
  const atReference = useCounter((state) => state.step.name === 'reference')
  const want = useCounter((state) => state.want)
  const off = confirming ? 'keys.off_confirming' : atBank
  const shift = useApp((state) => state.status?.till.shift ?? null)
  const counting = useTill(isAtCount) && screen === 'till'
  const direction = confirming
    ? 'keys.off_confirming'
    : counting
      ? 'till.finish_first'
      : !atReference
        ? (atBank ?? 'keys.off_finish_first')
        : shift === null
          ? 'keys.off_no_shift'
          : shift.forgotten
            ? 'keys.off_forgotten'
            : null
  const toggle = (which: 'cash_in' | 'cash_out') =>
    chooseWant(screen === 'counter' && want === which ? 'automatic' : which)
  useActions([
    {
      id: 'help',
      key: 'F1',
      label: 'keys.help',
      off: null,
      perform: () => go(screen !== 'help' ? 'help' : from === 'help' ? 'counter' : from),
    },
    { id: 'cash_in', key: 'F2', label: 'keys.cash_in', off: direction, perform: () => toggle('cash_in') },
    { id: 'cash_out', key: 'F3', label: 'keys.cash_out', off: direction, perform: () => toggle('cash_out') },
    { id: 'card', key: 'F4', label: 'keys.card', off: direction, perform: openCard },
    { id: 'unsettled', key: 'F5', label: 'keys.unsettled', off: atBank, perform: () => go('unsettled') },
    { id: 'history', key: 'F8', label: 'keys.history', off: atBank, perform: () => go('history') },
    { id: 'till', key: 'F9', label: 'keys.till', off, perform: openTill },
    // On the day itself the key closes it.
    ...(screen === 'day'
      ? []
      : [{ id: 'day', key: 'F10' as const, label: 'keys.day', off, perform: () => go('day') }]),
    {
      id: 'settings',
      key: 'F11',
      label: 'keys.settings',
      off,
      // Pushed inside the steps of set-up it must not throw away what is typed there.
      perform: () => (screen === 'setup' ? undefined : go('devices')),
    },
    { id: 'lock', key: 'F12', label: 'keys.lock', off: null, perform: () => lock('asked') },
  ])
}
