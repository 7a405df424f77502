import { centimes } from '../domain/money'
import type { Agent, Wallet } from './books'

/** A small believable town, the same on every machine. Names and numbers are invented. */

const PEOPLE: readonly (readonly [string, string, string, number, number])[] = [
  ['Amina', 'Rachidi', '+212661248730', 2, 120_000],
  ['Youssef', 'El Amrani', '+212662051902', 3, 910_000],
  ['Khadija', 'Alaoui', '+212663774410', 2, 84_050],
  ['Omar', 'Tazi', '+212664330582', 3, 420_000],
  ['Nadia', 'Berrada', '+212665918273', 4, 2_310_000],
  ['Hicham', 'Lahlou', '+212667660148', 1, 35_000],
  ['Fatima Zahra', 'Ouali', '+212668124075', 2, 210_000],
  ['Imane', 'Cherkaoui', '+212670204771', 3, 705_500],
  ['Rachid', 'Bennani', '+212671883920', 1, 12_000],
  ['Samira', 'Idrissi', '+212672490637', 2, 265_000],
  ['Mehdi', 'Benjelloun', '+212673015846', 4, 5_420_000],
  ['Fatima Zahra', 'Benabdeljalil El Idrissi', '+212674557290', 3, 1_180_000],
  ['Abdelilah', 'Sefrioui', '+212675346118', 2, 97_300],
  ['Zineb', 'Kabbaj', '+212676820459', 3, 333_300],
]

export const townWallets = (): Wallet[] =>
  PEOPLE.map(([firstName, lastName, phone, level, balance], index) => ({
    phone,
    firstName,
    lastName,
    level,
    status: 3,
    balance: centimes(balance),
    rib: `007780${String(1_000_000_000_000_000 + index * 7_919).padStart(16, '0')}${String(10 + index)}`,
  }))

/** A colleague in the next street, for what is executed elsewhere. */
export const townAgents = (): Agent[] => [
  { code: 'AG30999', phone: '+212660309990', name: 'Tabac du Souk', float: centimes(5_000_000) },
]

/** Balance ceilings of Chari's account levels. Source: Chari API, "Account Levels". */
const CEILINGS: Readonly<Record<number, number>> = { 1: 100_000, 2: 400_000, 3: 2_000_000, 4: 10_000_000 }
/** Level 5, a merchant's, is negotiated: no ceiling here. */
export const ceilingOf = (level: number): number => CEILINGS[level] ?? Number.MAX_SAFE_INTEGER
