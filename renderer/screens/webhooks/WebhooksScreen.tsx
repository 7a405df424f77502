import './webhooks.css'
import { ArrowLeft, BellRing } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDate, formatTime } from '../../../electron/domain/day'
import { isShopAddress, isWebhookKey } from '../../../electron/domain/webhook'
import type { RequestOutput } from '../../../electron/ipc/contract'
import { useActions } from '../../actions/use-actions'
import { on, request } from '../../client'
import { ActionRow, Rule } from '../../components/ActionRow'
import { ActionButton } from '../../components/Button'
import { CheckItem } from '../../components/CheckItem'
import { Facts } from '../../components/Facts'
import { Field } from '../../components/Field'
import { Panel } from '../../components/Layout'
import { MainAction } from '../../components/MainAction'
import { Skeleton } from '../../components/Skeleton'
import { useApp } from '../../stores/app'
import { useSupervised } from '../devices/use-supervised'
import { SettingsLayout } from '../settings/SettingsLayout'
import { IncomingPanel } from './IncomingPanel'

type Webhooks = RequestOutput<'webhooks.read'>

/** Whether Chari may tell this terminal of things by itself, where it listens, and what it has heard. */
export function WebhooksScreen() {
  const go = useApp((state) => state.go)
  const [webhooks, setWebhooks] = useState<Webhooks | null>(null)
  useEffect(() => {
    let here = true
    const read = async (): Promise<void> => {
      const answer = await request('webhooks.read', {})
      if (here) setWebhooks(answer)
    }
    void read()
    const stop = on('webhooks', () => void read())
    return () => {
      here = false
      stop()
    }
  }, [])
  useActions([
    { id: 'webhooks_back', key: 'Escape', label: 'till.back', off: null, perform: () => go('counter') },
  ])
  return (
    <SettingsLayout current="webhooks">
      {webhooks === null ? <Skeleton rows={4} /> : <Form webhooks={webhooks} onSaved={setWebhooks} />}
    </SettingsLayout>
  )
}

function Form({
  webhooks,
  onSaved,
}: {
  readonly webhooks: Webhooks
  readonly onSaved: (webhooks: Webhooks) => void
}) {
  const { t } = useTranslation()
  const { run, dialog } = useSupervised()
  const { settings, keySet } = webhooks
  const [draft, setDraft] = useState({ ...settings, port: String(settings.port) })
  const [key, setKey] = useState('')
  const [told, setTold] = useState<string | null>(null)
  const port = /^\d{1,5}$/.test(draft.port) ? Number(draft.port) : 0
  const problems = {
    address: isShopAddress(draft.address) ? null : t('errors.webhook_address_bad'),
    port: port >= 1 && port <= 65_535 ? null : t('webhooks.port_bad'),
    key: key === '' || isWebhookKey(key) ? null : t('errors.webhook_key_bad'),
  }
  const same =
    key === '' && draft.on === settings.on && draft.address === settings.address && port === settings.port
  const wrong = Object.values(problems).some((problem) => problem !== null)
  const off = wrong ? 'till.off_settings' : same ? 'till.off_same' : null
  const change = (part: Partial<typeof draft>): void => {
    setDraft({ ...draft, ...part })
    setTold(null)
  }
  const save = async (): Promise<void> => {
    const result = await run((approval) =>
      request('webhooks.save', {
        settings: { on: draft.on, address: draft.address, port },
        key,
        approval,
      }),
    )
    if (result.kind === 'left') return
    if (result.kind === 'refused') return setTold(result.words)
    setKey('')
    setTold(t('till.settings_saved'))
    onSaved(result.value)
  }
  useActions([{ id: 'webhooks_save', key: 'Enter', label: 'till.settings_save', off, perform: save }])
  return (
    <>
      <div className="webhooks-two">
        <Panel className="webhooks-set" title={t('webhooks.title')}>
          <CheckItem checked={draft.on} onChange={(on) => change({ on })} testId="webhooks-on">
            <strong>{t('webhooks.on')}</strong> {t('webhooks.on_about')}
          </CheckItem>
          <div className="setup-two">
            <Field
              label={t('webhooks.address')}
              hint={t('webhooks.address_hint')}
              ltr
              maxLength={60}
              value={draft.address}
              error={problems.address}
              testId="webhooks-address"
              onChange={(address) => change({ address })}
            />
            <Field
              label={t('webhooks.port')}
              ltr
              inputMode="numeric"
              maxLength={5}
              value={draft.port}
              error={problems.port}
              testId="webhooks-port"
              onChange={(text) => change({ port: text })}
            />
          </div>
          <Field
            label={t('webhooks.key')}
            hint={t(keySet ? 'webhooks.key_set' : 'webhooks.key_hint')}
            ltr
            type="password"
            maxLength={256}
            value={key}
            error={problems.key}
            testId="webhooks-key"
            onChange={(text) => {
              setKey(text)
              setTold(null)
            }}
          />
        </Panel>
        <div className="webhooks-heard">
          <Panel title={t('webhooks.state')}>
            <Status webhooks={webhooks} />
          </Panel>
          <IncomingPanel />
        </div>
      </div>
      <ActionRow
        start={<ActionButton action="webhooks_back" icon={ArrowLeft} flip size="main" />}
        middle={
          <Rule icon={BellRing} reason={off === null || told !== null ? null : t(off)}>
            <span role="status" data-testid="settings-told">
              {told}
            </span>
          </Rule>
        }
        end={<MainAction action="webhooks_save" testId="settings-save" />}
      />
      {dialog}
    </>
  )
}

/** How the receiver stands: where it listens or why not, and what it has heard. */
function Status({ webhooks: { status } }: { readonly webhooks: Webhooks }) {
  const { t } = useTranslation()
  const at = (time: string | null): string =>
    time === null ? t('webhooks.never') : `${formatDate(time)} ${formatTime(time)}`
  return (
    <div className="webhooks-status" data-testid="webhooks-status" data-state={status.state}>
      <p className="webhooks-state">
        {status.code === null ? t(`webhooks.state_${status.state}`) : t(`webhooks.why_${status.code}`)}
      </p>
      <Facts
        facts={[
          status.url === null ? null : { label: t('webhooks.url'), value: <bdi dir="ltr">{status.url}</bdi> },
          { label: t('webhooks.last'), value: <bdi dir="ltr">{at(status.lastHeardAt)}</bdi> },
          {
            label: t('webhooks.counts'),
            value: t('webhooks.counted', {
              kept: status.kept,
              repeated: status.repeated,
              refused: status.refused,
            }),
          },
          status.lastRefusal === null
            ? null
            : {
                label: t('webhooks.refusal'),
                value: `${t(`webhooks.refused_${status.lastRefusal.why}`)} ${formatTime(status.lastRefusal.at)}`,
              },
        ]}
      />
    </div>
  )
}
