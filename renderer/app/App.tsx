import { useEffect } from 'react'
import type { Boot } from '../../electron/ipc/contract'
import { FaultScreen } from '../screens/setup/FaultScreen'
import { LeftBehind } from '../screens/setup/LeftBehind'
import { SetupScreen } from '../screens/setup/SetupScreen'
import { SignInScreen } from '../screens/setup/SignInScreen'
import { UnlockScreen } from '../screens/setup/UnlockScreen'
import { SupportScreen } from '../screens/support/SupportScreen'
import { useApp } from '../stores/app'
import { speak } from '../words'
import { Mishap } from './Mishap'
import { Terminal } from './Terminal'

/** Which part of the program is on: set-up, the vault's passphrase, sign-in, the counter, or a fault. */
export function App() {
  const boot = useApp((state) => state.boot)
  useEffect(() => {
    if (!boot) return
    document.documentElement.dataset.theme = boot.theme
    if (boot.training) document.documentElement.dataset.mode = 'training'
    else delete document.documentElement.dataset.mode
    void speak(boot.language)
  }, [boot])
  return (
    <>
      <Phase phase={boot?.phase} />
      <LeftBehind />
      <Mishap />
    </>
  )
}

function Phase({ phase }: { readonly phase: Boot['phase'] | undefined }) {
  const support = useApp((state) => state.boot?.user?.role === 'support')
  switch (phase) {
    case undefined:
      return null
    case 'setup':
      return <SetupScreen />
    case 'unlock':
      return <UnlockScreen />
    case 'sign_in':
      return <SignInScreen />
    case 'fault':
      return <FaultScreen />
    case 'counter':
      return support ? <SupportScreen /> : <Terminal />
  }
}
