import '../devices/devices.css'
import '../setup/setup.css'
import './tariff.css'
import { Coins, Percent } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OperationKind } from '../../../electron/domain/closing'
import type { TariffVersion } from '../../../electron/domain/tariff'
import type { RequestOutput } from '../../../electron/ipc/contract'
import { useActions } from '../../actions/use-actions'
import { request } from '../../client'
import { Skeleton } from '../../components/Skeleton'
import { useApp } from '../../stores/app'
import { useSupervised } from '../devices/use-supervised'
import { SettingsLayout } from '../settings/SettingsLayout'
import { CommissionsTab } from './CommissionsTab'
import { RemoveVersionDialog } from './RemoveVersionDialog'
import { SheetPreview } from './SheetPreview'
import { TariffEditor } from './TariffEditor'
import { TariffList } from './TariffList'

export type TariffRead = RequestOutput<'tariff.read'>

/** A version being altered, or a new one that begins with the bands of `like`. */
interface Editing {
  readonly kind: OperationKind
  readonly version: TariffVersion | null
  readonly like: TariffVersion | null
}

const TABS = [
  { tab: 'tariff', icon: Percent },
  { tab: 'commissions', icon: Coins },
] as const
type Tab = (typeof TABS)[number]['tab']

/** What operations cost and earn: the table by kind and date, and what was earned with it. */
export function TariffScreen() {
  const [tab, setTab] = useState<Tab>('tariff')
  const [read, set] = useTariff()
  const [editing, setEditing] = useState<Editing | null>(null)
  const [removing, setRemoving] = useState<TariffVersion | null>(null)
  const { run, dialog } = useSupervised()
  if (read === null)
    return (
      <SettingsLayout current="tariff">
        <Skeleton rows={5} />
      </SettingsLayout>
    )
  return (
    <>
      {editing ? (
        <SettingsLayout current="tariff">
          <TariffEditor
            {...editing}
            read={read}
            onSave={async (from, bands) => {
              const { kind } = editing
              const result = await run((approval) =>
                request('tariff.save', { kind, from, bands: [...bands], approval }),
              )
              if (result.kind !== 'done') return result.kind === 'left' ? '' : result.words
              set(result.value)
              setEditing(null)
              return null
            }}
            onClose={() => setEditing(null)}
          />
        </SettingsLayout>
      ) : (
        <SettingsLayout
          current="tariff"
          preview={tab === 'tariff' ? <SheetPreview rules={read.rules} /> : null}
        >
          <Tabs tab={tab} onChoose={setTab} />
          {tab === 'tariff' ? (
            <TariffList
              read={read}
              onAdd={(kind, like) => setEditing({ kind, version: null, like })}
              onEdit={(version) => setEditing({ kind: version.kind, version, like: version })}
              onRemove={setRemoving}
            />
          ) : (
            <CommissionsTab today={read.today} />
          )}
        </SettingsLayout>
      )}
      {removing && (
        <RemoveVersionDialog
          version={removing}
          onRemove={async () => {
            const { kind, from } = removing
            const result = await run((approval) => request('tariff.remove', { kind, from, approval }))
            if (result.kind !== 'done') return result.kind === 'left' ? '' : result.words
            set(result.value)
            setRemoving(null)
            return null
          }}
          onClose={() => setRemoving(null)}
        />
      )}
      {dialog}
    </>
  )
}

/** The table as it is now; null until read. */
function useTariff() {
  const [read, set] = useState<TariffRead | null>(null)
  useEffect(() => {
    let here = true
    void request('tariff.read', {}).then((now) => {
      if (here) set(now)
    })
    return () => {
      here = false
    }
  }, [])
  return [read, set] as const
}

function Tabs({ tab, onChoose }: { readonly tab: Tab; readonly onChoose: (tab: Tab) => void }) {
  const { t } = useTranslation()
  const go = useApp((state) => state.go)
  useActions([
    { id: 'settings_back', key: 'Escape', label: 'till.back', off: null, perform: () => go('counter') },
  ])
  return (
    <fieldset className="type-switch tariff-tabs">
      <legend className="sr-only">{t('tariff.show')}</legend>
      {TABS.map(({ tab: one, icon: Icon }) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === tab}
          data-testid={`tariff-tab-${one}`}
          onClick={() => onChoose(one)}
        >
          <Icon aria-hidden className="icon" />
          {t(`tariff.tab_${one}`)}
        </button>
      ))}
    </fieldset>
  )
}
