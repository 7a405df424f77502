import {
  Banknote,
  Check,
  CircleHelp,
  CircleMinus,
  Hourglass,
  type LucideIcon,
  OctagonX,
  UserCheck,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../../electron/domain/day'
import { formatAmount } from '../../electron/domain/money'
import type { OperationRow as Row } from '../../electron/domain/operation'
import { walletName } from '../lib/operation-text'
import { Bidi } from './Bidi'
import { DirectionTile } from './DirectionTile'
import { Tag, type Tone } from './Tag'

interface Look {
  readonly tone: Tone
  readonly icon: LucideIcon
  readonly word: string
}

/** How the state of an operation is told in one tag: done and paid differ by their word. */
export function lookOf(row: Pick<Row, 'state' | 'direction' | 'cash'>): Look {
  switch (row.state) {
    case 'completed':
      if (row.direction !== 'cash_out') return { tone: 'ok', icon: Check, word: 'state.completed' }
      if (row.cash === 'due') return { tone: 'unsure', icon: Banknote, word: 'state.to_pay' }
      if (row.cash === 'owed') return { tone: 'unsure', icon: Banknote, word: 'state.owed' }
      return { tone: 'ok', icon: Check, word: 'state.paid' }
    case 'refused':
      return { tone: 'stop', icon: OctagonX, word: 'state.refused' }
    // What the page of a bank said is no state of money: it is to be checked, like any other doubt.
    case 'unsure':
    case 'accepted':
    case 'declined':
    case 'abandoned':
      return { tone: 'unsure', icon: CircleHelp, word: 'state.unsure' }
    case 'review':
      return { tone: 'unsure', icon: UserCheck, word: 'state.review' }
    case 'intent':
    case 'sent':
      return { tone: 'neutral', icon: Hourglass, word: 'state.sent' }
    case 'challenge':
      return { tone: 'neutral', icon: Hourglass, word: 'state.challenge' }
    default:
      return { tone: 'neutral', icon: CircleMinus, word: `state.${row.state}` }
  }
}

/** The state of an operation: colour, icon and word. */
export function StateTag({
  row,
  bare = false,
}: {
  readonly row: Pick<Row, 'state' | 'direction' | 'cash'>
  readonly bare?: boolean
}) {
  const { t } = useTranslation()
  const look = lookOf(row)
  return (
    <Tag tone={look.tone} icon={look.icon} bare={bare}>
      {t(look.word)}
    </Tag>
  )
}

const SIGNS = { cash_in: 'plus', cash_out: 'minus', card: 'none' } as const
const NOT_MOVED: ReadonlySet<Row['state']> = new Set(['refused', 'not_sent', 'not_done', 'elsewhere'])

/** Drawer's view: `+` in, `−` out; unknown money in brackets and regular, money that did not move struck through. */
export function SignedAmount({ row }: { readonly row: Pick<Row, 'state' | 'direction' | 'amount'> }) {
  // No cash of the drawer moves by card.
  const text = formatAmount(row.amount, SIGNS[row.direction])
  if (row.state === 'completed')
    return (
      <bdi dir="ltr" className="signed">
        {text}
      </bdi>
    )
  if (!NOT_MOVED.has(row.state)) return <bdi dir="ltr" className="signed signed-unknown">{`(${text})`}</bdi>
  return (
    <bdi dir="ltr" className="signed signed-not">
      <s>{text}</s>
    </bdi>
  )
}

/** One operation of a list: tile, who, when and what, signed amount, state. */
export function OperationRow({ row, onPress }: { readonly row: Row; readonly onPress: () => void }) {
  const { t } = useTranslation()
  return (
    <button type="button" className="operation-row" onClick={onPress}>
      <DirectionTile direction={row.direction} />
      <span className="operation-row-who">
        <span className="operation-row-name" dir="auto">
          {walletName(row) ?? t('counter.no_name')}
        </span>
        <span className="operation-row-what">
          <Bidi>{formatTime(row.createdAt)}</Bidi> · {t(`direction.${row.direction}`)}
        </span>
      </span>
      <span className="operation-row-money">
        <SignedAmount row={row} />
        <StateTag row={row} bare />
      </span>
    </button>
  )
}
