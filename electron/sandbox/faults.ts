import * as z from 'zod'

/**
 * What may go wrong with a call, on purpose. `…_before`: nothing was done; `…_after`: it was done, and the answer
 * is lost. The kinds of the second list change the answer alone; `executes` says whether the call is done first,
 * where the answer does not tell (docs/sandbox.md has the table).
 */
export const FAULT_KINDS = [
  'delay',
  'reset_before',
  'reset_after',
  'hang_before',
  'hang_after',
  'error_500_before',
  'error_500_after',
  'throttle',
  'deny',
  'refuse',
  'elsewhere',
  'status_1_then_2',
  'never_2',
  // the answer alone
  'redirect',
  'html',
  'not_found',
  'cut_body',
  'empty_body',
  'wrong_echo',
  'error_code_on_200',
  'other_casing',
  'bare',
  'text_amounts',
  'sparse',
  'nameless',
  'clock_skew',
  // lists alone
  'row_twice',
  'sliding_pages',
  'unsorted',
  'count_off',
] as const

export const faultSchema = z.object({
  /** Name of a row of the endpoint table, its path, or `*`. */
  call: z.string().default('*'),
  kind: z.enum(FAULT_KINDS),
  /** Only for this reference. */
  reference: z.string().optional(),
  /** Only for this page of a list. */
  page: z.number().int().positive().optional(),
  /** How often it happens; without it, until it is switched off. */
  times: z.number().int().positive().optional(),
  /** delay: how long. throttle: what Retry-After says. clock_skew: how far Date is off. */
  ms: z.number().int().optional(),
  /** elsewhere: who executes it. */
  agent: z.string().optional(),
  /** refuse, error_code_on_200: which code. */
  errorCode: z.number().int().optional(),
  /** status_1_then_2: after how many look-ups. */
  lookUps: z.number().int().min(0).optional(),
  executes: z.boolean().optional(),
})
export type Fault = z.infer<typeof faultSchema>

export interface Faults {
  readonly add: (fault: Fault) => void
  readonly clear: () => void
  readonly all: () => readonly Fault[]
  /** The faults of this call, each counted as having happened. */
  readonly take: (call: {
    readonly name: string
    readonly path: string
    readonly reference: string | null
    /** Of a list; null: of none. */
    readonly page: number | null
  }) => readonly Fault[]
}

/** The faults that are switched on. In memory: a sandbox starts well. */
export function createFaults(): Faults {
  let on: { fault: Fault; left: number }[] = []
  return {
    add: (fault) => {
      on.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY })
    },
    clear: () => {
      on = []
    },
    all: () => on.map(({ fault }) => fault),
    take: ({ name, path, reference, page }) => {
      const mine = on.filter(
        ({ fault }) =>
          (fault.call === '*' || fault.call === name || fault.call === path) &&
          (fault.reference === undefined || fault.reference === reference) &&
          (fault.page === undefined || fault.page === page),
      )
      for (const one of mine) one.left -= 1
      on = on.filter(({ left }) => left > 0)
      return mine.map(({ fault }) => fault)
    },
  }
}
