import './till.css'
import { Wallet } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMad } from '../../../electron/domain/money'
import { Button } from '../../components/Button'
import { useApp } from '../../stores/app'
import { useCounter } from '../../stores/counter'
import { OpeningDialog } from './OpeningDialog'

/** Days for which the opening was put off. */
const putOff = new Set<string>()

/**
 * Offers the day's opening on home, once a day, without standing in the way: a shop serves at once, and F9
 * has it at any time. null where there is nothing to offer.
 */
export function useOpeningOffer(): ReactNode {
  const till = useApp((state) => state.status?.till ?? null)
  const home = useApp((state) => state.screen === 'counter')
  const free = useCounter((state) => state.step.name === 'reference')
  const [, redraw] = useState(0)
  const training = useApp((state) => state.boot?.training ?? false)
  // Training has no drawer to count, and its home needs the room.
  if (training || till === null || till.opening !== null || !home || !free || putOff.has(till.day))
    return null
  return (
    <OpeningOffer
      onLater={() => {
        putOff.add(till.day)
        redraw((count) => count + 1)
      }}
    />
  )
}

function OpeningOffer({ onLater }: { readonly onLater: () => void }) {
  const { t } = useTranslation()
  const proposed = useApp((state) => state.status?.till.proposedOpening ?? null)
  const [asking, setAsking] = useState(false)
  return (
    <div className="banner opening-offer" role="status">
      <Wallet aria-hidden className="icon" />
      <p>
        <strong>{t('till.opening_title')}</strong>{' '}
        {!proposed ? t('till.opening_first') : t('till.opening_proposed', { amount: formatMad(proposed) })}
      </p>
      <Button kind="quiet" onPress={onLater} testId="opening-offer-later">
        {t('till.opening_later')}
      </Button>
      <Button onPress={() => setAsking(true)} testId="opening-offer">
        {t('till.opening_type')}
      </Button>
      {asking && <OpeningDialog onClose={() => setAsking(false)} />}
    </div>
  )
}
