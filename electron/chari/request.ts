import { centimes, toDecimal } from '../domain/money'
import type { EndpointName } from './endpoints'
import { endpoint } from './endpoints'
import { foldKey } from './json'
import type { Endpoint, Parameter, Place, Verb } from './parameters'
import type { InputOf } from './schemas'

/** A request as it goes out, host and headers apart. */
export interface Outgoing {
  readonly verb: Verb
  /** Path and query, encoded. */
  readonly target: string
  /** JSON; null for none. */
  readonly body: string | null
}

type Value = string | number | boolean | readonly number[]
type Given = Partial<Record<Place, Readonly<Record<string, Value | undefined>>>>

const whole = (value: Value, parameter: Parameter): string => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value))
    throw new TypeError(`${parameter.name} takes a whole number`)
  return String(value)
}

/** One value as text of a query or route. */
function asText(parameter: Parameter, value: Value): string {
  if (parameter.type === 'int' || parameter.type === 'int[]') return whole(value, parameter)
  if (parameter.type === 'decimal') return toDecimal(centimes(Number(whole(value, parameter))))
  return String(value)
}

/** One value as JSON: an amount is written from centimes, digit by digit. */
function asJson(parameter: Parameter, value: Value): string {
  if (parameter.type === 'boolean') return value === true ? 'true' : 'false'
  if (parameter.type === 'int' || parameter.type === 'decimal') return asText(parameter, value)
  return JSON.stringify(String(value))
}

/**
 * Writes the request of a row. The values lie under their place and Chari's spelling; amounts are centimes.
 * Throws TypeError for a missing or unknown parameter, which is a fault of the program.
 */
export function writeRequest<N extends EndpointName>(name: N, input: InputOf<N>, verb?: Verb): Outgoing {
  return write(endpoint(name), input as Given, verb)
}

function write(row: Endpoint, given: Given, verb: Verb | undefined): Outgoing {
  const values = (place: Place): [Parameter, Value][] => {
    const held = given[place] ?? {}
    const rows = row.parameters.filter((parameter) => parameter.place === place)
    for (const key of Object.keys(held))
      if (!rows.some((parameter) => parameter.name === key))
        throw new TypeError(`${row.name} has no ${place} ${key}`)
    return rows.flatMap((parameter): [Parameter, Value][] => {
      const value =
        held[parameter.name] ?? (parameter.sameAs === undefined ? undefined : held[parameter.sameAs])
      if (value !== undefined) return [[parameter, value]]
      if (parameter.required) throw new TypeError(`${row.name} lacks ${parameter.name}`)
      return []
    })
  }
  const routed = new Map(
    values('route').map(([parameter, value]) => [foldKey(parameter.name), asText(parameter, value)]),
  )
  const path = row.path.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = routed.get(foldKey(key))
    if (value === undefined || value === '' || /^\.{1,2}$/.test(value))
      throw new TypeError(`${row.name}: no ${key}`)
    return encodeURIComponent(value)
  })
  const query = values('query').flatMap(([parameter, value]) =>
    (Array.isArray(value) ? value : [value]).map(
      (one: Value) => `${encodeURIComponent(parameter.name)}=${encodeURIComponent(asText(parameter, one))}`,
    ),
  )
  const fields = values('body').map(
    ([parameter, value]) => `${JSON.stringify(parameter.name)}:${asJson(parameter, value)}`,
  )
  return {
    verb: verb ?? row.verb,
    target: query.length === 0 ? path : `${path}?${query.join('&')}`,
    body: row.parameters.some((parameter) => parameter.place === 'body') ? `{${fields.join(',')}}` : null,
  }
}
