import { useTranslation } from 'react-i18next'
import type { PrinterSettings, Transport } from '../../../electron/domain/devices'
import { Button } from '../../components/Button'
import { Field } from '../../components/Field'
import { SelectField } from '../../components/SelectField'
import type { EditorFieldsProps } from './PrinterEditor'

const TRANSPORTS = [
  'tcp',
  'usb',
  'device',
  'serial',
  'spooler',
  'file',
  'virtual',
] as const satisfies Transport[]
const FLOWS = ['none', 'rtscts', 'xonxoff'] as const satisfies PrinterSettings['flow'][]

/** How a printer is reached, with the fields of that line alone. */
export function LineFields({ draft, devices, change, problem }: EditorFieldsProps) {
  const { t } = useTranslation()
  const { transport } = draft
  return (
    <>
      <SelectField
        label={t('devices.transport')}
        value={transport}
        options={[
          ...(transport === 'none' ? [{ value: 'none', words: t('devices.line_none') }] : []),
          ...TRANSPORTS.map((value) => ({ value, words: t(`devices.line_${value}`) })),
        ]}
        testId="editor-transport"
        onChange={(text) => {
          const value = TRANSPORTS.find((one) => one === text)
          if (value !== undefined) change({ transport: value, device: '' })
        }}
      />
      {transport === 'tcp' && (
        <div className="setup-two setup-two-wide">
          <Field
            label={t('setup.printer_host')}
            hint={t('devices.host_hint')}
            ltr
            value={draft.host}
            maxLength={120}
            error={problem('host')}
            testId="editor-host"
            onChange={(host) => change({ host }, 'host')}
          />
          <Field
            label={t('setup.printer_port')}
            ltr
            inputMode="numeric"
            maxLength={5}
            value={draft.port}
            error={problem('port')}
            testId="editor-port"
            onChange={(port) => change({ port }, 'port')}
          />
        </div>
      )}
      {transport !== 'tcp' && transport !== 'virtual' && transport !== 'none' && (
        <DeviceField draft={draft} devices={devices} change={change} problem={problem} />
      )}
      {transport === 'serial' && (
        <div className="setup-two">
          <Field
            label={t('devices.baud')}
            ltr
            inputMode="numeric"
            maxLength={6}
            value={draft.baud}
            error={problem('baud')}
            hint={t('devices.baud_hint')}
            testId="editor-baud"
            onChange={(baud) => change({ baud }, 'baud')}
          />
          <SelectField
            label={t('devices.flow')}
            value={draft.flow}
            options={FLOWS.map((value) => ({ value, words: t(`devices.flow_${value}`) }))}
            testId="editor-flow"
            onChange={(value) => change({ flow: FLOWS.find((flow) => flow === value) ?? 'none' })}
          />
        </div>
      )}
    </>
  )
}

/** The device, queue or path: what is plugged in is one push, anything else is typed. */
function DeviceField({ draft, devices, change, problem }: EditorFieldsProps) {
  const { t } = useTranslation()
  const { transport } = draft
  const there = devices.found.filter((found) => found.transport === transport && found.use !== 'scanner')
  return (
    <div className="device-choice">
      <Field
        label={t(`devices.device_${transport}`)}
        hint={t(`devices.device_hint_${transport}`)}
        ltr
        maxLength={300}
        value={draft.device}
        error={problem('device')}
        testId="editor-device"
        onChange={(device) => change({ device }, 'device')}
      />
      {there.length > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset would put a frame around a line of buttons
        <div className="device-choices" role="group" aria-label={t('devices.found')}>
          {there.map((found) => (
            <Button
              key={found.id}
              pressed={found.id === draft.device}
              onPress={() =>
                change(
                  {
                    device: found.id,
                    ...(found.profile === null ? {} : { profile: found.profile }),
                    ...(draft.name === '' ? { name: found.name.slice(0, 60) } : {}),
                  },
                  'device',
                )
              }
            >
              <bdi>{found.name}</bdi>
            </Button>
          ))}
        </div>
      )}
    </div>
  )
}
