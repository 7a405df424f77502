import type { OperationKind } from '../../../electron/domain/closing'
import { type Centimes, centimes, formatAmount, readTypedAmount, ZERO } from '../../../electron/domain/money'
import {
  type Band,
  commissionFrom,
  feeFrom,
  mayBegin,
  type Price,
  ruleFor,
  type Tariff,
  type TariffVersion,
  withVersion,
} from '../../../electron/domain/tariff'
import { dayText, readTypedDay } from '../../lib/typed-day'

/** One band as typed; where it begins is where the band before it ends. */
export interface BandDraft {
  /** Of this form alone. */
  readonly id: number
  /** Empty in the last one alone: without end. */
  readonly upTo: string
  readonly feeFixed: string
  readonly feeRate: string
  readonly commissionFixed: string
  readonly commissionRate: string
}
export type BandField = Exclude<keyof BandDraft, 'id'>

export interface TariffDraft {
  readonly from: string
  readonly bands: readonly BandDraft[]
}

/** Key of the sentence under a field: `from`, or the band's field and id. */
export type Problems = Readonly<Record<string, string>>
export const fieldOf = (field: BandField, { id }: Pick<BandDraft, 'id'>): string => `${field}-${id}`

const EMPTY: Omit<BandDraft, 'id'> = {
  upTo: '',
  feeFixed: '',
  feeRate: '',
  commissionFixed: '',
  commissionRate: '',
}
const HIGHEST_RATE = 10_000

const plain = (amount: number): string => formatAmount(centimes(amount)).replace(/\u00a0/g, '')

/** What is not there is left empty: nothing is known of it. A free one is a zero. */
const priceText = (price: Price | null): readonly [fixed: string, rate: string] =>
  price === null
    ? ['', '']
    : [
        price.fixed === 0 && price.rate > 0 ? '' : plain(price.fixed),
        price.rate === 0 ? '' : plain(price.rate),
      ]

function bandDraft({ upTo, fee, commission }: Band, id: number): BandDraft {
  const [feeFixed, feeRate] = priceText(fee)
  const [commissionFixed, commissionRate] = priceText(commission)
  return { id, upTo: upTo === null ? '' : plain(upTo), feeFixed, feeRate, commissionFixed, commissionRate }
}

/** Begins with the bands of a version, for it or for the next one; with one empty band where there is none. */
export const draftOf = (version: TariffVersion | null, from: string): TariffDraft => ({
  from: dayText(from),
  bands: version === null ? [{ id: 1, ...EMPTY }] : version.bands.map((band, at) => bandDraft(band, at + 1)),
})

/** One more band at the end, which then has none. */
export const withBand = ({ bands, ...rest }: TariffDraft): TariffDraft => ({
  ...rest,
  bands: [...bands, { id: Math.max(0, ...bands.map(({ id }) => id)) + 1, ...EMPTY }],
})

/** The last band has no end: whatever ended there goes on. */
export const withoutBand = ({ bands, ...rest }: TariffDraft, id: number): TariffDraft => {
  const left = bands.filter((band) => band.id !== id)
  return { ...rest, bands: left.map((band, at) => (at === left.length - 1 ? { ...band, upTo: '' } : band)) }
}

type Read =
  | { readonly ok: true; readonly value: Price | null }
  | { readonly ok: false; readonly at: 'fixed' | 'rate' }

function readPrice(fixed: string, rate: string): Read {
  const typed = {
    fixed: fixed.trim() === '' ? null : readTypedAmount(fixed),
    rate: rate.trim() === '' ? null : readTypedAmount(rate),
  }
  if (typed.fixed?.ok === false) return { ok: false, at: 'fixed' }
  // A rate is written as an amount is: at most two decimals, so that it is whole hundredths of a percent.
  if (typed.rate?.ok === false || (typed.rate?.ok && typed.rate.value > HIGHEST_RATE))
    return { ok: false, at: 'rate' }
  if (typed.fixed === null && typed.rate === null) return { ok: true, value: null }
  return {
    ok: true,
    value: { fixed: typed.fixed?.ok ? typed.fixed.value : ZERO, rate: typed.rate?.ok ? typed.rate.value : 0 },
  }
}

const readFee = (band: BandDraft): Read => readPrice(band.feeFixed, band.feeRate)
const readCommission = (band: BandDraft): Read => readPrice(band.commissionFixed, band.commissionRate)

/** Where each band ends; null where it has no end, undefined where that cannot be read. */
const ends = (bands: readonly BandDraft[]): readonly (Centimes | null | undefined)[] =>
  bands.map(({ upTo }, at) => {
    if (at === bands.length - 1 && upTo.trim() === '') return null
    const read = readTypedAmount(upTo)
    return read.ok ? read.value : undefined
  })

/** What is wrong with a draft, in the order of its fields. Bands cannot overlap nor leave holes: each follows another. */
export function problemsOf(
  draft: TariffDraft,
  { tariff, kind, today }: { readonly tariff: Tariff; readonly kind: OperationKind; readonly today: string },
): Problems {
  const problems: Record<string, string> = {}
  const from = readTypedDay(draft.from)
  if (from === null) problems.from = 'tariff.from_bad'
  else if (!mayBegin(tariff, kind, from, today)) problems.from = 'tariff.from_past'
  const typed = ends(draft.bands)
  let below: number = 0
  for (const [at, band] of draft.bands.entries()) {
    const end = typed[at]
    if (end === undefined)
      problems[fieldOf('upTo', band)] = band.upTo.trim() === '' ? 'tariff.up_to_missing' : 'tariff.amount_bad'
    else if (end !== null && end <= below) problems[fieldOf('upTo', band)] = 'tariff.up_to_low'
    if (typeof end === 'number') below = end
    for (const [read, fixed, rate] of [
      [readFee(band), 'feeFixed', 'feeRate'],
      [readCommission(band), 'commissionFixed', 'commissionRate'],
    ] as const)
      if (!read.ok)
        problems[fieldOf(read.at === 'fixed' ? fixed : rate, band)] =
          read.at === 'fixed' ? 'tariff.amount_bad' : 'tariff.rate_bad'
  }
  return problems
}

/** The bands of a draft without a problem. */
export function bandsOf(draft: TariffDraft): Band[] {
  const typed = ends(draft.bands)
  return draft.bands.map((band, at) => {
    const fee = readFee(band)
    const commission = readCommission(band)
    return {
      above: (at === 0 ? null : typed[at - 1]) ?? ZERO,
      upTo: typed[at] ?? null,
      fee: fee.ok ? fee.value : null,
      commission: commission.ok ? commission.value : null,
    }
  })
}

/** What an operation of this amount would cost and earn; null: the bands say nothing of it. */
export function priced(
  bands: readonly Band[],
  amount: Centimes,
): { readonly fee: Centimes | null; readonly commission: Centimes | null } | null {
  const day = '2000-01-01'
  const rule = ruleFor(withVersion([], { kind: 'cash_in', from: day, bands }), 'cash_in', amount, day)
  return rule && { fee: feeFrom(rule, amount), commission: commissionFrom(rule, amount) }
}
