import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Certified } from './authority'

/** Banks of every kind on one loopback port: what a 3-D Secure page may be like, and what it must not be able to do. */
export interface Banks {
  readonly origin: string
  /** Paths asked for, with query, in order. */
  readonly asked: readonly string[]
  /** What a hostile page found out, as it reported itself. */
  readonly reports: readonly Readonly<Record<string, unknown>>[]
  /** Body of the last form that was posted to a page. */
  readonly posted: () => string
  /** Headers of the last request. */
  readonly headers: () => IncomingMessage['headers']
  readonly close: () => Promise<void>
}

const page = (body: string, title = 'Banque'): string =>
  `<!doctype html><html lang="fr"><meta charset="utf-8"><title>${title}</title><style>body{font:18px sans-serif;margin:32px}input,button{font:inherit;padding:8px}</style><body>${body}`

const RETURN = '/return?RESPONSE_CODE=0&REASON_CODE=SUCCESS&OPERATION=PAYMENT'
const DECLINED = '/return?RESPONSE_CODE=51&REASON_CODE=INSUFFICIENT_FUNDS&OPERATION=PAYMENT'

const FORM = page(`<h1>Banque d’essai</h1><p>Code reçu par SMS</p>
<form action="/code" method="post"><label>Code <input name="otp" autofocus autocomplete="one-time-code"></label>
<button>Valider</button></form><p><a href="/no">Refuser</a></p>`)

/** What a page may try only when somebody presses something on it. */
export const HAND_TRIES = [
  'fullscreen',
  'pointerLock',
  'usb',
  'openFile',
  'saveFile',
  'folder',
  'copied',
  'display',
  'ownPage',
  'mail',
] as const

/** Everything that a page could try; it writes what it got into `report` and sends it home. */
const HOSTILE = page(
  `<h1>Page hostile</h1>${HAND_TRIES.map((name) => `<button id="${name}">${name}</button>`).join('')}<input type="file" id="file"><a id="download" href="/file" download>file</a>
<script type="module">
const report = {}
const tried = async (name, attempt) => {
  try { report[name] = await attempt() } catch (error) { report[name] = 'refused: ' + error.name }
}
const soon = (promise) => Promise.race([promise, new Promise((done) => setTimeout(done, 1000, 'no answer'))])
report.bridge = typeof window.guichet
report.require = typeof window.require
report.process = typeof window.process
report.electron = Object.keys(window).filter((name) => /electron|guichet|ipc/i.test(name))
report.opener = String(window.opener)
report.parent = window.parent === window
report.agent = navigator.userAgent
report.left = document.cookie + '|' + localStorage.getItem('left') + '|' + (await indexedDB.databases()).map(({ name }) => name)
report.caches = await caches.keys()
document.cookie = 'left=1; max-age=99999'
document.cookie = 'parted=1; max-age=99999; samesite=lax'
localStorage.setItem('left', '1')
await new Promise((done) => { indexedDB.open('left').onsuccess = done })
await caches.open('left').then((cache) => cache.put('/x', new Response('x')))
await tried('worker', () => soon(navigator.serviceWorker.register('/worker.js').then(() => 'registered')))
await tried('fetchApp', () => fetch('app://guichet/index.html').then(({ status }) => status))
await tried('fetchFile', () => fetch('file:///etc/passwd').then(({ status }) => status))
await tried('fetchOut', () => fetch('http://192.0.2.1/').then(({ status }) => status))
for (const address of ['app://guichet/', 'app://guichet/challenge.html', 'file:///etc/passwd', 'mailto:x@y.example', 'chrome://version', 'devtools://devtools/bundled/inspector.html', 'about:blank'])
  await tried('open ' + address, () => window.open(address) === null)
for (const address of ['app://guichet/', 'file:///etc/passwd', 'mailto:x@y.example', 'tel:+212600', 'data:text/html,x', 'http://192.0.2.1/']) {
  const frame = document.createElement('iframe')
  frame.src = address
  document.body.append(frame)
  await tried('go ' + address, () => { location.href = address; return 'asked' })
  await new Promise((done) => setTimeout(done, 50))
}
await tried('camera', () => soon(navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'granted')))
await tried('screen', () => soon(navigator.mediaDevices.getDisplayMedia().then(() => 'granted')))
await tried('notifications', () => soon(Notification.requestPermission()))
await tried('clipboard', () => soon(navigator.clipboard.readText()))
await tried('location', () => soon(new Promise((done, fail) => navigator.geolocation.getCurrentPosition(done, (e) => fail({ name: e.message })))))
for (const name of ['camera', 'microphone', 'geolocation', 'notifications', 'clipboard-read', 'midi'])
  await tried('may ' + name, () => navigator.permissions.query({ name }).then(({ state }) => state))
const before = performance.now()
for (let n = 0; n < 50; n += 1) { alert('x'); confirm('x'); try { prompt('x') } catch {} }
report.confirm = confirm('x')
report.flood = performance.now() - before < 5000
window.print()
addEventListener('beforeunload', (event) => { event.preventDefault(); event.returnValue = 'stay' })
addEventListener('message', (event) => { report.heard = event.data })
window.parent.postMessage({ guichet: 'hello' }, '*')
window.top.postMessage(['guichet:request', 'app.boot', {}], '*')
document.querySelector('#download').click()
document.querySelector('#file').click()
report.cookieStays = document.cookie
// What needs a customer's hand: one press for each.
const hand = {
  fullscreen: () => document.documentElement.requestFullscreen(),
  pointerLock: () => document.body.requestPointerLock({}),
  usb: () => navigator.usb.requestDevice({ filters: [] }),
  openFile: () => window.showOpenFilePicker(),
  saveFile: () => window.showSaveFilePicker(),
  folder: () => window.showDirectoryPicker(),
  copied: () => navigator.clipboard.readText(),
  display: () => navigator.mediaDevices.getDisplayMedia(),
  ownPage: () => { if (!window.open('app://guichet/')) throw new Error('closed') },
  mail: () => { if (!window.open('mailto:x@y.example')) throw new Error('closed') },
}
for (const [name, attempt] of Object.entries(hand))
  document.getElementById(name).onclick = async (event) => {
    report[name] = 'no answer'
    await tried(name, () => soon(Promise.resolve(attempt()).then(() => 'granted')))
    event.target.dataset.done = report[name]
  }
await fetch('/report', { method: 'POST', body: JSON.stringify(report) })
document.title = 'done'
</script>`,
  'hostile',
)

const PAGES: Readonly<Record<string, string>> = {
  '/plain': FORM,
  '/popup': page(
    `<h1>Banque</h1><button id="script" onclick="window.open('/plain','b','width=400,height=400')">Ouvrir</button>
<form action="/plain" method="post" target="_blank"><input name="pareq" value="x"><button id="form">Envoyer</button></form>
<button id="end" onclick="window.open('${RETURN}')">Finir</button>`,
  ),
  '/frame': page(`<h1>Banque</h1><iframe src="/framed" width="400" height="200"></iframe>`),
  '/framed': page(`<a id="end" href="/finish">Finir</a>`),
  '/spin': page(`<h1>Occupée</h1><script>setTimeout(() => { for (;;); }, 300)</script>`),
  '/leave': page(
    `<h1>Banque</h1><a id="http" href="http://acs.example.invalid/x">http</a> <a id="app" href="app://guichet/">app</a> <a id="broken" href="/broken">perdu</a>`,
  ),
  '/drop': page(
    `<input type="file" id="file" style="position:absolute;top:300px"><p id="got">nothing</p><script>
for (const name of ['dragenter', 'dragover', 'drop'])
  window.addEventListener(name, (event) => {
    event.preventDefault()
    event.dataTransfer.dropEffect = 'copy'
    document.querySelector('#got').textContent = name + ' ' + event.dataTransfer.files.length
  }, true)</script>`,
  ),
  '/hostile': HOSTILE,
}

const REDIRECTS: Readonly<Record<string, string>> = {
  '/chain': '/chain/2',
  '/chain/2': '/chain/3',
  '/chain/3': '/plain',
  '/code': '/finish',
  '/finish': '/finish/2',
  '/finish/2': RETURN,
  '/no': DECLINED,
  '/astray': 'http://acs.example.invalid/',
}

export async function openBanks(certified?: Certified): Promise<Banks> {
  const asked: string[] = []
  const reports: Record<string, unknown>[] = []
  let headers: IncomingMessage['headers'] = {}
  let posted = ''

  const answer: RequestListener = (request: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(request.url ?? '/', 'http://bank')
    asked.push(request.url ?? '')
    headers = request.headers
    if (request.method === 'POST' && pathname === '/plain')
      request.on('data', (part: Buffer) => {
        posted = part.toString()
      })
    const to = REDIRECTS[pathname]
    if (to !== undefined) response.writeHead(302, { location: to }).end()
    else if (pathname === '/report') {
      let text = ''
      request.on('data', (part: Buffer) => {
        text += part.toString()
      })
      request.on('end', () => {
        reports.push(JSON.parse(text) as Record<string, unknown>)
        response.end()
      })
    } else if (pathname === '/hang') return
    else if (pathname === '/endless') {
      response.writeHead(200, { 'content-type': 'text/html' })
      response.write(page('<h1>Sans fin</h1>'))
    } else if (pathname === '/broken') request.socket.destroy()
    else if (pathname === '/slow')
      setTimeout(() => response.writeHead(200, { 'content-type': 'text/html' }).end(FORM), 1_500)
    else if (pathname === '/worker.js')
      response.writeHead(200, { 'content-type': 'text/javascript' }).end('self.left = 1')
    else if (pathname === '/file')
      response
        .writeHead(200, { 'content-type': 'application/octet-stream', 'content-disposition': 'attachment' })
        .end('bytes')
    else
      response
        .writeHead(200, {
          'content-type': 'text/html; charset=utf-8',
          'set-cookie': 'served=1; Max-Age=99999',
          'cache-control': 'max-age=99999',
        })
        .end(PAGES[pathname] ?? page('<h1>Retour</h1>'))
  }
  const server = certified ? createTlsServer(certified, answer) : createServer(answer)
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    origin: `${certified ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    reports,
    headers: () => headers,
    posted: () => posted,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
