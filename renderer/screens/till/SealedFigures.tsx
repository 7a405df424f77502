import { useTranslation } from 'react-i18next'
import { formatMad } from '../../../electron/domain/money'
import type { SealedCount } from '../../../electron/domain/till'
import { DifferenceTile, Figure } from './Difference'

/** Expected, counted, difference: what a sealed count came to. */
export function SealedFigures({ sealed }: { readonly sealed: SealedCount }) {
  const { t } = useTranslation()
  return (
    <>
      <div className="figures">
        <Figure label={t('till.expected')} value={sealed.expected} testId="till-expected" />
        <Figure label={t('till.counted')} value={sealed.counted.total} testId="till-counted" />
        <DifferenceTile difference={sealed.difference} />
      </div>
      {sealed.firstCount !== null && (
        <p className="till-note">{t('till.first_count', { amount: formatMad(sealed.firstCount.total) })}</p>
      )}
    </>
  )
}
