import type { Break, ChainReport } from '../domain/chain-report'
import type { FileFinding } from '../journal/archive/verify'

/** What `npm run verify` found, as `--json` prints it. */
export interface VerifyReport {
  readonly file: string
  readonly kind: 'journal' | 'archive'
  readonly whole: boolean
  readonly terminal: string | null
  readonly training: boolean | null
  readonly period: { readonly from: string; readonly to: string } | null
  readonly events: number
  readonly head: ChainReport['head']
  readonly seals: ChainReport['seals']
  readonly closings: ChainReport['closings']
  readonly keys: ChainReport['keys']
  /** The keys were given from outside, not taken from the file itself. */
  readonly keysGiven: boolean
  /** What the end was compared with. */
  readonly heads: readonly string[]
  readonly findings: readonly Finding[]
}

export type Finding = ({ readonly what: 'event' } & Break) | ({ readonly what: 'file' } & FileFinding)

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`

const EVENT: Readonly<Record<Break['how'], string>> = {
  altered: 'was altered.',
  missing: 'is missing: it was taken out.',
  inserted: 'was put in: it is none that the terminal wrote there.',
  order: 'stands in the place of another.',
  tail_cut: 'and all after it are missing: the end was cut off.',
  seal: 'is a seal that does not fit: an event before it was rewritten, or the seal itself.',
  closing: 'carries a closing whose signature, or whose head, does not fit.',
  key: 'announces, or was sealed with, a key that is not the one expected.',
  unsealed: 'and those after it carry no seal, longer than a terminal ever writes without one.',
}

const FILE: Readonly<Record<FileFinding['how'], string>> = {
  altered: 'is not what the manifest says.',
  missing: 'is missing.',
  unexpected: 'is not in the manifest.',
  signature: 'holds a signature that does not fit.',
  key: 'is signed with a key that is not the one expected.',
}

function sentence(finding: Finding): string {
  if (finding.what === 'file')
    return finding.name === '' ? 'The file is damaged.' : `${finding.name} ${FILE[finding.how]}`
  const { sequence, how, kind, at } = finding
  return `Event ${sequence}${kind && at ? ` (${kind}, ${at})` : ''} ${EVENT[how]}`
}

function proofOf({ seals, head, events }: VerifyReport): string {
  const missed =
    seals.missed > 0 ? ` The terminal said ${count(seals.missed, 'time')} that it could not seal.` : ''
  if (!seals.proven) return `No seal proves anything here.${missed}`
  const newer = events === 0 ? 0 : Math.max(0, head.sequence - seals.proven.sequence - 1)
  const rest = newer > 0 ? ` ${count(newer, 'newer event is', 'newer events are')} not sealed.` : ''
  return `Every event up to ${seals.proven.sequence} is proven by the seal of ${seals.proven.at}.${rest}${missed}`
}

/** Plain sentences, the verdict first. */
export function sentences(report: VerifyReport): readonly string[] {
  const { kind, events, findings, terminal, keys, closings, seals, period } = report
  const [last] = keys.slice(-1)
  const what = `${kind} of ${terminal ?? 'a terminal that it does not name'}${
    period ? `, ${period.from} to ${period.to}` : ''
  }`
  return [
    `${report.whole ? 'WHOLE' : 'BROKEN'}: ${what}, ${count(events, 'event')} read.`,
    ...findings.map(sentence),
    proofOf(report),
    `${count(seals.checked, 'seal')} and ${count(closings.checked, 'closing')} have a right signature${
      closings.unsigned > 0 ? `; ${count(closings.unsigned, 'closing')} could not be signed` : ''
    }.`,
    ...keys.slice(1).map(({ key, sequence }) => `The key changed at event ${sequence}, to ${key}.`),
    ...(last && !report.keysGiven
      ? [
          `The key was taken from the file itself: ${last.key} (${last.publicKey}). Compare it with a Z slip of the terminal, or give it with --key.`,
        ]
      : []),
    report.heads.length > 0
      ? `Its end was compared with ${report.heads.join(', ')}.`
      : 'Nothing outside of it says where it ends: give a head kept elsewhere with --head.',
    ...(report.training ? ['It is of a training terminal and has no value.'] : []),
  ]
}
