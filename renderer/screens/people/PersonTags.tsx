import { Check, CircleMinus, KeyRound, Lock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../../electron/domain/people'
import { Tag } from '../../components/Tag'

/** How somebody stands: suspended, locked out by wrong PINs, with a PIN that is not their own yet, or at work. */
export function PersonTags({ person }: { readonly person: Person }) {
  const { t } = useTranslation()
  const { active, temporary, lockedForMs } = person
  if (!active)
    return (
      <div className="people-tags">
        <Tag tone="neutral" icon={CircleMinus}>
          {t('people.suspended')}
        </Tag>
      </div>
    )
  return (
    <div className="people-tags">
      {lockedForMs > 0 && (
        <Tag tone="stop" icon={Lock}>
          {t('people.locked', { count: Math.ceil(lockedForMs / 60_000) })}
        </Tag>
      )}
      {temporary && (
        <Tag tone="unsure" icon={KeyRound}>
          {t('people.temporary')}
        </Tag>
      )}
      {!temporary && lockedForMs === 0 && (
        <Tag tone="ok" icon={Check}>
          {t('people.active')}
        </Tag>
      )}
    </div>
  )
}
