import './fonts.css'
import './tokens.css'
import './styles/base.css'
import './styles/frame.css'
import './styles/controls.css'
import './styles/panels.css'
import './styles/rows.css'
import './styles/paper.css'
import './styles/counter.css'
import { createRoot } from 'react-dom/client'
import { App } from './app/App'
import { on, request } from './client'
import { listenToKeys } from './keys/listener'
import { hearScanners } from './keys/scanners'
import { useApp } from './stores/app'
import { operationChanged, scanned } from './stores/flow'
import { startWords } from './words'

/** The faces of the first screens, asked for before they are met in a text: no screen waits for its letters. */
function fetchFaces(): void {
  for (const weight of [400, 500, 600]) void document.fonts.load(`${weight} 1em "IBM Plex Sans"`)
  void document.fonts.load('400 1em "IBM Plex Sans Arabic"', 'ع')
}

/** Resolves when the first screen is on the glass, letters and all. */
async function painted(): Promise<void> {
  const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))
  await frame()
  await document.fonts.ready
  await frame()
}

async function start(): Promise<void> {
  fetchFaces()
  const { setBoot, setStatus } = useApp.getState()
  on('boot', setBoot)
  on('status', setStatus)
  on('operation', operationChanged)
  const boot = await request('app.boot', {})
  await startWords(boot.language)
  setBoot(boot)
  listenToKeys({ scanned })
  hearScanners({ scanned })
  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no #root')
  createRoot(root).render(<App />)
  await painted()
  // Also tells main that the first screen stands: it opens the journal behind it.
  const status = await request('app.status', {})
  if (status) setStatus(status)
}

void start()
