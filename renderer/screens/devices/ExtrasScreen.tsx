import '../setup/setup.css'
import './devices.css'
import { useActions } from '../../actions/use-actions'
import { Skeleton } from '../../components/Skeleton'
import { useApp } from '../../stores/app'
import { SettingsLayout } from '../settings/SettingsLayout'
import { LogoPanel } from './LogoPanel'
import { SoundsPanel } from './SoundsPanel'
import { useDevices } from './use-devices'
import { useSupervised } from './use-supervised'

/** What the customer sees at the head of a paper, and what the cashier hears. */
export function ExtrasScreen() {
  const go = useApp((state) => state.go)
  const { devices, set } = useDevices()
  const { run, dialog } = useSupervised()
  useActions([
    { id: 'settings_back', key: 'Escape', label: 'till.back', off: null, perform: () => go('counter') },
  ])
  return (
    <>
      <SettingsLayout current="extras">
        {devices === null ? (
          <Skeleton rows={4} />
        ) : (
          <div className="settings-scroll">
            <LogoPanel devices={devices} onChanged={set} run={run} />
            <SoundsPanel devices={devices} onChanged={set} run={run} />
          </div>
        )}
      </SettingsLayout>
      {dialog}
    </>
  )
}
