import { CalendarClock, CalendarX, Check, PencilLine, Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { OperationKind } from '../../../electron/domain/closing'
import { type TariffVersion, versionsOf } from '../../../electron/domain/tariff'
import { Button } from '../../components/Button'
import { Panel } from '../../components/Layout'
import { Tag } from '../../components/Tag'
import { dayText } from '../../lib/typed-day'
import { BandAmounts, PriceWords } from './PriceWords'
import type { TariffRead } from './TariffScreen'

export interface TariffListProps {
  readonly read: TariffRead
  /** `like`: the version that a new one begins with. */
  readonly onAdd: (kind: OperationKind, like: TariffVersion | null) => void
  readonly onEdit: (version: TariffVersion) => void
  readonly onRemove: (version: TariffVersion) => void
}

const COUNTER = ['cash_in', 'cash_out'] as const

/** The table, a kind under the other, newest version first. Cards stand there once a table names them. */
export function TariffList({ read, ...acts }: TariffListProps) {
  const cards = read.rules.some(({ kind }) => kind === 'card')
  return (
    <div className="settings-scroll">
      {[...COUNTER, ...(cards ? (['card'] as const) : [])].map((kind) => (
        <KindPanel key={kind} kind={kind} read={read} {...acts} />
      ))}
    </div>
  )
}

function KindPanel({ kind, read, onAdd, ...acts }: TariffListProps & { readonly kind: OperationKind }) {
  const { t } = useTranslation()
  const versions = versionsOf(read.rules, kind)
  return (
    <Panel
      flush
      className="devices-panel"
      title={t(`tariff.kind_${kind}`)}
      aside={
        <Button
          icon={Plus}
          kind="quiet"
          label={t('tariff.add_of', { kind: t(`tariff.kind_${kind}`) })}
          onPress={() => onAdd(kind, versions[0] ?? null)}
          testId={`tariff-add-${kind}`}
        >
          {t('tariff.add')}
        </Button>
      }
    >
      {versions.length === 0 && <p className="devices-empty">{t('tariff.none')}</p>}
      {versions.map((version) => (
        <Version key={version.from} version={version} today={read.today} {...acts} />
      ))}
    </Panel>
  )
}

/** past: over. now: holds today. coming: may still be altered. */
const standing = ({ from, until }: TariffVersion, today: string): 'past' | 'now' | 'coming' =>
  from > today ? 'coming' : until !== null && until < today ? 'past' : 'now'

const TAG = {
  past: { tone: 'neutral', icon: CalendarX },
  now: { tone: 'ok', icon: Check },
  coming: { tone: 'action', icon: CalendarClock },
} as const

interface VersionProps extends Pick<TariffListProps, 'onEdit' | 'onRemove'> {
  readonly version: TariffVersion
  readonly today: string
}

function Version({ version, today, onEdit, onRemove }: VersionProps) {
  const { t } = useTranslation()
  const { kind, from, until, bands } = version
  const stands = standing(version, today)
  const since =
    until === null
      ? t('tariff.since', { from: dayText(from) })
      : t('tariff.from_until', { from: dayText(from), until: dayText(until) })
  const of = { kind: t(`tariff.kind_${kind}`), from: dayText(from) }
  return (
    <section
      className="tariff-version"
      aria-label={`${of.kind}, ${since}`}
      data-testid="tariff-version"
      data-kind={kind}
      data-from={from}
      data-standing={stands}
    >
      <header className="tariff-version-head">
        <h3>{since}</h3>
        <Tag {...TAG[stands]}>{t(`tariff.${stands}`)}</Tag>
        {from >= today && (
          <div className="tariff-version-buttons">
            <Button
              icon={PencilLine}
              label={t('tariff.edit_of', of)}
              onPress={() => onEdit(version)}
              testId="tariff-edit"
            >
              {t('devices.edit')}
            </Button>
            <Button
              icon={Trash2}
              label={t('tariff.remove_of', of)}
              onPress={() => onRemove(version)}
              testId="tariff-remove"
            >
              {t('devices.remove')}
            </Button>
          </div>
        )}
      </header>
      <table className="tariff-table">
        <thead>
          <tr>
            <th scope="col">{t('tariff.amount')}</th>
            <th scope="col">{t('tariff.fee')}</th>
            <th scope="col">{t('tariff.commission')}</th>
          </tr>
        </thead>
        <tbody>
          {bands.map((band) => (
            <tr key={band.id}>
              <th scope="row">
                <BandAmounts {...band} />
              </th>
              <td>
                <PriceWords price={band.fee} />
              </td>
              <td>
                <PriceWords price={band.commission} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
