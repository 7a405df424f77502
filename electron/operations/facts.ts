import type { DrawerRequest } from '../domain/paper'
import type { Journaled } from './kinds'

/**
 * What the machine decides to append: an event of this room, or a request for a paper or for the drawer, whose
 * payload the runner completes (a paper carries names, and the machine knows none).
 */
export type Fact =
  | Journaled
  | { readonly kind: 'paper'; readonly paper: 'receipt' | 'waiting_slip'; readonly copy: number }
  | { readonly kind: 'drawer'; readonly reason: DrawerRequest['reason'] }
