import i18next from 'i18next'
import type { Message, OperationKind } from '../../electron/domain/operation'
import { useApp } from '../stores/app'

/** Endings of the finer sentences of one code, each with the value that it needs. */
const FINER: readonly (readonly [ending: string, needs: string])[] = [
  ['_at', 'time'],
  ['_for', 'seconds'],
  ['_of', 'name'],
  ['_difference', 'difference'],
]

/**
 * The sentence of a message: the finest of `errors.<code>` that its values allow. A direction, a fault of a
 * reference as typed, or what was scanned instead of one, picks its own sentence; a time or a wait is told where main gave one.
 */
export function messageWords(message: Message): string {
  const { code, params } = message
  if (code === 'denied') return `${i18next.t('errors.denied')} ${deniedWords()}`
  if (code === 'card_refused')
    return i18next.t('errors.card_refused', { why: chariWords(params.detail ?? '?', 'card') })
  if ((code === 'pin_wrong' || code === 'key_wrong') && typeof params.tries === 'number')
    return i18next.t(`errors.${code}_left`, { count: params.tries })
  const scan = params.scan === undefined ? undefined : `scan_${params.scan}`
  const kinds = [scan, params.direction, params.fault].filter((kind) => kind !== undefined && kind !== '')
  const stems = [...kinds.map((kind) => `errors.${code}_${kind}`), `errors.${code}`]
  const endings = FINER.filter(([, needs]) => params[needs] !== undefined && params[needs] !== '')
  const keys = stems.flatMap((stem) => [...endings.map(([ending]) => `${stem}${ending}`), stem])
  return i18next.t([...keys, 'errors.not_understood'], params)
}

/** The address to give to Chari where a site setting knows it; else how to find it. Both name the 72 hours. */
function deniedWords(): string {
  const address = useApp.getState().status?.publicAddress
  return address ? i18next.t('errors.denied_address', { address }) : i18next.t('errors.denied_find')
}

/** Why Chari refused, by its documented code; a code outside the list is shown raw, last. A card has no reference. */
export function chariWords(code: number | string, of: OperationKind): string {
  const key = [`chari.${code}_${of}`, `chari.${code}`].find((one) => i18next.exists(one))
  return key === undefined ? i18next.t('chari.other', { code }) : i18next.t(key)
}
