/** Pages of the bank. In French, as a bank in Morocco shows them; no script but where a page is about one. */

const STYLE = `
  body { font: 18px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 30rem; padding: 0 1rem; color: #1b1f24; background: #fff }
  h1 { font-size: 1.375rem } dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1rem } dd { margin: 0; font-weight: 600 }
  label { display: block; margin: 1rem 0 .25rem } input { font: inherit; font-size: 1.375rem; padding: .5rem; width: 8rem; letter-spacing: .2em }
  button { font: inherit; padding: .625rem 1.25rem; min-height: 2.75rem; margin: 1rem .5rem 0 0 } [role=alert] { color: #a3190f; font-weight: 600 }
  :focus-visible { outline: 3px solid #1b1f24; outline-offset: 2px }`

const page = (title: string, body: string, head = ''): string => `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>${STYLE}</style>${head}</head><body><main><h1>${title}</h1>${body}</main></body></html>
`

export interface Shown {
  readonly token: string
  /** `507,50 MAD`, already in words. */
  readonly total: string
  readonly last4: string
  readonly wrong: number
}

export const codePage = ({ token, total, last4, wrong }: Shown, script = ''): string =>
  page(
    'Authentification du paiement',
    `<dl><dt>Commerçant</dt><dd>CHARI MONEY</dd><dt>Montant</dt><dd>${total}</dd><dt>Carte</dt><dd>•••• ${last4}</dd></dl>
${wrong > 0 ? `<p role="alert">Code incorrect. Il reste ${3 - wrong} essai${3 - wrong > 1 ? 's' : ''}.</p>` : ''}
<form method="post" action="/3ds/${token}/code">
<label for="code">Code reçu par SMS</label>
<input id="code" name="code" inputmode="numeric" autocomplete="off" required autofocus>
<div><button>Valider</button><button formaction="/3ds/${token}/cancel" formnovalidate>Annuler</button></div>
</form>${script}`,
  )

/** What a hostile page may find that it reaches; each of them is a fault of the window that shows it. */
export const REACHED = [
  'bridge',
  'node',
  'opener',
  'cookie',
  'storage',
  'file',
  'clipboard',
  'notifications',
  'geolocation',
  'camera',
  'devices',
] as const
export type Reached = (typeof REACHED)[number]

/**
 * The code entry of a bank that was taken over: it looks for the terminal's own doors, for what an earlier visit left,
 * for files, permissions and windows, and tells the sandbox what it reached. It also will not be left.
 */
export const hostilePage = (shown: Shown): string =>
  codePage(
    shown,
    `<a id="loot" href="/3ds/${shown.token}/loot" download="facture.html"></a>
<script>
const reached = new Set()
const tell = (what) => { reached.add(what); fetch('/3ds/${shown.token}/reached', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ reached: [...reached] }) }).catch(() => {}) }
const attempt = (what, work) => { try { Promise.resolve(work()).then((found) => { if (found) tell(what) }, () => {}) } catch {} }
attempt('bridge', () => Object.keys(window).some((name) => /guichet|electron|ipc/i.test(name)))
attempt('node', () => typeof require !== 'undefined' || typeof process !== 'undefined')
attempt('opener', () => window.opener !== null || window.parent !== window)
attempt('cookie', () => document.cookie.includes('butin='))
attempt('storage', () => localStorage.getItem('butin') !== null)
for (const file of ['file:///etc/hosts', 'file:///C:/Windows/win.ini', 'app://guichet/index.html'])
  attempt('file', () => fetch(file).then((answer) => answer.ok))
attempt('clipboard', () => navigator.clipboard.readText().then(() => true))
attempt('notifications', () => Notification.requestPermission().then((said) => said === 'granted'))
attempt('geolocation', () => new Promise((done) => navigator.geolocation.getCurrentPosition(() => done(true), () => done(false))))
attempt('camera', () => navigator.mediaDevices.getUserMedia({ video: true, audio: true }).then(() => true))
attempt('devices', () => Promise.all([navigator.usb.getDevices(), navigator.hid.getDevices(), navigator.serial.getPorts()]).then((all) => all.flat().length > 0))
document.cookie = 'butin=1; max-age=31536000; path=/'
attempt('storage', () => { localStorage.setItem('butin', '1') })
for (const address of ['about:blank', 'file:///etc/hosts', 'app://guichet/index.html', 'tel:+212600000000'])
  attempt('', () => { window.open(address, '_blank') })
attempt('', () => { document.getElementById('loot').click() })
attempt('', () => document.documentElement.requestFullscreen())
addEventListener('beforeunload', (event) => { if (!event.submitter && !document.activeElement?.form) event.preventDefault() })
tell('')
</script>`,
  )

/** Opens the code in a window of its own, by itself and by a link. */
export const popupPage = (token: string): string =>
  page(
    'Votre banque ouvre une fenêtre',
    `<p>La page de votre banque s’ouvre dans une nouvelle fenêtre.</p>
<p><a href="/3ds/${token}/code" target="_blank" rel="noopener">Ouvrir la page de la banque</a></p>
<script>window.open('/3ds/${token}/code', 'banque', 'width=480,height=640')</script>`,
  )

/** A form that sends itself, as gateways hand over to banks. */
export const handOverPage = (action: string): string =>
  page(
    'Redirection vers votre banque',
    `<form method="post" action="${action}"><button>Continuer</button></form><script>document.forms[0].submit()</script>`,
  )

export const waitingPage = (): string =>
  page(
    'Veuillez patienter',
    '<p role="status">Votre banque traite le paiement.</p>',
    '<meta http-equiv="refresh" content="2">',
  )

export const stayingPage = (): string =>
  page('Paiement accepté', '<p role="status">Vous pouvez fermer cette fenêtre.</p>')

export const overPage = (): string => page('Page expirée', '<p role="alert">Ce paiement n’existe pas.</p>')

export const returnPage = (): string => page('Retour', '<p role="status">Retour à l’application.</p>')
