/** What the bank refuses, by Chari's own error codes ("Chari Error Codes"). */
export interface Refusal {
  readonly errorCode: number
  readonly errorDescription: string
}
const refusal = (errorCode: number, errorDescription: string): Refusal => ({ errorCode, errorDescription })
export const isRefusal = (value: object): value is Refusal => 'errorCode' in value

export const UNKNOWN_USER = refusal(20005, 'The specified user could not be found.')
export const NO_REQUEST = refusal(
  20017,
  'There is no pending request associated with the provided reference.',
)
export const BAD_PHONE = refusal(20000, 'The phone number format is invalid.')
/** `why` is ours alone: nothing of what was sent stands in it. */
export const invalid = (why: string): Refusal =>
  refusal(20006, `The initial parameters provided are incorrect or invalid: ${why}`)
export const missing = (name: string): Refusal => refusal(10001, `Missing Parameters. (${name})`)
