import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDate } from '../../../electron/domain/day'
import { formatMad } from '../../../electron/domain/money'
import type { Movement } from '../../../electron/domain/till'
import { request } from '../../client'
import { Bidi } from '../../components/Bidi'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { confirmTransit } from './MovementDialog'

/** Cash on its way: each is confirmed when the bank has it, or the float has come. */
export function TransitsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const [rows, setRows] = useState<readonly Movement[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const [read, again] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again after each that was confirmed
  useEffect(() => {
    let here = true
    void request('till.transits', {}).then((answer) => {
      if (!here) return
      setRows(answer.rows)
      if (answer.rows.length === 0 && read > 0) onClose()
    })
    return () => {
      here = false
    }
  }, [read])
  const confirm = async (number: string): Promise<void> => {
    setProblem(await confirmTransit(number))
    again((count) => count + 1)
  }
  return (
    <Dialog
      title={t('till.transits')}
      wide
      onClose={onClose}
      buttons={
        <Button cap="Escape" onPress={onClose} testId="transits-close">
          {t('till.movement_close')}
        </Button>
      }
    >
      <p>{t('till.transits_about')}</p>
      <ul className="transits">
        {rows.map((row) => (
          <li key={row.number}>
            <span>
              <strong>
                <Bidi>{formatMad(row.amount)}</Bidi>
              </strong>
              <span className="soft-note">
                <Bidi>{formatDate(row.at)}</Bidi> · <bdi>{row.cashier}</bdi> ·{' '}
                {t(`paper.till.reasons.${row.reason}`)}
              </span>
            </span>
            <Button onPress={() => void confirm(row.number)} testId="transit-confirm">
              {t(`till.transit_confirm_${row.reason === 'float_bought' ? 'float' : 'bank'}`)}
            </Button>
          </li>
        ))}
      </ul>
      {problem !== null && <p className="field-error">{problem}</p>}
    </Dialog>
  )
}
