import { Monitor, Network, Printer, Unplug, Usb } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceFound } from '../../../../electron/domain/devices'
import { request } from '../../../client'
import { Button } from '../../../components/Button'
import { ChoiceCards } from '../../../components/ChoiceCards'
import { Field } from '../../../components/Field'
import { nameOfPrinter } from '../../devices/device-words'
import { printerOfFound } from '../../devices/found-printer'
import { useDevices } from '../../devices/use-devices'
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

/** A choice by its line, or by the device itself where one is plugged in. */
type Choice = (typeof TRANSPORTS)[number]['value'] | 'kept' | `found-${number}`

/** Printers that are plugged in now; a serial port may be anything, and is left to the settings. */
function usePlugged(): readonly DeviceFound[] {
  const { devices } = useDevices()
  return (devices?.found ?? []).filter(({ use, access }) => use === 'printer' && access === 'ok')
}

export function DevicesStep({ draft, context, change, problem, touch }: StepProps) {
  const { t } = useTranslation()
  const [test, setTest] = useState<Test>('idle')
  const { printer } = draft
  const plugged = usePlugged()
  const chosen = plugged.findIndex(({ id }) => id === printer.device)
  const byLine = TRANSPORTS.find(({ value }) => value === printer.transport)?.value
  const choice: Choice = byLine ?? (chosen < 0 ? 'kept' : `found-${chosen}`)
  const choose = (value: Choice): void => {
    const found = plugged[Number(value.replace('found-', ''))]
    const line = TRANSPORTS.find((one) => one.value === value)?.value
    if (line !== undefined) set({ transport: line, device: '', name: '' })
    else if (found) {
      const { transport, device, name, profile } = printerOfFound(found)
      set({ transport, device, name, profile })
    }
  }
  const set = (part: Partial<typeof printer>): void => {
    change({ printer: { ...printer, ...part } })
    setTest('idle')
  }
  const tryIt = async (): Promise<void> => {
    setTest('busy')
    const answer = await request('printer.test', { printer: printerOf(draft), what: 'page' })
    setTest(!answer.ok ? 'failed' : answer.value.confirmed ? 'confirmed' : 'sent')
  }
  const ready = firstProblem(problemsOf('devices', draft, context)) === null
  return (
    <>
      <StepHead title={t('setup.devices_title')}>{t('setup.devices_lead')}</StepHead>
      <ChoiceCards
        label={t('setup.printer')}
        choices={[
          ...TRANSPORTS.map(({ value, icon }) => ({
            value,
            icon,
            title: t(`setup.printer_${value}`),
            about: t(`setup.printer_${value}_about`),
          })),
          ...plugged.map((found, index) => ({
            value: `found-${index}` as const,
            icon: Usb,
            title: found.name,
            about: t('setup.printer_found_about', { line: t(`devices.line_${found.transport}`) }),
          })),
          ...(choice === 'kept'
            ? [
                {
                  value: choice,
                  icon: Printer,
                  title: nameOfPrinter(t, printerOf(draft)),
                  about: t(`devices.line_${printer.transport}`),
                },
              ]
            : []),
        ]}
        value={choice}
        autoFocus
        testId="setup-printer"
        onChange={choose}
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
