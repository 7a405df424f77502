import type { FoundDevice } from './types'

/** A device before its identity is settled among the others. */
export interface Candidate extends Omit<FoundDevice, 'id'> {
  /** Its identity if no other device has the same. */
  readonly base: string
  /** Where it is plugged in (bus and port path); empty where the system does not tell. */
  readonly place: string
}

const placed = ({ base, place }: Candidate): string => (place === '' ? base : `${base}@${place}`)

/** Gives each its identity: clones of one kind often share one serial number, and then the place tells them apart. */
export function settle(candidates: readonly Candidate[]): readonly FoundDevice[] {
  const count = new Map<string, number>()
  for (const { base } of candidates) count.set(base, (count.get(base) ?? 0) + 1)
  return candidates.map((candidate) => {
    const { base, place: _, ...device } = candidate
    return { ...device, id: (count.get(base) ?? 0) > 1 ? placed(candidate) : base }
  })
}

/** The device of that identity, also while its twin came or went and its settled identity changed. */
export function pick(candidates: readonly Candidate[], id: string): FoundDevice | null {
  const sorted = [...candidates].sort((a, b) => (placed(a) < placed(b) ? -1 : 1))
  const match = sorted.find((one) => placed(one) === id) ?? sorted.find(({ base }) => base === id)
  if (!match) return null
  const { base: _base, place: _place, ...device } = match
  return { ...device, id }
}
