import type { LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { FKEY_PLACES, type FKeyPlace } from '../actions/fkeys'
import { actionOfKey, press, useRegistry } from '../actions/registry'
import { type ScreenName, useApp } from '../stores/app'

const GROUPS = [0, 4, 8]
const SCREENS_OF: Partial<Record<string, readonly ScreenName[]>> = {
  F1: ['help'],
  F4: ['card'],
  F5: ['unsettled'],
  F8: ['history'],
  F9: ['till'],
  F10: ['day'],
  F11: ['devices', 'extras', 'till_settings', 'people', 'tariff', 'webhooks', 'setup'],
}

/** Twelve places in three groups of four, left to right in every language, as on the keyboard. */
export function FKeyBar() {
  const { t } = useTranslation()
  return (
    <nav className="fkeybar" dir="ltr" aria-label={t('keys.bar')}>
      {GROUPS.map((from) => (
        <div key={from} className="fkeybar-group">
          {FKEY_PLACES.slice(from, from + 4).map((place, _index) =>
            place.icon === null ? (
              <span key={place.key} className="fkey fkey-empty" aria-hidden />
            ) : (
              <FKey key={place.key} place={{ ...place, icon: place.icon }} />
            ),
          )}
        </div>
      ))}
    </nav>
  )
}

function FKey({ place }: { readonly place: FKeyPlace & { readonly icon: LucideIcon } }) {
  const { t, i18n } = useTranslation()
  const action = useRegistry((state) => actionOfKey(state.layers, place.key))
  const screen = useApp((state) => state.screen)
  const unsettled = useApp((state) => state.status?.queue.unsettled ?? 0)
  const Icon = place.icon
  const on = action !== null && action.off === null
  const current = SCREENS_OF[place.key]?.includes(screen) ?? false
  const badge = place.key === 'F5' && unsettled > 0 ? unsettled : null
  return (
    <button
      type="button"
      className={`fkey${current ? ' fkey-current' : ''}${place.tone ? ` fkey-${place.tone}` : ''}`}
      disabled={!on}
      aria-current={current ? 'page' : undefined}
      title={action?.off ? t(action.off) : undefined}
      data-testid={place.testId ?? undefined}
      onClick={() => press(place.key)}
    >
      <span className="fkey-top">
        <kbd>{place.key}</kbd>
        {badge === null ? <Icon aria-hidden className="icon" /> : <span className="fkey-badge">{badge}</span>}
      </span>
      <span className="fkey-word" dir={i18n.dir()}>
        {t(action?.short ?? action?.label ?? place.label)}
      </span>
    </button>
  )
}
