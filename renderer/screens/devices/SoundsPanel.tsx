import { Volume2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Devices } from '../../../electron/ipc/contract'
import { request } from '../../client'
import { Button } from '../../components/Button'
import { CheckItem } from '../../components/CheckItem'
import { Panel } from '../../components/Layout'
import { listenTo, type QuietSound, type Sound } from '../../sounds/sounds'
import type { useSupervised } from './use-supervised'

const SWITCHED: readonly (readonly [quiet: QuietSound, sound: Sound])[] = [
  ['scan', 'scan'],
  ['scan_bad', 'bad'],
  ['done', 'done'],
]
const ALWAYS = ['unsure', 'refused'] as const satisfies readonly Sound[]

export interface PartProps {
  readonly devices: Devices
  readonly onChanged: (devices: Devices) => void
  readonly run: ReturnType<typeof useSupervised>['run']
}

/** Each sound with its switch and a way to hear it; doubt and refusal are always heard. */
export function SoundsPanel({ devices, onChanged, run }: PartProps) {
  const { t } = useTranslation()
  const [problem, setProblem] = useState<string | null>(null)
  const { settings } = devices
  const save = async (part: Partial<Devices['settings']>): Promise<void> => {
    const result = await run((approval) =>
      request('devices.save', { settings: { ...settings, ...part }, approval }),
    )
    setProblem(result.kind === 'refused' ? result.words : null)
    if (result.kind === 'done') onChanged(result.value)
  }
  const listen = (sound: Sound) => (
    <Button icon={Volume2} onPress={() => listenTo(sound)} testId={`listen-${sound}`}>
      {t('devices.listen')}
    </Button>
  )
  return (
    <Panel flush className="devices-panel" title={t('devices.sounds')}>
      <div className="sounds">
        <CheckItem checked={settings.sounds} onChange={(sounds) => void save({ sounds })} testId="sounds-all">
          <strong>{t('devices.sounds_all')}</strong>
          {t('devices.sounds_all_about')}
        </CheckItem>
        {SWITCHED.map(([quiet, sound]) => (
          <div key={quiet} className="sound-line">
            <CheckItem
              checked={settings.sounds && !settings.quietSounds.includes(quiet)}
              disabled={!settings.sounds}
              onChange={(on) =>
                void save({
                  quietSounds: on
                    ? settings.quietSounds.filter((one) => one !== quiet)
                    : [...settings.quietSounds, quiet],
                })
              }
              testId={`sound-${quiet}`}
            >
              {t(`devices.sound_${sound}`)}
            </CheckItem>
            {listen(sound)}
          </div>
        ))}
        {ALWAYS.map((sound) => (
          <div key={sound} className="sound-line">
            <p className="sound-always">
              {t(`devices.sound_${sound}`)} <span className="soft-note">{t('devices.sound_always')}</span>
            </p>
            {listen(sound)}
          </div>
        ))}
        {problem !== null && <p className="field-error">{problem}</p>}
      </div>
    </Panel>
  )
}
