import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type ChariApi, createChariClient } from './chari/client'
import type { Devices } from './devices/devices'
import type { Clock } from './domain/clock'
import { ZONE } from './domain/day'
import type { Ids } from './domain/ids'
import type { OperationView } from './domain/operation'
import type { PaperData } from './domain/paper'
import { readPhone } from './domain/phone'
import type { Signer } from './domain/signer'
import { commissionOf } from './domain/tariff'
import { type Connection, createConnection } from './ipc/connection'
import type { EventPayload } from './ipc/contract'
import { terminalKinds } from './ipc/kinds'
import { type Archiver, createArchiver } from './journal/archive/archiver'
import { createJournal } from './journal/journal'
import type { Journal, StoredEvent } from './journal/types'
import type { Log } from './log'
import { createCounter } from './operations/counter'
import { operationKinds } from './operations/kinds'
import { operationProjection } from './operations/projection'
import { createTallies } from './operations/tally'
import type { Challenge, Counter } from './operations/types'
import { peopleKinds } from './people/kinds'
import { receiptKinds } from './receipts/kinds'
import { createPaperLayout, type LayPaper } from './receipts/layout'
import { createPrintQueue } from './receipts/print-queue'
import { printProjection } from './receipts/projection'
import type { PrintQueue, Raster } from './receipts/types'
import { createPaperWords, type Words } from './receipts/words'
import { createCashLeg } from './reconciliation/cash'
import { reconciliationKinds } from './reconciliation/kinds'
import { cashDaysProjection, reconciliationProjection } from './reconciliation/projection'
import { createReconciliation, type Reconciliation } from './reconciliation/reconciliation'
import { type BuiltInChari, openBuiltInChari } from './sandbox/built-in'
import { writeAtomic } from './settings/atomic'
import { journalFile, journalHeadFile } from './settings/profile'
import type { Settings } from './settings/types'
import { pendingSuccession } from './succession'
import { createSurroundings } from './surroundings'
import { createFloatReading } from './till/float-reading'
import { tillKinds } from './till/kinds'
import { tillProjection } from './till/projection'
import { createTill } from './till/till'
import type { Till } from './till/types'
import { webhookKinds } from './webhooks/kinds'
import { webhookProjection } from './webhooks/projection'
import { createReceiver, type Receiver } from './webhooks/receiver'
import { tellCounter, tellKept } from './webhooks/telling'

/** What is the same for every opening of a profile's parts. */
export interface World {
  readonly folder: string
  readonly version: string
  readonly nativeBinding: string | null
  readonly clock: Clock
  readonly ids: Ids
  readonly random: () => number
  readonly randomBytes: (size: number) => Uint8Array
  readonly raster: Raster
  /** A page as a PDF. */
  readonly pdf: (html: string) => Promise<Uint8Array>
  /** Of the papers, in each language. */
  readonly words: Words
  readonly devices: Devices
  readonly log: Log
  /** GUICHET_HALT_AT, and what is done then. */
  readonly halt: { readonly at: string; readonly now: () => void } | null
}

export interface PartsDeps {
  readonly world: World
  /** Read at each use. */
  readonly settings: () => Settings
  readonly sealKey: Uint8Array
  /** The terminal's own key. */
  readonly signer: Signer
  /** The shop's own key; the built-in sandbox brings its own. */
  readonly apiKey: () => string
  readonly proxyPassword: () => string | null
  /** By which Chari is known to the receiver of webhooks. */
  readonly webhookKey: () => string | null
  /** This journal saw something that the only-terminal setting rules out. */
  readonly notAlone: (facts: { readonly reference: string | null }) => void
  readonly onOperation: (operation: OperationView) => void
  /** The bank of a card deposit asks who the holder is: its window may be opened. */
  readonly onChallenge?: (challenge: Challenge) => void
  readonly onPapers: () => void
  /** A reading of Chari's listing goes on, or has ended (null). */
  readonly onReconciling: (how: EventPayload<'reconciling'>) => void
  /** Verdicts of days changed. */
  readonly onReconciled: () => void
  /** The receiver of webhooks listens, does not, or has heard something. */
  readonly onWebhooks: () => void
  readonly onIncomingMoney: (money: EventPayload<'incomingMoney'>) => void
  readonly onStatus: () => void
}

/** Everything that works on one profile with its present settings. */
export interface Parts {
  readonly journal: Journal
  readonly archiver: Archiver
  readonly chari: ChariApi
  readonly counter: Counter
  readonly till: Till
  readonly reconciliation: Reconciliation
  readonly queue: PrintQueue
  readonly connection: Connection
  readonly webhooks: Receiver
  /** Head of a paper asked for now by this cashier. */
  readonly paperHead: (cashier: string) => PaperData['head']
  readonly lay: LayPaper
  /** The built-in sandbox, in training without a host of its own. */
  readonly builtIn: BuiltInChari | null
  readonly close: () => Promise<void>
}

/** What the journal of a profile, and its archives, are opened with. */
export interface JournalOpening extends Pick<PartsDeps, 'settings' | 'sealKey' | 'signer'> {
  readonly world: Pick<
    World,
    'folder' | 'version' | 'nativeBinding' | 'clock' | 'randomBytes' | 'words' | 'halt' | 'log'
  >
}

/** Opens the profile's journal, with the kinds and projections of every room. Throws JournalError. */
export function openJournal(
  { world, settings, sealKey, signer }: JournalOpening,
  afterCommit: (events: readonly StoredEvent[]) => void,
): Journal {
  const { environment, terminal } = settings()
  const succession = pendingSuccession({ folder: world.folder, environment })
  succession?.setAside()
  const journal = createJournal({
    file: journalFile(world.folder, environment),
    ...(world.nativeBinding === null ? {} : { nativeBinding: world.nativeBinding }),
    headFile: journalHeadFile(world.folder, environment),
    terminal,
    version: world.version,
    zone: ZONE,
    clock: world.clock,
    kinds: [
      ...terminalKinds,
      ...peopleKinds,
      ...tillKinds,
      ...operationKinds,
      ...receiptKinds,
      ...reconciliationKinds,
      ...webhookKinds,
    ],
    projections: [
      operationProjection,
      tillProjection,
      printProjection,
      cashDaysProjection,
      reconciliationProjection,
      webhookProjection,
    ],
    sealKey,
    signer,
    randomBytes: world.randomBytes,
    afterCommit,
    ...(world.halt === null ? {} : { haltAt: world.halt.at, onHalt: world.halt.now }),
    log: world.log,
  })
  try {
    succession?.tell(journal)
  } catch (error) {
    journal.close()
    throw error
  }
  return journal
}

/** Makes archives of that journal. */
export function openArchiver({ world, settings, signer }: JournalOpening, journal: Journal): Archiver {
  const { environment } = settings()
  return createArchiver({
    journal,
    file: journalFile(world.folder, environment),
    ...(world.nativeBinding === null ? {} : { nativeBinding: world.nativeBinding }),
    signer,
    version: world.version,
    training: environment === 'training',
    words: world.words,
    clock: world.clock,
  })
}

/** Opens and starts the parts, in the order in which they need each other. Throws JournalError. */
export async function openParts(deps: PartsDeps): Promise<Parts> {
  const { world } = deps
  const { clock, ids, log } = world
  const first = deps.settings()
  const builtIn =
    first.environment === 'training' && first.host === ''
      ? await openBuiltInChari({
          folder: world.folder,
          agentCode: first.agentCode,
          agentPhone: first.agentPhone,
          agentName: first.shop.name,
          tariff: () => deps.settings().tariff,
          random: world.random,
          key: ids.uuid(),
          clock,
          log,
        })
      : null
  try {
    return openOn(builtIn)
  } catch (error) {
    await builtIn?.close()
    throw error
  }

  function openOn(builtIn: BuiltInChari | null): Parts {
    const { world } = deps
    /** The agent's own number as Chari's sheet gives it; a sheet that cannot be read delays nothing. */
    let sheetPhone: string | null = null
    const settings = (): Settings => {
      const now = deps.settings()
      return { ...now, agentPhone: now.agentPhone ?? sheetPhone }
    }
    const paperHead = (cashier: string): PaperData['head'] => {
      const { shop, agentCode, terminal, environment, language, receiptLanguage } = deps.settings()
      return {
        shopName: shop.name,
        shopAddress: shop.address,
        shopPhone: shop.phone,
        agentCode,
        terminal,
        cashier,
        at: clock.now(),
        version: world.version,
        training: environment === 'training',
        language: receiptLanguage ?? language,
      }
    }

    // The queue is told of appends that the journal made before it was there: it reads those by itself at start.
    let queue: PrintQueue | null = null
    const afterCommit = (events: readonly StoredEvent[]): void => {
      queue?.noticed(events)
      deps.onStatus()
    }
    const journal = openJournal(deps, afterCommit)
    const archiver = openArchiver(deps, journal)
    const proxy =
      first.proxy === null ? null : { url: first.proxy, password: deps.proxyPassword() ?? undefined }
    const chari = createChariClient({
      host: builtIn?.host ?? first.host,
      apiKey: builtIn ? () => builtIn.key : deps.apiKey,
      environment: first.environment,
      timers: first.timers,
      proxy,
      customCa: first.customCa,
      verbs: first.verbs,
      ids,
      clock,
      random: world.random,
      log: (record) => log('chari.call', { ...record }),
      onContact: (contact) => {
        if (contact.serverDate !== null) journal.noteServerDate(contact.serverDate)
        connection.contact(contact)
      },
    })
    const connection = createConnection({
      clock,
      probe: async () => {
        const sheet = await chari.agent(first.agentCode)
        if (sheet.kind !== 'answer' || sheet.value.phone === null) return
        const phone = readPhone(sheet.value.phone)
        if (phone.ok) sheetPhone = phone.value
      },
      onChange: deps.onStatus,
      onReconnected: () => counter.reconnected(),
    })
    const till = createTill({
      journal,
      clock,
      ids,
      settings: () => deps.settings().till,
      signer: deps.signer,
      operations: createTallies(journal, (facts) => commissionOf(deps.settings().tariff, facts)),
      askFloat: createFloatReading({
        chari,
        agent: () => ({ code: deps.settings().agentCode, phone: settings().agentPhone }),
      }),
      openBreaks: (day) => reconciliation.openBreaks(day),
      paperHead,
      onClosed: () => reconciliation.afterClosing(),
      log,
    })
    const reconciliation = createReconciliation({
      journal,
      chari,
      cash: createCashLeg(journal, till),
      surroundings: createSurroundings(journal, first.environment, () => deps.settings().tariff),
      settings,
      clock,
      ids,
      signer: deps.signer,
      paperHead,
      write: (name, content) => {
        const reports = join(world.folder, 'reports')
        mkdirSync(reports, { recursive: true })
        const path = join(reports, name)
        writeAtomic(path, content)
        return path
      },
      printed: { words: createPaperWords(world.words, 'reconciliation'), pdf: world.pdf },
      onProgress: deps.onReconciling,
      onChange: deps.onReconciled,
      log,
    })
    const counter = createCounter({
      journal,
      chari,
      till,
      settings,
      clock,
      ids,
      random: world.random,
      paperHead,
      onChange: (operation) => {
        deps.onOperation(operation)
        deps.onStatus()
      },
      notAlone: deps.notAlone,
      ...(deps.onChallenge ? { onChallenge: deps.onChallenge } : {}),
      log,
    })
    const webhooks = createReceiver({
      journal,
      settings: () => deps.settings().webhooks,
      key: deps.webhookKey,
      agentPhone: () => settings().agentPhone,
      clock,
      onChange: () => {
        postHere()
        deps.onWebhooks()
      },
      log,
    })
    /** The Chari of training posts where this terminal listens; to the real one the shop tells its address. */
    function postHere(): void {
      const { url } = webhooks.status()
      const key = deps.webhookKey()
      builtIn?.postTo(url === null || key === null ? null : { url, key })
    }
    tellCounter(webhooks, counter)
    webhooks.onHeard((heard) => {
      const money = webhooks.incomingOf(heard)
      if (money) deps.onIncomingMoney(money)
    })
    const lay = createPaperLayout(world.words)
    const printing = createPrintQueue({
      journal,
      clock,
      ids,
      settings: () => deps.settings().printer,
      connect: world.devices.connectPrinter,
      profile: ({ profile }) => world.devices.profiles.get(profile),
      logo: (dots) => world.devices.logo.bitmap(dots),
      raster: world.raster,
      lay,
      onChange: () => {
        deps.onPapers()
        deps.onStatus()
      },
      log,
    })
    queue = printing
    printing.start()
    counter.start()
    tellKept(webhooks, counter)
    till.start()
    connection.start()
    void webhooks.follow().then(postHere)
    return {
      journal,
      archiver,
      chari,
      counter,
      till,
      reconciliation,
      queue: printing,
      connection,
      webhooks,
      paperHead,
      lay,
      builtIn,
      close: async () => {
        await webhooks.stop()
        connection.stop()
        counter.stop()
        till.stop()
        await reconciliation.stop()
        await archiver.close()
        await printing.stop()
        chari.close()
        journal.close()
        await builtIn?.close()
      },
    }
  }
}
