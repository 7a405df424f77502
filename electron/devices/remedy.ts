import { join } from 'node:path'
import type { FoundDevice } from '../../native/discovery/types'

/**
 * The line that an administrator types so that this user may open a device. A new group counts after the next sign-in
 * to the system, a rule once the device is plugged in again (docs/devices.md).
 */
export function remedyOf(remedy: FoundDevice['remedy'], appFolder: string): string | null {
  if (!remedy) return null
  return 'group' in remedy
    ? `sudo usermod -aG ${remedy.group} $USER`
    : `sudo cp ${join(appFolder, remedy.rule)} /etc/udev/rules.d/ && sudo udevadm control --reload`
}
