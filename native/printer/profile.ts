import * as z from 'zod'

const byte = z.number().int().min(0).max(255)
const width = z
  .strictObject({
    /** Dots of a line. */
    dots: z.number().int().min(192).max(832),
    /** Characters of font A (12 dots) in a line. */
    columns: z.union([z.literal(32), z.literal(42), z.literal(48)]),
  })
  .refine(({ dots, columns }) => dots >= columns * 12, {
    message: 'a character is 12 dots wide: so many columns do not fit',
  })

/** Character sets that Guichet can write; each stands in a profile with the `ESC t` number that this printer has for it. */
export const CODE_PAGES = ['cp437', 'cp850', 'cp858', 'windows1252', 'iso8859-15'] as const
export type CodePage = (typeof CODE_PAGES)[number]

/**
 * What a family of printers can do: a data file (resources/printers, or `printers/` of the profile folder).
 * docs/printers.md explains each field to a shop that adds one.
 */
export const printerProfileSchema = z.strictObject({
  /** Lower-case letters, digits and hyphens; the file is named after it. */
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  name: z.string().min(1).max(60),
  /** USB ids of printers that this profile is proposed for; a null product is the whole maker. */
  usb: z
    .array(
      z.strictObject({
        vendor: z.number().int().min(0).max(0xffff),
        product: z.number().int().min(0).max(0xffff).nullable(),
      }),
    )
    .default([]),
  /** Paper widths that it takes, by millimetres. */
  widths: z.strictObject({ '58': width.optional(), '80': width.optional() }),
  /** Best first; a line goes out in the first that has all its characters, else as a picture. */
  codePages: z.array(z.strictObject({ page: z.enum(CODE_PAGES), n: byte })).min(1),
  /** feed: `GS V 66`, which feeds to the blade by itself; partial, full: `GS V 1`, `GS V 0` after `feedLines`. */
  cut: z.enum(['feed', 'partial', 'full', 'none']),
  /** Empty lines after the last one, before the cut; without a cutter, to where the paper is torn. */
  feedLines: z.number().int().min(0).max(12),
  /** native: `GS ( k`; picture: drawn by Guichet. */
  qr: z.enum(['native', 'picture']),
  /** CODE128 by `GS k 73`, or drawn. */
  barcode: z.enum(['native', 'picture']),
  /** White on black by `GS B`; false: such lines are drawn. */
  reverse: z.boolean(),
  raster: z.strictObject({
    /** Rows of one `GS v 0`: what fits the smallest buffer of the family. */
    stripRows: z.number().int().min(8).max(255),
    /** Milliseconds between two pieces of a job, for boards that drop bytes when they are fed too fast. */
    pauseMs: z.number().int().min(0).max(200),
  }),
  /** Bytes handed over at once. */
  chunkBytes: z.number().int().min(64).max(65_536),
  status: z.strictObject({
    /** `DLE EOT n` is answered. false: never asked. */
    realtime: z.boolean(),
    /** `GS ( H` is known to it; an unknown parser may print its digits. */
    processId: z.boolean(),
    /** `GS r 1` is answered in turn. */
    fence: z.boolean(),
  }),
  /** `GS ( D` may switch real-time commands off around pictures (Epson). */
  guardRealTime: z.boolean(),
  /** A drawer connector. */
  drawer: z.boolean(),
})
export type PrinterProfile = z.infer<typeof printerProfileSchema>

/** Safe on all families: code page 858 at n = 19, small strips, real-time status and the queued fence, nothing exotic. */
export const UNKNOWN_PROFILE: PrinterProfile = {
  id: 'unknown',
  name: 'ESC/POS',
  usb: [],
  widths: { '58': { dots: 384, columns: 32 }, '80': { dots: 576, columns: 48 } },
  codePages: [{ page: 'cp858', n: 19 }],
  cut: 'feed',
  feedLines: 4,
  qr: 'native',
  barcode: 'native',
  reverse: true,
  raster: { stripRows: 48, pauseMs: 0 },
  chunkBytes: 2_048,
  status: { realtime: true, processId: false, fence: true },
  guardRealTime: false,
  drawer: true,
}
