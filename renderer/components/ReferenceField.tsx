import { CircleX, Hourglass, ScanLine } from 'lucide-react'
import { type RefObject, useEffect, useId, useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { run } from '../actions/registry'
import { groupedCaret, shownReference } from '../lib/reference-text'
import { useApp } from '../stores/app'
import { KeyCap } from './KeyCap'
import { useLasting } from './Skeleton'

export interface ReferenceFieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly busy: boolean
  /** The message under the field, or null; the value is kept. */
  readonly message: { readonly code: string; readonly text: string } | null
  /** Another number: take the focus and select the value. */
  readonly refocus: number
}

/** The hero of home: focused whenever home is; Enter looks the reference up. */
export function ReferenceField({ value, onChange, busy, message, refocus }: ReferenceFieldProps) {
  const { t } = useTranslation()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const caret = useRef<number | null>(null)
  const waiting = useLasting(busy)
  const shown = shownReference(value)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `refocus` counts the times that ask for it
  useEffect(() => {
    input.current?.focus()
    input.current?.select()
  }, [refocus])
  useFocusAfterDialogs(input)
  useLayoutEffect(() => {
    if (caret.current === null) return
    input.current?.setSelectionRange(caret.current, caret.current)
    caret.current = null
  })

  return (
    <div className="reference">
      <div className={message ? 'reference-box reference-wrong' : 'reference-box'}>
        <label htmlFor={id} className="sr-only">
          {t('home.scan_or_type')}
        </label>
        <ScanLine aria-hidden className="reference-icon" />
        <input
          ref={input}
          id={id}
          value={shown}
          placeholder={t('home.scan_or_type')}
          inputMode="numeric"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          maxLength={64}
          dir={shown === '' ? undefined : 'ltr'}
          aria-invalid={message !== null}
          aria-describedby={message === null ? undefined : `${id}-note`}
          data-testid="reference-input"
          onChange={(event) => {
            const typed = event.target.value
            caret.current = groupedCaret(
              typed,
              event.target.selectionStart ?? typed.length,
              shownReference(typed),
            )
            onChange(typed)
          }}
        />
        <button
          type="button"
          className="reference-search"
          tabIndex={-1}
          disabled={busy}
          onClick={() => run('look_up')}
        >
          {t('home.search')}
          <KeyCap of="Enter" />
        </button>
      </div>
      <div className="reference-note" id={`${id}-note`} aria-live="polite">
        {message !== null && (
          <p className="reference-message" data-testid="message" data-code={message.code}>
            <CircleX aria-hidden className="icon" />
            <span>{message.text}</span>
          </p>
        )}
        {message === null && waiting && (
          <p className="reference-waiting">
            <Hourglass aria-hidden className="icon" />
            {t('home.looking_up')}
          </p>
        )}
      </div>
    </div>
  )
}

/** A dialog whose own button went away with it leaves the focus nowhere: home takes it back. */
function useFocusAfterDialogs(input: RefObject<HTMLInputElement | null>): void {
  const dialogs = useApp((state) => state.dialogs)
  useEffect(() => {
    if (dialogs > 0) return
    // The dialog gives the focus back one frame after it closed.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        if (document.activeElement === document.body) input.current?.focus()
      })
    })
    return () => cancelAnimationFrame(frame)
  }, [dialogs, input])
}
