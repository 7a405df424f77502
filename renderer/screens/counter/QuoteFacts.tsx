import { Ban, Check, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../../../electron/domain/day'
import { formatMad } from '../../../electron/domain/money'
import type { Customer, Quote } from '../../../electron/domain/operation'
import { formatPhone } from '../../../electron/domain/phone'
import { groupReference } from '../../../electron/domain/reference'
import { Bidi } from '../../components/Bidi'
import type { Fact } from '../../components/Facts'
import { Name } from '../../components/Name'
import { Tag } from '../../components/Tag'

/** Who it is, as Chari says. What Chari did not give is left out. */
export function CustomerLines({ customer, label }: { readonly customer: Customer; readonly label: string }) {
  const { t } = useTranslation()
  const level = customer.level === null ? null : t('counter.level', { level: customer.level })
  const active = customer.active === null ? null : t(customer.active ? 'counter.active' : 'counter.inactive')
  const tag = [active, level].filter((part) => part !== null).join(' · ')
  return (
    <div className="customer">
      <p className="small-label">{label}</p>
      <p className="customer-name" data-testid="quote-customer">
        {customer.name === null ? t('counter.no_name') : <Name>{customer.name}</Name>}
      </p>
      <p className="customer-line">
        {customer.phone !== null && <Bidi>{formatPhone(customer.phone)}</Bidi>}
        {tag !== '' &&
          (customer.active === false ? (
            <Tag tone="stop" icon={Ban}>
              {tag}
            </Tag>
          ) : (
            <Tag tone="ok" icon={Check}>
              {tag}
            </Tag>
          ))}
      </p>
    </div>
  )
}

/** Reference and its times; a time that Chari did not give leaves its line out. */
export function useQuoteFacts(quote: Quote): readonly (Fact | null)[] {
  const { t } = useTranslation()
  const minutes =
    quote.expiresAt === null ? 0 : Math.floor((Date.parse(quote.expiresAt) - Date.now()) / 60_000)
  const { split } = quote
  return [
    split === null
      ? null
      : {
          label: t('counter.split'),
          value: (
            <span className="quote-split" data-testid="quote-split">
              <TriangleAlert aria-hidden className="icon" />
              {t('counter.split_told', { times: split.count, amount: formatMad(split.amount) })}
            </span>
          ),
        },
    { label: t('counter.reference'), value: <Bidi>{groupReference(quote.reference)}</Bidi> },
    quote.requestedAt === null
      ? null
      : { label: t('counter.requested_at'), value: <Bidi>{formatTime(quote.requestedAt)}</Bidi> },
    quote.expiresAt === null
      ? null
      : {
          label: t('counter.expires_at'),
          value: (
            <>
              <Bidi>{formatTime(quote.expiresAt)}</Bidi>{' '}
              {minutes > 0 && minutes < 100 && (
                <span className="soft">{t('counter.in_minutes', { count: minutes })}</span>
              )}
            </>
          ),
        },
  ]
}
