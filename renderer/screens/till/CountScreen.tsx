import './till.css'
import {
  Archive,
  ArrowLeft,
  Calculator,
  Check,
  CircleHelp,
  EyeOff,
  LayoutGrid,
  RotateCcw,
} from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '../../../electron/domain/operation'
import type { CountPurpose, OpenShift, SealedCount } from '../../../electron/domain/till'
import { useActions } from '../../actions/use-actions'
import { request } from '../../client'
import { ActionRow, Rule } from '../../components/ActionRow'
import { Amount } from '../../components/Amount'
import { ActionButton } from '../../components/Button'
import { DuoLayout, Panel } from '../../components/Layout'
import { MainAction } from '../../components/MainAction'
import { Refusal } from '../../components/Refusal'
import { createAct } from '../../lib/act'
import { play } from '../../sounds/sounds'
import { useApp } from '../../stores/app'
import { backHome, refreshStatus, show } from '../../stores/till'
import { CountGrid } from './CountGrid'
import { countOf, draftOf, NO_COUNT, runningTotal } from './count-draft'
import { useCountDraft } from './use-count-draft'

/** Longer than two pushes of a key that bounces: the end of the column is not the wish to seal it. */
const ARRIVED_MS = 400

export interface CountScreenProps {
  readonly shift: OpenShift
  readonly purpose: CountPurpose
  /** The count that is made again; null: the first. */
  readonly again: SealedCount | null
  /** Why it begins anew; null: it does not. */
  readonly message: Message | null
}

/** The drawer counted blind: what it should hold is shown once the count is sealed. */
export function CountScreen({ shift, purpose, again, message }: CountScreenProps) {
  const { t } = useTranslation()
  const [first] = useState(() => (again === null ? NO_COUNT : draftOf(again.counted)))
  const { draft, setDraft, leave, forget } = useCountDraft(shift.id, purpose, first)
  const unsettled = useApp((state) => state.status?.queue.unsettled ?? 0)
  const [refused, setRefused] = useState<Message | null>(message)
  const [busy, setBusy] = useState(false)
  const [act] = useState(createAct)
  const main = useRef<HTMLButtonElement>(null)
  const arrived = useRef(0)

  const Why = again === null ? EyeOff : RotateCcw
  const read = countOf(draft)
  const off = busy ? 'till.off_busy' : read.ok ? null : `till.off_${read.error}`
  const seal = async (): Promise<void> => {
    if (!read.ok || performance.now() - arrived.current < ARRIVED_MS) return
    setBusy(true)
    try {
      const input = { shift: shift.id, purpose, count: read.value }
      const answer = await request('till.count', { countId: act(input), ...input })
      if (!answer.ok) {
        play('bad')
        return setRefused(answer.message)
      }
      forget()
      await refreshStatus()
      show({ name: 'sealed', shift, sealed: answer.value })
    } finally {
      setBusy(false)
    }
  }
  useActions([
    { id: 'count_seal', key: 'Enter', label: 'till.count_seal', off, perform: seal },
    {
      id: 'count_back',
      key: 'Escape',
      label: 'till.back',
      off: null,
      perform: () => {
        leave()
        backHome()
      },
    },
    {
      id: 'count_way',
      key: 'Alt+1',
      label: draft.total === null ? 'till.total_only' : 'till.by_denomination',
      off: null,
      perform: () => setDraft(draft.total === null ? { quantities: {}, total: '' } : NO_COUNT),
    },
  ])
  return (
    <DuoLayout
      side={
        <Panel className="count-side">
          <header className="count-head">
            <h1>{t('till.count_title')}</h1>
            <p>{t(`till.count_for_${purpose}`, { number: shift.number, name: shift.holder })}</p>
          </header>
          <div className="count-sum">
            <p className="small-label">{t('till.counted_total')}</p>
            <Amount value={runningTotal(draft)} size="amount" testId="count-sum" />
          </div>
          <div className="count-blind">
            <p>
              <Why aria-hidden className="icon" />
              {t(again === null ? 'till.blind' : 'till.recounting')}
            </p>
            <p>{t(again === null ? 'till.blind_about' : 'till.recounting_about')}</p>
          </div>
          <p className={unsettled > 0 ? 'count-queue count-queue-on' : 'count-queue'}>
            {unsettled > 0 ? (
              <CircleHelp aria-hidden className="icon" />
            ) : (
              <Check aria-hidden className="icon" />
            )}
            {unsettled > 0 ? t('till.queue', { count: unsettled }) : t('till.queue_none')}
          </p>
        </Panel>
      }
      row={
        <ActionRow
          start={
            <>
              <ActionButton action="count_back" icon={ArrowLeft} flip size="main" testId="count-back" />
              <ActionButton action="drawer" icon={Archive} size="main" testId="drawer-open" />
              <ActionButton
                action="count_way"
                icon={draft.total === null ? Calculator : LayoutGrid}
                size="main"
                testId="count-way"
              />
            </>
          }
          middle={
            refused ? (
              <Refusal message={refused} />
            ) : (
              <Rule reason={off === null || busy ? null : t(off)}>{null}</Rule>
            )
          }
          end={<MainAction ref={main} action="count_seal" sending={busy} testId="count-seal" />}
        />
      }
    >
      <Panel className="count-panel">
        <CountGrid
          draft={draft}
          autoFocus
          onChange={(next) => {
            setRefused(null)
            setDraft(next)
          }}
          onDone={() => {
            arrived.current = performance.now()
            main.current?.focus()
          }}
        />
      </Panel>
    </DuoLayout>
  )
}
