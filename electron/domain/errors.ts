/**
 * An expected failure as a value: a code of a closed list, values for its sentence, and detail for support.
 * The sentence for the cashier is `errors.<code>` of resources/words; it says what to do next.
 */
export interface Failure<Code extends string = string> {
  readonly code: Code
  readonly params: Readonly<Record<string, string | number>>
  /** For support, redacted: never a key, a card number, a PIN or a personal field. */
  readonly detail?: string
}

export const failure = <Code extends string>(
  code: Code,
  params: Failure['params'] = {},
  detail?: string,
): Failure<Code> => (detail === undefined ? { code, params } : { code, params, detail })
