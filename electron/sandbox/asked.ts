import { readPhone } from '../domain/phone'
import type { Json } from './json'
import { BAD_PHONE, invalid, missing, type Refusal } from './refusals'
import type { CardManner, Manner } from './types'

/** How a list goes wrong. */
export interface ListingFaults {
  /** The last row of a page stands there twice. */
  readonly twice: boolean
  /** A row came on top between two pages: each page after the first begins with the last row of the one before. */
  readonly slides: boolean
  readonly unsorted: boolean
  /** `count` says one more than there are. */
  readonly countOff: boolean
}

/** One request as a call reads it. Names of parameters are looked up whatever their case. */
export interface Asked {
  readonly parameter: (name: string) => string | null
  readonly list: (name: string) => readonly string[]
  readonly requestId: string
  /** An execute that is only accepted, see Bank.execute. */
  readonly accept: { readonly lookUps: number | null } | null
  readonly manner: Manner
  /** How a deposit by card is to go. */
  readonly cardManner: CardManner
  /** A list that goes wrong on purpose. */
  readonly listing: ListingFaults
}
export interface Reply {
  readonly status: number
  readonly body: Json
}

export const done = (body: Json, status = 200): Reply => ({ status, body })
export const refused = (no: Refusal): Reply => ({ status: 400, body: { ...no } })
export const BAD_AMOUNT = invalid('Amount.')

/** A phone number in Chari's own format, `+212` and nine digits; nothing else is taken. */
export function phoneOf(asked: Pick<Asked, 'parameter'>): { readonly phone: string } | Refusal {
  const text = asked.parameter('PhoneNumber')
  if (text === null || text === '') return missing('PhoneNumber')
  const read = readPhone(text)
  return read.ok && read.value === text ? { phone: text } : BAD_PHONE
}

/** Which page of a list: ten rows unless asked, at most a hundred. */
export function pageOf(asked: Pick<Asked, 'parameter'>): { readonly size: number; readonly number: number } {
  const whole = (name: string, otherwise: number): number =>
    Math.max(1, Number.parseInt(asked.parameter(name) ?? '', 10) || otherwise)
  return { size: Math.min(100, whole('PageSize', 10)), number: whole('PageNumber', 1) }
}
