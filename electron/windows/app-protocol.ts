import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { protocol, type Session } from 'electron'

/** `app://` instead of `file://`: an origin of its own, a strict policy, and nothing outside the built pages. */
export const APP_ORIGIN = 'app://guichet'

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self' data:; " +
  "media-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.json': 'application/json',
  '.wav': 'audio/wav',
}

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      privileges: {
        standard: true,
        secure: true,
        supportFetchAPI: true,
        corsEnabled: true,
        stream: true,
        // From the second start on, the page's script is not compiled anew.
        codeCache: true,
      },
    },
  ])
}

async function serveFile(base: string, pathname: string): Promise<Response> {
  const path = normalize(join(base, decodeURIComponent(pathname === '/' ? '/index.html' : pathname)))
  if (!path.startsWith(base + sep)) return new Response('outside', { status: 403 })
  try {
    return new Response(new Uint8Array(await readFile(path)), {
      headers: {
        'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
        'content-security-policy': POLICY,
        'x-content-type-options': 'nosniff',
      },
    })
  } catch {
    return new Response('not found', { status: 404 })
  }
}

/** Serves the built renderer under `app://guichet/` in `session`. `onScript` is told when the page's script was handed over. */
export function serveApp(session: Session, rendererFolder: string, onScript: () => void): void {
  session.protocol.handle('app', async (request) => {
    const { host, pathname } = new URL(request.url)
    if (host !== 'guichet') return new Response('no', { status: 404 })
    const served = await serveFile(rendererFolder, pathname)
    if (pathname.endsWith('.js')) setImmediate(onScript)
    return served
  })
}
