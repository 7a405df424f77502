import { ArrowDownToLine, ArrowUpFromLine } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Want } from '../stores/counter'
import { KeyCap } from './KeyCap'

export interface TypeSwitchProps {
  readonly want: Want
  readonly onChange: (want: Want) => void
}

const CHOICES = [
  { want: 'automatic', icon: null, cap: null },
  { want: 'cash_in', icon: ArrowDownToLine, cap: 'F2' },
  { want: 'cash_out', icon: ArrowUpFromLine, cap: 'F3' },
] as const

/** Which look-up is asked; automatic asks both. */
export function TypeSwitch({ want, onChange }: TypeSwitchProps) {
  const { t } = useTranslation()
  return (
    <div className="type-switch-line">
      <fieldset className="type-switch">
        <legend className="sr-only">{t('home.type')}</legend>
        {CHOICES.map((choice) => (
          <button
            key={choice.want}
            type="button"
            aria-pressed={want === choice.want}
            onClick={() => onChange(choice.want)}
          >
            {choice.icon && <choice.icon aria-hidden className="icon" />}
            {t(choice.want === 'automatic' ? 'home.automatic' : `direction.${choice.want}`)}
            {choice.cap && <KeyCap of={choice.cap} />}
          </button>
        ))}
      </fieldset>
      <p className="type-switch-note">{t(`home.want_${want}`)}</p>
    </div>
  )
}
