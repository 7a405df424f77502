import type { Message } from '../../domain/operation'
import { isWebhookKey, webhookSettingsSchema } from '../../domain/webhook'
import type { People } from '../../people/types'
import type { Settings, Vault } from '../../settings/types'
import type { Receiver } from '../../webhooks/receiver'
import type { Handlers } from '../server'
import type { Session } from '../session'
import { supervised } from '../supervised'

type Names = 'webhooks.read' | 'webhooks.save' | 'webhooks.incoming'

export interface WebhookHandlersDeps {
  readonly session: Session
  readonly people: () => People
  readonly settings: () => Settings
  readonly setSettings: (settings: Settings, by?: string) => void
  readonly noteChange: (key: string, before: unknown, after: unknown, by?: string) => void
  readonly vault: () => Pick<Vault, 'get' | 'set'>
  readonly receiver: () => Receiver
}

const no = (code: Message['code']): { readonly ok: false; readonly message: Message } => ({
  ok: false,
  message: { code, params: {} },
})

/** Requests about what Chari tells by itself. */
export function webhookHandlers(deps: WebhookHandlersDeps): Pick<Handlers, Names> {
  const keySet = (): boolean => deps.vault().get('webhookKey') !== null
  const read = () => ({
    settings: deps.settings().webhooks,
    keySet: keySet(),
    status: deps.receiver().status(),
  })

  return {
    'webhooks.read': read,
    'webhooks.save': async ({ settings, key: typed, approval }) => {
      const by = await supervised(deps, approval, 'webhooks.save')
      if (!by.ok) return { ok: false, message: by.error }
      const wanted = webhookSettingsSchema.safeParse(settings)
      if (!wanted.success) return no('webhook_address_bad')
      const key = typed.trim()
      if (key !== '' && !isWebhookKey(key)) return no('webhook_key_bad')
      if (wanted.data.on && key === '' && !keySet()) return no('webhook_key_needed')
      if (key !== '') {
        const had = keySet()
        await deps.vault().set('webhookKey', key)
        // That it is another is told; what it is or was stands nowhere.
        deps.noteChange('webhookKey', had ? 'old' : null, 'new', by.value)
      }
      deps.setSettings({ ...deps.settings(), webhooks: wanted.data }, by.value)
      await deps.receiver().follow()
      return { ok: true, value: read() }
    },
    'webhooks.incoming': ({ cursor, limit }) => {
      const page = deps.receiver().incoming(cursor, limit)
      return { rows: [...page.rows], cursor: page.cursor }
    },
  }
}
