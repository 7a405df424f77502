import { CircleX, KeyRound, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../../electron/domain/day'
import { formatAmount } from '../../electron/domain/money'
import type { Level, TillStatus } from '../../electron/domain/till'
import { useApp } from '../stores/app'
import { openTill, useTill } from '../stores/till'
import { Bidi } from './Bidi'
import { Button } from './Button'
import { FloatText } from './FloatText'
import { Name } from './Name'
import { StatusDetail } from './StatusDetail'

export interface TillFiguresProps {
  readonly till: TillStatus
  readonly onChangePin: () => void
}

/**
 * E-money, cash, shift and person in the status bar. Cash is hidden during a count, and from a blind till's cashiers;
 * support sees no money.
 */
export function TillFigures({ till, onChangePin }: TillFiguresProps) {
  const { t } = useTranslation()
  const support = useApp((state) => state.boot?.user?.role === 'support')
  const counting = useTill((state) => state.view.name === 'count')
  const onTill = useApp((state) => state.screen === 'till')
  const person = <Shift till={till} onChangePin={onChangePin} />
  if (support) return person
  return (
    <>
      <Figure name="float" level={till.floatLevel}>
        <FloatText float={till.float} />
      </Figure>
      <Figure name="cash" level={till.cashLevel}>
        {counting && onTill ? (
          t('status.cash_counting')
        ) : till.shift === null ? (
          t('status.cash_not_opened')
        ) : till.sums === null ? (
          t('status.cash_hidden')
        ) : (
          <Bidi>{formatAmount(till.sums.expected)}</Bidi>
        )}
      </Figure>
      {person}
    </>
  )
}

interface FigureProps {
  readonly name: 'float' | 'cash'
  readonly level: Level | null
  readonly children: ReactNode
}

/** A figure that opens the till. Low is said by an icon and another word. */
function Figure({ name, level, children }: FigureProps) {
  const { t } = useTranslation()
  const low = level === 'low' || level === 'stop'
  const Icon = level === 'stop' ? CircleX : TriangleAlert
  return (
    <button
      type="button"
      className={low ? 'statusbar-item statusbar-pair statusbar-low' : 'statusbar-item statusbar-pair'}
      data-testid={`status-${name}`}
      data-level={level ?? 'unknown'}
      onClick={openTill}
    >
      <span className="statusbar-soft">
        {low && <Icon aria-hidden className="icon" />}
        {t(low ? `status.${name}_${level}` : `status.${name}`)}
      </span>
      <strong>{children}</strong>
    </button>
  )
}

/** The shift by its number, and who is signed in. */
function Shift({ till, onChangePin }: TillFiguresProps) {
  const { t } = useTranslation()
  const user = useApp((state) => state.boot?.user ?? null)
  const { shift } = till
  const number = shift === null ? null : t('status.shift', { number: shift.number })
  return (
    <span data-testid="status-shift" data-shift={shift?.id ?? ''}>
      <StatusDetail
        className="statusbar-pair"
        testId="signed-in"
        name={
          <>
            <span className="statusbar-soft">{number ?? t('status.no_shift')}</span>
            <strong>
              <Name>{user?.name ?? ''}</Name>
            </strong>
          </>
        }
        title={user?.name ?? ''}
      >
        {(close) => (
          <>
            <p>{t(`role.${user?.role ?? 'cashier'}`)}</p>
            {shift && (
              <p>
                {t('status.shift_detail', {
                  number: shift.number,
                  time: formatTime(shift.openedAt),
                  name: shift.openedBy,
                  holder: shift.holder,
                })}
              </p>
            )}
            <p>{t('status.signed_in')}</p>
            <Button
              icon={KeyRound}
              onPress={() => {
                close()
                onChangePin()
              }}
              testId="change-pin"
            >
              {t('people.change_pin')}
            </Button>
          </>
        )}
      </StatusDetail>
    </span>
  )
}
