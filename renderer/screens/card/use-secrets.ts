import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import {
  type CardFault,
  groupMasked,
  groupPan,
  maskCard,
  readCvv,
  readExpiry,
  readHolderName,
  readPan,
  type Scheme,
  schemeOf,
  showMasked,
} from '../../../electron/domain/card'
import type { CardGiven } from '../../../electron/domain/card-deposit'

/** Nobody leaves a card on a screen: after so long without a key everything typed of it is gone. */
const IDLE_MS = 60_000

export type SecretName = 'pan' | 'expiry' | 'cvv' | 'first' | 'last'
type Inputs = Readonly<Record<SecretName, RefObject<HTMLInputElement | null>>>

/** What may be said about what was typed: never what it is. */
export interface SecretState {
  readonly scheme: Scheme
  readonly faults: Readonly<Record<SecretName, CardFault | null>>
  /** Fields that were left with something in them: only there a fault is shown. */
  readonly left: ReadonlySet<SecretName>
  /** `4918 91•• •••• 5005` over a whole number once its field is left; null: the field shows itself. */
  readonly covered: string | null
  /** Everything was wiped because nobody typed for a while. */
  readonly wiped: boolean
}

export interface Secrets {
  readonly inputs: Inputs
  readonly state: SecretState
  readonly enter: (name: SecretName) => void
  readonly typed: (name: SecretName) => void
  readonly leave: (name: SecretName) => void
  /** The card, read from the inputs at the moment of sending; null while something is missing. */
  readonly take: (saved: boolean, save: { readonly name: string | null } | null) => CardGiven | null
  /** First six (not of a saved card) and last four, once the number is whole. */
  readonly ends: () => { readonly firstSix: string; readonly lastFour: string } | null
  readonly wipe: () => void
}

const NONE: SecretState['faults'] = { pan: null, expiry: null, cvv: null, first: null, last: null }

/**
 * The card lives in the inputs of the page and nowhere else: no state of this program holds it, and they are emptied
 * when the screen is left, when the terminal is locked (the screen goes) and after a minute without a key.
 */
export function useSecrets(today: string, fixed: Scheme | null): Secrets {
  const pan = useRef<HTMLInputElement>(null)
  const expiry = useRef<HTMLInputElement>(null)
  const cvv = useRef<HTMLInputElement>(null)
  const first = useRef<HTMLInputElement>(null)
  const last = useRef<HTMLInputElement>(null)
  const inputs = useRef<Inputs>({ pan, expiry, cvv, first, last }).current
  const [state, setState] = useState<SecretState>({
    scheme: fixed ?? 'unknown',
    faults: NONE,
    left: new Set(),
    covered: null,
    wiped: false,
  })
  const of = useCallback((name: SecretName): string => inputs[name].current?.value ?? '', [inputs])

  const look = useCallback((): void => {
    const scheme = fixed ?? schemeOf(of('pan'))
    const fault = (read: { readonly ok: boolean; readonly error?: CardFault }): CardFault | null =>
      read.ok ? null : (read.error ?? null)
    setState((before) => ({
      ...before,
      wiped: false,
      scheme,
      faults: {
        pan: fixed === null ? fault(readPan(of('pan'))) : null,
        expiry: fixed === null ? fault(readExpiry(of('expiry'), today)) : null,
        cvv: fault(readCvv(of('cvv'), scheme)),
        first: fixed === null ? fault(readHolderName(of('first'))) : null,
        last: fixed === null ? fault(readHolderName(of('last'))) : null,
      },
    }))
  }, [fixed, of, today])

  const wipe = useCallback((): void => {
    for (const { current } of Object.values(inputs)) if (current) current.value = ''
  }, [inputs])

  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const stay = useCallback((): void => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      wipe()
      look()
      setState((before) => ({ ...before, left: new Set(), covered: null, wiped: true }))
      const first = pan.current ?? cvv.current
      first?.focus()
    }, IDLE_MS)
  }, [look, wipe])
  useEffect(() => {
    look()
    stay()
    // The inputs go with the screen; what was in them goes before.
    const held = Object.values(inputs).map(({ current }) => current)
    return () => {
      clearTimeout(timer.current)
      for (const input of held) if (input) input.value = ''
    }
  }, [inputs, look, stay])

  return {
    inputs,
    state,
    typed: (name) => {
      const input = inputs[name].current
      if (input && name === 'pan') regroup(input)
      if (input && name === 'expiry') slash(input)
      look()
      stay()
    },
    enter: (name) => {
      if (name === 'pan') setState((before) => ({ ...before, covered: null }))
    },
    leave: (name) => {
      if (of(name) === '') return
      const pan = name === 'pan' ? readPan(of('pan')) : null
      setState((before) => ({
        ...before,
        left: new Set([...before.left, name]),
        covered: pan?.ok ? groupMasked(showMasked(maskCard(pan.value))) : before.covered,
      }))
    },
    take: (saved, save) => {
      if (saved) return readCvv(of('cvv'), state.scheme).ok ? { kind: 'saved', cvv: of('cvv') } : null
      const whole = [
        readPan(of('pan')),
        readExpiry(of('expiry'), today),
        readCvv(of('cvv'), schemeOf(of('pan'))),
        readHolderName(of('first')),
        readHolderName(of('last')),
      ].every(({ ok }) => ok)
      if (!whole) return null
      return {
        kind: 'typed',
        pan: of('pan'),
        expiry: of('expiry'),
        cvv: of('cvv'),
        firstName: of('first'),
        lastName: of('last'),
        save: save && { consent: true, ...save },
      }
    },
    ends: () => {
      const read = readPan(of('pan'))
      return read.ok ? { firstSix: read.value.slice(0, 6), lastFour: read.value.slice(-4) } : null
    },
    wipe,
  }
}

/** Groups as on the card, with the caret kept behind the same digit. */
function regroup(input: HTMLInputElement): void {
  const caret = input.selectionStart ?? input.value.length
  const digits = input.value.slice(0, caret).replace(/\D/g, '').length
  const text = groupPan(input.value.replace(/\D/g, '').slice(0, 19))
  if (text === input.value) return
  input.value = text
  let at = 0
  for (let seen = 0; at < text.length && seen < digits; at += 1) if (/\d/.test(text[at] ?? '')) seen += 1
  input.setSelectionRange(at, at)
}

/** `0826` becomes `08/26` while it is typed. */
function slash(input: HTMLInputElement): void {
  const digits = input.value.replace(/\D/g, '').slice(0, 4)
  const text = digits.length > 2 ? `${digits.slice(0, 2)}/${digits.slice(2)}` : digits
  if (text !== input.value.replace(/\s/g, '')) input.value = text
}
