import './card.css'
import { useCard } from '../../stores/card'
import { AmountStep } from './AmountStep'
import { CardStep } from './CardStep'

/** "Carte": the amount and what it costs first, the card last. */
export function CardScreen() {
  const quote = useCard((state) => state.quote)
  return quote === null ? <AmountStep /> : <CardStep key={quote.previewId} quote={quote} />
}
