import type { FoundDevice } from '../../native/discovery/types'

/** The line that an administrator types so that this user may open a device; it takes a new sign-in to the system. */
export function remedyOf(remedy: FoundDevice['remedy']): string | null {
  if (!remedy) return null
  return 'group' in remedy
    ? `sudo usermod -aG ${remedy.group} $USER`
    : `sudo cp ${remedy.rule} /etc/udev/rules.d/`
}
