import { CircleX, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Level } from '../../electron/domain/till'
import { Tag } from './Tag'

/** Low, or at the shop's stop; nothing where all is well or nothing is known. */
export function LevelTag({ level }: { readonly level: Level | null }) {
  const { t } = useTranslation()
  if (level === null || level === 'ok') return null
  return (
    <Tag tone={level === 'low' ? 'unsure' : 'stop'} icon={level === 'low' ? TriangleAlert : CircleX}>
      {t(`till.level_${level}`)}
    </Tag>
  )
}
