import { app, type Session, session, type WebContents } from 'electron'

/** Denies every permission and download of a session. */
export function hardenSession(target: Session): void {
  target.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  target.setPermissionCheckHandler(() => false)
  target.on('will-download', (event) => event.preventDefault())
}

/** No navigation, no new window, no embedded page; developer tools only in an unpackaged app. */
function hardenContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  if (app.isPackaged) contents.on('devtools-opened', () => contents.closeDevTools())
}

/** Applies the rules of DESIGN.md section 6 to every window there will be. Call once, after ready. */
export function hardenApp(): void {
  hardenSession(session.defaultSession)
  app.on('web-contents-created', (_event, contents) => hardenContents(contents))
}
