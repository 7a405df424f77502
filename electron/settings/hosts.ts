import { isLoopbackName } from '../domain/loopback'
import { fail, ok, type Result } from '../domain/result'
import { CHARI_SANDBOX_HOST, type Environment } from './types'

export type HostFault = 'not_an_address' | 'not_https' | 'not_loopback' | 'missing'

/** This machine itself: `localhost`, 127.0.0.0/8, ::1. Takes a whole address, `http://127.0.0.1:1234`. */
export function isLoopback(host: string): boolean {
  if (!URL.canParse(host)) return false
  return isLoopbackName(new URL(host).hostname)
}

/**
 * The address to speak to Chari at, without a slash at its end.
 *
 * https only; plain http only to loopback. training: '' is the built-in sandbox, and nothing but loopback may stand
 * there. sandbox: Chari's own, unless a loopback address is given. production and custom: must be given.
 */
export function resolveHost(environment: Environment, given: string): Result<string, HostFault> {
  const text = given.trim()
  if (text === '') {
    if (environment === 'training') return ok('')
    return environment === 'sandbox' ? ok(CHARI_SANDBOX_HOST) : fail('missing')
  }
  if (!URL.canParse(text)) return fail('not_an_address')
  const url = new URL(text)
  if (url.username || url.password || url.search || url.hash) return fail('not_an_address')
  const loopback = isLoopback(text)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback))
    return fail(url.protocol === 'http:' ? 'not_https' : 'not_an_address')
  const host = `${url.origin}${url.pathname}`.replace(/\/+$/, '')
  if (environment === 'training' && !loopback) return fail('not_loopback')
  if (environment === 'sandbox' && !loopback && host !== CHARI_SANDBOX_HOST) return fail('not_loopback')
  return ok(host)
}

/** Timers from a file, GUICHET_HALT_AT and a plain vault are for training and loopback hosts only. */
export const isTryOut = ({ environment, host }: { environment: Environment; host: string }): boolean =>
  environment === 'training' || isLoopback(host)
