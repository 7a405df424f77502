import { ipcRenderer } from 'electron'
import { BAR_ACT_CHANNEL, BAR_STATE_CHANNEL, type BarAct, type BarState } from './windows/challenge-channels'

/**
 * The hand that writes our bar above the bank's page. The bar's page itself has no script and is given no bridge;
 * the bank's page is another contents in another session, and has no preload at all.
 */
const act = (what: BarAct): void => ipcRenderer.send(BAR_ACT_CHANNEL, what)

const one = (id: string): HTMLElement => {
  const found = document.getElementById(id)
  if (!found) throw new Error(`the bar has no #${id}`)
  return found
}

/** A text is written only where it differs: a live region speaks at each writing. */
function write(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text
}

/** The button on which whoever comes to the bar stands. */
let stood: 'ask' | 'stay' | null = null

function draw(state: BarState): void {
  const { documentElement: page } = document
  page.lang = state.language
  page.dir = state.rightToLeft ? 'rtl' : 'ltr'
  page.dataset.theme = state.theme
  page.dataset.lock = state.lock
  page.toggleAttribute('data-training', state.training)
  document.title = state.words.title ?? ''
  for (const element of document.querySelectorAll<HTMLElement>('[data-word]'))
    write(element, state.words[element.dataset.word ?? ''] ?? '')
  write(one('host'), state.host)
  write(one('lock'), state.lockWords)
  write(one('left'), state.left)
  one('share').setAttribute('value', String(state.share))
  write(one('notice'), state.notice ?? state.words.aside ?? '')
  one('notice').toggleAttribute('data-refused', state.notice !== null)
  write(one('spoken'), state.spoken)
  one('time').hidden = state.asking
  one('question').hidden = !state.asking
  // Enter on `ask` only asks, and on `stay` leaves everything as it is.
  const stands = state.asking ? 'stay' : state.inBar ? 'ask' : null
  if (stands !== stood && stands !== null) one(stands).focus()
  stood = stands
}

ipcRenderer.on(BAR_STATE_CHANNEL, (_event, state: BarState) => draw(state))
document.addEventListener('DOMContentLoaded', () => {
  one('ask').addEventListener('click', () => act('ask'))
  one('stay').addEventListener('click', () => act('stay'))
  one('give-up').addEventListener('click', () => act('give_up'))
  one('to-bank').addEventListener('click', () => act('to_bank'))
  act('ready')
})
