import { type Centimes, toDecimal } from '../domain/money'

/** An amount in a reply: written as a JSON number with two decimals, without a float. */
export class Amount {
  readonly centimes: Centimes
  constructor(centimes: Centimes) {
    this.centimes = centimes
  }
}

export type Json =
  | null
  | boolean
  | number
  | string
  | Amount
  | readonly Json[]
  | { readonly [key: string]: Json | undefined }

/** How a reply is written: Chari's way, or one of the ways that a reader has to bear. */
export interface Style {
  readonly wrapped: boolean
  readonly keys: 'camel' | 'pascal'
  readonly amounts: 'number' | 'text'
}
export const CHARI_STYLE: Style = { wrapped: true, keys: 'camel', amounts: 'number' }

const pascal = (key: string): string => key.charAt(0).toUpperCase() + key.slice(1)

function write(value: Json, style: Style): string {
  if (value instanceof Amount) {
    const text = toDecimal(value.centimes)
    return style.amounts === 'number' ? text : JSON.stringify(text.replace('.', ','))
  }
  if (Array.isArray(value)) return `[${value.map((one: Json) => write(one, style)).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const fields = Object.entries(value).flatMap(([key, field]) =>
      field === undefined
        ? []
        : [`${JSON.stringify(style.keys === 'pascal' ? pascal(key) : key)}:${write(field as Json, style)}`],
    )
    return `{${fields.join(',')}}`
  }
  return JSON.stringify(value)
}

/** A reply's text. Errors are never wrapped. Source: Chari API, "Response Format" and "Error Response Format". */
export function writeReply(value: Json, style: Style): string {
  const bare = !style.wrapped || (value !== null && typeof value === 'object' && 'errorCode' in value)
  return write(bare ? value : { data: value }, style)
}
