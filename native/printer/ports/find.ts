import type { Discovery } from '../../discovery/types'

/** Where a device of that identity is now; null while it is not plugged in. */
export type FindDevice = Discovery['find']
