import './settings.css'
import {
  BellRing,
  Cable,
  Cloud,
  Image,
  Languages,
  type LucideIcon,
  Network,
  Percent,
  PlugZap,
  ReceiptText,
  Store,
  UserRound,
  Users,
  Wallet,
} from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../stores/app'
import type { StepName } from '../setup/draft'

/** Entries that are screens of their own, then the steps of set-up. */
const SCREENS = [
  { screen: 'devices', icon: PlugZap },
  { screen: 'extras', icon: Image },
  { screen: 'till_settings', icon: Wallet },
  { screen: 'people', icon: Users },
  { screen: 'tariff', icon: Percent },
  { screen: 'webhooks', icon: BellRing },
] as const
const STEPS: readonly { readonly step: StepName; readonly icon: LucideIcon }[] = [
  { step: 'language', icon: Languages },
  { step: 'shop', icon: Store },
  { step: 'chari', icon: Cloud },
  { step: 'agent', icon: UserRound },
  { step: 'papers', icon: ReceiptText },
  { step: 'network', icon: Network },
]

export interface SettingsLayoutProps {
  readonly current: (typeof SCREENS)[number]['screen']
  /** What stands at the end: paper, or nothing where a form needs the room. */
  readonly preview?: ReactNode
  readonly children: ReactNode
}

/** Where the focus goes in a screen that was chosen here: back to its entry, which is drawn anew. */
const HERE = 'nav'

/** Settings: the entries at the start, the work, and a preview at the end. */
export function SettingsLayout({ current, preview = null, children }: SettingsLayoutProps) {
  const { t } = useTranslation()
  const go = useApp((state) => state.go)
  const here = useApp((state) => state.focus === HERE)
  const entry = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (here) entry.current?.focus()
  }, [here])
  return (
    <div
      className={preview === null ? 'layout layout-settings layout-settings-wide' : 'layout layout-settings'}
    >
      <nav className="panel settings-nav" aria-label={t('settings.nav')}>
        <ul>
          {SCREENS.map(({ screen, icon: Icon }) => (
            <li key={screen}>
              <button
                type="button"
                ref={screen === current ? entry : null}
                aria-current={screen === current ? 'page' : undefined}
                data-testid={`settings-${screen}`}
                onClick={() => go(screen, HERE)}
              >
                <Icon aria-hidden className="icon" />
                {t(`settings.${screen}`)}
              </button>
            </li>
          ))}
        </ul>
        <h2>
          <Cable aria-hidden className="icon" />
          {t('settings.terminal')}
        </h2>
        <ul>
          {STEPS.map(({ step, icon: Icon }) => (
            <li key={step}>
              <button type="button" data-testid={`settings-${step}`} onClick={() => go('setup', step)}>
                <Icon aria-hidden className="icon" />
                {t(`setup.${step}`)}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <div className="settings-main">{children}</div>
      {preview !== null && <aside className="settings-preview">{preview}</aside>}
    </div>
  )
}
