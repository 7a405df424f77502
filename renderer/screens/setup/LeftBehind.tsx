import './fault.css'
import { useTranslation } from 'react-i18next'
import { Bidi } from '../../components/Bidi'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { DirectionTile } from '../../components/DirectionTile'
import { SignedAmount, StateTag } from '../../components/OperationRow'
import { useLeftBehind } from '../../stores/left-behind'

/** Operations of the journal that was set aside which nobody follows any more: to be written down before going on. */
export function LeftBehind() {
  const { t } = useTranslation()
  const rows = useLeftBehind((state) => state.rows)
  if (rows.length === 0) return null
  const done = (): void => useLeftBehind.setState({ rows: [] })
  return (
    <Dialog
      title={t('fault.left_title', { count: rows.length })}
      wide
      onClose={done}
      buttons={
        <Button kind="primary" onPress={done} testId="left-noted">
          {t('fault.left_noted')}
        </Button>
      }
    >
      <p>{t('fault.left_lead')}</p>
      <ul className="fault-left">
        {rows.map((row) => (
          <li key={row.number} data-testid="left-row" data-reference={row.reference}>
            <DirectionTile direction={row.direction} />
            <span className="fault-left-who">
              <Bidi>{row.number}</Bidi>
              <span>
                <Bidi>{row.reference}</Bidi>
                {' · '}
                {t(`cash.${row.cash}`)}
              </span>
            </span>
            <span className="fault-left-money">
              <SignedAmount row={row} />
              <StateTag row={row} bare />
            </span>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
