import { useState } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { formatAmount, negate, ZERO } from '../../../electron/domain/money'
import type { DayReport } from '../../../electron/domain/reconciliation'
import { Button } from '../../components/Button'
import { Panel } from '../../components/Layout'
import { useApp } from '../../stores/app'
import { stepsOf } from './bridge'
import { CashBridge } from './CashBridge'
import { CashierTable } from './CashierTable'
import { DayChart } from './DayChart'

/** The cash in one picture and the day in another, and how much of it both sides tell alike. */
export function CashPanel({ report }: { readonly report: DayReport }) {
  const { t, i18n } = useTranslation()
  const go = useApp((state) => state.go)
  const [shown, setShown] = useState('bridge')
  const variance = useVariance(report)
  return (
    <Panel className="day-cash">
      <Tabs className="day-tabs" selectedKey={shown} onSelectionChange={(key) => setShown(String(key))}>
        <TabList className="day-tab-list" aria-label={t('day.chart.which')}>
          <Tab id="bridge" className="day-tab" data-testid="day-tab-bridge">
            {t('day.bridge.title')}
          </Tab>
          <Tab id="hours" className="day-tab" data-testid="day-tab-hours">
            {t('day.chart.title')}
          </Tab>
          <Tab id="cashiers" className="day-tab" data-testid="day-tab-cashiers">
            {t('day.cashiers.title')}
          </Tab>
        </TabList>
        <TabPanel id="bridge" className="day-tab-panel">
          {report.hidden ? (
            <p className="day-hidden">{t('day.bridge.hidden')}</p>
          ) : (
            <>
              <p className="soft-note">
                {t('day.bridge.unit')} {variance}
              </p>
              <CashBridge steps={stepsOf(report.proof.cash)} />
            </>
          )}
        </TabPanel>
        <TabPanel id="hours" className="day-tab-panel">
          <DayChart picture={report.picture} hidden={report.hidden} />
        </TabPanel>
        <TabPanel id="cashiers" className="day-tab-panel">
          <CashierTable cashiers={report.cashiers} hidden={report.hidden} />
        </TabPanel>
      </Tabs>
      <dl className="day-matched" dir={i18n.dir()}>
        <div>
          <dt>{t('day.matched')}</dt>
          <dd data-testid="day-matched">
            {t('day.matched_of', { matched: report.matched, operations: report.operations })}
          </dd>
        </div>
        <div>
          <dt>{t('day.unsettled')}</dt>
          <dd>
            {report.unsettled === 0 ? (
              report.unsettled
            ) : (
              <Button kind="quiet" cap="F5" onPress={() => go('unsettled')}>
                {report.unsettled}
              </Button>
            )}
          </dd>
        </div>
      </dl>
    </Panel>
  )
}

function useVariance({ proof: { cash } }: DayReport): string {
  const { t } = useTranslation()
  if (cash.variance === null) return t('day.bridge.not_counted')
  if (cash.variance === ZERO) return t('day.bridge.exact')
  return cash.variance < ZERO
    ? t('day.bridge.short', { amount: formatAmount(negate(cash.variance)) })
    : t('day.bridge.over', { amount: formatAmount(cash.variance) })
}
