import { useTranslation } from 'react-i18next'
import type { DrawerSums, KindTotals } from '../../../electron/domain/closing'
import { type Centimes, centimes, formatAmount, type Sign } from '../../../electron/domain/money'
import { Bidi } from '../../components/Bidi'

interface Line {
  readonly key: string
  readonly amount: Centimes
  readonly sign: Sign
  /** Shown also where it is nothing. */
  readonly always: boolean
}

const LINES: readonly (readonly [key: keyof DrawerSums, sign: Sign, always: boolean])[] = [
  ['opening', 'none', true],
  ['cashIn', 'plus', true],
  ['cashOut', 'minus', true],
  ['change', 'minus', false],
  ['paidIn', 'plus', false],
  ['paidOut', 'minus', false],
  ['safe', 'minus', false],
  ['bank', 'minus', false],
]

/** The rows that add up to what a drawer should hold, in their order; those that are nothing are left out. */
export function linesOf(sums: DrawerSums): readonly Line[] {
  const lines = LINES.map(([key, sign, always]) => ({ key, amount: sums[key], sign, always }))
  const differences: Line = {
    key: 'differences',
    amount: sums.differences,
    sign: sums.differences < 0 ? 'minus' : 'plus',
    always: false,
  }
  return [...lines, differences].filter(({ amount, always }) => always || amount !== 0)
}

/** `+1 200,00`, `−300,00`: the drawer's view; nothing has no sign. */
export const signed = (amount: Centimes, sign: Sign): string =>
  formatAmount(centimes(Math.abs(amount)), amount === 0 ? 'none' : sign)

export interface SumsTableProps {
  readonly sums: DrawerSums
  /** How many operations of each kind, where that is known. */
  readonly kinds?: readonly KindTotals[]
}

/** From the fund to what the drawer should hold, one signed row each. */
export function SumsTable({ sums, kinds = [] }: SumsTableProps) {
  const { t } = useTranslation()
  const countOf = (key: string): number | null => {
    const kind = key === 'cashIn' ? 'cash_in' : key === 'cashOut' ? 'cash_out' : null
    return kinds.find((one) => one.kind === kind)?.count ?? null
  }
  return (
    <table className="till-sums">
      <caption className="sr-only">{t('till.sums')}</caption>
      <tbody>
        {linesOf(sums).map(({ key, amount, sign }) => {
          const count = countOf(key)
          return (
            <tr key={key}>
              <th scope="row">
                {t(`till.sum_${key}`)}
                {count !== null && (
                  <>
                    {' '}
                    <Bidi>({count})</Bidi>
                  </>
                )}
              </th>
              <td>
                <Bidi>{signed(amount, sign)}</Bidi>
              </td>
            </tr>
          )
        })}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('till.sum_expected')}</th>
          <td>
            <Bidi>{formatAmount(sums.expected)}</Bidi>
          </td>
        </tr>
      </tfoot>
    </table>
  )
}
