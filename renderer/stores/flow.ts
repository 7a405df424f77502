import { readTypedAmount } from '../../electron/domain/money'
import type { LookUpResult, Message, OperationView, Quote } from '../../electron/domain/operation'
import { readScan } from '../../electron/domain/scan'
import type { RequestInput } from '../../electron/ipc/contract'
import { request } from '../client'
import { keep, kept } from '../lib/keep'
import { newConfirmId } from '../lib/uuid'
import { play, soundOfOperation } from '../sounds/sounds'
import { useApp } from './app'
import { type IdentityForm, NO_IDENTITY, type Step, useCounter, type Want } from './counter'
import { type ReadFrom, useLastRead } from './last-read'
import { isAtCount, useTill } from './till'

/** The counter's verbs. Each asks main and puts its answer on the screen; none of them decides about money. */

const set = useCounter.setState
const get = useCounter.getState

/** One act keeps one id, so that a repeat of the same call gets the first answer. */
let act: { readonly id: string; readonly of: string } | null = null
/** Answers of a look-up that was given up must not come back over a newer screen. */
let turn = 0
/** Each notice is another one, so that the same sentence is said again. */
let notices = 0

function show(step: Step): void {
  set({ step, notice: null })
  if (step.name === 'operation') keep({ step: 'operation', id: step.operation.id })
  else if (step.name === 'quote')
    keep({ step: 'quote', reference: step.quote.reference, received: step.received })
  else keep(null)
}

function showQuote(quote: Quote): void {
  act = null
  show({
    name: 'quote',
    quote,
    received: '',
    identity: NO_IDENTITY,
    message: null,
    sending: false,
    sentAtMs: null,
  })
}

function showOperation(operation: OperationView): void {
  const before = get().step
  const changed =
    before.name !== 'operation' ||
    before.operation.id !== operation.id ||
    before.operation.state !== operation.state
  show({ name: 'operation', operation, busy: false, message: null })
  if (changed) play(soundOfOperation(operation.state))
}

/** The empty reference field, ready for the next customer. */
export function home(): void {
  turn += 1
  act = null
  set((state) => ({
    reference: '',
    message: null,
    lookingUp: false,
    want: 'automatic',
    refocus: state.refocus + 1,
  }))
  show({ name: 'reference' })
  useApp.getState().go('counter')
}

export function typeReference(text: string): void {
  set({ reference: text, message: null })
}

export function chooseWant(want: Want): void {
  set((state) => ({ want, message: null, refocus: state.refocus + 1 }))
  useApp.getState().go('counter')
}

/** Asks Chari for a reference, as typed or as scanned. */
export async function lookUp(text: string, source: 'typed' | 'scan'): Promise<void> {
  if (get().lookingUp || text.trim() === '') return
  turn += 1
  const mine = turn
  set({ lookingUp: true, message: null, ...(source === 'scan' ? { reference: shownReference(text) } : {}) })
  try {
    const result = await request('counter.lookUp', { text, want: get().want, source })
    if (mine === turn) await take(result)
  } finally {
    if (mine === turn) set({ lookingUp: false })
  }
}

const shownReference = (text: string): string => {
  const scan = readScan(text)
  return scan.kind === 'reference' ? scan.reference : text
}

async function take(result: LookUpResult): Promise<void> {
  switch (result.kind) {
    case 'quote':
      return showQuote(result.quote)
    case 'choose':
      return show({ name: 'choose', quotes: result.quotes })
    case 'existing':
      return openOperation(result.operation)
    case 'message':
      play('bad')
      set((state) => ({ message: result.message, refocus: state.refocus + 1 }))
      return show({ name: 'reference' })
  }
}

export const choose = (quote: Quote): void => showQuote(quote)

/** Shows an operation of the journal on the counter, wherever it was asked for. */
export async function openOperation(id: string): Promise<void> {
  const operation = await request('operation.get', { id })
  if (operation === null) return
  useApp.getState().go('counter')
  showOperation(operation)
}

export function typeReceived(received: string): void {
  const { step } = get()
  if (step.name === 'quote' && !step.sending) show({ ...step, received, message: null })
}

export function setIdentity(change: Partial<IdentityForm>): void {
  const { step } = get()
  if (step.name === 'quote' && !step.sending)
    show({ ...step, identity: { ...step.identity, ...change }, message: null })
}

/** What stands between this screen and its main action, as the key of a sentence; null when nothing does. */
export function confirmBlock(step: Step): string | null {
  if (step.name !== 'quote') return 'counter.off_sending'
  if (step.sending) return 'counter.off_sending'
  const { quote, received, identity } = step
  if (quote.direction === 'cash_in') {
    if (received.trim() === '') return null
    const read = readTypedAmount(received)
    if (!read.ok) return 'counter.off_received_unreadable'
    return read.value < quote.cash ? 'counter.off_received_too_little' : null
  }
  if (!identity.checked) return 'counter.off_identity'
  if (quote.identityDetails && identity.document === null) return 'counter.off_document'
  if (quote.identityDetails && identity.lastCharacters.trim().length < 2) return 'counter.off_characters'
  return null
}

function confirmInput(
  step: Extract<Step, { name: 'quote' }>,
): Omit<RequestInput<'counter.confirm'>, 'confirmId'> {
  const { quote, received, identity } = step
  if (quote.direction === 'cash_in') {
    const read = received.trim() === '' ? null : readTypedAmount(received)
    return { quoteId: quote.quoteId, received: read?.ok ? read.value : quote.cash, identity: null }
  }
  const last = identity.lastCharacters.trim()
  return {
    quoteId: quote.quoteId,
    received: null,
    identity: { checked: true, document: identity.document, lastCharacters: last === '' ? null : last },
  }
}

/** Sends the operation on the screen to main. The same push, repeated, carries the same id. */
export async function confirm(): Promise<void> {
  const { step } = get()
  if (step.name !== 'quote' || confirmBlock(step) !== null) return
  const input = confirmInput(step)
  const of = JSON.stringify(input)
  if (act === null || act.of !== of) act = { id: newConfirmId(), of }
  const sending = { ...step, message: null, sending: true, sentAtMs: performance.now() }
  show(sending)
  const answer = await request('counter.confirm', { confirmId: act.id, ...input })
  const now = get().step
  const stillHere = now.name === 'quote' && now.quote.quoteId === step.quote.quoteId
  if (answer.ok) {
    if (stillHere) showOperation(answer.value)
    return
  }
  act = null
  if (!stillHere) return
  play('bad')
  show({ ...step, message: answer.message, sending: false, sentAtMs: null })
  if (answer.message.code === 'quote_changed' || answer.message.code === 'quote_stale')
    await refresh(step.quote, answer.message)
}

/** The amount moved, or the quote is too old to be renewed by itself: shows what Chari says now. */
async function refresh(quote: Quote, message: Message): Promise<void> {
  turn += 1
  const mine = turn
  const result = await request('counter.lookUp', {
    text: quote.reference,
    want: quote.direction,
    source: 'typed',
  })
  if (mine !== turn) return
  if (result.kind !== 'quote') {
    set({ reference: quote.reference })
    return take(result)
  }
  showQuote(result.quote)
  const { step } = get()
  if (step.name === 'quote') show({ ...step, message })
}

/** "Identité douteuse": journaled, no intent, home. */
export async function refuseIdentity(): Promise<void> {
  const { step } = get()
  if (step.name !== 'quote' || step.sending || step.quote.direction !== 'cash_out') return
  await request('counter.identityRefused', { quoteId: step.quote.quoteId })
  play('refused')
  home()
}

/** Escape: back to the reference, which is kept; never while something is out. */
export function back(): void {
  const { step } = get()
  if (step.name === 'quote' && step.sending) return
  turn += 1
  set((state) => ({ lookingUp: false, message: null, refocus: state.refocus + 1 }))
  show({ name: 'reference' })
}

type ActName = 'operation.checkNow' | 'operation.park' | 'operation.printSlip' | 'operation.duplicate'

async function onOperation(
  ask: (
    operation: OperationView,
  ) => Promise<{ ok: true; value: OperationView } | { ok: false; message: Message }>,
  after?: (operation: OperationView) => void | Promise<void>,
): Promise<void> {
  const { step } = get()
  if (step.name !== 'operation' || step.busy) return
  set({ step: { ...step, busy: true, message: null } })
  try {
    const answer = await ask(step.operation)
    const now = get().step
    if (now.name !== 'operation' || now.operation.id !== step.operation.id) return
    if (!answer.ok) return set({ step: { ...now, busy: false, message: answer.message } })
    if (after) return await after(answer.value)
    showOperation(answer.value)
  } finally {
    const now = get().step
    if (now.name === 'operation' && now.busy) set({ step: { ...now, busy: false } })
  }
}

const simply = (name: ActName) => (operation: OperationView) => request(name, { id: operation.id })

/** Records what the screen ordered (paid, change given, returned; parked when unsure) and goes home. */
export async function nextCustomer(): Promise<void> {
  const { step } = get()
  if (step.name !== 'operation') return
  if (step.operation.actions.includes('next_customer'))
    return onOperation(({ id, state }) => request('operation.nextCustomer', { id, seen: state }), home)
  home()
}
export const checkNow = (): Promise<void> => onOperation(simply('operation.checkNow'))
export const printSlip = (): Promise<void> => onOperation(simply('operation.printSlip'))
export const duplicate = (): Promise<void> => onOperation(simply('operation.duplicate'))

/** The cashier closes the bank's window: a hint, and Guichet asks Chari. */
export const abandonChallenge = (): Promise<void> => onOperation(({ id }) => request('card.abandon', { id }))

/** A second attempt on the same operation. */
export const tryAgain = (): Promise<void> => {
  const confirmId = newConfirmId()
  return onOperation((operation) => request('operation.tryAgain', { id: operation.id, confirmId }))
}

/** Escape on an outcome: leaves it under "À régler" if anything is open; parks what can be parked. */
export async function leave(): Promise<void> {
  const { step } = get()
  if (step.name !== 'operation') return
  if (step.operation.actions.includes('park')) return onOperation(simply('operation.park'), home)
  home()
}

/** A live operation changed in main. */
export function operationChanged(operation: OperationView): void {
  const { step } = get()
  if (step.name === 'operation' && step.operation.id === operation.id) {
    if (operation.state !== step.operation.state) showOperation(operation)
    else set({ step: { ...step, operation } })
    return
  }
  const outcome = operation.state !== 'intent' && operation.state !== 'sent'
  if (step.name === 'quote' && step.sending && step.quote.reference === operation.reference && outcome)
    showOperation(operation)
}

/** What of the till comes before the next customer, as the key of a sentence; null: nothing. */
function beforeServing(): string | null {
  const { screen, status } = useApp.getState()
  if (screen === 'till' && isAtCount(useTill.getState())) return 'till.finish_first'
  if (screen === 'card') return 'counter.finish_first'
  if (!status || get().step.name !== 'reference') return null
  const { shift } = status.till
  return shift === null ? 'keys.off_no_shift' : shift.forgotten ? 'keys.off_forgotten' : null
}

/** Says once why a scan loads nothing here: this must be finished first. */
function finishFirst(key: string): void {
  play('bad')
  notices += 1
  set({ notice: { key, number: notices } })
}

/** A scan, wherever the focus is. It only ever loads something; where devices are set up it is only shown. */
export function scanned(text: string, from: ReadFrom = { source: 'wedge' }): void {
  const { step, lookingUp } = get()
  const { dialogs, screen } = useApp.getState()
  if (screen === 'devices' && dialogs === 0) {
    showRead(text, from)
    return
  }
  const before = beforeServing()
  const settledScreen =
    step.name === 'operation' &&
    step.operation.state === 'completed' &&
    step.operation.changeDue === 0 &&
    step.operation.direction === 'cash_in' &&
    !step.operation.parked
  if (dialogs > 0 || lookingUp || before !== null || (step.name !== 'reference' && !settledScreen)) {
    finishFirst(before ?? 'counter.finish_first')
    return
  }
  const scan = readScan(text)
  play(scan.kind === 'reference' || scan.kind === 'paper' ? 'scan' : 'bad')
  if (settledScreen) void nextCustomer().then(() => lookUp(text, 'scan'))
  else {
    useApp.getState().go('counter')
    void lookUp(text, 'scan')
  }
}

/** The screen of devices tries scanners: what they read stays there. */
function showRead(text: string, from: ReadFrom): void {
  const { kind } = readScan(text)
  play(kind === 'reference' || kind === 'paper' ? 'scan' : 'bad')
  useLastRead.setState({ read: { aim: null, device: null, tookMs: null, ...from, text } })
}

/** After a reload or a sign-in: the operation that main says is under way, else what stood on this screen. */
export async function resume(): Promise<void> {
  if (get().step.name !== 'reference') return
  const { boot } = useApp.getState()
  if (boot?.phase !== 'counter') return
  if (boot.current !== null) return openOperation(boot.current)
  const was = kept()
  if (was === null) return
  if (was.step === 'operation') return openOperation(was.id)
  set({ reference: was.reference })
  await lookUp(was.reference, 'typed')
  typeReceived(was.received)
}
