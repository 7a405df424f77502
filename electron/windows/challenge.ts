import type { BrowserWindow, Session, WebContentsView } from 'electron'
import {
  type Bank,
  type BankEnd,
  type BankRules,
  createBankSessions,
  openBank,
  openEmpty,
} from './challenge-bank'
import { type Bar, openBar } from './challenge-bar'
import type { BarAct, BarState } from './challenge-channels'

/** How a challenge ended, as far as its window can tell. Each is a hint: only Chari's own word settles a deposit. */
export type ChallengeResult =
  | (Omit<BankEnd, 'accepted'> & { readonly end: 'accepted' | 'declined' })
  | {
      /**
       * given_up: by the cashier. closed: by a lock, the end of the app, or another challenge. address: the bank's
       * address is none that may be asked, and nothing was shown.
       */
      readonly end: 'given_up' | 'timed_out' | 'crashed' | 'network' | 'certificate' | 'address' | 'closed'
    }

export interface ChallengeDeps {
  /** The folder of the build (`out/`). */
  readonly buildFolder: string
  /** The development server's address. */
  readonly developer: string | undefined
  /** The counter's window. */
  readonly over: BrowserWindow
  readonly rules: BankRules
  readonly longestMs: number
  readonly clock: {
    readonly monotonicMs: () => number
    readonly after: (delayMs: number, fn: () => void) => () => void
  }
  readonly look: () => {
    readonly language: 'fr' | 'ar' | 'en'
    readonly theme: 'light' | 'dark'
    readonly training: boolean
  }
  /** Sentences of `challenge.window`. */
  readonly words: (
    language: 'fr' | 'ar' | 'en',
  ) => (key: string, values?: Readonly<Record<string, string>>) => string
  /** Every second while a window is open: somebody is at the counter, though no key is pressed there. */
  readonly onBeat: () => void
  readonly log: (what: string, facts: Record<string, unknown>) => void
}

export interface ChallengeAsked {
  /** As Chari gave it. In memory only: it is neither logged nor kept. */
  readonly url: string
  readonly operation: string
  /** How long the bank may take from now on; never more than `longestMs`. */
  readonly deadlineMs: number
}

export interface Challenge {
  /** A card is being typed or sent, or no longer: an empty view is made ready for its bank, which then appears sooner. */
  readonly expect: (on: boolean) => void
  /** Shows the bank's page, one at a time: an earlier one ends as closed. Resolves once, and never rejects. */
  readonly open: (asked: ChallengeAsked) => Promise<ChallengeResult>
  /** The operation whose window is open. */
  readonly current: () => string | null
  /** Brings the window to the front; false: none is open. */
  readonly focus: () => boolean
  /** Ends what is open, of this operation or of any. Resolves when nothing of it is left in memory. */
  readonly close: (operation?: string) => Promise<void>
}

/** Seconds before the end at which the time left is spoken. */
const SPOKEN_AT = [120, 60, 30, 10] as const
const SECOND_MS = 1_000
/** After the form is there and painted: a process more would take its time from it. */
const READY_AFTER_MS = 1_000
const WORDS = [
  'title',
  'training',
  'aside',
  'left',
  'toBank',
  'close',
  'escape',
  'asked',
  'consequence',
  'stay',
]
/** What a bank's page is asked to speak, the terminal's language first. */
const LANGUAGES = { fr: 'fr-MA,fr,ar,en', ar: 'ar-MA,ar,fr,en', en: 'en,fr-MA,fr,ar' } as const

const clockText = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

/** The whole name, and the port where it is not the usual one. */
const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).host : '')

type Language = ReturnType<ChallengeDeps['look']>['language']

/** Where a bank's page may be let in: nobody has been there. */
interface Room {
  readonly session: Session
  readonly view: WebContentsView
}

interface Shown {
  readonly operation: string
  readonly finish: (result: ChallengeResult) => void
  readonly focus: () => void
  /** Resolves when its session is cleared. */
  readonly gone: Promise<void>
}

/** The 3-D Secure window of DESIGN.md section 6: our bar with host, lock and time left, and the bank's page below it. */
export function createChallenge(deps: ChallengeDeps): Challenge {
  const sessions = createBankSessions(deps.rules.mayAsk)
  let shown: Shown | null = null
  let ready: { readonly language: Language; readonly room: Promise<Room> } | null = null
  let cancelReady: () => void = () => undefined

  const makeRoom = async (language: Language): Promise<Room> => {
    const own = await sessions.next(LANGUAGES[language])
    return { session: own, view: await openEmpty(own) }
  }
  const clear = (used: Session): Promise<void> =>
    sessions
      .clear(used)
      .catch((error: unknown) => deps.log('challenge.not_cleared', { error: String(error) }))
  function leave({ session, view }: Room): void {
    if (!view.webContents.isDestroyed()) view.webContents.close()
    void clear(session)
  }

  function makeReady(): void {
    if (ready || shown) return
    const { language } = deps.look()
    ready = { language, room: makeRoom(language) }
    // Made anew when it is needed.
    ready.room.catch((error: unknown) => deps.log('challenge.not_ready', { error: String(error) }))
  }
  function dropReady(): void {
    cancelReady()
    ready?.room.then(leave, () => undefined)
    ready = null
  }
  /** The room that was made ready, if it is still as it was made; else a new one. */
  async function takeRoom(language: Language): Promise<Room> {
    const room = ready?.language === language ? ready.room : null
    if (room) ready = null
    dropReady()
    const made = (await room?.catch(() => null)) ?? null
    if (!made) return makeRoom(language)
    const { webContents } = made.view
    if (!webContents.isDestroyed() && !webContents.isCrashed()) return made
    leave(made)
    return makeRoom(language)
  }

  function show({ url, operation, deadlineMs }: ChallengeAsked): Promise<ChallengeResult> {
    const { language, theme, training } = deps.look()
    const say = deps.words(language)
    const wholeMs = Math.min(deadlineMs, deps.longestMs)
    const endsAt = deps.clock.monotonicMs() + wholeMs
    let settle: (result: ChallengeResult) => void = () => undefined
    let wentAway: () => void = () => undefined
    const result = new Promise<ChallengeResult>((resolve) => {
      settle = resolve
    })
    const gone = new Promise<void>((resolve) => {
      wentAway = resolve
    })
    let over = false
    let bar: Bar | null = null
    let bank: Bank | null = null
    let used: Session | null = null
    let stopBeat: () => void = () => undefined
    let address = ''
    let notice: string | null = null
    let asking = false
    let inBar = false
    let refusals = 0
    let secondsBefore = 0
    let spoken = say('title')

    const secondsLeft = (): number => Math.max(0, Math.ceil((endsAt - deps.clock.monotonicMs()) / SECOND_MS))
    const lock = (): BarState['lock'] =>
      address === '' ? 'loading' : address.startsWith('https:') ? 'closed' : 'open'

    function draw(): void {
      const seconds = secondsLeft()
      bar?.draw({
        language,
        rightToLeft: language === 'ar',
        theme,
        training,
        words: Object.fromEntries(WORDS.map((word) => [word, say(word)])),
        host: hostOf(address),
        lock: lock(),
        lockWords: say(`lock.${lock()}`),
        left: clockText(seconds),
        share: Math.min(1, (seconds * SECOND_MS) / wholeMs),
        notice,
        asking,
        inBar,
        spoken,
      })
    }

    function turnTo(part: 'bar' | 'bank'): void {
      if (over) return
      inBar = part === 'bar'
      draw()
      if (inBar) bar?.focus()
      else bank?.view.webContents.focus()
    }

    function ask(wanted: boolean): void {
      asking = wanted
      turnTo(wanted ? 'bar' : 'bank')
    }

    function onKey(key: 'Escape' | 'F6'): void {
      if (key === 'Escape') ask(!asking)
      else turnTo(inBar ? 'bank' : 'bar')
    }

    function onAct(act: BarAct): void {
      if (act === 'ready') draw()
      else if (act === 'to_bank') turnTo('bank')
      else if (act === 'give_up') finish({ end: 'given_up' })
      else ask(act === 'ask')
    }

    function beat(): void {
      const seconds = secondsLeft()
      if (seconds === 0) {
        finish({ end: 'timed_out' })
        return
      }
      // A beat may come late and jump over a second.
      if (SPOKEN_AT.some((at) => seconds <= at && at < secondsBefore))
        spoken = say('spokenLeft', { time: clockText(seconds) })
      secondsBefore = seconds
      deps.onBeat()
      draw()
      stopBeat = deps.clock.after(SECOND_MS, beat)
    }

    function finish(how: ChallengeResult): void {
      if (over) return
      over = true
      stopBeat()
      deps.log('challenge.ended', { operation, end: how.end })
      settle(how)
      if (shown?.operation === operation) shown = null
      // Not inside the event that told of the end: its page is still on the way back from it.
      setImmediate(() => {
        bank?.close()
        bar?.close()
        if (!used) {
          wentAway()
          return
        }
        void clear(used).then(wentAway)
      })
    }

    async function start(): Promise<void> {
      bar = openBar({
        buildFolder: deps.buildFolder,
        developer: deps.developer,
        over: deps.over,
        title: say('title'),
        training,
        rightToLeft: language === 'ar',
        onAct,
        onKey,
        onClosed: () => finish({ end: deps.over.isDestroyed() ? 'closed' : 'given_up' }),
      })
      beat()
      const room = await takeRoom(language)
      if (over) {
        leave(room)
        return
      }
      used = room.session
      const made = openBank(room.view, deps.rules, {
        onEnd: ({ accepted, ...said }) => finish({ end: accepted ? 'accepted' : 'declined', ...said }),
        onPlace: (place) => {
          if (hostOf(place) !== hostOf(address) || lock() === 'loading') {
            address = place
            spoken = say('spokenPlace', { host: hostOf(place), lock: say(`lock.${lock()}`) })
            if (!inBar) made.view.webContents.focus()
          }
          address = place
          notice = null
          draw()
        },
        onRefused: (refused) => {
          // A page may try without end: the first says it.
          refusals += 1
          if (refusals === 1) deps.log('challenge.address_refused', { operation })
          // Nothing stands that the customer could go on with.
          if (address === '') {
            finish({ end: 'address' })
            return
          }
          notice = say('refused', { host: hostOf(refused) || (refused.split(':', 1)[0] ?? '') })
          draw()
        },
        onGone: (why) => finish({ end: why }),
        onKey,
      })
      bank = made
      bar.hold(made.view)
      made.show(url)
    }

    shown = {
      operation,
      finish,
      focus: () => {
        bar?.raise()
        turnTo(inBar ? 'bar' : 'bank')
      },
      gone,
    }
    deps.log('challenge.opened', { operation })
    start().catch((error: unknown) => {
      deps.log('challenge.failed', { operation, error: String(error) })
      finish({ end: 'crashed' })
    })
    return result
  }

  async function endShown(operation?: string): Promise<void> {
    const one = shown
    if (!one || (operation !== undefined && one.operation !== operation)) return
    one.finish({ end: 'closed' })
    await one.gone
  }

  return {
    expect: (on) => {
      cancelReady()
      if (on) cancelReady = deps.clock.after(READY_AFTER_MS, makeReady)
      else dropReady()
    },
    open: async (asked) => {
      const end = deps.rules.endOf(asked.url)
      if (end) {
        const { accepted, ...said } = end
        return { end: accepted ? 'accepted' : 'declined', ...said }
      }
      if (!deps.rules.mayAsk(asked.url) || !/^https?:/i.test(asked.url)) return { end: 'address' }
      void endShown()
      return show(asked)
    },
    current: () => shown?.operation ?? null,
    focus: () => {
      shown?.focus()
      return shown !== null
    },
    close: (operation) => {
      if (operation === undefined) dropReady()
      return endShown(operation)
    },
  }
}
