import { useApp } from '../../stores/app'
import { useTill } from '../../stores/till'
import { Notice } from '../counter/Notice'
import { ClosingsScreen } from './ClosingsScreen'
import { CountScreen } from './CountScreen'
import { ClosedScreen, HandedScreen } from './DoneScreens'
import { HandOverScreen } from './HandOverScreen'
import { MovementScreen } from './MovementScreen'
import { TillHome } from './TillHome'
import { ZScreen } from './ZScreen'

/** F9: the till's home, and whatever is being done there. */
export function TillScreen() {
  const till = useApp((state) => state.status?.till ?? null)
  if (till === null) return null
  return (
    <>
      <View till={till} />
      <Notice />
    </>
  )
}

function View({ till }: { readonly till: Parameters<typeof TillHome>[0]['till'] }) {
  const view = useTill((state) => state.view)
  switch (view.name) {
    case 'home':
      return <TillHome till={till} />
    case 'movement':
      return <MovementScreen key={view.movement} movement={view.movement} till={till} />
    case 'count':
      return (
        <CountScreen
          key={view.shift.id}
          {...view}
          again={view.again ?? null}
          message={view.message ?? null}
        />
      )
    case 'sealed':
      return view.sealed.purpose === 'closing' ? (
        <ZScreen key={view.sealed.at} {...view} />
      ) : (
        <HandOverScreen key={view.sealed.at} {...view} />
      )
    case 'closed':
      return <ClosedScreen {...view} />
    case 'handed':
      return <HandedScreen {...view} />
    case 'closings':
      return <ClosingsScreen />
  }
}
