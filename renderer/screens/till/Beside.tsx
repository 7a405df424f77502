import {
  ArrowDownToLine,
  ArrowUpFromLine,
  CircleHelp,
  Landmark,
  type LucideIcon,
  RefreshCw,
} from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Centimes, formatAmount, formatMad } from '../../../electron/domain/money'
import type { Level, TillStatus } from '../../../electron/domain/till'
import { Bidi } from '../../components/Bidi'
import { Button } from '../../components/Button'
import { FloatSource, FloatText } from '../../components/FloatText'
import { Panel } from '../../components/Layout'
import { LevelTag } from '../../components/LevelTag'
import { FloatDialog } from './FloatDialog'
import { TransitsDialog } from './TransitsDialog'

/** The e-money, what the next customer can be served, and the money and promises beside the drawer. */
export function Beside({ till }: { readonly till: TillStatus }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState<'float' | 'transits' | null>(null)
  const { beside, float, serves } = till
  const rows: readonly (readonly [key: string, amount: Centimes])[] = [
    ['counter', beside.counter],
    ['aside', beside.aside],
    ['due', beside.due],
    ['change_due', beside.changeDue],
    ['owed', beside.owed],
    ['safe', beside.safe],
    ['transit', beside.transit],
  ]
  const shown = rows.filter(([, amount]) => amount !== 0)
  return (
    <>
      <Panel
        className="till-float"
        title={t('float.name')}
        aside={
          <Button icon={RefreshCw} kind="quiet" onPress={() => setAsking('float')} testId="float-state">
            {t('float.state')}
          </Button>
        }
      >
        <p className="till-float-value" data-testid="till-float" data-source={float.source}>
          <FloatText float={float} unit />
          <LevelTag level={till.floatLevel} />
        </p>
        <p className="soft-note">
          <FloatSource float={float} />
        </p>
      </Panel>
      <Panel title={t('till.next_customer')}>
        <dl className="till-serves">
          <Serves
            icon={ArrowDownToLine}
            tone="in"
            name={t('till.serves_in')}
            upTo={serves.cashIn}
            hidden={false}
            level={till.floatLevel}
          />
          <Serves
            icon={ArrowUpFromLine}
            tone="out"
            name={t('till.serves_out')}
            upTo={serves.cashOut}
            closed={till.shift === null}
            hidden={till.hidden}
            level={till.cashLevel}
          />
        </dl>
      </Panel>
      <Panel
        className="till-beside"
        title={t('till.beside')}
        aside={
          beside.transit !== 0 && (
            <Button icon={Landmark} kind="quiet" onPress={() => setAsking('transits')} testId="transits">
              {t('till.transits_open')}
            </Button>
          )
        }
      >
        {shown.length === 0 ? (
          <p className="till-note">{t('till.beside_none')}</p>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: on a low screen these rows must scroll by keyboard
          <section className="till-beside-rows" tabIndex={0} aria-label={t('till.beside')}>
            <table className="till-sums">
              <caption className="sr-only">{t('till.beside')}</caption>
              <tbody>
                {shown.map(([key, amount]) => (
                  <tr key={key}>
                    <th scope="row">{t(`till.${key}`)}</th>
                    <td>
                      <Bidi>{formatAmount(amount)}</Bidi>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
      </Panel>
      {asking === 'float' && <FloatDialog float={float} onClose={() => setAsking(null)} />}
      {asking === 'transits' && <TransitsDialog onClose={() => setAsking(null)} />}
    </>
  )
}

interface ServesProps {
  readonly icon: LucideIcon
  readonly tone: 'in' | 'out'
  readonly name: string
  readonly upTo: Centimes | null
  readonly hidden: boolean
  /** No shift is open: no drawer to pay from. */
  readonly closed?: boolean
  readonly level: Level | null
}

function Serves({ icon: Icon, tone, name, upTo, hidden, closed = false, level }: ServesProps) {
  const { t } = useTranslation()
  return (
    <div>
      <span className={`tile tile-row tile-${tone}`} aria-hidden>
        <Icon className="icon" />
      </span>
      <dt>{name}</dt>
      <dd>
        {closed ? (
          <span className="soft-note">{t('till.serves_closed')}</span>
        ) : upTo !== null ? (
          <Bidi>{formatMad(upTo)}</Bidi>
        ) : hidden ? (
          level === 'ok' || level === null ? (
            t('till.serves_hidden')
          ) : (
            <LevelTag level={level} />
          )
        ) : (
          <span className="soft-note">
            <CircleHelp aria-hidden className="icon" />
            {t('till.serves_unknown')}
          </span>
        )}
      </dd>
    </div>
  )
}
