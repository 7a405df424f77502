import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const root = import.meta.dirname

// Explicit targets: the fallback runtime is Electron 33 (Node 20.18, Chromium 130), while electron-vite
// would take its default from the installed `electron` package.
/**
 * Part of the bundle, so that a start reads one file and not hundreds: libraries of plain JavaScript without files
 * of their own. What is native, or loads parts of itself by name, stays outside.
 */
const BUNDLED = ['axios', 'canonicalize', 'i18next', 'lossless-json', 'luxon', 'qrcode', 'zod']

export default defineConfig({
  main: {
    build: {
      target: 'node20.18',
      outDir: 'out/main',
      externalizeDeps: { exclude: BUNDLED },
      rolldownOptions: {
        // cli runs on plain Node 24: `npm run journal`, `sandbox`, `openapi`.
        input: { main: resolve(root, 'electron/main.ts'), cli: resolve(root, 'electron/cli/main.ts') },
      },
    },
  },
  preload: {
    build: {
      target: 'node20.18',
      outDir: 'out/preload',
      // A sandboxed preload must be one CommonJS file; .cjs because package.json says "type": "module".
      // Nothing but electron may stay outside it, since it cannot require packages.
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          preload: resolve(root, 'electron/preload.ts'),
          challenge: resolve(root, 'electron/challenge-preload.ts'),
        },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve(root, 'renderer'),
    plugins: [react()],
    build: {
      target: 'chrome130',
      minify: true,
      outDir: resolve(root, 'out/renderer'),
      emptyOutDir: true,
      // Fonts stay files of app://, never data: addresses, so that the content policy can stay strict.
      assetsInlineLimit: 0,
      // One page, read from the disk: splitting it would only add files.
      chunkSizeWarningLimit: 4_000,
      rolldownOptions: {
        input: {
          index: resolve(root, 'renderer/index.html'),
          // The bar above the bank's page: no script, its own policy.
          challenge: resolve(root, 'renderer/challenge.html'),
        },
      },
    },
  },
})
