/** Where a parameter of Chari's API travels. */
export type Place = 'query' | 'route' | 'body' | 'multipart'

/** A `decimal` is an amount or a percentage: whole centimes (or hundredths) on our side, `150.50` on the wire. */
export type ParameterType = 'string' | 'int' | 'int[]' | 'decimal' | 'boolean' | 'datetime' | 'file'

export interface Parameter {
  /** Chari's exact spelling. In a route the placeholder of the path may differ from it in case. */
  readonly name: string
  readonly place: Place
  readonly type: ParameterType
  readonly required: boolean
  /** A declared exception: a second spelling that carries the value of the named parameter. */
  readonly sameAs?: string
}

export type Verb = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** Headings of Chari's documentation. */
export type Section =
  | 'Customer Registration'
  | 'KYC'
  | 'CashIn Card'
  | 'Transfer'
  | 'Bank Transfer'
  | 'Merchant Payment'
  | 'ChargeBack'
  | 'Request Operations'
  | 'Get Operations'
  | 'Refund'
  | 'Beneficiary'
  | 'Tokenized Cards'
  | 'Retail Agents'
  | 'Principal Agents'
  | 'Simulation (Sandbox)'

/** One call of Chari's documentation. */
export interface Endpoint {
  /** Our own name, unique; settings override a verb by it. */
  readonly name: string
  /** Chari's title of the call. */
  readonly title: string
  readonly section: Section
  readonly verb: Verb
  /** From the host on, with `{id}`, `{code}`, `{cardId}` as placeholders. */
  readonly path: string
  readonly parameters: readonly Parameter[]
  /** Executes money at once. Such a call gets its own connection and is never repeated. */
  readonly moves: boolean
  /** May be sent again by itself when no answer came. */
  readonly repeatable: boolean
  /** Announced by Chari, not delivered: no parameters are documented. */
  readonly comingSoon: boolean
  /** Exists in Chari's sandbox only. */
  readonly sandboxOnly: boolean
}

interface Mandatory<N extends string, P extends Place, T extends ParameterType> {
  readonly name: N
  readonly place: P
  readonly type: T
  readonly required: true
}

const placed =
  <const P extends Place>(place: P) =>
  <const N extends string, const T extends ParameterType = 'string'>(
    name: N,
    type: T = 'string' as T,
  ): Mandatory<N, P, T> => ({ name, place, type, required: true })

export const query = placed('query')
export const route = placed('route')
export const body = placed('body')
export const multipart = placed('multipart')

export const optional = <const T extends Parameter>(
  parameter: T,
): Omit<T, 'required'> & { readonly required: false } => ({
  ...parameter,
  required: false,
})

export const sameAs = <const T extends Parameter, const S extends string>(
  parameter: T,
  other: S,
): T & { readonly sameAs: S } => ({ ...parameter, sameAs: other })

const plain = { comingSoon: false, sandboxOnly: false } as const

/** Only reads, or checks without effect. */
export const lookUp = { moves: false, repeatable: true, ...plain } as const
/** Creates or changes something, moves no money. */
export const change = { moves: false, repeatable: false, ...plain } as const
/** Moves money at once. */
export const execution = { moves: true, repeatable: false, ...plain } as const
/** Announced, with neither parameters nor a promise. */
export const announced = {
  moves: false,
  repeatable: false,
  comingSoon: true,
  sandboxOnly: false,
  parameters: [],
} as const
/** Plays the network's part in Chari's sandbox. */
export const simulation = { moves: true, repeatable: false, comingSoon: false, sandboxOnly: true } as const
