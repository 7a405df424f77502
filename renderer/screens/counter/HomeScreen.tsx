import { ScanBarcode } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useActions } from '../../actions/use-actions'
import { Keypad } from '../../components/Keypad'
import { SplitLayout } from '../../components/Layout'
import { ReferenceField } from '../../components/ReferenceField'
import { TypeSwitch } from '../../components/TypeSwitch'
import { messageWords } from '../../lib/message-words'
import { useApp } from '../../stores/app'
import { useCounter } from '../../stores/counter'
import { chooseWant, home, lookUp, typeReference } from '../../stores/flow'
import { PapersPanel } from '../papers/PapersPanel'
import { LatestPanel } from './LatestPanel'
import { PracticePanel } from './PracticePanel'
import { TestPanel } from './TestPanel'
import { UnsettledCard } from './UnsettledCard'
import { UnsettledPanel } from './UnsettledPanel'

/** Home: the reference field is the hero; a digit typed anywhere lands in it. */
export function HomeScreen() {
  const { t } = useTranslation()
  const { reference, want, lookingUp, message, refocus } = useCounter()
  const environment = useApp((state) => state.boot?.environment)
  const training = useApp((state) => state.boot?.training ?? false)
  const virtual = useApp((state) => state.status?.printer.transport === 'virtual')
  useActions([
    {
      id: 'look_up',
      key: 'Enter',
      label: 'home.search',
      off: reference.trim() === '' ? 'home.off_empty' : lookingUp ? 'home.off_looking_up' : null,
      perform: () => lookUp(reference, 'typed'),
    },
    { id: 'clear', key: 'Escape', label: 'home.clear', off: null, perform: home },
  ])
  return (
    <SplitLayout
      side={
        training && virtual ? (
          <PapersPanel title={t('papers.title')} />
        ) : (
          <>
            {environment === 'sandbox' && <UnsettledCard />}
            <LatestPanel />
          </>
        )
      }
    >
      <div className="home-head">
        <h1>{t('home.title')}</h1>
        <p className="home-scanner">
          <ScanBarcode aria-hidden className="icon" />
          {t('home.scanner_ready')}
        </p>
      </div>
      <ReferenceField
        value={reference}
        onChange={typeReference}
        busy={lookingUp}
        refocus={refocus}
        message={message && { code: message.code, text: messageWords(message) }}
      />
      <TypeSwitch want={want} onChange={chooseWant} />
      <div className="home-lower">
        <Keypad
          order="calculator"
          onDigit={(digit) => typeReference(reference + digit)}
          onClear={() => typeReference('')}
          onErase={() => typeReference(reference.slice(0, -1))}
        />
        {training ? <PracticePanel /> : environment === 'sandbox' ? <TestPanel /> : <UnsettledPanel />}
      </div>
    </SplitLayout>
  )
}
