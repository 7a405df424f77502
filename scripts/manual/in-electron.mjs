// Runs inside Electron, told by one line of JSON on its command line. Chromium prints the page as PDF, and draws and
// packs the pictures; neither needs a tool of the machine.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { app, BrowserWindow } from 'electron'

const task = JSON.parse(process.argv.at(-1))
const profile = mkdtempSync(path.join(tmpdir(), 'guichet-manual-'))
app.setPath('userData', profile)

const open = () =>
  new BrowserWindow({ show: false, webPreferences: { sandbox: true, contextIsolation: true } })

async function pdf({ page, file, footer }) {
  const window = open()
  await window.loadFile(page)
  await window.webContents.executeJavaScript('document.fonts.ready.then(() => true)')
  const bytes = await window.webContents.printToPDF({
    pageSize: 'A4',
    preferCSSPageSize: true,
    printBackground: true,
    displayHeaderFooter: true,
    headerTemplate: '<span></span>',
    footerTemplate: footer,
    generateTaggedPDF: true,
    generateDocumentOutline: true,
  })
  writeFileSync(file, bytes)
}

/** Without loss where that is small enough, else as good as fits. Runs in the page. */
async function pack(url, width, most) {
  const picture = new Image()
  picture.src = url
  await picture.decode()
  const scale = Math.min(1, width / picture.width)
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  const context = canvas.getContext('2d')
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, 0, 0, canvas.width, canvas.height)
  for (const quality of [1, 0.92, 0.85, 0.75, 0.6]) {
    const packed = canvas.toDataURL('image/webp', quality).split(',')[1]
    if (packed.length * 0.75 <= most) return packed
  }
  throw new Error('too large at any quality')
}

async function pictures({ files, width, most }) {
  const window = open()
  await window.loadURL('about:blank')
  for (const { from, to } of files) {
    const url = `data:image/png;base64,${readFileSync(from).toString('base64')}`
    const packed = await window.webContents.executeJavaScript(
      `(${pack})(${JSON.stringify(url)}, ${width}, ${most})`,
    )
    writeFileSync(to, Buffer.from(packed, 'base64'))
  }
}

app
  .whenReady()
  .then(() => (task.do === 'pdf' ? pdf(task) : pictures(task)))
  .then(
    () => 0,
    (error) => {
      process.stderr.write(`${error}\n`)
      return 1
    },
  )
  .then((code) => {
    app.on('quit', () => rmSync(profile, { recursive: true, force: true }))
    app.exit(code)
  })
