import './till.css'
import { Archive, ArrowLeft, Pencil, Printer } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Centimes, formatAmount, type Sign, ZERO } from '../../../electron/domain/money'
import type { Status } from '../../../electron/ipc/contract'
import { useActions } from '../../actions/use-actions'
import { request } from '../../client'
import { ActionRow } from '../../components/ActionRow'
import { Amount } from '../../components/Amount'
import { ActionButton } from '../../components/Button'
import { DuoLayout, Panel } from '../../components/Layout'
import { useApp } from '../../stores/app'
import { DrawerDialog } from './DrawerDialog'
import { OpeningDialog } from './OpeningDialog'

/** The day's cash: what the drawer should hold, what lies beside it, what is promised. */
export function TillScreen() {
  const { t } = useTranslation()
  const go = useApp((state) => state.go)
  const till = useApp((state) => state.status?.till ?? null)
  const printer = useApp((state) => state.status?.printer.transport ?? 'none')
  const [dialog, setDialog] = useState<'opening' | 'drawer' | null>(null)
  const [told, setTold] = useState<string | null>(null)
  const opened = till !== null && till.opening !== null
  const print = async (): Promise<void> => {
    await request('till.printSlip', {})
    setTold(t('till.printed'))
  }
  useActions([
    { id: 'till_back', key: 'Escape', label: 'till.back', off: null, perform: () => go('counter') },
    {
      id: 'till_drawer',
      key: 'Ctrl+T',
      label: 'till.open_drawer',
      off: printer === 'none' ? 'printer.none' : null,
      perform: () => setDialog('drawer'),
    },
    ...(till !== null && !opened
      ? [
          {
            id: 'till_opening',
            key: 'Enter' as const,
            label: 'till.opening_type',
            off: null,
            perform: () => setDialog('opening'),
          },
        ]
      : []),
    {
      id: 'till_print',
      key: 'F7',
      label: 'till.print',
      short: 'keys.day_slip',
      off: printer === 'none' ? 'printer.none' : null,
      perform: print,
    },
  ])
  if (till === null) return null
  return (
    <>
      <DuoLayout
        side={<Beside till={till} />}
        row={
          <ActionRow
            start={
              <>
                <ActionButton action="till_back" icon={ArrowLeft} flip size="main" />
                <ActionButton action="till_drawer" icon={Archive} size="main" testId="drawer-open" />
                <ActionButton action="till_print" icon={Printer} size="main" testId="till-print" />
              </>
            }
            middle={
              <p className="rule rule-soft" role="status">
                {told}
              </p>
            }
            end={
              <ActionButton
                action="till_opening"
                kind="primary"
                icon={Pencil}
                size="main"
                testId="till-opening"
              />
            }
          />
        }
      >
        <Drawer till={till} />
      </DuoLayout>
      {dialog === 'opening' && <OpeningDialog onClose={() => setDialog(null)} />}
      {dialog === 'drawer' && (
        <DrawerDialog
          onClose={(opening) => {
            setDialog(null)
            if (opening) setTold(t('drawer.opened'))
          }}
        />
      )}
    </>
  )
}

type TillFacts = Status['till']

/** `2026-06-16` gives `16/06/2026`. */
const dayText = (day: string): string => day.split('-').reverse().join('/')

function Drawer({ till }: { readonly till: TillFacts }) {
  const { t } = useTranslation()
  return (
    <Panel className="till">
      <header className="till-head">
        <h1>{t('till.title')}</h1>
        <p>{t('till.day', { date: dayText(till.day) })}</p>
      </header>
      <table className="till-sums">
        <caption className="sr-only">{t('till.drawer')}</caption>
        <tbody>
          <Line name={t('till.opening')} amount={till.opening} none={t('till.opening_none')} />
          <Line name={t('till.cash_in')} amount={till.cashIn} sign="plus" />
          <Line name={t('till.cash_out')} amount={till.cashOut} sign="minus" />
          <Line name={t('till.change')} amount={till.change} sign="minus" />
        </tbody>
      </table>
      <div className="till-expected">
        <p>{t('till.expected')}</p>
        <Amount value={till.expected} size="hero" testId="till-expected" />
      </div>
    </Panel>
  )
}

function Beside({ till }: { readonly till: TillFacts }) {
  const { t } = useTranslation()
  return (
    <>
      <Panel edge="unsure" title={t('till.beside')}>
        <p className="till-note">{t('till.beside_about')}</p>
        <table className="till-sums">
          <caption className="sr-only">{t('till.beside')}</caption>
          <tbody>
            <Line name={t('till.aside')} amount={till.aside} />
            <Line name={t('till.counter')} amount={till.counter} />
          </tbody>
        </table>
      </Panel>
      <Panel title={t('till.promises')}>
        <p className="till-note">{t('till.promises_about')}</p>
        <table className="till-sums">
          <caption className="sr-only">{t('till.promises')}</caption>
          <tbody>
            <Line name={t('till.due')} amount={till.due} />
            <Line name={t('till.change_due')} amount={till.changeDue} />
            <Line name={t('till.owed')} amount={till.owed} />
          </tbody>
        </table>
      </Panel>
    </>
  )
}

interface LineProps {
  readonly name: string
  /** null: not known, said by `none`. */
  readonly amount: Centimes | null
  readonly sign?: Sign
  readonly none?: string
}

function Line({ name, amount, sign = 'none', none = '' }: LineProps) {
  const bare = amount === null ? null : ((amount < 0 ? -amount : amount) as Centimes)
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        {bare === null ? (
          <span className="soft-note">{none}</span>
        ) : (
          <bdi dir="ltr">{formatAmount(bare, bare === ZERO ? 'none' : sign)}</bdi>
        )}
      </td>
    </tr>
  )
}
