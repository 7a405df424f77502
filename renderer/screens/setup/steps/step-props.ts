import type { Language } from '../../../../electron/domain/paper'
import type { Context, Draft, StepName } from '../draft'

/** What each step of the wizard gets. */
export interface StepProps {
  readonly draft: Draft
  readonly context: Context
  readonly change: (part: Partial<Draft>) => void
  /** Changes the language of the screen at once. */
  readonly speak: (language: Language) => Promise<void>
  /** The sentence under a field that was typed in; null while it is fine or untouched. */
  readonly problem: (field: string) => string | null
  readonly touch: (field: string) => void
  readonly show: (step: StepName) => void
  /** Steps that still lack something. */
  readonly open: readonly StepName[]
  readonly steps: readonly StepName[]
}
