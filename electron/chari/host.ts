import { isLoopbackName } from '../domain/loopback'
import { fail, ok, type Result } from '../domain/result'

export type HostFault = 'malformed' | 'plain_http' | 'credentials'

/**
 * Reads the address of a Chari, such as `https://sandbox.charimoney.com`. Plain http only to loopback; no user,
 * no query. A path before `/api` is kept.
 */
export function readHost(text: string): Result<URL, HostFault> {
  let url: URL
  try {
    url = new URL(text.trim())
  } catch {
    return fail('malformed')
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return fail('malformed')
  if (url.hostname === '' || url.search !== '' || url.hash !== '') return fail('malformed')
  if (url.username !== '' || url.password !== '') return fail('credentials')
  if (url.protocol === 'http:' && !isLoopbackName(url.hostname)) return fail('plain_http')
  return ok(url)
}
