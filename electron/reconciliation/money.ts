import type { CashPlace, CashReason } from '../domain/cash'
import { add, type Centimes, centimes, negate, subtract, sum, ZERO } from '../domain/money'
import type { DayProof, MoneySide, ProofLine } from '../domain/reconciliation'
import { type Break, moneyBreak } from './breaks'
import { transitLate } from './rules'
import type { CashDay, ChariOperation, Entry, MoneyFact, Transit } from './types'

/** What is the shop's: notes, e-money, and what is on its way. */
const OWN: readonly CashPlace[] = ['counter', 'drawer', 'aside', 'safe', 'transit', 'float']
/** What it owes. */
const OWED: readonly CashPlace[] = ['due', 'change_due', 'owed']

/** Reasons whose moves are differences between a count and an expectation. */
const COUNTS: ReadonlySet<CashReason> = new Set(['opening', 'handover', 'closing'])

const net = (came: Centimes, went: Centimes): Centimes => subtract(came, went)

const capitalOf = (held: Readonly<Record<CashPlace, Centimes>>): Centimes =>
  subtract(sum(OWN.map((place) => held[place])), sum(OWED.map((place) => held[place])))

/** What each place holds as the day ends, or now. */
export function ended({ began, moves }: CashDay): Readonly<Record<CashPlace, Centimes>> {
  const held: Record<CashPlace, Centimes> = { ...began }
  for (const { place, came, went } of moves) held[place] = add(held[place], net(came, went))
  return held
}

const line = (code: string, amount: Centimes): ProofLine => ({ code, amount })
const lines = (found: readonly ProofLine[]): ProofLine[] => found.filter(({ amount }) => amount !== 0)

/** Sum of the moves of one place, of these reasons. */
const moved = (
  { moves }: CashDay,
  place: CashPlace,
  wanted: (why: CashReason) => boolean,
  of: 'came' | 'went' | 'net' = 'net',
): Centimes =>
  sum(
    moves
      .filter((move) => move.place === place && wanted(move.why))
      .map(({ came, went }) => (of === 'net' ? net(came, went) : of === 'came' ? came : went)),
  )

const is =
  (reason: CashReason) =>
  (why: CashReason): boolean =>
    why === reason

/** Of the money's facts, those of drawers or those of the float. */
const told = ({ differences }: CashDay, ofFloat: boolean): Centimes =>
  sum(differences.filter(({ what }) => (what === 'float') === ofFloat).map(({ difference }) => difference))

/** What a drawer began its life with: counted for the first time, and no difference from anything. */
const fundOf = (day: CashDay): Centimes =>
  subtract(
    moved(day, 'drawer', (why) => COUNTS.has(why)),
    told(day, false),
  )

/** The float as it was told for the first time. */
const establishedOf = (day: CashDay): Centimes => subtract(moved(day, 'float', is('float')), told(day, true))

/** Opening and typed rows = expected = counted less variance. What a closing puts away counts as still there. */
function cashProof(day: CashDay): DayProof['cash'] {
  const found = [
    line('opening', day.began.drawer),
    line('fund', fundOf(day)),
    line('cash_in', moved(day, 'drawer', is('operation'), 'came')),
    line('cash_out', negate(moved(day, 'drawer', is('operation'), 'went'))),
    line('change', moved(day, 'drawer', is('change'))),
    line('paid_in', moved(day, 'drawer', is('paid_in'))),
    line('paid_out', moved(day, 'drawer', is('paid_out'))),
    line('safe', add(moved(day, 'drawer', is('safe')), day.putAway)),
    line('bank', moved(day, 'drawer', is('bank'))),
    line(
      'other',
      moved(day, 'drawer', (why) => why === 'transit' || why === 'float'),
    ),
  ]
  const variance = told(day, false)
  const expected = sum(found.map(({ amount }) => amount))
  return {
    lines: [line('opening', day.began.drawer), ...lines(found.slice(1))],
    expected,
    counted: day.counted ? add(expected, variance) : null,
    variance: day.counted ? variance : null,
  }
}

/** What the agent's own business with Chari did to the float: a credit adds, a debit takes. */
const restOf = (others: readonly ChariOperation[]): Centimes =>
  sum(
    others.map(({ sens, amount, status }) =>
      status !== 'completed' || amount === null || sens === null
        ? ZERO
        : sens === 1
          ? amount
          : negate(amount),
    ),
  )

function floatProof(day: CashDay, others: readonly ChariOperation[]): DayProof['float'] {
  const rest = restOf(others)
  const found = [
    line('opening', day.began.float),
    line('established', establishedOf(day)),
    line('cash_in', negate(moved(day, 'float', is('operation'), 'went'))),
    line('cash_out', moved(day, 'float', is('operation'), 'came')),
    line(
      'bought',
      moved(day, 'float', (why) => why !== 'operation' && why !== 'float'),
    ),
    line('rest', rest),
  ]
  const difference = told(day, true)
  const estimate = sum(found.map(({ amount }) => amount))
  const known = day.float !== null
  return {
    lines: [line('opening', day.began.float), ...lines(found.slice(1))],
    estimate: known ? estimate : null,
    // The rest is Chari's word: this terminal's own estimate does not know it.
    truth: known && day.floatsToday > 0 ? add(subtract(estimate, rest), difference) : null,
    truthAt: day.float?.at ?? null,
    difference: known && day.floatsToday > 0 ? subtract(difference, rest) : null,
  }
}

/** Sum over all places of what one kind of reason did to the shop's capital. */
const effect = ({ moves }: CashDay, wanted: (why: CashReason) => boolean): Centimes =>
  sum(
    moves
      .filter(({ why }) => wanted(why))
      .map(({ place, came, went }) => (OWED.includes(place) ? net(went, came) : net(came, went))),
  )

/** A fee that was taken in cash. */
const feeInCash = ({ state, direction, cashAmount, amount }: Entry): Centimes =>
  state !== 'completed' || direction === 'card'
    ? ZERO
    : direction === 'cash_in'
      ? subtract(cashAmount, amount)
      : subtract(amount, cashAmount)

function capitalProof(day: CashDay, entries: readonly Entry[]): DayProof['capital'] {
  const opening = capitalOf(day.began)
  const closing = capitalOf(ended(day))
  const customers = effect(day, (why) => why === 'operation' || why === 'change')
  const fees = sum(entries.map(feeInCash))
  const found = lines([
    line('fees', fees),
    line('held', subtract(customers, fees)),
    line('paid_in', effect(day, is('paid_in'))),
    line('paid_out', effect(day, is('paid_out'))),
    line(
      'moved',
      effect(day, (why) => why === 'safe' || why === 'bank' || why === 'transit'),
    ),
    line('fund', add(fundOf(day), establishedOf(day))),
    line('cash_difference', told(day, false)),
    line('float_difference', told(day, true)),
  ])
  return {
    opening,
    lines: found,
    closing,
    remainder: subtract(subtract(closing, opening), sum(found.map(({ amount }) => amount))),
    floatUnknown: day.float === null,
  }
}

/** Notes that the operations room says are at the counter or in envelopes, against what the till has there. */
function adrift(day: CashDay, held: readonly Entry[]): Centimes {
  const at = ended(day)
  return subtract(
    add(at.counter, at.aside),
    sum(held.map(({ cashAmount, received }) => received ?? cashAmount)),
  )
}

/** The master check of a day. `held`: operations whose cash is at the counter or in an envelope now, for today only. */
export function proofOf(
  day: CashDay,
  entries: readonly Entry[],
  others: readonly ChariOperation[],
  held: readonly Entry[] | null,
): DayProof {
  const capital = capitalProof(day, entries)
  return {
    cash: cashProof(day),
    float: floatProof(day, others),
    capital: held === null ? capital : { ...capital, remainder: add(capital.remainder, adrift(day, held)) },
  }
}

const sideOf = (fact: MoneyFact): MoneySide => ({
  what: fact.what,
  at: fact.at,
  by: fact.by,
  expected: fact.expected,
  found: fact.found,
  difference: fact.difference,
  reason: fact.reason,
  approvedBy: fact.approvedBy,
  shift: fact.shift,
  z: fact.z,
})

const sideOfTransit = (transit: Transit): MoneySide => ({
  what: 'transit',
  at: transit.at,
  by: transit.by,
  expected: transit.amount,
  found: null,
  difference: negate(transit.amount),
  reason: transit.note,
  approvedBy: null,
  shift: transit.shift,
  z: null,
})

export interface MoneyRules {
  /** A difference up to here needs no reason. */
  readonly reasonFrom: Centimes
  readonly now: string
}

/** The breaks of the cash leg: R14 of counts, R15 of the float and of the master check, R17 of cash on its way. */
export function moneyBreaks(
  day: string,
  cash: CashDay,
  proof: DayProof,
  entries: readonly Entry[],
  others: readonly ChariOperation[],
  rules: MoneyRules,
): readonly Break[] {
  const commissions = sum(
    entries.map(({ state, commission }) => (state === 'completed' ? (commission ?? ZERO) : ZERO)),
  )
  const rest = restOf(others)
  const difference = told(cash, true)
  // What Chari itself tells of the day explains it: the agent's own business, or the day's commissions paid out.
  const explained = [rest, commissions, add(rest, commissions)].includes(difference)
  const differences = cash.differences.map((fact) =>
    fact.what === 'float'
      ? moneyBreak('R15', {
          key: fact.key,
          label: fact.shift ?? day,
          day,
          money: sideOf(fact),
          settled: explained || fact.reason !== null,
          chari: others.slice(0, 10),
        })
      : moneyBreak('R14', {
          key: fact.key,
          label: fact.shift ?? day,
          day,
          money: sideOf(fact),
          // The till asked for what its tolerances ask for when it was counted.
          settled:
            Math.abs(fact.difference) <= rules.reasonFrom || fact.reason !== null || fact.approvedBy !== null,
        }),
  )
  const transits = cash.transits.map((transit) => {
    const made = moneyBreak('R17', {
      key: `transit:${transit.number}`,
      label: transit.number,
      day,
      money: sideOfTransit(transit),
      settled: false,
    })
    return transitLate(transit.at, rules.now)
      ? made
      : { ...made, rule: { ...made.rule, severity: 'none' as const } }
  })
  const { remainder, closing } = proof.capital
  const capital =
    remainder === 0
      ? []
      : [
          moneyBreak('R15', {
            key: `capital:${day}`,
            label: day,
            day,
            money: {
              what: 'capital',
              at: rules.now,
              by: 'system',
              expected: centimes(closing - remainder),
              found: closing,
              difference: remainder,
              reason: null,
              approvedBy: null,
              shift: null,
              z: null,
            },
            settled: false,
          }),
        ]
  return [...differences, ...transits, ...capital]
}
