// The anchor of start and memory: one sandboxed window on a page of a few words, and nothing else.
import { join } from 'node:path'
import { app, BrowserWindow } from 'electron'

app.setPath('userData', process.env.BENCH_FOLDER)
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
// Not awaited here: Electron is ready only after this file has been evaluated.
void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    useContentSize: true,
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false },
  })
  window.removeMenu()
  window.once('ready-to-show', () => window.show())
  void window.loadFile(join(import.meta.dirname, 'index.html'))
})
process.on('SIGTERM', () => app.exit(0))
