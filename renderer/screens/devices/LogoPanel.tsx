import { Check, ImageUp, Trash2, X } from 'lucide-react'
import { type ChangeEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Devices, RequestOutput } from '../../../electron/ipc/contract'
import { request } from '../../client'
import { Button } from '../../components/Button'
import { Panel } from '../../components/Layout'
import { base64Of } from '../../lib/base64'
import type { PartProps } from './SoundsPanel'

type Tried = RequestOutput<'devices.logoPreview'>
type Picture = Extract<Tried, { ok: true }>['value']

/** The largest file that is read at all, in bytes; as base64 it still fits the contract. */
const MOST_BYTES = 4 * 1024 * 1024

interface Trial {
  readonly png: string
  readonly picture: Picture
}

/** The shop's logo: a PNG, shown dot by dot as it prints before it is kept. */
export function LogoPanel({ devices, onChanged, run }: PartProps) {
  const { t, i18n } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const [trial, setTrial] = useState<Trial | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const badWords = (reason: string): string =>
    i18n.exists(`devices.logo_bad_${reason}`) ? t(`devices.logo_bad_${reason}`) : t('devices.logo_bad')

  const choose = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = event.target.files?.[0]
    // The same file may be chosen again after it was mended.
    event.target.value = ''
    if (!file) return
    setTrial(null)
    if (file.size > MOST_BYTES) return setProblem(t('devices.logo_bad_too_heavy'))
    const png = await base64Of(file)
    const tried = await request('devices.logoPreview', { png })
    setProblem(tried.ok ? null : badWords(String(tried.message.params.detail ?? '')))
    if (tried.ok) setTrial({ png, picture: tried.value })
  }
  const save = async (png: string | null): Promise<void> => {
    const result = await run<Devices>((approval) => request('devices.logo', { png, approval }))
    if (result.kind === 'refused') return setProblem(badWords(result.field))
    if (result.kind === 'left') return
    setProblem(null)
    setTrial(null)
    onChanged(result.value)
  }
  const shown = trial?.picture ?? devices.logo
  return (
    <Panel flush className="devices-panel" title={t('devices.logo')} aside={t('devices.logo_lead')}>
      <div className="logo">
        <div
          className="logo-paper"
          data-testid="logo-shown"
          data-state={trial ? 'trial' : shown ? 'kept' : 'none'}
        >
          {shown === null ? (
            <p>{t('devices.logo_none')}</p>
          ) : (
            <img src={shown.url} width={shown.width} height={shown.height} alt={t('devices.logo_alt')} />
          )}
        </div>
        <div className="logo-words">
          <p>{t(trial ? 'devices.logo_trial' : shown ? 'devices.logo_kept' : 'devices.logo_about')}</p>
          {problem !== null && (
            <p className="field-error" role="alert">
              {problem}
            </p>
          )}
          <div className="device-tests">
            <input
              ref={input}
              type="file"
              accept="image/png"
              hidden
              data-testid="logo-file"
              onChange={(event) => void choose(event)}
            />
            {trial ? (
              <>
                <Button kind="primary" icon={Check} onPress={() => void save(trial.png)} testId="logo-keep">
                  {t('devices.logo_keep')}
                </Button>
                <Button icon={X} onPress={() => setTrial(null)} testId="logo-leave">
                  {t('devices.logo_leave')}
                </Button>
              </>
            ) : (
              <>
                <Button icon={ImageUp} onPress={() => input.current?.click()} testId="logo-choose">
                  {t(shown ? 'devices.logo_change' : 'devices.logo_choose')}
                </Button>
                {shown !== null && (
                  <Button icon={Trash2} kind="quiet" onPress={() => void save(null)} testId="logo-remove">
                    {t('devices.remove')}
                  </Button>
                )}
              </>
            )}
          </div>
        </div>
      </div>
    </Panel>
  )
}
