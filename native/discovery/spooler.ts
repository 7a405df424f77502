import type { Candidate } from './candidate'
import { cleanText } from './names'
import type { Run } from './run'

/** Names that CUPS itself allows; one that began with a dash would be taken for an option of `lp`. */
const QUEUE = /^(?!-)[^\s/#'"\\\p{Cc}\p{Cf}]{1,127}$/u
const MOST_QUEUES = 100

export const queueCandidate = (queue: string): Candidate => ({
  transport: 'spooler',
  use: 'printer',
  base: `spool:${queue}`,
  place: '',
  name: cleanText(queue) || queue,
  path: queue,
  vendorId: null,
  productId: null,
  serialNumber: null,
  access: 'ok',
  remedy: null,
})

/** Queues in the output of `lpstat -e` (a name a line) and `lpstat -v` (`device for NAME: URI`). */
export function readQueues(...outputs: readonly string[]): readonly string[] {
  const queues = new Set<string>()
  for (const line of outputs.join('\n').split('\n')) {
    const name = /^device for (.+?): \S/.exec(line)?.[1] ?? line.trim()
    if (QUEUE.test(name)) queues.add(name)
  }
  return [...queues].slice(0, MOST_QUEUES)
}

/** Printer queues of CUPS. Rejects where there is no `lpstat` or it does not answer. */
export async function cupsQueues(run: Run, limitMs: number): Promise<readonly Candidate[]> {
  const outputs = await Promise.allSettled([run('lpstat', ['-e'], limitMs), run('lpstat', ['-v'], limitMs)])
  const told = outputs.flatMap((output) => (output.status === 'fulfilled' ? [output.value] : []))
  if (told.length === 0) throw new Error('lpstat does not answer')
  return readQueues(...told).map(queueCandidate)
}
