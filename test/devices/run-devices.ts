import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { serveDevices } from './devices-server'
import { startVirtualDevices } from './virtual-devices'

/** `npm run devices`: virtual printers and scanners for people without any, until Ctrl-C. */

const PAGE_PORT = 9_180

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '9100' },
    page: { type: 'string', default: String(PAGE_PORT) },
  },
})
const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'guichet-devices-'))
const devices = await startVirtualDevices({ folder, port: Number(values.port) })
const page = await serveDevices(devices, Number(values.page))

const lines = [
  ...devices.printers.map(({ name, where }) => `${name}: ${where}`),
  ...devices.scanners.map(({ name, where }) => `${name}: ${where}`),
  ...devices.leftOut.map((line) => `Left out: ${line}`),
  '',
  `Papers, switches and scans: ${page.url}`,
  'Start Guichet in another terminal with:',
  `  GUICHET_DEVICES=${folder} npm start`,
  '',
  'Ctrl-C ends it.',
]
let ending = false
async function end(): Promise<void> {
  if (ending) return
  ending = true
  await page.close()
  await devices.close()
  fs.rmSync(folder, { recursive: true, force: true })
  process.exit(0)
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end())

// Only once a signal would be answered.
process.stdout.write(`${lines.join('\n')}\n`)
