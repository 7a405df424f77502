import './count.css'
import { type RefObject, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { COINS, DENOMINATIONS, NOTES } from '../../../electron/domain/closing'
import type { CountDraft } from '../../../electron/domain/count-draft'
import { type Centimes, formatMad } from '../../../electron/domain/money'
import { Bidi } from '../../components/Bidi'
import { DenominationRow } from '../../components/DenominationRow'
import { Field } from '../../components/Field'
import { KeyCap } from '../../components/KeyCap'
import {
  readQuantity,
  rollOnto,
  settledQuantity,
  stepQuantity,
  worthOf,
  worthOfCoins,
  worthOfNotes,
} from './count-draft'

export interface CountGridProps {
  readonly draft: CountDraft
  readonly onChange: (draft: CountDraft) => void
  /** The column is done: the main action takes the focus. */
  readonly onDone: () => void
  readonly autoFocus?: boolean
}

/** Notes and coins, a quantity each, with their sums; or the total alone. */
export function CountGrid({ draft, onChange, onDone, autoFocus = false }: CountGridProps) {
  const { t } = useTranslation()
  const grid = useRef<HTMLDivElement>(null)
  if (draft.total !== null)
    return (
      <div className="count-total">
        <Field
          label={t('till.count_total')}
          size="amount"
          suffix="MAD"
          ltr
          inputMode="decimal"
          autoFocus
          selectOnFocus
          value={draft.total}
          hint={t('till.count_total_hint')}
          testId="count-total"
          onChange={(total) => onChange({ ...draft, total })}
        />
      </div>
    )
  const column = (values: readonly number[], name: string, sum: Centimes, first: boolean) => (
    <section className="count-column" aria-label={name}>
      <header>
        <h2>{name}</h2>
        <Bidi>{formatMad(sum)}</Bidi>
      </header>
      {values.map((value, index) => (
        <Denomination
          key={value}
          value={value}
          draft={draft}
          first={first && index === 0}
          autoFocus={autoFocus && first && index === 0}
          onChange={onChange}
          onMove={(to) => moveFrom(grid, value, to, onDone)}
        />
      ))}
      {first && <CountKeys />}
    </section>
  )
  return (
    <div ref={grid} className="count">
      {column(NOTES, t('till.notes'), worthOfNotes(draft), true)}
      {column(COINS, t('till.coins'), worthOfCoins(draft), false)}
    </div>
  )
}

/** The next field of the column, or out of it at its end. */
function moveFrom(
  grid: RefObject<HTMLDivElement | null>,
  value: number,
  to: 'next' | 'previous' | 'end',
  done: () => void,
): void {
  const at = (DENOMINATIONS as readonly number[]).indexOf(value)
  const next = to === 'end' ? undefined : DENOMINATIONS[to === 'next' ? at + 1 : Math.max(0, at - 1)]
  if (next === undefined) done()
  else grid.current?.querySelector<HTMLInputElement>(`[data-testid="count-${next}"]`)?.focus()
}

interface DenominationProps {
  readonly value: number
  readonly draft: CountDraft
  readonly first: boolean
  readonly autoFocus: boolean
  readonly onChange: (draft: CountDraft) => void
  readonly onMove: (to: 'next' | 'previous' | 'end') => void
}

function Denomination({ value, draft, first, autoFocus, onChange, onMove }: DenominationProps) {
  const quantity = draft.quantities[value] ?? ''
  const set = (text: string): void =>
    onChange({ ...draft, quantities: { ...draft.quantities, [value]: text } })
  return (
    <DenominationRow
      value={value}
      quantity={quantity}
      worth={worthOf(draft, value)}
      wrong={!readQuantity(quantity).ok && !/×$/.test(quantity)}
      autoFocus={autoFocus}
      landing={first}
      onType={set}
      onStep={(by) => set(stepQuantity(quantity, by))}
      onRoll={(standing) => set(rollOnto(quantity, standing))}
      onLeave={() => {
        const settled = settledQuantity(quantity)
        if (settled !== quantity) set(settled)
      }}
      onMove={onMove}
    />
  )
}

/** The keys of a count, where the notes leave room. */
function CountKeys() {
  const { t } = useTranslation()
  return (
    <aside className="count-keys">
      <p className="count-keys-first">
        {t('till.keys_type')} <KeyCap of="Enter" />
      </p>
      <p>
        <kbd className="keycap">+</kbd> <kbd className="keycap">−</kbd> {t('till.keys_step')}
      </p>
      <p>
        <kbd className="keycap">×</kbd> {t('till.keys_roll')}
      </p>
    </aside>
  )
}
