import { app, type Session, session, type WebContents } from 'electron'

/** Denies every permission and download of a session. */
export function hardenSession(target: Session): void {
  target.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  target.setPermissionCheckHandler(() => false)
  target.on('will-download', (event) => event.preventDefault())
}

const stay = (event: { readonly preventDefault: () => void }): void => event.preventDefault()

/** No navigation, no new window, no embedded page; developer tools only in an unpackaged app. */
function hardenContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  if (app.isPackaged) contents.on('devtools-opened', () => contents.closeDevTools())
}

/** Lifts the ban on navigation, for the one window whose page is a bank's; who calls it judges each address instead. */
export function letTravel(contents: WebContents): void {
  contents.off('will-navigate', stay)
  contents.off('will-redirect', stay)
}

/** Applies the rules of DESIGN.md section 6 to every window there will be. Call once, after ready. */
export function hardenApp(): void {
  hardenSession(session.defaultSession)
  app.on('web-contents-created', (_event, contents) => hardenContents(contents))
}
