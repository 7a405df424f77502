import { useTranslation } from 'react-i18next'
import type { Float } from '../../electron/domain/closing'
import { civilDay, formatDate, formatTime } from '../../electron/domain/day'
import { formatAmount } from '../../electron/domain/money'
import { useApp } from '../stores/app'
import { Bidi } from './Bidi'

/** The e-money: what was told, `≈` what is reckoned since, or that it is not known. */
export function FloatText({ float, unit = false }: { readonly float: Float; readonly unit?: boolean }) {
  const { t } = useTranslation()
  if (float.amount === null) return t('float.unknown')
  const about = float.source === 'estimate' ? '≈\u00a0' : ''
  return <Bidi>{`${about}${formatAmount(float.amount)}${unit ? '\u00a0MAD' : ''}`}</Bidi>
}

/** Where the figure comes from, and since when. */
export function FloatSource({ float }: { readonly float: Float }) {
  const { t } = useTranslation()
  const today = useApp((state) => state.status?.till.day)
  if (float.statedAt === null) return t(`float.source_${float.source}`)
  const same = civilDay(float.statedAt) === today
  return t(`float.source_${float.source}_at`, {
    time: same ? formatTime(float.statedAt) : `${formatDate(float.statedAt)} ${formatTime(float.statedAt)}`,
  })
}
