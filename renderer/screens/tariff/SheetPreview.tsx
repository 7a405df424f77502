import { Printer } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LaidPaper, Language } from '../../../electron/domain/paper'
import type { TariffRule } from '../../../electron/domain/tariff'
import { request } from '../../client'
import { Button } from '../../components/Button'
import { Panel } from '../../components/Layout'
import { Paper } from '../../components/Paper'
import { useApp } from '../../stores/app'

/** The sheet of today's fees as it prints, in the language of the screen, to hang up in the shop. */
export function SheetPreview({ rules }: { readonly rules: readonly TariffRule[] }) {
  const { t } = useTranslation()
  const language = useApp((state) => state.boot?.language ?? 'fr')
  const printer = useApp((state) => state.status?.printer.transport ?? 'none')
  const [laid, setLaid] = useState<LaidPaper | null>(null)
  const [told, setTold] = useState<Language | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another table is another sheet
  useEffect(() => {
    let here = true
    void request('tariff.sheet', { language }).then((sheet) => {
      if (here) setLaid(sheet.laid)
    })
    return () => {
      here = false
    }
  }, [language, rules])
  const print = async (): Promise<void> => {
    await request('tariff.print', { language })
    setTold(language)
  }
  return (
    <Panel flush className="papers" title={t('tariff.sheet')}>
      <div className="papers-tray">{laid && <Paper laid={laid} />}</div>
      <footer className="tariff-print">
        <p role="status">
          {printer === 'none'
            ? t('printer.none')
            : t(told === language ? 'tariff.printed' : 'tariff.sheet_about')}
        </p>
        <Button
          icon={Printer}
          disabled={printer === 'none'}
          onPress={() => void print()}
          testId="tariff-print"
        >
          {t('tariff.print')}
        </Button>
      </footer>
    </Panel>
  )
}
