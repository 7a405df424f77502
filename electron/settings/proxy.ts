/** A proxy's address for the settings, and its password for the vault. */
export interface SplitProxy {
  readonly address: string
  readonly password: string | null
}

/** Reads `http://user:pass@host:port`; null for anything that is not an http or https proxy. */
export function splitProxy(text: string): SplitProxy | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  if (!/^https?:$/.test(url.protocol) || url.hostname === '') return null
  const password = url.password === '' ? null : decodeURIComponent(url.password)
  url.password = ''
  return { address: url.href.replace(/\/$/, ''), password }
}
