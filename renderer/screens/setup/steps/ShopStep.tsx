import { useTranslation } from 'react-i18next'
import { Field } from '../../../components/Field'
import { StepHead } from './StepHead'
import type { StepProps } from './step-props'

export function ShopStep({ draft, change, problem, touch }: StepProps) {
  const { t } = useTranslation()
  const shop = (part: Partial<typeof draft.shop>, field: string): void => {
    change({ shop: { ...draft.shop, ...part } })
    touch(field)
  }
  return (
    <>
      <StepHead title={t('setup.shop_title')}>{t('setup.shop_lead')}</StepHead>
      <Field
        label={t('setup.shop_name')}
        value={draft.shop.name}
        error={problem('shopName')}
        autoFocus
        maxLength={60}
        testId="setup-shop-name"
        onChange={(name) => shop({ name }, 'shopName')}
      />
      <Field
        label={t('setup.shop_address')}
        value={draft.shop.address}
        error={problem('shopAddress')}
        maxLength={120}
        testId="setup-shop-address"
        onChange={(address) => shop({ address }, 'shopAddress')}
      />
      <div className="setup-two">
        <Field
          label={`${t('setup.shop_phone')} (${t('setup.optional')})`}
          value={draft.shop.phone}
          error={problem('shopPhone')}
          hint={t('setup.phone_hint')}
          inputMode="tel"
          ltr
          maxLength={20}
          testId="setup-shop-phone"
          onChange={(phone) => shop({ phone }, 'shopPhone')}
        />
        <Field
          label={`${t('setup.terminal')} (${t('setup.optional')})`}
          value={draft.terminal}
          error={problem('terminal')}
          hint={t('setup.terminal_hint')}
          ltr
          maxLength={12}
          testId="setup-terminal"
          onChange={(terminal) => {
            change({ terminal: terminal.toUpperCase() })
            touch('terminal')
          }}
        />
      </div>
    </>
  )
}
