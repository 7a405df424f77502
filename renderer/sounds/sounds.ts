import type * as z from 'zod'
import type { quietSoundSchema } from '../../electron/domain/devices'
import type { OperationState } from '../../electron/domain/operation'
import { useApp } from '../stores/app'

export type QuietSound = z.infer<typeof quietSoundSchema>

export type Sound = 'scan' | 'bad' | 'done' | 'unsure' | 'refused'

interface Note {
  readonly hz: number
  readonly fromMs: number
  readonly forMs: number
  readonly type: OscillatorType
}

/** Each under 250 ms. */
const NOTES: Record<Sound, readonly Note[]> = {
  scan: [{ hz: 1_760, fromMs: 0, forMs: 60, type: 'sine' }],
  bad: [
    { hz: 196, fromMs: 0, forMs: 80, type: 'triangle' },
    { hz: 196, fromMs: 130, forMs: 80, type: 'triangle' },
  ],
  done: [
    { hz: 659, fromMs: 0, forMs: 90, type: 'sine' },
    { hz: 988, fromMs: 100, forMs: 130, type: 'sine' },
  ],
  unsure: [{ hz: 523, fromMs: 0, forMs: 240, type: 'sine' }],
  refused: [
    { hz: 523, fromMs: 0, forMs: 90, type: 'triangle' },
    { hz: 349, fromMs: 100, forMs: 130, type: 'triangle' },
  ],
}

let audio: AudioContext | null = null

/** The switch of each sound that a shop may turn off; those of doubt and of refusal have none. */
const SWITCH: Partial<Record<Sound, QuietSound>> = { scan: 'scan', bad: 'scan_bad', done: 'done' }

/** True where the shop wants this sound not to be heard. */
export function isQuiet(
  sound: Sound,
  { sounds, quietSounds }: { readonly sounds: boolean; readonly quietSounds: readonly QuietSound[] },
): boolean {
  const own = SWITCH[sound]
  return own !== undefined && (!sounds || quietSounds.includes(own))
}

/** Plays a sound, unless the shop turned it off. */
export function play(sound: Sound | null): void {
  const { boot } = useApp.getState()
  if (sound === null || (boot !== null && isQuiet(sound, boot))) return
  listenTo(sound)
}

/** Plays a sound whatever is turned off: for somebody who chooses. */
export function listenTo(sound: Sound): void {
  if (typeof AudioContext === 'undefined') return
  audio ??= new AudioContext()
  const context = audio
  // A machine without a sound card must not disturb the counter.
  void context.resume().then(
    () => {
      for (const note of NOTES[sound]) ring(context, note)
    },
    () => undefined,
  )
}

function ring(context: AudioContext, note: Note): void {
  const from = context.currentTime + note.fromMs / 1_000
  const to = from + note.forMs / 1_000
  const oscillator = context.createOscillator()
  const gain = context.createGain()
  oscillator.type = note.type
  oscillator.frequency.value = note.hz
  gain.gain.setValueAtTime(0, from)
  gain.gain.linearRampToValueAtTime(0.2, from + 0.01)
  gain.gain.exponentialRampToValueAtTime(0.001, to)
  oscillator.connect(gain).connect(context.destination)
  oscillator.start(from)
  oscillator.stop(to)
}

/** The sound of an outcome; null while there is none. */
export function soundOfOperation(state: OperationState): Sound | null {
  switch (state) {
    case 'completed':
      return 'done'
    case 'unsure':
    case 'accepted':
    case 'declined':
    case 'abandoned':
    case 'review':
      return 'unsure'
    case 'refused':
    case 'not_sent':
    case 'not_done':
    case 'elsewhere':
      return 'refused'
    case 'intent':
    case 'sent':
    case 'challenge':
      return null
  }
}
