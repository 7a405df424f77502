// `npm run bench`: bundles the benchmarks as the terminal itself is bundled, so that what is timed is what runs at a
// counter, and runs them on Node 24.
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'

const ROOT = path.resolve(import.meta.dirname, '../..')
/** Two folders below the root, as the sources that look for the root are. */
const BUNDLE = path.join(ROOT, 'out', 'bench')

await build({
  configFile: false,
  root: ROOT,
  logLevel: 'warn',
  build: {
    ssr: true,
    target: 'node24',
    outDir: BUNDLE,
    emptyOutDir: false,
    rolldownOptions: {
      input: {
        main: path.join(import.meta.dirname, 'main.ts'),
        outside: path.join(import.meta.dirname, 'outside.ts'),
        raster: path.join(import.meta.dirname, 'raster.ts'),
        'day-pdf': path.join(import.meta.dirname, 'day-pdf.ts'),
        'webhook-sender': path.join(import.meta.dirname, 'webhook-sender.ts'),
      },
      output: { entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' },
    },
  },
})
const { main } = await import(pathToFileURL(path.join(BUNDLE, 'main.mjs')).href)
process.exit(await main(process.argv.slice(2)))
