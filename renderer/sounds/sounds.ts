import type { OperationState } from '../../electron/domain/operation'
import { useApp } from '../stores/app'

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

/** Plays a sound. Those of doubt and of refusal cannot be turned off. */
export function play(sound: Sound | null): void {
  if (sound === null || typeof AudioContext === 'undefined') return
  const silenced = useApp.getState().boot?.sounds === false && sound !== 'unsure' && sound !== 'refused'
  if (silenced) return
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
    case 'review':
      return 'unsure'
    case 'refused':
    case 'not_sent':
    case 'not_done':
    case 'elsewhere':
      return 'refused'
    case 'intent':
    case 'sent':
      return null
  }
}
