import * as z from 'zod'
import { centimesSchema } from './cash'
import { OPERATION_KINDS, type OperationKind, operationKindSchema } from './closing'
import { addDays, civilDay, isDay } from './day'
import { add, type Centimes, centimes, formatAmount, formatMad, sum, ZERO } from './money'

/**
 * What an operation costs the customer and earns the shop, by kind, day and amount. Dated: a rule that has held is
 * never changed, a new one follows it, so that what is estimated for a past day stays the same.
 */

/** A fixed part and a part of the amount. Never negative. */
export const priceSchema = z.object({
  fixed: centimesSchema.refine((value) => value >= 0, 'not negative'),
  /** Hundredths of a percent: 30 is 0,30 %. */
  rate: z.number().int().min(0).max(10_000),
})
export type Price = z.infer<typeof priceSchema>

const daySchema = z.string().refine(isDay, 'not a day')

export const tariffRuleSchema = z.object({
  id: z.string().min(1).max(64),
  kind: operationKindSchema,
  /** First and last civil day on which it holds; null: until another follows. */
  from: daySchema,
  until: daySchema.nullable(),
  /** Amounts above this one, itself not included… */
  above: centimesSchema,
  /** …up to this one, included; null: without end. */
  upTo: centimesSchema.nullable(),
  /** null: not known. A band where both are null says that nothing is known of its amounts. */
  fee: priceSchema.nullable(),
  commission: priceSchema.nullable(),
})
export type TariffRule = z.infer<typeof tariffRuleSchema>
export type Tariff = readonly TariffRule[]

export const TARIFF_FAULTS = [
  /** Two rows have one id. */
  'same_id',
  /** It ends before it begins. */
  'dates',
  /** It begins below zero, or holds no amount. */
  'empty_band',
  /** The first band of a kind does not begin at zero. */
  'first_band',
  /** An amount falls into two bands. */
  'overlap',
  /** An amount falls between two bands. Whoever means it writes a band without fee and commission. */
  'hole',
] as const

/** What is wrong with a table, by the row that has to change. */
export interface TariffFault {
  readonly row: string
  readonly fault: (typeof TARIFF_FAULTS)[number]
  /** The row that it collides with, or does not join. */
  readonly with: string | null
}

const holds = (rule: TariffRule, day: string): boolean =>
  rule.from <= day && (rule.until === null || day <= rule.until)

const inBand = (rule: TariffRule, amount: Centimes): boolean =>
  rule.above < amount && (rule.upTo === null || amount <= rule.upTo)

function faultOfRow(rule: TariffRule): TariffFault['fault'] | null {
  if (rule.until !== null && rule.until < rule.from) return 'dates'
  if (rule.above < 0 || (rule.upTo !== null && rule.upTo <= rule.above)) return 'empty_band'
  return null
}

/** The first fault of bands that hold together: each must begin where the one below it ends. */
function faultOfBands(rules: readonly TariffRule[]): TariffFault | null {
  const bands = [...rules].sort((a, b) => a.above - b.above)
  for (const [index, band] of bands.entries()) {
    const below = bands[index - 1]
    if (!below) {
      if (band.above !== 0) return { row: band.id, fault: 'first_band', with: null }
    } else if (below.upTo === null || below.upTo > band.above)
      return { row: band.id, fault: 'overlap', with: below.id }
    else if (below.upTo < band.above) return { row: band.id, fault: 'hole', with: below.id }
  }
  return null
}

/** The first fault of a table; null: there is none. Days without any rule of a kind are no fault. */
export function tariffFault(table: Tariff): TariffFault | null {
  const seen = new Set<string>()
  for (const rule of table) {
    const fault = seen.has(rule.id) ? 'same_id' : faultOfRow(rule)
    if (fault) return { row: rule.id, fault, with: null }
    seen.add(rule.id)
  }
  for (const kind of new Set(table.map((rule) => rule.kind))) {
    const rules = table.filter((rule) => rule.kind === kind)
    // What holds changes only where a rule begins, or the day after one has ended.
    const days = new Set(
      rules.flatMap(({ from, until }) => (until === null ? [from] : [from, addDays(until, 1)])),
    )
    for (const day of [...days].sort()) {
      const fault = faultOfBands(rules.filter((rule) => holds(rule, day)))
      if (fault) return fault
    }
  }
  return null
}

/** A table without a fault; the error names its row. */
export const tariffSchema = z.array(tariffRuleSchema).superRefine((table, context) => {
  const found = tariffFault(table)
  if (!found) return
  const at = table.findLastIndex(({ id }) => id === found.row)
  context.addIssue({
    code: 'custom',
    path: [at],
    message: `${found.row}: ${found.fault}${found.with === null ? '' : ` with ${found.with}`}`,
  })
})

/** The rule for an amount on a civil day; null: the table says nothing of it. */
export const ruleFor = (
  table: Tariff,
  kind: OperationKind,
  amount: Centimes,
  day: string,
): TariffRule | null =>
  table.find((rule) => rule.kind === kind && holds(rule, day) && inBand(rule, amount)) ?? null

/**
 * The one rounding of the table: the part of the amount, half a centime up, then the fixed part.
 *
 * Whole numbers only: the amount is taken apart at 100 %, since amount times rate may be more than a number holds.
 */
function priced({ fixed, rate }: Price, amount: Centimes): Centimes {
  const whole = Math.floor(amount / 10_000)
  const rest = amount - whole * 10_000
  return add(fixed, centimes(whole * rate + Math.floor((rest * rate + 5_000) / 10_000)))
}

/** null: the rule does not say. */
export const feeFrom = ({ fee }: TariffRule, amount: Centimes): Centimes | null => fee && priced(fee, amount)
/** null: the rule does not say. */
export const commissionFrom = ({ commission }: TariffRule, amount: Centimes): Centimes | null =>
  commission && priced(commission, amount)

/** Rates in every language alike: 30 is `0,30 %`, kept on one line by U+00A0. */
export const formatRate = (rate: number): string => `${formatAmount(centimes(rate))}\u00a0%`

/** The parts of a price that are not nothing, as they are written; none of them: it is free. */
export const priceParts = ({ fixed, rate }: Price): readonly string[] => [
  ...(fixed > 0 ? [formatMad(fixed)] : []),
  ...(rate > 0 ? [formatRate(rate)] : []),
]

/** What a shop earns with an operation. `amount` null: neither Chari nor the table says, which is not zero. */
export interface Commission {
  readonly amount: Centimes | null
  /** From the shop's table, not from Chari. */
  readonly estimated: boolean
}

interface Earned {
  readonly kind: OperationKind
  readonly amount: Centimes
  /** What Chari said. */
  readonly told: Centimes | null
}

/** Chari's own figure where it told one, else the table's for that civil day, marked as estimated. */
export function commissionOn(table: Tariff, day: string, { kind, amount, told }: Earned): Commission {
  if (told !== null) return { amount: told, estimated: false }
  const rule = ruleFor(table, kind, amount, day)
  const estimate = rule && commissionFrom(rule, amount)
  return { amount: estimate, estimated: estimate !== null }
}

/** The same for an instant, UTC ISO. */
export const commissionOf = (table: Tariff, earned: Earned & { readonly at: string }): Commission =>
  commissionOn(table, civilDay(earned.at), earned)

const known = (amounts: readonly (Centimes | null)[]): Centimes | null =>
  amounts.reduce<Centimes | null>(
    (total, amount) => (total === null || amount === null ? null : add(total, amount)),
    ZERO,
  )

/**
 * Whether these operations, as one, would fall into another band and cost the customer more or earn the shop less: what
 * somebody gains who cuts one into several (PITFALLS.md b17). Where the table does not know, nobody is suspected.
 */
export function gainsBySplitting(
  table: Tariff,
  kind: OperationKind,
  day: string,
  amounts: readonly Centimes[],
): boolean {
  const whole = sum(amounts)
  const one = ruleFor(table, kind, whole, day)
  const parts = amounts.map((amount) => ({ amount, rule: ruleFor(table, kind, amount, day) }))
  if (one === null || parts.every(({ rule }) => rule?.id === one.id)) return false
  const of = (what: (rule: TariffRule, amount: Centimes) => Centimes | null) => ({
    whole: what(one, whole),
    parts: known(parts.map(({ amount, rule }) => rule && what(rule, amount))),
  })
  const fee = of(feeFrom)
  const commission = of(commissionFrom)
  return (
    (fee.whole !== null && fee.parts !== null && fee.parts < fee.whole) ||
    (commission.whole !== null && commission.parts !== null && commission.parts > commission.whole)
  )
}

/** What holds on a day, kind by kind, lowest band first; a kind of which the table says nothing is left out. */
export const rulesOn = (
  table: Tariff,
  day: string,
): readonly { readonly kind: OperationKind; readonly bands: readonly TariffRule[] }[] =>
  OPERATION_KINDS.map((kind) => ({
    kind,
    bands: table.filter((rule) => rule.kind === kind && holds(rule, day)).sort((a, b) => a.above - b.above),
  })).filter(({ bands }) => bands.length > 0)

/** All bands of one kind that begin on one day, lowest first. */
export interface TariffVersion {
  readonly kind: OperationKind
  readonly from: string
  readonly until: string | null
  readonly bands: readonly TariffRule[]
}

/** Newest first. */
export function versionsOf(table: Tariff, kind: OperationKind): readonly TariffVersion[] {
  const rules = table.filter((rule) => rule.kind === kind)
  return [...new Set(rules.map(({ from }) => from))]
    .sort()
    .reverse()
    .map((from) => {
      const bands = rules.filter((rule) => rule.from === from).sort((a, b) => a.above - b.above)
      return { kind, from, until: bands[0]?.until ?? null, bands }
    })
}

export type Band = Pick<TariffRule, 'above' | 'upTo' | 'fee' | 'commission'>

/**
 * Whether bands may begin on that day: from today on, or on a past day of which the table says nothing. What a past
 * day was estimated with stays as it is.
 */
export const mayBegin = (table: Tariff, kind: OperationKind, from: string, today: string): boolean =>
  from >= today || !table.some((rule) => rule.kind === kind && holds(rule, from))

/** The table with these bands from that day on, until the next version; what held till then ends the day before. */
export function withVersion(
  table: Tariff,
  {
    kind,
    from,
    bands,
  }: { readonly kind: OperationKind; readonly from: string; readonly bands: readonly Band[] },
): TariffRule[] {
  const eve = addDays(from, -1)
  const kept = table
    .filter((rule) => rule.kind !== kind || rule.from !== from)
    .map((rule) =>
      rule.kind === kind && rule.from < from && (rule.until === null || rule.until > eve)
        ? { ...rule, until: eve }
        : rule,
    )
  const next = kept
    .filter((rule) => rule.kind === kind && rule.from > from)
    .map((rule) => rule.from)
    .sort()[0]
  const until = next === undefined ? null : addDays(next, -1)
  return [
    ...kept,
    ...bands.map((band): TariffRule => ({ id: `${kind}-${from}-${band.above}`, kind, from, until, ...band })),
  ]
}

/** The table without the version of that day; what it would have ended goes on in its place. */
export function withoutVersion(table: Tariff, kind: OperationKind, from: string): TariffRule[] {
  const eve = addDays(from, -1)
  const until = versionsOf(table, kind).find((version) => version.from === from)?.until ?? null
  return table
    .filter((rule) => rule.kind !== kind || rule.from !== from)
    .map((rule) => (rule.kind === kind && rule.until === eve ? { ...rule, until } : rule))
}
