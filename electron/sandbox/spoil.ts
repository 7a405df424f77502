import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Fault } from './faults'

/** Faults that take the answer's place, and whether the call is done before them unless the fault says otherwise. */
const SPOILS: { readonly [K in Fault['kind']]?: boolean } = {
  reset_before: false,
  hang_before: false,
  error_500_before: false,
  throttle: false,
  deny: false,
  refuse: false,
  redirect: false,
  not_found: false,
  html: true,
  cut_body: true,
  empty_body: true,
  error_code_on_200: true,
  reset_after: true,
  hang_after: true,
  error_500_after: true,
}

/** Nobody should ever come here: a client that does has followed a redirect with its key. */
export const TRAP = '/sandbox/trap'

/** The one that takes the answer's place; null when the answer goes out. */
export function spoiling(
  faults: readonly Fault[],
): { readonly fault: Fault; readonly executes: boolean } | null {
  const fault = faults.find(({ kind }) => SPOILS[kind] !== undefined)
  return fault ? { fault, executes: fault.executes ?? SPOILS[fault.kind] === true } : null
}

const INVALID = 'The initial parameters provided are incorrect or invalid.'
const MAINTENANCE = '<!doctype html><title>Maintenance</title><p>Service en maintenance</p>'

/** Gives the answer that a fault makes of the real one, `text`. */
export function spoil(
  fault: Fault,
  text: string,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const json = (status: number, body: object): FastifyReply =>
    reply.code(status).type('application/json').send(JSON.stringify(body))
  const error = (status: number): FastifyReply =>
    json(status, { errorCode: fault.errorCode ?? 20006, errorDescription: INVALID })
  switch (fault.kind) {
    case 'reset_before':
    case 'reset_after':
      reply.hijack()
      request.raw.socket.resetAndDestroy()
      return reply
    case 'hang_before':
    case 'hang_after':
      return reply.hijack()
    case 'error_500_before':
    case 'error_500_after':
      return json(500, { message: 'Internal Server Error' })
    case 'throttle':
      reply.header('retry-after', String(Math.ceil((fault.ms ?? 30_000) / 1000)))
      return json(429, { message: 'Too many requests' })
    case 'deny':
      return json(403, { message: 'IP address not allowed' })
    case 'refuse':
      return error(400)
    case 'error_code_on_200':
      return error(200)
    case 'not_found':
      return reply.code(404).type('text/plain').send('Not found')
    case 'redirect':
      return reply.code(307).header('location', `http://${request.host}${TRAP}`).send('')
    case 'html':
      return reply.code(200).type('text/html').send(MAINTENANCE)
    case 'empty_body':
      return reply.code(200).type('application/json').send('')
    case 'cut_body': {
      const bytes = Buffer.from(text)
      reply.hijack()
      for (const [name, value] of Object.entries(reply.getHeaders()))
        if (value !== undefined) reply.raw.setHeader(name, value)
      reply.raw.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length })
      reply.raw.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => request.raw.socket.destroy())
      return reply
    }
    default:
      throw new Error(`${fault.kind} does not take the answer's place`)
  }
}
