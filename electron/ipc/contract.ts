import * as z from 'zod'
import { centimesSchema } from '../domain/cash'
import { breakSchema } from '../domain/chain-report'
import {
  foundDeviceSchema,
  printerSettingsSchema,
  printerTroubleSchema,
  profileChoiceSchema,
  quietSoundSchema,
  scannedSchema,
  scannerSettingsSchema,
  scannerStatusSchema,
  transportSchema,
  wedgeSettingsSchema,
} from '../domain/devices'
import {
  directionSchema,
  identitySchema,
  leftOperationSchema,
  lookUpResultSchema,
  operationKindSchema,
  operationRowSchema,
  operationStateSchema,
  operationViewSchema,
} from '../domain/operation'
import { laidPaperSchema, languageSchema } from '../domain/paper'
import { approvalSchema, personNameSchema, pinSchema, roleSchema, userSchema } from '../domain/people'
import { tillStatusSchema } from '../domain/till'
import { archiveEvents, archiveRequests } from './contract/archive'
import { cardRequests } from './contract/card'
import { challengeEvents, challengeRequests } from './contract/challenge'
import { peopleRequests } from './contract/people'
import { reconciliationEvents, reconciliationRequests } from './contract/reconciliation'
import { answer, nothing, request } from './contract/row'
import { tariffRequests } from './contract/tariff'
import { tillRequests } from './contract/till'
import { tillScreenRequests } from './contract/till-screens'
import { webhookEvents, webhookRequests } from './contract/webhooks'

/**
 * The whole boundary between main and renderer: one row for each request (input, output, least role) and one
 * for each event. The preload bridge, the server in main and the renderer's client derive from it.
 * Outputs are values; an expected failure is a `message`, a refused call is a rejection.
 */

const environmentSchema = z.enum(['training', 'sandbox', 'production', 'custom'])

/** What a supervisor sets of devices, as one piece. */
export const deviceSettingsSchema = z.object({
  printer: printerSettingsSchema,
  reservePrinters: z.array(printerSettingsSchema).max(8),
  scanners: z.array(scannerSettingsSchema).max(8),
  wedge: wedgeSettingsSchema,
  sounds: z.boolean(),
  quietSounds: z.array(quietSoundSchema),
})

/** Switches of the printer on screen. */
export const virtualPrinterSchema = z.object({
  paper: z.enum(['ok', 'low', 'out']),
  cover: z.enum(['closed', 'open']),
  cutter: z.enum(['ok', 'error']),
})

const pictureSchema = z.object({
  /** `data:image/png;base64,…`, black and white, one pixel a dot. */
  url: z.string(),
  width: z.number().int(),
  height: z.number().int(),
})

/** Everything that the screen of devices shows, asked again at each `devices` event. */
export const devicesSchema = z.object({
  settings: deviceSettingsSchema,
  found: z.array(foundDeviceSchema),
  scanners: z.array(scannerStatusSchema),
  profiles: z.array(profileChoiceSchema),
  /** Profile files of the shop that cannot be used, and why. */
  badProfiles: z.array(z.object({ file: z.string(), detail: z.string() })),
  /** As it prints on the printer in use. */
  logo: pictureSchema.nullable(),
  virtual: virtualPrinterSchema,
})
export type Devices = z.infer<typeof devicesSchema>

export const statusSchema = z.object({
  /** not_answering: reachable, but no usable answer; with the time since when. */
  connection: z.enum(['online', 'offline', 'not_answering', 'denied', 'throttled']),
  connectionSince: z.string(),
  /** This terminal's public address where a site setting gives it (denied). */
  publicAddress: z.string().nullable(),
  printer: z.object({
    transport: transportSchema,
    /** What the shop calls it; empty: by its line. */
    name: z.string(),
    trouble: printerTroubleSchema.nullable(),
    /** What an administrator types when access is denied. */
    remedy: z.string().nullable(),
    paperLow: z.boolean(),
    /** true: a paper's end is proven by the printer; false: it can only be assumed; null: not known yet. */
    confirms: z.boolean().nullable(),
    /** A paper is under way. */
    printing: z.boolean(),
    waiting: z.number().int(),
    /** Jobs whose end is not known: a person must say whether the paper came out. */
    asking: z.array(z.object({ job: z.string(), number: z.string().nullable(), kind: z.string() })),
    /** Jobs from before the last start that wait for one key. */
    held: z.number().int(),
  }),
  scanners: z.array(scannerStatusSchema),
  queue: z.object({
    unsettled: z.number().int(),
    printWaiting: z.number().int(),
    nextCheckInMs: z.number().nullable(),
  }),
  till: tillStatusSchema,
  clockWarning: z.enum(['backward', 'skewed']).nullable(),
  /** Money operations are refused while the journal cannot be written. */
  journal: z.enum(['ok', 'unwritable']),
})

export const bootSchema = z.object({
  phase: z.enum(['setup', 'unlock', 'sign_in', 'counter', 'fault']),
  /** Sentence key `fault.<code>` when phase is fault. */
  fault: z
    .object({
      code: z.string(),
      detail: z.string(),
      /** Of `journal_corrupt`: the first event that does not fit, where one can be named. */
      broken: breakSchema.nullable(),
    })
    .nullable(),
  language: languageSchema,
  theme: z.enum(['light', 'dark']),
  sounds: z.boolean(),
  quietSounds: z.array(quietSoundSchema),
  wedge: wedgeSettingsSchema,
  /** The shop's logo as it prints, for papers on screen; null: none, or switched off. */
  logo: pictureSchema.nullable(),
  environment: environmentSchema,
  training: z.boolean(),
  terminal: z.string(),
  shop: z.object({ name: z.string(), address: z.string(), phone: z.string() }),
  agentCode: z.string(),
  users: z.array(userSchema),
  /** Training only: the PINs that stand on the sign-in screen. */
  trainingPins: z.array(z.object({ name: z.string(), pin: z.string() })),
  user: userSchema.nullable(),
  /** The operation that the window was busy with: shown again after a reload of the renderer or a lock. */
  current: z.string().nullable(),
  soleTerminal: z.boolean(),
  otherTerminals: z.array(z.string()),
  version: z.string(),
  runtime: z.object({ electron: z.string(), fallback: z.boolean() }),
  vault: z.enum(['system', 'passphrase', 'plain', 'locked']),
  /** Locked and without a passphrase yet: the one typed now becomes it, and is asked for twice. */
  vaultFresh: z.boolean(),
  idleLockMs: z.number(),
})

const setupSchema = z.object({
  language: languageSchema,
  environment: environmentSchema,
  host: z.string(),
  /** Empty keeps the stored one. */
  key: z.string(),
  agentCode: z.string(),
  agentPhone: z.string(),
  soleTerminal: z.boolean(),
  otherTerminals: z.array(z.string()),
  shop: z.object({ name: z.string(), address: z.string(), phone: z.string() }),
  terminal: z.string(),
  /** Empty lists keep the stored people (set-up reopened by F11). */
  users: z.array(z.object({ name: z.string().min(1), role: roleSchema, pin: pinSchema })),
  printer: printerSettingsSchema,
  passphrase: z.string(),
  receiptLanguage: languageSchema.nullable(),
  identityDetails: z.boolean(),
  sounds: z.boolean(),
  theme: z.enum(['light', 'dark']),
  proxy: z.string(),
  customCa: z.string(),
  publicAddress: z.string(),
  backupFolder: z.string(),
  feeInCash: z.object({ cash_in: z.boolean(), cash_out: z.boolean() }),
})
export type Setup = z.infer<typeof setupSchema>

export const historyFilterSchema = z.object({
  /** Reference, phone (or its last four), amount, or the number on a paper. */
  search: z.string(),
  day: z.string().nullable(),
  direction: operationKindSchema.nullable(),
  state: operationStateSchema.exclude(['intent', 'sent']).nullable(),
  cashier: z.string().nullable(),
})

const historyPageSchema = z.object({
  rows: z.array(operationRowSchema),
  /** Pass it back for older rows; null at the end. */
  cursor: z.string().nullable(),
  /** Completed only; unsure money is in no total. No sums where the till is blind for who asks. */
  totals: z.object({
    count: z.number().int(),
    cashIn: centimesSchema.nullable(),
    card: centimesSchema.nullable(),
    cashOut: centimesSchema.nullable(),
  }),
})

const printedPaperSchema = z.object({
  paper: z.string(),
  number: z.string().nullable(),
  at: z.string(),
  copy: z.number().int(),
  state: z.enum(['waiting', 'printing', 'printed', 'assumed', 'unknown', 'held', 'dropped']),
  /** It may lie in two parts: a duplicate is offered. */
  interrupted: z.boolean(),
  laid: laidPaperSchema,
})

export const requests = {
  'app.boot': request('anyone', nothing, bootSchema),
  /** null while the terminal is not set up or not unlocked. */
  'app.status': request('anyone', nothing, statusSchema.nullable()),
  'app.language': request('anyone', z.object({ language: languageSchema }), bootSchema),
  'app.theme': request('anyone', z.object({ theme: z.enum(['light', 'dark']) }), bootSchema),
  'app.unlock': request('anyone', z.object({ passphrase: z.string() }), answer(bootSchema)),
  'app.diagnostics': request('anyone', nothing, z.object({ text: z.string() })),
  /** Opens the agents' manual in a window of its own, at a chapter where one is named. */
  'app.manual': request('anyone', z.object({ anchor: z.string().max(60) }), nothing),
  /**
   * A damaged journal is set aside and a new one begun: only after a supervisor says so, the old file kept. `left`: what
   * the old one did not see settled, and no journal follows any more.
   */
  'app.newJournal': request(
    'anyone',
    z.object({ approval: approvalSchema }),
    answer(z.object({ boot: bootSchema, left: z.array(leftOperationSchema) })),
  ),

  /** Live: does Chari answer, accept the key, and know the agent code? */
  'setup.check': request(
    'anyone',
    setupSchema.pick({
      environment: true,
      host: true,
      key: true,
      agentCode: true,
      proxy: true,
      customCa: true,
    }),
    z.object({
      chari: z.enum(['ok', 'denied', 'throttled', 'unreachable', 'no_answer', 'bad_host']),
      agent: z.enum(['known', 'unknown', 'unread']),
      agentName: z.string().nullable(),
      agentPhone: z.string().nullable(),
      detail: z.string(),
    }),
  ),
  'setup.read': request('anyone', nothing, setupSchema),
  'setup.save': request(
    'anyone',
    z.object({ setup: setupSchema, approval: approvalSchema.nullable() }),
    answer(bootSchema),
  ),
  /**
   * Prints on a printer that may not be the shop's yet. `page`: all it is used for; `slip`: what is set up;
   * `codes`: the sheet that teaches scanners; `pages`: one line for each code page number; `cut`: feeds and cuts.
   * A refusal is `nothing_to_do` with the trouble as `detail`.
   */
  'printer.test': request(
    'anyone',
    z.object({ printer: printerSettingsSchema, what: z.enum(['page', 'slip', 'codes', 'pages', 'cut']) }),
    /** `laid`: the paper itself, for the printer on screen; absent where a probe has no layout. */
    answer(z.object({ confirmed: z.boolean(), laid: laidPaperSchema.nullable().optional() })),
  ),
  'devices.read': request('anyone', nothing, devicesSchema),
  /** A supervisor, signed in or approving in place. A field that cannot be used is named in `detail`. */
  'devices.save': request(
    'cashier',
    z.object({ settings: deviceSettingsSchema, approval: approvalSchema.nullable() }),
    answer(devicesSchema),
  ),
  /** Asks the local network for printers, a few addresses at a time; a second call, or `stop`, ends the first. */
  'devices.findPrinters': request(
    'anyone',
    z.object({ stop: z.boolean() }),
    z.object({
      found: z.array(
        z.object({
          host: z.string(),
          port: z.number().int(),
          answers: z.boolean(),
          model: z.string().nullable(),
        }),
      ),
    }),
  ),
  /** While on, every scanner that is plugged in is listened to, and nothing it reads reaches the counter. */
  'devices.learn': request('anyone', z.object({ on: z.boolean() }), nothing),
  /** `png`: base64 of a PNG. Not kept: only shown as it would print. */
  'devices.logoPreview': request(
    'cashier',
    z.object({ png: z.string().max(6_000_000) }),
    answer(pictureSchema),
  ),
  /** null takes the logo away. */
  'devices.logo': request(
    'cashier',
    z.object({ png: z.string().max(6_000_000).nullable(), approval: approvalSchema.nullable() }),
    answer(devicesSchema),
  ),
  /** Looks at the printer now instead of at the next turn. */
  'devices.lookAgain': request('cashier', nothing, nothing),
  'virtual.set': request('cashier', virtualPrinterSchema.partial(), nothing),

  'session.signIn': request(
    'anyone',
    /** `fresh`: the person's own, in the place of a PIN that a supervisor gave; null at first. */
    z.object({ name: z.string(), pin: z.string(), fresh: pinSchema.nullable() }),
    z.discriminatedUnion('ok', [
      z.object({ ok: z.literal(true), boot: bootSchema }),
      z.object({
        ok: z.literal(false),
        triesLeft: z.number().int(),
        lockedForMs: z.number(),
        /** The PIN was right: an own one is asked for, or the one typed cannot be taken. */
        why: z.enum(['choose_pin', 'pin_weak', 'pin_same']).optional(),
      }),
    ]),
  ),
  /** A supervisor again where there is none any more: by the API key of this terminal. Signs them in. */
  'session.recover': request(
    'anyone',
    z.object({ key: z.string().max(4_096), name: personNameSchema, pin: pinSchema }),
    answer(bootSchema),
  ),
  'session.lock': request('anyone', z.object({ why: z.enum(['asked', 'idle']) }), bootSchema),

  'counter.lookUp': request(
    'cashier',
    z.object({
      text: z.string().max(4_096),
      want: z.enum(['automatic', 'cash_in', 'cash_out']),
      source: z.enum(['typed', 'scan']),
    }),
    lookUpResultSchema,
  ),
  /** `confirmId` is made by the renderer once per act: a repeat gets the first answer. */
  'counter.confirm': request(
    'cashier',
    z.object({
      confirmId: z.string().uuid(),
      quoteId: z.string(),
      received: centimesSchema.nullable(),
      identity: identitySchema.nullable(),
    }),
    answer(operationViewSchema),
  ),
  'counter.identityRefused': request('cashier', z.object({ quoteId: z.string() }), nothing),

  'operation.get': request('cashier', z.object({ id: z.string() }), operationViewSchema.nullable()),
  /** `seen`: the state on the screen. Nothing is recorded for an order that has changed meanwhile. */
  'operation.nextCustomer': request(
    'cashier',
    z.object({ id: z.string(), seen: operationStateSchema }),
    answer(operationViewSchema),
  ),
  'operation.park': request('cashier', z.object({ id: z.string() }), answer(operationViewSchema)),
  'operation.checkNow': request('cashier', z.object({ id: z.string() }), answer(operationViewSchema)),
  'operation.tryAgain': request(
    'cashier',
    z.object({ id: z.string(), confirmId: z.string().uuid() }),
    answer(operationViewSchema),
  ),
  /** What the cashier did with the cash, from "À régler" or an outcome. `identity` where cash is paid from there. */
  'operation.cash': request(
    'cashier',
    z.object({
      id: z.string(),
      act: z.enum([
        'cash_paid',
        'cash_returned',
        'cash_in_drawer',
        'cash_aside',
        'cash_owed',
        'change_given',
        'change_owed',
      ]),
      identity: identitySchema.nullable(),
      seen: operationStateSchema,
    }),
    answer(operationViewSchema),
  ),
  'operation.printSlip': request('cashier', z.object({ id: z.string() }), answer(operationViewSchema)),
  'operation.duplicate': request('cashier', z.object({ id: z.string() }), answer(operationViewSchema)),
  'operation.review': request(
    'cashier',
    z.object({
      id: z.string(),
      decision: z.enum(['completed', 'elsewhere', 'not_done']),
      ticket: z.string().min(1),
      note: z.string(),
      approval: approvalSchema,
      second: approvalSchema.nullable(),
    }),
    answer(operationViewSchema),
  ),
  /** Several terminals: a supervisor states that each of them does not know this reference. */
  'operation.claim': request(
    'cashier',
    z.object({ id: z.string(), otherTerminals: z.array(z.string()), approval: approvalSchema }),
    answer(operationViewSchema),
  ),
  'operation.list': request(
    'cashier',
    z.object({
      filter: historyFilterSchema,
      cursor: z.string().nullable(),
      limit: z.number().int().min(1).max(200),
    }),
    historyPageSchema,
  ),
  /** Everybody who has ever begun an operation here, for the filter. */
  'operation.cashiers': request('cashier', nothing, z.object({ names: z.array(z.string()) })),
  'operation.unsettled': request('cashier', nothing, z.object({ rows: z.array(operationViewSchema) })),

  'paper.recent': request(
    'cashier',
    z.object({ limit: z.number().int().min(1).max(50) }),
    z.object({ papers: z.array(printedPaperSchema) }),
  ),
  /** The newest paper of an operation, laid out as it prints, and whether it came out. */
  'paper.ofOperation': request('cashier', z.object({ id: z.string() }), printedPaperSchema.nullable()),
  'paper.resolve': request(
    'cashier',
    z.object({ job: z.string(), answer: z.enum(['came_out', 'print_again']) }),
    nothing,
  ),
  'paper.releaseHeld': request('cashier', nothing, nothing),

  ...tillRequests,
  ...tillScreenRequests,
  ...peopleRequests,
  ...tariffRequests,
  ...cardRequests,
  /** Without a sale; `shift_closed` where no shift is open. */
  'drawer.open': request(
    'cashier',
    z.object({ reason: z.string().min(1), approval: approvalSchema }),
    answer(nothing),
  ),

  ...archiveRequests,
  ...challengeRequests,

  /** Chari's own sandbox, and training: creates a reference; `scenario` is for the built-in sandbox only. */
  'panel.createReference': request(
    'cashier',
    z.object({
      direction: directionSchema,
      phone: z.string(),
      amount: centimesSchema,
      scenario: z.enum(['fine', 'no_answer', 'refused', 'expired', 'status_one']).nullable(),
    }),
    answer(z.object({ reference: z.string() })),
  ),
  'panel.simulate': request(
    'cashier',
    z.object({ direction: directionSchema, reference: z.string() }),
    answer(nothing),
  ),

  ...reconciliationRequests,
  ...webhookRequests,
} as const

export const events = {
  /** Whole status, whenever a part of it changed. */
  status: statusSchema,
  boot: bootSchema,
  /** An operation changed: its whole view. */
  operation: operationViewSchema,
  /** Papers changed: ask again. */
  papers: nothing,
  /** A device came, went or changed: ask again. */
  devices: nothing,
  /** A printer answered while the local network is being asked. */
  networkPrinter: z.object({
    host: z.string(),
    port: z.number().int(),
    answers: z.boolean(),
    model: z.string().nullable(),
  }),
  /** A serial or HID scanner read a code. `learn`: while scanners are being taught; it is for that screen only. */
  scanned: scannedSchema.extend({ learn: z.boolean() }),
  ...reconciliationEvents,
  ...archiveEvents,
  ...webhookEvents,
  ...challengeEvents,
} as const

export type Requests = typeof requests
export type RequestName = keyof Requests
export type RequestInput<N extends RequestName> = z.input<Requests[N]['input']>
export type RequestOutput<N extends RequestName> = z.output<Requests[N]['output']>
export type EventName = keyof typeof events
export type EventPayload<N extends EventName> = z.output<(typeof events)[N]>
export type Boot = z.infer<typeof bootSchema>
export type Status = z.infer<typeof statusSchema>
export { LISTING_FILE_BYTES, type ListingFile } from './contract/reconciliation'
export type HistoryFilter = z.infer<typeof historyFilterSchema>
export type HistoryPage = z.infer<typeof historyPageSchema>
export type PrintedPaper = z.infer<typeof printedPaperSchema>

/** What the preload bridge puts on `window.guichet`. */
export interface Bridge {
  readonly request: <N extends RequestName>(name: N, input: RequestInput<N>) => Promise<RequestOutput<N>>
  readonly on: <N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void) => () => void
}
