import { ArrowLeft, KeyRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { pinSchema } from '../../../electron/domain/people'
import { useActions } from '../../actions/use-actions'
import { request } from '../../client'
import { ActionButton } from '../../components/Button'
import { newPinProblem } from '../../components/ChangePinDialog'
import { MainAction } from '../../components/MainAction'
import { PinPad } from '../../components/PinPad'
import { play } from '../../sounds/sounds'
import { useApp } from '../../stores/app'

export interface ChoosePinProps {
  readonly name: string
  /** The one that a supervisor gave. */
  readonly given: string
  /** Back to the names; `words`: why the PIN given is no longer one. */
  readonly onBack: (words: string | null) => void
}

/** Who signs in with a PIN that somebody gave them chooses their own first: typed once, then once more. */
export function ChoosePin({ name, given, onBack }: ChoosePinProps) {
  const { t } = useTranslation()
  const training = useApp((state) => state.boot?.training ?? false)
  const [fresh, setFresh] = useState('')
  const [again, setAgain] = useState('')
  const [second, setSecond] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const typed = second ? again : fresh
  const ready = pinSchema.safeParse(typed).success

  const begin = (why: string): void => {
    play('bad')
    setProblem(why)
    setFresh('')
    setAgain('')
    setSecond(false)
  }
  const next = (): void => {
    const why = fresh === given ? 'errors.pin_same' : newPinProblem(fresh, training)
    if (why === null) {
      setProblem(null)
      setSecond(true)
    } else begin(why)
  }
  const keep = async (): Promise<void> => {
    if (again !== fresh) return begin('signIn.choose_differs')
    setBusy(true)
    try {
      const answer = await request('session.signIn', { name, pin: given, fresh })
      if (answer.ok) useApp.getState().setBoot(answer.boot)
      else if (answer.why === 'pin_weak' || answer.why === 'pin_same') begin(`errors.${answer.why}`)
      else onBack(t('errors.pin_wrong_left', { count: answer.triesLeft }))
    } finally {
      setBusy(false)
    }
  }
  useActions([
    {
      id: 'choose_pin',
      key: 'Enter',
      label: second ? 'signIn.choose_save' : 'signIn.choose_next',
      off: !ready || busy ? 'signIn.type_pin' : null,
      perform: second ? keep : next,
    },
    {
      id: 'choose_back',
      key: 'Escape',
      label: 'signIn.choose_back',
      off: null,
      perform: () => onBack(null),
    },
  ])
  const note =
    problem !== null && typed === ''
      ? t(problem)
      : typed === ''
        ? t('people.pin_rule')
        : t('signIn.typed', { count: typed.length })
  return (
    <div className="sign-in">
      <section className="sign-in-people" aria-labelledby="choose-title">
        <h1 id="choose-title">{t('signIn.choose_title')}</h1>
        <p className="sign-in-lead">{t('signIn.choose_lead', { name })}</p>
        <ActionButton action="choose_back" icon={ArrowLeft} flip testId="choose-back" />
      </section>
      <section className="panel sign-in-pin" aria-label={t('signIn.choose_title')}>
        <PinPad
          label={t(second ? 'signIn.choose_again' : 'signIn.choose_pin')}
          value={typed}
          onChange={second ? setAgain : setFresh}
          note={note}
          wrong={problem !== null && typed === ''}
          testId="choose-input"
        />
        <MainAction action="choose_pin" icon={KeyRound} testId="choose-pin" />
      </section>
    </div>
  )
}
