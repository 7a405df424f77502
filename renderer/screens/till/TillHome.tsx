import './till.css'
import {
  Archive,
  ArrowLeft,
  ArrowLeftRight,
  ArrowRight,
  type CircleCheck,
  EyeOff,
  ReceiptText,
  X,
} from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MOVEMENT_KINDS } from '../../../electron/domain/closing'
import { formatTime } from '../../../electron/domain/day'
import type { Movement, OpenShift, TillStatus } from '../../../electron/domain/till'
import { run } from '../../actions/registry'
import type { Key } from '../../actions/types'
import { useAction, useActions } from '../../actions/use-actions'
import { useMainFocus } from '../../actions/use-main-focus'
import { request } from '../../client'
import { ActionRow } from '../../components/ActionRow'
import { Amount } from '../../components/Amount'
import { Bidi } from '../../components/Bidi'
import { ActionButton, Button } from '../../components/Button'
import { KeyCap } from '../../components/KeyCap'
import { DuoLayout, Panel } from '../../components/Layout'
import { MainAction } from '../../components/MainAction'
import { Paper } from '../../components/Paper'
import { messageWords } from '../../lib/message-words'
import { useApp } from '../../stores/app'
import { home } from '../../stores/flow'
import { show, startCount, tell, useTill } from '../../stores/till'
import { Beside } from './Beside'
import { MovementDialog } from './MovementDialog'
import { MovementList } from './MovementList'
import { MOVEMENT_LOOK } from './movement-look'
import { linesOf, signed } from './Sums'
import { useTillPaper } from './use-till-paper'

/** The cash of the shift: what the drawer should hold, what lies beside it, and the verbs of the till. */
export function TillHome({ till }: { readonly till: TillStatus }) {
  const { t } = useTranslation()
  const { shift } = till
  const printer = useApp((state) => state.status?.printer.transport ?? 'none')
  const me = useApp((state) => state.boot?.user?.name)
  const told = useTill((state) => state.told)
  const [opened, setOpened] = useState<Movement | null>(null)
  const [reading, setReading] = useState(false)
  const main = useMainFocus('till_main')
  const x = useTillPaper(reading && shift ? { what: 'x', shift: shift.id } : null)
  const noShift = shift === null ? 'keys.off_no_shift' : null
  const stopped = shift?.forgotten ? 'keys.off_forgotten' : noShift
  const readX = async (): Promise<void> => {
    if (shift === null) return
    setReading(true)
    if (printer === 'none') return tell('till.x_on_screen')
    const answer = await request('till.printX', { shift: shift.id })
    tell(answer.ok ? 'till.x_printed' : 'till.said', answer.ok ? {} : { words: messageWords(answer.message) })
  }
  useActions([
    reading
      ? { id: 'x_close', key: 'Escape', label: 'till.x_close', off: null, perform: () => setReading(false) }
      : { id: 'till_back', key: 'Escape', label: 'till.back', off: null, perform: home },
    { id: 'till_x', key: 'F7', label: 'till.x', short: 'keys.reading', off: noShift, perform: readX },
    ...MOVEMENT_KINDS.map((movement, index) => ({
      id: `till_${movement}`,
      key: `Alt+${index + 1}` as Key,
      label: `till.verb_${movement}`,
      off: stopped,
      perform: () => show({ name: 'movement', movement }),
    })),
    {
      id: 'till_hand_over',
      key: 'Alt+5',
      label: 'till.verb_hand_over',
      off:
        stopped ??
        (till.drawers === 'each'
          ? 'till.off_own_drawer'
          : shift?.holder === me
            ? null
            : 'till.off_not_holder'),
      perform: () => shift && startCount(shift, 'hand_over'),
    },
    {
      id: 'till_closings',
      key: 'Alt+6',
      label: 'till.closings',
      off: null,
      perform: () => show({ name: 'closings' }),
    },
    shift === null
      ? { id: 'till_main', key: 'Enter', label: 'till.go_open', off: null, perform: home }
      : {
          id: 'till_main',
          key: 'Enter',
          label: shift.counted === 'closing' ? 'till.go_on_closing' : 'till.go_close',
          off: null,
          perform: () => startCount(shift, 'closing'),
        },
  ])
  return (
    <>
      <DuoLayout
        side={reading && x ? <Paper laid={x} /> : <Beside till={till} />}
        row={
          <ActionRow
            start={
              <>
                <ActionButton action="till_back" icon={ArrowLeft} flip size="main" />
                <ActionButton action="x_close" icon={X} size="main" testId="x-close" />
                <ActionButton action="drawer" icon={Archive} size="main" testId="drawer-open" />
                <ActionButton action="till_x" icon={ReceiptText} size="main" testId="till-x" />
              </>
            }
            middle={
              <p className="rule rule-soft" role="status" data-testid="till-told">
                {told && t(told.key, told.values)}
              </p>
            }
            end={<MainAction ref={main} action="till_main" testId="till-main" />}
          />
        }
      >
        <div className="till-work">
          <Panel className="till">
            <header className="till-head">
              <div>
                <h1>{t('till.title')}</h1>
                <p>{shift ? <ShiftLine shift={shift} /> : t('till.no_shift')}</p>
              </div>
              <Holds till={till} />
            </header>
            {till.sums && (
              <dl className="till-cells">
                {linesOf(till.sums).map(({ key, amount, sign }) => (
                  <div key={key}>
                    <dt>{t(`till.sum_${key}`)}</dt>
                    <dd>
                      <Bidi>{signed(amount, sign)}</Bidi>
                    </dd>
                  </div>
                ))}
              </dl>
            )}
            <OtherShifts till={till} />
          </Panel>
          <div className="till-verbs">
            {MOVEMENT_KINDS.map((movement) => (
              <Verb
                key={movement}
                action={`till_${movement}`}
                icon={MOVEMENT_LOOK[movement].icon}
                tone={MOVEMENT_LOOK[movement].tone}
              />
            ))}
            {till.drawers === 'shared' && <Verb action="till_hand_over" icon={ArrowLeftRight} tone="plain" />}
          </div>
          <MovementList shift={shift?.id ?? null} onOpen={setOpened} />
        </div>
      </DuoLayout>
      {opened && <MovementDialog movement={opened} onClose={() => setOpened(null)} />}
    </>
  )
}

/** When it was opened, by whom, and who has the drawer now. */
function ShiftLine({ shift }: { readonly shift: OpenShift }) {
  const { t } = useTranslation()
  return t(shift.holder === shift.openedBy ? 'till.shift_line' : 'till.shift_line_held', {
    number: shift.number,
    time: formatTime(shift.openedAt),
    name: shift.openedBy,
    holder: shift.holder,
  })
}

/** What the drawer should hold; a blind till says that it does not say it. */
function Holds({ till }: { readonly till: TillStatus }) {
  const { t } = useTranslation()
  if (till.sums)
    return (
      <div className="till-holds">
        <p>{t('till.expected_now')}</p>
        <Amount value={till.sums.expected} size="amount" testId="till-expected" />
      </div>
    )
  if (till.hidden && till.shift)
    return (
      <div className="till-holds till-hidden" data-testid="till-hidden">
        <p>
          <EyeOff aria-hidden className="icon" />
          {t('till.set_blind')}
        </p>
        <p className="till-note">{t('till.blind_about')}</p>
      </div>
    )
  return (
    <div className="till-holds">
      <p>{t('till.left_in_drawer')}</p>
      {till.carried !== null && <Amount value={till.carried} size="amount" testId="till-carried" />}
    </div>
  )
}

/** Drawers of others that are open: a supervisor counts and closes one that its cashier forgot. */
function OtherShifts({ till }: { readonly till: TillStatus }) {
  const { t } = useTranslation()
  const supervisor = useApp((state) => state.boot?.user?.role === 'supervisor')
  if (till.others.length === 0) return null
  return (
    <ul className="till-others">
      {till.others.map((shift) => (
        <li key={shift.id}>
          <span>
            <ShiftLine shift={shift} />
          </span>
          {supervisor && (
            <Button icon={ArrowRight} flip onPress={() => void startCount(shift, 'closing')}>
              {t('till.count_and_close')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

interface VerbProps {
  readonly action: string
  readonly icon: typeof CircleCheck
  readonly tone: 'in' | 'out' | 'plain'
}

/** A verb of the till: icon, word, key. */
function Verb({ action: id, icon: Icon, tone }: VerbProps) {
  const { t } = useTranslation()
  const action = useAction(id)
  if (!action) return null
  return (
    <button
      type="button"
      className="till-verb"
      disabled={action.off !== null}
      title={action.off === null ? undefined : t(action.off)}
      data-testid={id.replaceAll('_', '-')}
      onClick={() => run(id)}
    >
      <span className="till-verb-top">
        <span className={`tile tile-row tile-${tone}`} aria-hidden>
          <Icon className="icon" />
        </span>
        {action.key && <KeyCap of={action.key} />}
      </span>
      <span>{t(action.label)}</span>
    </button>
  )
}
