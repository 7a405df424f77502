import { ArrowLeft, Hourglass, type LucideIcon } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMad } from '../../../electron/domain/money'
import { useActions } from '../../actions/use-actions'
import { ActionRow, Rule } from '../../components/ActionRow'
import { ActionButton } from '../../components/Button'
import { clockText } from '../../components/Countdown'
import { MainAction } from '../../components/MainAction'
import { Refusal } from '../../components/Refusal'
import type { Step } from '../../stores/counter'
import { back, confirm, confirmBlock } from '../../stores/flow'

export interface ConfirmRowProps {
  readonly step: Extract<Step, { name: 'quote' }>
  readonly icon: LucideIcon
}

/** Back, the rule or what is missing, and the one button that moves money. Going out, all of it is locked. */
export function ConfirmRow({ step, icon }: ConfirmRowProps) {
  const { t } = useTranslation()
  const { quote, sending, message } = step
  const block = confirmBlock(step)
  useActions([
    {
      id: 'confirm',
      key: 'Enter',
      label: quote.direction === 'cash_in' ? 'counter.confirm_in' : 'counter.confirm_out',
      off: block,
      perform: confirm,
    },
    {
      id: 'back',
      key: 'Escape',
      label: 'counter.back',
      off: sending ? 'counter.off_sending' : null,
      perform: back,
    },
  ])
  return (
    <ActionRow
      start={<ActionButton action="back" size="main" icon={ArrowLeft} flip testId="cancel" />}
      middle={
        sending ? (
          <Waiting sentAtMs={step.sentAtMs} />
        ) : message ? (
          <Refusal message={message} />
        ) : (
          <Rule icon={icon} reason={block === null ? null : t(block)}>
            {t(`counter.rule_${quote.direction}`)}
          </Rule>
        )
      }
      end={
        <MainAction
          action="confirm"
          tone={quote.direction === 'cash_in' ? 'in' : 'action'}
          values={{ amount: formatMad(quote.amount) }}
          sending={sending}
          testId="confirm"
        />
      }
    />
  )
}

/** The clock is shown after two seconds; after ten, what to tell the customer. */
function Waiting({ sentAtMs }: { readonly sentAtMs: number | null }) {
  const { t } = useTranslation()
  const [nowMs, setNowMs] = useState(() => performance.now())
  useEffect(() => {
    const timer = setInterval(() => setNowMs(performance.now()), 250)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.floor((nowMs - (sentAtMs ?? nowMs)) / 1_000)
  if (seconds < 2) return null
  return (
    <Rule icon={Hourglass} reason={seconds >= 10 ? t('counter.waiting_long') : null}>
      {t('counter.waiting', { time: clockText(seconds) })}
    </Rule>
  )
}
