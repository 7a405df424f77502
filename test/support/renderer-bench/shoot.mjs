// Pictures of the renderer in canned states, without a main process, and what axe says of each.
// usage: node test/support/renderer-bench/shoot.mjs OUT [--lang fr,ar,en] [--size 1366x768,1920x1080] [--theme light,dark] [--only NAME,NAME] [--axe]
import fs from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { AxeBuilder } from '@axe-core/playwright'
import react from '@vitejs/plugin-react'
import { chromium } from 'playwright'
import { build, runnerImport } from 'vite'

const here = import.meta.dirname
const root = path.resolve(here, '../../../renderer')
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    lang: { type: 'string', default: 'fr' },
    size: { type: 'string', default: '1366x768' },
    theme: { type: 'string', default: 'light' },
    only: { type: 'string', default: '' },
    axe: { type: 'boolean', default: false },
  },
})
const out = path.resolve(positionals[0] ?? 'out/renderer-bench')
fs.mkdirSync(out, { recursive: true })
const built = fs.mkdtempSync(path.join(os.tmpdir(), 'renderer-bench-'))
await build({
  root,
  configFile: false,
  logLevel: 'warn',
  plugins: [react()],
  build: { outDir: built, target: 'chrome130', assetsInlineLimit: 0, emptyOutDir: true },
})
const { module: bench } = await runnerImport(path.join(here, 'scenes.ts'), { configFile: false })

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' }
const server = http.createServer((request, response) => {
  const file = path.join(built, request.url === '/' ? 'index.html' : request.url.split('?')[0])
  if (!file.startsWith(built) || !fs.existsSync(file)) return response.writeHead(404).end()
  response.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' })
  response.end(fs.readFileSync(file))
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const address = `http://127.0.0.1:${server.address().port}/`

/** Runs in the page, before anything else: a bridge that answers from the scene. */
function fakeBridge({ boot, status, answers, silent }) {
  const listeners = new Map()
  const fixed = { 'app.boot': boot, 'app.status': status, ...answers }
  globalThis.guichet = {
    request: async (name) => {
      if (silent.includes(name)) return new Promise(() => undefined)
      if (!(name in fixed)) throw new Error(`the scene has no answer to ${name}`)
      return structuredClone(fixed[name])
    },
    on: (name, listener) => {
      listeners.set(name, [...(listeners.get(name) ?? []), listener])
      return () =>
        listeners.set(
          name,
          listeners.get(name).filter((one) => one !== listener),
        )
    },
  }
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--force-color-profile=srgb'],
})
const only = values.only === '' ? null : values.only.split(',')
let faults = 0
for (const size of values.size.split(',')) {
  const [width, height] = size.split('x').map(Number)
  for (const language of values.lang.split(','))
    for (const theme of values.theme.split(',')) {
      const context = await browser.newContext({ viewport: { width, height } })
      for (const scene of bench.scenes) {
        if (only && !only.includes(scene.name)) continue
        const page = await context.newPage()
        const say = (what) => {
          faults += 1
          console.log(`${size} ${language} ${theme} ${scene.name}: ${what}`)
        }
        page.on('pageerror', (error) => say(error.message))
        page.on('console', (message) => message.type() === 'error' && say(message.text()))
        await page.clock.install({ time: new Date('2026-06-16T13:32:00Z') })
        await page.clock.resume()
        await page.addInitScript(fakeBridge, {
          boot: { ...bench.boot, language, theme, ...scene.boot },
          status: { ...bench.status, ...scene.status },
          answers: { ...bench.answers, ...scene.answers },
          silent: scene.silent ?? [],
        })
        await page.goto(address)
        await page.waitForSelector('.frame')
        await page.evaluate(() => document.fonts.ready)
        for (const keys of scene.keys ?? []) {
          if (keys.startsWith('#')) await page.click(`[data-testid="${keys.slice(1)}"]`, { force: true })
          else
            for (const part of keys.split(/(\{[\w+]+\})/).filter(Boolean))
              await (part.startsWith('{')
                ? page.keyboard.press(part.slice(1, -1))
                : page.keyboard.type(part, { delay: 60 }))
          await page.waitForTimeout(120)
        }
        await page.waitForTimeout(scene.silent ? 2_600 : 350)
        const cut = await page.evaluate(() =>
          [
            ...document.querySelectorAll(
              '.work, .panel, .layout, .layout-panels, .action-row, .statusbar, .keypad, .rows',
            ),
          ]
            .filter((el) => el.scrollHeight > el.clientHeight + 2 || el.scrollWidth > el.clientWidth + 2)
            .map(
              (el) =>
                `${el.className} ${el.scrollWidth}x${el.scrollHeight} in ${el.clientWidth}x${el.clientHeight}`,
            ),
        )
        for (const one of cut) say(`overflows: ${one}`)
        const twice = await page.evaluate(() => {
          const ids = [...document.querySelectorAll('[data-testid]')].map((el) => el.dataset.testid)
          return ids.filter((id, at) => ids.indexOf(id) !== at)
        })
        if (twice.length > 0) say(`twice in the page: ${twice}`)
        const raw = await page.evaluate(
          () => document.body.innerText.match(/\b[a-z]+\.[a-z]+_?[a-z_]*\b/g) ?? [],
        )
        if (raw.length > 0) say(`words missing: ${[...new Set(raw)]}`)
        if (values.axe) {
          const { violations } = await new AxeBuilder({ page }).analyze()
          for (const violation of violations)
            say(`axe ${violation.id}: ${violation.nodes.map((node) => node.target).join(' | ')}`)
        }
        await page.screenshot({ path: path.join(out, `${scene.name}-${language}-${theme}-${width}.png`) })
        await page.close()
      }
      await context.close()
    }
}
await browser.close()
server.close()
fs.rmSync(built, { recursive: true })
console.log(faults === 0 ? 'no faults' : `${faults} faults`)
