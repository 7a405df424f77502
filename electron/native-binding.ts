import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The Node-API 9 build of better-sqlite3, where this runtime needs it. */
export function nativeBinding(): string | null {
  if (Number(process.versions.napi ?? 0) >= 10) return null
  const packed = join(process.resourcesPath ?? '', 'native', 'better_sqlite3.node')
  return process.env.GUICHET_SQLITE_BINDING ?? (existsSync(packed) ? packed : null)
}
