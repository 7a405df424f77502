import { Monitor, Network, Printer, Unplug } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { request } from '../../../client'
import { Button } from '../../../components/Button'
import { ChoiceCards } from '../../../components/ChoiceCards'
import { Field } from '../../../components/Field'
import { CheckLine } from '../CheckLine'
import { firstProblem, printerOf, problemsOf } from '../draft'
import { StepHead } from './StepHead'
import type { StepProps } from './step-props'

const TRANSPORTS = [
  { value: 'none', icon: Unplug },
  { value: 'virtual', icon: Monitor },
  { value: 'tcp', icon: Network },
] as const

type Test = 'idle' | 'busy' | 'confirmed' | 'sent' | 'failed'

export function DevicesStep({ draft, context, change, problem, touch }: StepProps) {
  const { t } = useTranslation()
  const [test, setTest] = useState<Test>('idle')
  const { printer } = draft
  const set = (part: Partial<typeof printer>): void => {
    change({ printer: { ...printer, ...part } })
    setTest('idle')
  }
  const tryIt = async (): Promise<void> => {
    setTest('busy')
    const answer = await request('printer.test', printerOf(draft))
    setTest(!answer.ok ? 'failed' : answer.value.confirmed ? 'confirmed' : 'sent')
  }
  const ready = firstProblem(problemsOf('devices', draft, context)) === null
  return (
    <>
      <StepHead title={t('setup.devices_title')}>{t('setup.devices_lead')}</StepHead>
      <ChoiceCards
        label={t('setup.printer')}
        choices={TRANSPORTS.map(({ value, icon }) => ({
          value,
          icon,
          title: t(`setup.printer_${value}`),
          about: t(`setup.printer_${value}_about`),
        }))}
        value={printer.transport}
        autoFocus
        testId="setup-printer"
        onChange={(transport) => set({ transport })}
      />
      {printer.transport === 'tcp' && (
        <div className="setup-two setup-two-wide">
          <Field
            label={t('setup.printer_host')}
            ltr
            value={printer.host}
            hint={t('setup.printer_host_hint')}
            error={problem('printerHost')}
            testId="setup-printer-host"
            onChange={(host) => {
              set({ host })
              touch('printerHost')
            }}
          />
          <Field
            label={t('setup.printer_port')}
            ltr
            inputMode="numeric"
            maxLength={5}
            value={printer.port}
            error={problem('printerPort')}
            testId="setup-printer-port"
            onChange={(port) => {
              set({ port })
              touch('printerPort')
            }}
          />
        </div>
      )}
      {printer.transport !== 'none' && (
        <>
          <ChoiceCards
            label={t('setup.paper')}
            small
            choices={(['58', '80'] as const).map((width) => ({
              value: width,
              title: t('setup.paper_mm', { width }),
            }))}
            value={printer.paper === 58 ? '58' : '80'}
            testId="setup-paper"
            onChange={(width) => set({ paper: width === '58' ? 58 : 80 })}
          />
          <div className="check-line-row">
            <Button
              icon={Printer}
              disabled={!ready || test === 'busy'}
              onPress={() => void tryIt()}
              testId="setup-printer-test"
            >
              {t(test === 'busy' ? 'setup.printer_testing' : 'setup.printer_test')}
            </Button>
            {test !== 'idle' && test !== 'busy' && (
              <CheckLine tone={test === 'failed' ? 'stop' : 'ok'} fact={t(`setup.printer_test_${test}`)} />
            )}
          </div>
        </>
      )}
    </>
  )
}
