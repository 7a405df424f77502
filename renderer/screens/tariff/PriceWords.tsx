import { useTranslation } from 'react-i18next'
import { centimes, formatAmount } from '../../../electron/domain/money'
import { type Band, type Price, priceParts } from '../../../electron/domain/tariff'
import { Bidi } from '../../components/Bidi'

/** `5,00 MAD + 0,50 %`, free, or not known. */
export function PriceWords({ price }: { readonly price: Price | null }) {
  const { t } = useTranslation()
  if (price === null) return <span className="tariff-unknown">{t('tariff.unknown')}</span>
  const parts = priceParts(price)
  return parts.length === 0 ? t('tariff.nothing') : <Bidi>{parts.join(' + ')}</Bidi>
}

/** The amounts of a band, from one centime above the band before it. */
export function BandAmounts({ above, upTo }: Pick<Band, 'above' | 'upTo'>) {
  const { t } = useTranslation()
  if (upTo === null)
    return above === 0 ? t('tariff.any_amount') : t('tariff.above', { amount: formatAmount(above) })
  return t('tariff.between', {
    from: formatAmount(centimes(above + 1)),
    to: formatAmount(upTo),
  })
}
