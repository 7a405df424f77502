import './fault.css'
import { OctagonX } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Break } from '../../../electron/domain/chain-report'
import { formatDate, formatTimeSeconds } from '../../../electron/domain/day'
import type { Language } from '../../../electron/domain/paper'
import { request } from '../../client'
import { ApprovalDialog } from '../../components/ApprovalDialog'
import { Bidi } from '../../components/Bidi'
import { Button } from '../../components/Button'
import { DiagnosticsPanel } from '../../components/DiagnosticsPanel'
import { Frame } from '../../components/Frame'
import { LanguageSwitch } from '../../components/LanguageSwitch'
import { messageWords } from '../../lib/message-words'
import { useApp } from '../../stores/app'
import { useLeftBehind } from '../../stores/left-behind'

/** Which event of the journal does not fit, how, and what it says it is. */
function BrokenEvent({ broken }: { readonly broken: Break }) {
  const { t } = useTranslation()
  return (
    <div
      className="fault-event"
      data-testid="broken-event"
      data-sequence={broken.sequence}
      data-how={broken.how}
    >
      <p>
        <strong>{t('fault.event', { sequence: broken.sequence })}</strong> {t(`fault.break_${broken.how}`)}
      </p>
      {broken.kind !== null && broken.at !== null && (
        <p className="fault-about">
          <Bidi>{broken.kind}</Bidi>
          {' · '}
          <Bidi>{`${formatDate(broken.at)} ${formatTimeSeconds(broken.at)}`}</Bidi>
        </p>
      )}
    </div>
  )
}

/** Something at start stands in the way of money: what happened, what to do, and the text for support. */
export function FaultScreen() {
  const { t, i18n } = useTranslation()
  const fault = useApp((state) => state.boot?.fault ?? null)
  const language = useApp((state) => state.boot?.language ?? 'fr')
  const [asking, setAsking] = useState(false)
  if (fault === null) return null
  const code = i18n.exists(`fault.${fault.code}_what`) ? fault.code : 'other'
  const speakNow = async (next: Language): Promise<void> =>
    useApp.getState().setBoot(await request('app.language', { language: next }))
  return (
    <Frame barEnd={<LanguageSwitch value={language} onChange={(one) => void speakNow(one)} />}>
      <div className="fault">
        <section
          className="panel panel-edge panel-edge-stop fault-told"
          data-testid="fault"
          data-code={fault.code}
        >
          <header className="operation-head">
            <span className="tile tile-head tile-stop" aria-hidden>
              <OctagonX className="icon" />
            </span>
            <div className="operation-head-words">
              <h1>{t(`fault.${code}`)}</h1>
              <p>{t('fault.lead')}</p>
            </div>
          </header>
          <h2>{t('fault.what')}</h2>
          <p>{t(`fault.${code}_what`)}</p>
          {fault.broken && <BrokenEvent broken={fault.broken} />}
          <h2>{t('fault.do')}</h2>
          <p>{t(`fault.${code}_do`)}</p>
          {code === 'journal_corrupt' && (
            <div>
              <Button onPress={() => setAsking(true)} testId="new-journal">
                {t('fault.new_journal')}
              </Button>
            </div>
          )}
        </section>
        <DiagnosticsPanel before={`${fault.code}: ${fault.detail}`} />
      </div>
      {asking && (
        <ApprovalDialog
          title={t('fault.new_journal_title')}
          confirm={t('fault.new_journal')}
          onClose={() => setAsking(false)}
          onApprove={async (approval) => {
            const answer = await request('app.newJournal', { approval })
            if (!answer.ok) return messageWords(answer.message)
            useLeftBehind.setState({ rows: answer.value.left })
            useApp.getState().setBoot(answer.value.boot)
            return null
          }}
        >
          <p>{t('fault.new_journal_lead')}</p>
        </ApprovalDialog>
      )}
    </Frame>
  )
}
