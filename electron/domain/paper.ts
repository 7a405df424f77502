import * as z from 'zod'
import { centimesSchema } from './cash'
import {
  countSchema,
  floatSchema,
  handOverSchema,
  movementKindSchema,
  movementReasonSchema,
  operationKindSchema,
  periodClosingSchema,
  shiftReportSchema,
  signatureSchema,
  zReportSchema,
} from './closing'
import { transportSchema } from './devices'
import { cardFactsSchema } from './operation'
import { breakCodeSchema, cashierSumsSchema, dayVerdictSchema } from './reconciliation'
import { tariffRuleSchema } from './tariff'

/** The languages of the screens and of the papers. */
export const LANGUAGES = ['fr', 'ar', 'en'] as const
export const languageSchema = z.enum(LANGUAGES)
export type Language = z.infer<typeof languageSchema>

/** What stands at the head of every paper. */
const headSchema = z.object({
  shopName: z.string(),
  shopAddress: z.string(),
  shopPhone: z.string(),
  agentCode: z.string(),
  terminal: z.string(),
  cashier: z.string(),
  /** UTC ISO; printed in Africa/Casablanca. */
  at: z.string(),
  version: z.string(),
  training: z.boolean(),
  language: languageSchema,
})

const operationFacts = {
  head: headSchema,
  direction: operationKindSchema,
  /** `TERMINAL-000724` */
  number: z.string(),
  reference: z.string(),
  customerName: z.string().nullable(),
  customerPhone: z.string().nullable(),
  amount: centimesSchema,
  /** null where Chari gave none: the line then says so, never 0,00. */
  fee: centimesSchema.nullable(),
  requestId: z.string(),
  /** First 12 hexadecimal digits of the hash of the operation's intent event: the same on each of its papers. */
  shortHash: z.string(),
  /** Of a card deposit: no more of the card than its first six and last four. */
  card: cardFactsSchema
    .pick({ masked: true, scheme: true, creditedTo: true })
    /** Taken from the card, fee and all, by Chari's word; null: it gave none. */
    .extend({ total: centimesSchema.nullable() })
    .optional(),
}

/** One side of a row of the day's proof; null: that side tells no such figure. */
const sideSchema = z.object({ count: z.number().int().nullable(), amount: centimesSchema.nullable() })

export const paperDataSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('receipt'),
    ...operationFacts,
    chariOperationId: z.string().nullable(),
    received: centimesSchema.nullable(),
    change: centimesSchema.nullable(),
    /** What changed hands, where a fee was taken in cash; without it: received less change, else the amount. */
    cash: centimesSchema.optional(),
    /** Completed: nothing else ever makes a receipt. */
    completedAt: z.string(),
  }),
  z.object({
    kind: z.literal('waiting_slip'),
    ...operationFacts,
    /** Cash-in: what is kept aside under the operation's number. */
    aside: centimesSchema.nullable(),
  }),
  /** A drawer that begins its shift: what was left in it, what was counted. */
  z.object({
    kind: z.literal('shift_opening'),
    head: headSchema,
    /** `CASA1-S000012` and 12. */
    shift: z.string(),
    number: z.number().int(),
    /** Civil day in Africa/Casablanca. */
    day: z.string(),
    openedAt: z.string(),
    openedBy: z.string(),
    counted: countSchema,
    /** What the last closing left. */
    carried: centimesSchema,
    /** counted - carried, signed. */
    difference: centimesSchema,
    reason: z.string().nullable(),
    approvedBy: z.string().nullable(),
    float: floatSchema,
  }),
  /** Cash that moved without an operation, or the opposite of one that was wrong. */
  z.object({
    kind: z.literal('cash_movement'),
    head: headSchema,
    /** `CASA1-M000012` */
    number: z.string(),
    movement: movementKindSchema,
    reason: movementReasonSchema,
    note: z.string().nullable(),
    /** What moved, without a sign: the kind says which way. Of a correction: what is put back. */
    amount: centimesSchema,
    by: z.string(),
    approvedBy: z.string().nullable(),
    /** Number of the movement that this one undoes; null: none. */
    corrects: z.string().nullable(),
    /** On its way to the bank, or paid for float, and not confirmed. */
    transit: z.boolean(),
  }),
  /** From one cashier to the next, with a count. `shift`: number of the shift. */
  z.object({
    kind: z.literal('hand_over'),
    head: headSchema,
    shift: z.number().int(),
    handOver: handOverSchema,
  }),
  /** A reading of the shift as it stands; closes nothing. */
  z.object({
    kind: z.literal('x_report'),
    head: headSchema,
    report: shiftReportSchema,
    /** A blind till: the paper says nothing from which what the drawer should hold could be worked out. */
    hidden: z.boolean(),
  }),
  z.object({
    kind: z.literal('z_report'),
    head: headSchema,
    report: zReportSchema,
    /** null: the key could not be used when it was closed. */
    signature: signatureSchema.nullable(),
  }),
  z.object({
    kind: z.literal('period_closing'),
    head: headSchema,
    closing: periodClosingSchema,
    signature: signatureSchema.nullable(),
  }),
  /** The day in three ways: journal, Chari's listing, cash. */
  z.object({
    kind: z.literal('day_report'),
    head: headSchema,
    day: z.string(),
    verdict: dayVerdictSchema,
    rows: z.array(
      z.object({
        label: z.enum(['cash_in', 'cash_out', 'card', 'float', 'cash']),
        journal: sideSchema,
        /** null: Chari tells nothing of this. */
        chari: sideSchema.nullable(),
        counted: centimesSchema.nullable(),
        /** null: one side is missing; else signed. */
        gap: centimesSchema.nullable(),
      }),
    ),
    breaks: z.array(
      z.object({
        code: breakCodeSchema,
        state: z.enum(['open', 'settled', 'carried']),
        count: z.number().int(),
        amount: centimesSchema,
      }),
    ),
    /** Completed operations by who served them. */
    cashiers: z.array(cashierSumsSchema),
    /** Operations that both sides tell alike, of `total`. */
    matched: z.number().int(),
    total: z.number().int(),
    /** Numbers of the Zs of the day. */
    zs: z.array(z.number().int()),
    /** When Chari's listing was read; null: it was not. */
    listingReadAt: z.string().nullable(),
    /** Number of the newest document that the day was closed with; null: it is not closed. */
    closing: z.string().nullable(),
    /** Of that document; null: none, or the terminal's key could not be used. */
    signature: signatureSchema.nullable(),
  }),
  /** What the customer pays, to hang up in the shop: fees by kind and amount, no word of the shop's commission. */
  z.object({
    kind: z.literal('tariff_sheet'),
    head: headSchema,
    /** Civil day of which these are the fees. */
    day: z.string(),
    kinds: z.array(
      z.object({
        kind: operationKindSchema,
        bands: z.array(tariffRuleSchema.pick({ above: true, upTo: true, fee: true })),
      }),
    ),
  }),
  /** Everything that this printer is used for, in three languages. */
  z.object({
    kind: z.literal('test_page'),
    head: headSchema,
    /** What the shop calls it, or its line. */
    printer: z.string(),
    /** What follows is left out of the page where it is not given. */
    profile: z.string().optional(),
    width: z.union([z.literal(58), z.literal(80)]).optional(),
    dots: z.number().int().optional(),
    /** `cp858 = 19`, best first. */
    codePages: z.array(z.string()).optional(),
    /** null: no drawer. */
    drawerPin: z
      .union([z.literal(2), z.literal(5)])
      .nullable()
      .optional(),
    darkness: z.number().int().optional(),
  }),
  /** What was set up, for the shop's file. */
  z.object({
    kind: z.literal('device_slip'),
    head: headSchema,
    /** What the shop calls it; may be empty. */
    printer: z.string(),
    transport: transportSchema,
    line: z.string(),
    profile: z.string(),
    width: z.union([z.literal(58), z.literal(80)]),
    dots: z.number().int(),
    columns: z.number().int(),
    /** `cp858 = 19`, best first. */
    codePages: z.array(z.string()),
    drawerPin: z.union([z.literal(2), z.literal(5)]).nullable(),
    darkness: z.number().int(),
    /** null: not tried. */
    confirms: z.boolean().nullable(),
  }),
  /** Codes that teach Guichet a scanner: digits, letters of both cases and signs, as bars and as QR. */
  z.object({ kind: z.literal('code_sheet'), head: headSchema }),
])
export type PaperData = z.infer<typeof paperDataSchema>

/**
 * The codes of that sheet (DEVICES.md 5.4): digits alone, letters of both cases with the signs that a wrong keyboard
 * layout garbles, and a number as long as a Chari reference. The set-up screen compares what it reads with them.
 */
export const TEACHING_CODES = {
  digits: '20406080',
  signs: 'aA0-9zZ_/+]',
  reference: '1234567890',
} as const

/** The fields of a paper that name a customer: sealed in the journal (DESIGN.md section 5). */
export const SEALED_PAPER_FIELDS = ['data.customerName', 'data.customerPhone'] as const

/**
 * A paper that is to be printed, as an event of the append that it tells of. The print queue reads it
 * and only lays it out. `copy` is 0 for the first print, n for DUPLICATA n.
 */
export const paperRequestSchema = z.object({
  paper: z.string(),
  copy: z.number().int().min(0),
  data: paperDataSchema,
})
export type PaperRequest = z.infer<typeof paperRequestSchema>
export const PAPER_REQUESTED = 'paper.requested'

/** A pulse for the drawer, in the append of the cash that moves now. Its own tiny job; never done after a restart. */
export const drawerRequestSchema = z.object({
  reason: z.enum(['cash_in', 'cash_out', 'returned', 'supervised']),
  /** What a supervisor gave as reason for opening without an operation. */
  note: z.string().nullable(),
  approvedBy: z.string().nullable(),
})
export type DrawerRequest = z.infer<typeof drawerRequestSchema>
export const DRAWER_REQUESTED = 'drawer.requested'

export type PaperWidth = 58 | 80

/** One line of a laid-out paper. The printer's bytes, the picture on screen and the text file all come from it. */
export const laidLineSchema = z.discriminatedUnion('kind', [
  /** One line of text; `double` is twice as wide and high, `block` white on black over the whole width. */
  z.object({
    kind: z.literal('text'),
    text: z.string(),
    align: z.enum(['start', 'center', 'end']),
    bold: z.boolean(),
    double: z.boolean(),
    block: z.boolean(),
  }),
  /** A label at the start and a value at the end. `ltr`: the value is a number, phone, date or id. */
  z.object({
    kind: z.literal('pair'),
    label: z.string(),
    value: z.string(),
    bold: z.boolean(),
    ltr: z.boolean(),
  }),
  /** A line of a table: what, how many, how much. Count and value end where those of the other rows end. */
  z.object({
    kind: z.literal('row'),
    label: z.string(),
    count: z.string(),
    value: z.string(),
    bold: z.boolean(),
  }),
  z.object({ kind: z.literal('rule') }),
  z.object({ kind: z.literal('qr'), content: z.string(), alt: z.string() }),
  /** CODE128 with its text below. ASCII, 2 to 40 characters. */
  z.object({ kind: z.literal('barcode'), content: z.string(), alt: z.string() }),
  /** The shop's logo; a printer or screen that has none leaves it out. */
  z.object({ kind: z.literal('logo') }),
  z.object({ kind: z.literal('feed'), lines: z.number().int() }),
])
export type LaidLine = z.infer<typeof laidLineSchema>

/** A paper laid out for one width and one language. */
export const laidPaperSchema = z.object({
  kind: z.enum([
    'receipt',
    'waiting_slip',
    'shift_opening',
    'cash_movement',
    'hand_over',
    'x_report',
    'z_report',
    'period_closing',
    'day_report',
    'tariff_sheet',
    'test_page',
    'device_slip',
    'code_sheet',
  ]),
  language: languageSchema,
  columns: z.union([z.literal(32), z.literal(42), z.literal(48)]),
  lines: z.array(laidLineSchema),
})
export type LaidPaper = z.infer<typeof laidPaperSchema>
