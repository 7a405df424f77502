/** Where Linux shows what is plugged in. */
export interface Roots {
  readonly serialById: string
  readonly serialByPath: string
  /** Folder of the printer class's device files, `lp0` and on. */
  readonly usbLp: string
  readonly sysfs: string
  readonly dev: string
  /** Folder of the USB nodes, `001/004`. */
  readonly usbBus: string
}

export const SYSTEM_ROOTS: Roots = {
  serialById: '/dev/serial/by-id',
  serialByPath: '/dev/serial/by-path',
  usbLp: '/dev/usb',
  sysfs: '/sys',
  dev: '/dev',
  usbBus: '/dev/bus/usb',
}
