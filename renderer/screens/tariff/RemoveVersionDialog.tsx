import { useTranslation } from 'react-i18next'
import type { TariffVersion } from '../../../electron/domain/tariff'
import { FormDialog } from '../../components/FormDialog'
import { dayText } from '../../lib/typed-day'

/** Bands that have not begun are taken away: asked once. */
export function RemoveVersionDialog({
  version,
  onRemove,
  onClose,
}: {
  readonly version: TariffVersion
  readonly onRemove: () => Promise<string | null>
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  return (
    <FormDialog
      title={t('tariff.remove_title', {
        kind: t(`tariff.kind_${version.kind}`),
        from: dayText(version.from),
      })}
      save={t('devices.remove')}
      ready
      focusSave
      testId="tariff-remove-form"
      onSave={onRemove}
      onClose={onClose}
    >
      <p>{t('tariff.remove_about')}</p>
    </FormDialog>
  )
}
