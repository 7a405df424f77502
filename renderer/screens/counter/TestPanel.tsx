import { FlaskConical } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Direction } from '../../../electron/domain/codes'
import { readTypedAmount } from '../../../electron/domain/money'
import type { Message } from '../../../electron/domain/operation'
import { readPhone } from '../../../electron/domain/phone'
import { groupReference } from '../../../electron/domain/reference'
import { useActions } from '../../actions/use-actions'
import { request } from '../../client'
import { Bidi } from '../../components/Bidi'
import { ActionButton } from '../../components/Button'
import { Field } from '../../components/Field'
import { Panel } from '../../components/Layout'
import { messageWords } from '../../lib/message-words'
import { scanned } from '../../stores/flow'

interface Made {
  readonly direction: Direction
  readonly reference: string
}

/** Chari's own sandbox: makes a reference for a phone and an amount, loads it, and plays the network's part. */
export function TestPanel() {
  const { t } = useTranslation()
  const [phone, setPhone] = useState('')
  const [amount, setAmount] = useState('')
  const [made, setMade] = useState<Made | null>(null)
  const [told, setTold] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const who = readPhone(phone)
  const much = readTypedAmount(amount)
  const off = busy ? 'test.off_busy' : !who.ok || !much.ok || much.value <= 0 ? 'test.off_incomplete' : null

  const act = async (
    ask: () => Promise<{ readonly ok: true } | { readonly ok: false; readonly message: Message }>,
    done: string,
  ) => {
    setBusy(true)
    setTold(null)
    try {
      const answer = await ask()
      setTold(answer.ok ? t(done) : messageWords(answer.message))
    } finally {
      setBusy(false)
    }
  }
  const create = (direction: Direction) =>
    act(async () => {
      if (!who.ok || !much.ok) return { ok: true }
      const answer = await request('panel.createReference', {
        direction,
        phone: who.value,
        amount: much.value,
        scenario: null,
      })
      if (answer.ok) setMade({ direction, reference: answer.value.reference })
      return answer
    }, 'test.created')

  const offMade = made === null ? 'test.off_none' : busy ? 'test.off_busy' : null
  useActions([
    { id: 'test_in', key: 'Alt+1', label: 'test.create_in', off, perform: () => create('cash_in') },
    { id: 'test_out', key: 'Alt+2', label: 'test.create_out', off, perform: () => create('cash_out') },
    {
      id: 'test_load',
      key: 'Alt+3',
      label: 'test.load',
      off: offMade,
      perform: () => (made ? scanned(made.reference) : undefined),
    },
    {
      id: 'test_simulate',
      key: 'Alt+4',
      label: 'test.simulate',
      off: offMade,
      perform: () => (made ? act(() => request('panel.simulate', made), 'test.simulated') : undefined),
    },
  ])
  return (
    <Panel
      flush
      title={t('test.title')}
      icon={<FlaskConical aria-hidden className="icon" />}
      aside={t('test.where')}
    >
      <div className="test-panel">
        <div className="test-fields">
          <Field
            label={t('test.phone')}
            value={phone}
            onChange={setPhone}
            inputMode="tel"
            ltr
            maxLength={20}
          />
          <Field
            label={t('test.amount')}
            value={amount}
            onChange={setAmount}
            inputMode="decimal"
            suffix="MAD"
            ltr
            maxLength={12}
          />
        </div>
        <div className="test-buttons">
          <ActionButton action="test_in" />
          <ActionButton action="test_out" />
        </div>
        <p className="test-made">
          {made === null ? t('test.none') : t(`test.made_${made.direction}`)}{' '}
          {made && (
            <strong>
              <Bidi>{groupReference(made.reference)}</Bidi>
            </strong>
          )}
        </p>
        <div className="test-buttons">
          <ActionButton action="test_load" />
          <ActionButton action="test_simulate" />
        </div>
        <p className="test-told" aria-live="polite">
          {told}
        </p>
      </div>
    </Panel>
  )
}
