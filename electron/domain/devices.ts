import * as z from 'zod'

/** Device settings and what the screens show of devices: plain values, no line is opened here. */

export const TRANSPORTS = ['none', 'virtual', 'tcp', 'serial', 'usb', 'device', 'spooler', 'file'] as const
export const transportSchema = z.enum(TRANSPORTS)
export type Transport = z.infer<typeof transportSchema>

export const printerTroubleSchema = z.enum([
  'unreachable',
  'busy',
  'unplugged',
  'denied',
  'paper_out',
  'cover_open',
  'cutter',
  'error',
  'offline',
])
export type PrinterTrouble = z.infer<typeof printerTroubleSchema>

export const printerSettingsSchema = z.object({
  transport: transportSchema,
  /** What the shop calls it; empty: shown by its line. */
  name: z.string().trim().max(60).default(''),
  /** tcp. */
  host: z.string().default(''),
  port: z.number().int().min(1).max(65535).default(9100),
  /** serial, usb, device: the stable identity (native/discovery); spooler: the queue; file: its path. */
  device: z.string().max(300).default(''),
  /** serial. */
  baud: z.number().int().min(1_200).max(921_600).default(9_600),
  flow: z.enum(['none', 'rtscts', 'xonxoff']).default('none'),
  /** A profile of native/printer/profile.ts, by its id; unknown is safe on all. */
  profile: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
    .default('unknown'),
  paper: z.union([z.literal(58), z.literal(80)]).default(80),
  /** `ESC t n` that the shop has set itself; null: the best of the profile for each line. */
  codePage: z.number().int().min(0).max(255).nullable().default(null),
  /** Of pictures (Arabic): 1 lightest, 5 darkest. */
  darkness: z.number().int().min(1).max(5).default(3),
  /** The shop's logo at the head of papers. */
  logo: z.boolean().default(false),
  drawer: z.boolean().default(true),
  /** 2 or 5, and the on-time in milliseconds (`ESC p m t1 t2`, t1 x 2 ms). */
  drawerPin: z.union([z.literal(2), z.literal(5)]).default(2),
  drawerPulseMs: z.number().int().min(50).max(500).default(100),
})
export type PrinterSettings = z.infer<typeof printerSettingsSchema>

export const suffixSchema = z.enum(['cr', 'lf', 'crlf', 'tab', 'none'])
export type ScanSuffix = z.infer<typeof suffixSchema>

export const scannerSettingsSchema = z.object({
  /** Stable identity (native/discovery). */
  device: z.string().min(1).max(300),
  kind: z.enum(['serial', 'hid']),
  name: z.string().trim().max(60).default(''),
  baud: z.number().int().min(1_200).max(921_600).default(9_600),
  suffix: z.enum(['auto', ...suffixSchema.options]).default('auto'),
  prefix: z.string().max(16).default(''),
})
export type ScannerSettings = z.infer<typeof scannerSettingsSchema>

/** Scanners that type as a keyboard: how their rhythm is told from fingers. */
export const wedgeSettingsSchema = z.object({
  /** Milliseconds; the mean gap between two characters of a code. */
  gapMs: z.number().int().min(20).max(80).default(35),
  prefix: z.string().max(16).default(''),
})
export type WedgeSettings = z.infer<typeof wedgeSettingsSchema>

/** Sounds that a shop may switch off one by one; the bell of doubt and the falling pair always sound. */
export const quietSoundSchema = z.enum(['scan', 'scan_bad', 'done'])

/** What is plugged in now, or stands in the settings and is not plugged in. */
export const foundDeviceSchema = z.object({
  id: z.string(),
  transport: z.enum(['serial', 'hid', 'usb', 'device', 'spooler']),
  use: z.enum(['printer', 'scanner', 'either']),
  name: z.string(),
  /** Where it is now; shown, never stored. */
  path: z.string(),
  access: z.enum(['ok', 'denied']),
  /** What an administrator types when access is denied. */
  remedy: z.string().nullable(),
  /** Profile proposed for a printer, by its USB id. */
  profile: z.string().nullable(),
})
export type DeviceFound = z.infer<typeof foundDeviceSchema>

export const scannerStateSchema = z.enum(['ready', 'unplugged', 'busy', 'denied', 'error'])
export const scannerStatusSchema = z.object({
  device: z.string(),
  kind: z.enum(['serial', 'hid']),
  name: z.string(),
  state: scannerStateSchema,
  detail: z.string(),
  remedy: z.string().nullable(),
})
export type ScannerStatus = z.infer<typeof scannerStatusSchema>

/** A code read by a serial or HID scanner. */
export const scannedSchema = z.object({
  text: z.string().max(4_096),
  /** `]Q1` and the like, where the scanner sends it. */
  aim: z.string().nullable(),
  suffix: suffixSchema,
  device: z.string(),
  kind: z.enum(['serial', 'hid']),
  name: z.string(),
  tookMs: z.number(),
})
export type Scanned = z.infer<typeof scannedSchema>

/** A profile as the settings screen lists it. */
export const profileChoiceSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** A file of the shop's own. */
  own: z.boolean(),
  widths: z.array(z.union([z.literal(58), z.literal(80)])),
  codePages: z.array(z.object({ page: z.string(), n: z.number().int() })),
  drawer: z.boolean(),
  confirms: z.boolean(),
})
export type ProfileChoice = z.infer<typeof profileChoiceSchema>
