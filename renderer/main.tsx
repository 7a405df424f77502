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

async function start(): Promise<void> {
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
  const status = await request('app.status', {})
  if (status) setStatus(status)
}

void start()
