import net from 'node:net'

/** What came back on the wire, byte for byte, and how it ended. */
export interface RawAnswer {
  /** Latin-1 text of every byte read. */
  readonly text: string
  /** end: the other side closed; reset: RST; refused: nobody listens; quiet: nothing more, still open. */
  readonly ended: 'end' | 'reset' | 'refused' | 'quiet'
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code

/** Writes one HTTP/1.1 request on a socket of its own. `quietAfter` resolves when the caller has waited enough. */
export function rawRequest(
  host: string,
  head: string,
  headers: Readonly<Record<string, string>>,
  body = '',
  quietAfter?: Promise<unknown>,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(host)
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = net.connect(Number(port), hostname)
    const done = (ended: RawAnswer['ended']): void => {
      resolve({ text, ended })
      socket.destroy()
    }
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
    })
    socket.once('end', () => done('end'))
    socket.once('error', (error) => {
      if (hasCode(error, 'ECONNRESET')) done('reset')
      else if (hasCode(error, 'ECONNREFUSED')) done('refused')
      else reject(error)
    })
    socket.once('connect', () => {
      const lines = [
        `${head} HTTP/1.1`,
        'connection: close',
        ...Object.entries({ host: `${hostname}:${port}`, ...headers }).map(
          ([name, value]) => `${name}: ${value}`,
        ),
        ...(body === ''
          ? []
          : ['content-type: application/json', `content-length: ${Buffer.byteLength(body)}`]),
      ]
      socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`)
    })
    quietAfter?.then(
      () => done('quiet'),
      () => done('quiet'),
    )
  })
}
