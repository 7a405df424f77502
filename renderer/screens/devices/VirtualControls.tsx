import { useTranslation } from 'react-i18next'
import type { Devices, RequestInput } from '../../../electron/ipc/contract'
import { request } from '../../client'
import { Button } from '../../components/Button'

const WIDTHS = [58, 80] as const

/** The switches of the printer on screen: its paper's width, and what goes wrong with it. */
export function VirtualControls({
  devices,
  onWidth,
  onSet,
}: {
  readonly devices: Devices
  readonly onWidth: (paper: 58 | 80) => void
  readonly onSet: () => void
}) {
  const { t } = useTranslation()
  const { paper, cover, cutter } = devices.virtual
  const set = (change: RequestInput<'virtual.set'>): void => void request('virtual.set', change).then(onSet)
  return (
    <div className="virtual-controls">
      <fieldset className="type-switch">
        <legend className="sr-only">{t('setup.paper')}</legend>
        {WIDTHS.map((width) => (
          <button
            key={width}
            type="button"
            aria-pressed={devices.settings.printer.paper === width}
            data-testid={`virtual-paper-${width}`}
            onClick={() => onWidth(width)}
          >
            <bdi dir="ltr">{t('setup.paper_mm', { width })}</bdi>
          </button>
        ))}
      </fieldset>
      <Button
        pressed={paper === 'out'}
        onPress={() => set({ paper: paper === 'out' ? 'ok' : 'out' })}
        testId="virtual-paper-out"
      >
        {t('devices.virtual_paper_out')}
      </Button>
      <Button
        pressed={cover === 'open'}
        onPress={() => set({ cover: cover === 'open' ? 'closed' : 'open' })}
        testId="virtual-cover"
      >
        {t('devices.virtual_cover')}
      </Button>
      <Button
        pressed={cutter === 'error'}
        onPress={() => set({ cutter: cutter === 'error' ? 'ok' : 'error' })}
        testId="virtual-cutter"
      >
        {t('devices.virtual_cutter')}
      </Button>
    </div>
  )
}
