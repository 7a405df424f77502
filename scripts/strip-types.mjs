// `node --import ./scripts/strip-types.mjs FILE.ts`: Node 24 takes the types out by itself; what is missing is that
// our imports name no ending, as bundlers and tsc read them.
import fs from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

registerHooks({
  resolve(specifier, context, next) {
    if (specifier.startsWith('.') && context.parentURL?.startsWith('file:')) {
      const file = new URL(`${specifier}.ts`, context.parentURL)
      if (fs.existsSync(fileURLToPath(file))) return next(file.href, context)
    }
    return next(specifier, context)
  },
})
