import './till.css'
import { Archive, Calculator, Eraser, Hourglass, LayoutGrid } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDate, formatTime } from '../../../electron/domain/day'
import { formatMad, readTypedAmount, subtract } from '../../../electron/domain/money'
import type { Message } from '../../../electron/domain/operation'
import type { OpeningProposal } from '../../../electron/domain/till'
import type { RequestInput } from '../../../electron/ipc/contract'
import { useActions } from '../../actions/use-actions'
import { useMainFocus } from '../../actions/use-main-focus'
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
import { askFloat, backHome, refreshStatus, useTill } from '../../stores/till'
import { CountGrid } from './CountGrid'
import { countOf, NO_COUNT, runningTotal } from './count-draft'
import { differenceKey } from './Difference'
import { NO_REASON, reasonWords } from './difference-reason'
import { OpeningFloat } from './OpeningFloat'
import { ReasonFields } from './ReasonFields'
import { useApproval } from './use-approval'
import { useCountDraft } from './use-count-draft'

/** Begins a shift: Enter takes what the last closing left, so that a shop serves at once; counting is offered. */
export function OpeningScreen() {
  const [proposal, setProposal] = useState<OpeningProposal | null>(null)
  const name = useApp((state) => state.boot?.user?.name)
  useEffect(() => {
    if (name === undefined) return
    let here = true
    void request('till.proposal', { drawer: null }).then((answer) => {
      if (here) setProposal(answer)
    })
    return () => {
      here = false
    }
  }, [name])
  return proposal === null ? null : <Opening key={proposal.drawer} proposal={proposal} />
}

type OpeningInput = RequestInput<'till.open'>

function Opening({ proposal }: { readonly proposal: OpeningProposal }) {
  const { t } = useTranslation()
  const { draft, setDraft, forget } = useCountDraft(proposal.drawer, 'opening')
  const answered = useTill((state) => state.float)
  const [floatText, setFloatText] = useState('')
  const [refused, setRefused] = useState<Message | null>(null)
  const [reason, setReason] = useState(NO_REASON)
  const [busy, setBusy] = useState(false)
  const approval = useApproval()
  const [act] = useState(createAct)
  const main = useMainFocus('shift_open')
  useEffect(() => void askFloat(), [])

  const read = countOf(draft)
  const proposed = !read.ok && read.error === 'empty'
  const count = read.ok ? read.value : { total: proposal.carried, lines: null }
  const total = proposed ? proposal.carried : runningTotal(draft)
  const difference = proposal.first ? 0 : subtract(total, proposal.carried)
  const asks = refused?.code === 'reason_needed' || refused?.code === 'supervisor_needed'
  const supervised = refused?.code === 'supervisor_needed'
  const typedFloat = floatText.trim() === '' ? null : readTypedAmount(floatText)
  const words = reasonWords(reason, t)

  const off = busy
    ? 'till.off_busy'
    : !read.ok && !proposed
      ? 'till.off_unreadable'
      : typedFloat?.ok === false
        ? 'till.off_float'
        : asks && difference !== 0 && words === null
          ? 'till.off_reason'
          : supervised && difference !== 0 && !approval.ready
            ? 'till.off_pin'
            : null

  const change = (next: typeof draft): void => {
    setRefused(null)
    setDraft(next)
  }
  const open = async (): Promise<void> => {
    const float: OpeningInput['float'] = typedFloat?.ok
      ? { source: 'typed', amount: typedFloat.value }
      : { source: answered?.state === 'told' ? 'read' : 'unknown' }
    const input = { drawer: null, count, float, reason: difference === 0 ? null : words }
    setBusy(true)
    try {
      const answer = await request('till.open', { openId: act(input), ...input, approval: approval.given })
      if (!answer.ok) {
        play('bad')
        approval.clear()
        return setRefused(answer.message)
      }
      forget()
      backHome()
      await refreshStatus()
    } finally {
      setBusy(false)
    }
  }
  useActions([
    { id: 'shift_open', key: 'Enter', label: 'till.open_with', off, perform: open },
    {
      id: 'count_clear',
      key: 'Escape',
      label: 'till.count_clear',
      off: proposed ? 'till.off_nothing_typed' : null,
      perform: () => {
        change(NO_COUNT)
        main.current?.focus()
      },
    },
    {
      id: 'count_way',
      key: 'Alt+1',
      label: draft.total === null ? 'till.total_only' : 'till.by_denomination',
      off: null,
      perform: () => change(draft.total === null ? { quantities: {}, total: '' } : NO_COUNT),
    },
  ])
  return (
    <DuoLayout
      side={
        <Panel className="count-side">
          <Head proposal={proposal} />
          <div className="count-sum">
            <p className="small-label">
              {t(
                !proposed
                  ? 'till.counted_total'
                  : proposal.first
                    ? 'till.sum_opening'
                    : 'till.left_in_drawer',
              )}
            </p>
            <Amount value={total} size="amount" testId="count-sum" />
            {!proposed && difference !== 0 && (
              <p className="count-gap">
                {t(`till.gap_${differenceKey(subtract(total, proposal.carried))}`, {
                  amount: formatMad(subtract(total, proposal.carried)).replace('\u2212', ''),
                })}
              </p>
            )}
          </div>
          {asks && difference !== 0 ? (
            <ReasonFields
              asked
              reason={reason}
              onReason={setReason}
              approval={supervised ? approval : null}
              autoFocus
            />
          ) : (
            <OpeningFloat
              proposal={proposal}
              answered={answered}
              text={floatText}
              error={typedFloat?.ok === false ? t('till.amount_bad') : null}
              onText={setFloatText}
            />
          )}
        </Panel>
      }
      row={
        <ActionRow
          start={
            <>
              <ActionButton
                action="count_way"
                icon={draft.total === null ? Calculator : LayoutGrid}
                size="main"
                testId="count-way"
              />
              {!proposed && (
                <ActionButton action="count_clear" icon={Eraser} size="main" testId="count-clear" />
              )}
            </>
          }
          middle={
            refused ? (
              <Refusal message={refused} />
            ) : (
              <Rule icon={busy ? Hourglass : Archive} reason={off === null || busy ? null : t(off)}>
                {t('till.open_rule')}
              </Rule>
            )
          }
          end={
            <MainAction
              ref={main}
              action="shift_open"
              values={{ amount: formatMad(total) }}
              sending={busy}
              testId="shift-open"
            />
          }
        />
      }
    >
      <Panel className="count-panel">
        <CountGrid draft={draft} onChange={change} onDone={() => main.current?.focus()} />
      </Panel>
    </DuoLayout>
  )
}

/** Who opens, and what the last closing left, and who counted it. */
function Head({ proposal }: { readonly proposal: OpeningProposal }) {
  const { t } = useTranslation()
  const name = useApp((state) => state.boot?.user?.name ?? '')
  const { last, first } = proposal
  return (
    <header className="count-head">
      <h1>{t('till.opening_title')}</h1>
      <p>{t('till.opening_of', { name })}</p>
      <p className="count-last">
        {last
          ? t('till.last_closing', {
              z: last.z,
              date: formatDate(last.closedAt),
              time: formatTime(last.closedAt),
              name: last.closedBy,
              counted: formatMad(last.counted.total),
              left: formatMad(last.left),
            })
          : t(first ? 'till.opening_first' : 'till.opening_carried', { amount: formatMad(proposal.carried) })}
      </p>
    </header>
  )
}
