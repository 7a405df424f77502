import { app, type Session, session, WebContentsView } from 'electron'
import { guardFiles } from './challenge-guard'
import { hardenSession, letTravel } from './hardening'

/** What the documented query of the return address says: a hint. */
export interface BankEnd {
  readonly accepted: boolean
  readonly responseCode: string
  readonly reasonCode: string | null
  readonly operation: string | null
}

/** What may be asked of the network, and which address is the end. Pure, and judged at each use. */
export interface BankRules {
  readonly mayAsk: (address: string) => boolean
  readonly endOf: (address: string) => BankEnd | null
}

/** What happens in the bank's page, as far as anybody here may know. */
export interface BankTold {
  readonly onEnd: (end: BankEnd) => void
  /** A page of this address stands. */
  readonly onPlace: (address: string) => void
  /** The whole page was to go there, and may not. */
  readonly onRefused: (address: string) => void
  readonly onGone: (why: 'crashed' | 'network' | 'certificate') => void
  readonly onKey: (key: 'Escape' | 'F6') => void
}

export interface Bank {
  readonly view: WebContentsView
  readonly show: (address: string) => void
  /** Nothing of it runs any more. */
  readonly close: () => void
}

/** Chromium frees no session before the end of the app: so many are used in turn, each cleared before and after. */
const PARTITIONS = 16

/**
 * No dialog, print, download, pointer lock or program of this machine at a page's word, in its frames as well. What a
 * bank's page lives on stays: scripts, forms, its own storage, new windows, and a frame that leads the whole page on.
 */
const SANDBOX =
  'sandbox allow-scripts allow-forms allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-top-navigation'
const POLICY_HEADER = 'content-security-policy'

/** Of Chromium's errors: a load that was stopped (-3) or refused by us (-20) leaves the page as it was. */
const HARMLESS: ReadonlySet<number> = new Set([-3, -20])
const isCertificateError = (code: number): boolean => code <= -200 && code > -300

/** Keys of a browser that a customer at the turned screen has no use for: reload, print, save, open, source, tools. */
const isBrowserKey = ({ key, control, meta }: Electron.Input): boolean =>
  key === 'F5' || key === 'F12' || ((control || meta) && /^[ijnoprsuw]$/i.test(key))

/** A browser like any other: a bank that turns unknown ones away lets it in, and learns nothing of this program. */
const plainAgent = (agent: string): string =>
  agent.replace(/ (?!AppleWebKit\/|Chrome\/|Safari\/)[\w.-]+\/\S+/g, '')

export interface BankSessions {
  /** One that no bank has been in, or that was cleared since. */
  readonly next: (languages: string) => Promise<Session>
  readonly clear: (used: Session) => Promise<void>
}

/** In-memory sessions for banks' pages: no file, no permission, no device, no address that the rules do not allow. */
export function createBankSessions(mayAsk: BankRules['mayAsk']): BankSessions {
  const made = new Set<string>()
  let turn = 0

  function harden(own: Session): void {
    hardenSession(own)
    own.setDevicePermissionHandler(() => false)
    own.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !mayAsk(url) }))
    own.webRequest.onHeadersReceived(({ resourceType, responseHeaders = {} }, decide) => {
      if (resourceType !== 'mainFrame' && resourceType !== 'subFrame') {
        decide({})
        return
      }
      const named = Object.entries(responseHeaders)
      const others = named.filter(([name]) => name.toLowerCase() !== POLICY_HEADER)
      const policies = named
        .filter(([name]) => name.toLowerCase() === POLICY_HEADER)
        .flatMap(([, all]) => all)
      decide({ responseHeaders: { ...Object.fromEntries(others), [POLICY_HEADER]: [...policies, SANDBOX] } })
    })
  }

  const clear = async (used: Session): Promise<void> => {
    await Promise.all([
      used.clearStorageData(),
      used.clearCache(),
      used.clearAuthCache(),
      used.clearHostResolverCache(),
      used.clearCodeCaches({}),
      used.closeAllConnections(),
    ])
  }

  return {
    next: async (languages) => {
      const partition = `challenge-${turn}`
      turn = (turn + 1) % PARTITIONS
      const own = session.fromPartition(partition, { cache: false })
      if (!made.has(partition)) harden(own)
      made.add(partition)
      own.setUserAgent(plainAgent(own.getUserAgent()), languages)
      await clear(own)
      return own
    },
    clear,
  }
}

/** The view in which a bank's page is to live: a session of its own, no preload, sandboxed, isolated, guarded, empty. */
export async function openEmpty(own: Session): Promise<WebContentsView> {
  const view = new WebContentsView({
    webPreferences: {
      session: own,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      navigateOnDragDrop: false,
      disableDialogs: true,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  })
  view.setBackgroundColor('#ffffff')
  const contents = view.webContents
  letTravel(contents)
  // A page has a process only from its first document on, and before that nothing can be guarded.
  await contents.loadURL('about:blank')
  await guardFiles(contents)
  return view
}

/**
 * Lets the bank's page into its view. It goes where the bank leads over https; its new windows open in itself; the
 * return address is recognised and never loaded.
 */
export function openBank(view: WebContentsView, rules: BankRules, told: BankTold): Bank {
  const contents = view.webContents
  const isWeb = (address: string): boolean => /^https?:/i.test(address) && rules.mayAsk(address)
  /** true: go on. */
  function judge(address: string, wholePage: boolean): boolean {
    const end = rules.endOf(address)
    if (end) told.onEnd(end)
    else if (wholePage ? isWeb(address) : rules.mayAsk(address)) return true
    // What a frame may not show is the bank's own affair; where the whole page may not go, the bar tells.
    else if (wholePage) told.onRefused(address)
    return false
  }
  contents.on('will-frame-navigate', (event) => {
    if (!judge(event.url, event.isMainFrame)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => {
    if (!judge(event.url, event.isMainFrame)) event.preventDefault()
  })
  contents.setWindowOpenHandler(({ url, postBody, referrer }) => {
    if (judge(url, true))
      void contents
        .loadURL(url, {
          httpReferrer: referrer,
          ...(postBody
            ? { postData: postBody.data, extraHeaders: `content-type: ${postBody.contentType}` }
            : {}),
        })
        // What fails is told by did-fail-load.
        .catch(() => undefined)
    return { action: 'deny' }
  })
  contents.on('will-prevent-unload', (event) => event.preventDefault())

  // No way back to the empty page.
  contents.once('did-navigate', () => contents.navigationHistory.clear())
  contents.on('did-navigate', (_event, address) => told.onPlace(address))
  contents.on('did-fail-load', (_event, code, _words, _address, wholePage) => {
    if (wholePage && !HARMLESS.has(code)) told.onGone(isCertificateError(code) ? 'certificate' : 'network')
  })
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') told.onGone('crashed')
  })

  // What Electron would otherwise choose by itself: the first certificate, the first device.
  contents.on('select-client-certificate', (event, _address, _list, choose) => {
    event.preventDefault()
    // null is none, which Electron takes and its types do not know.
    choose(null as unknown as Electron.Certificate)
  })
  contents.on('select-bluetooth-device', (event, _devices, choose) => {
    event.preventDefault()
    choose('')
  })

  contents.on('before-input-event', (event, input) => {
    const { key } = input
    if (key !== 'Escape' && key !== 'F6' && !isBrowserKey(input)) return
    event.preventDefault()
    if (input.type === 'keyDown' && (key === 'Escape' || key === 'F6')) told.onKey(key)
  })
  return {
    view,
    show: (address) => {
      contents.loadURL(address).catch(() => undefined)
    },
    close: () => {
      if (!contents.isDestroyed()) contents.close()
    },
  }
}
