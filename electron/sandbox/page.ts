import { WEBHOOK_EVENTS } from '../domain/webhook'
import { FAULT_KINDS } from './faults'
import { DECLINE_NAMES } from './test-cards'
import {
  CARD_IDS,
  CARD_LISTED,
  CARD_PAGES,
  CARD_SCENARIOS,
  SCENARIOS,
  URL_KEYS,
  WEBHOOK_ORDERS,
  WEBHOOK_TIMES,
} from './types'

/** Rows of the endpoint table that a counter uses, as the page offers them. */
const COUNTER_CALLS = [
  'cashin.request.read',
  'cashin.agent.execute',
  'cashout.request.read',
  'cashout.agent.execute',
  'cashin.card.agent.preview',
  'cashin.card.agent.execute',
  'cashin.card.preview',
  'cashin.card.execute',
  'cashin.card.saved',
  'cards.list',
  'operations.all',
  'operations.one',
  'agents.retail.one',
  'customers.info',
]

const options = (values: readonly string[]): string =>
  values.map((value) => `<option>${value}</option>`).join('')

/** Nothing but what stands in the page and the sandbox's own answers. */
export const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'"

/** The sandbox's own page, for the people who build against it; in French where the browser is, else in English. */
export const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Guichet sandbox</title>
<style>
  * { box-sizing: border-box }
  body { font: 16px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 64rem; padding: 0 1rem; color: #13201d; background: #e9edeb }
  h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin: 0 0 .75rem }
  section { background: #fff; border: 1px solid #c9d2cd; border-radius: .5rem; padding: 1rem; margin-bottom: 1rem; overflow-x: auto }
  form { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin-bottom: .75rem }
  label { display: grid; gap: .25rem; font-size: .875rem }
  input, select, button { font: inherit; padding: .5rem .75rem; border: 1px solid #6c7872; border-radius: .375rem; min-height: 2.75rem; background: #fff; color: inherit }
  form button { background: #0b5a5e; color: #fff; border-color: #0b5a5e; font-weight: 600 }
  td button { min-height: 0; padding: .25rem .5rem; margin-inline-end: .25rem }
  :focus-visible { outline: 3px solid #13201d; outline-offset: 2px }
  table { border-collapse: collapse; width: 100%; font-size: .875rem } th, td { text-align: start; padding: .375rem .5rem; border-bottom: 1px solid #c9d2cd }
  td.n, th.n { text-align: end; font-variant-numeric: tabular-nums } output { font-weight: 600; font-size: 1.25rem }
</style>
</head>
<body>
<h1 data-fr="Bac à sable de Guichet : un Chari local, sans argent réel">Guichet sandbox: a local Chari, no real money</h1>
<section>
  <h2 data-fr="Nouvelle référence">New reference</h2>
  <form id="new">
    <label><span data-fr="Sens">Direction</span> <select name="direction"><option value="cash_in" data-fr="Dépôt">Cash-in</option><option value="cash_out" data-fr="Retrait">Cash-out</option></select></label>
    <label><span data-fr="Montant (MAD)">Amount (MAD)</span> <input name="amount" value="500" inputmode="decimal" required></label>
    <label><span data-fr="Téléphone (vide : n’importe qui)">Phone (empty: anybody)</span> <input name="phone" placeholder="+212661248730"></label>
    <label><span data-fr="Scénario">Scenario</span> <select name="scenario">${options(SCENARIOS)}</select></label>
    <button data-fr="Créer">Create</button>
    <output id="made" aria-live="polite"></output>
  </form>
</section>
<section>
  <h2 data-fr="Manière et pannes">Manner and faults</h2>
  <form id="manner"><label><span data-fr="L’exécution répond">Execute answers</span> <select name="manner"><option value="at_once" data-fr="2 tout de suite">2 at once</option><option value="one_first" data-fr="1 sans numéro, puis 2">1 without id, then 2</option></select></label><button data-fr="Appliquer">Set</button></form>
  <form id="fault">
    <label><span data-fr="Appel">Call</span> <select name="call"><option value="*" data-fr="tous">every call</option>${options(COUNTER_CALLS)}</select></label>
    <label><span data-fr="Panne">Fault</span> <select name="kind">${options(FAULT_KINDS)}</select></label>
    <label><span data-fr="Référence (vide : toutes)">Reference (empty: any)</span> <input name="reference" inputmode="numeric"></label>
    <label><span data-fr="Fois (vide : toujours)">Times (empty: always)</span> <input name="times" inputmode="numeric"></label>
    <button data-fr="Activer">Switch on</button><button type="button" id="clear" data-fr="Tout désactiver">Switch all off</button><button type="button" id="down" data-fr="Éteindre 10 s">Down for 10 s</button>
  </form>
  <p id="on" aria-live="polite"></p>
</section>
<section><h2 data-fr="Références">References</h2><table><thead><tr><th data-fr="Référence">Reference</th><th data-fr="Sens">Direction</th><th class="n" data-fr="Montant">Amount</th><th data-fr="État">Status</th><th data-fr="Par">By</th><th class="n" data-fr="Exécutions">Executions</th><th></th></tr></thead><tbody id="references"></tbody></table></section>
<section>
  <h2 data-fr="Dépôts par carte">Deposits by card</h2>
  <form id="plan">
    <label><span data-fr="Le prochain dépôt">The next deposit</span> <select name="scenario">${options(CARD_SCENARIOS)}</select></label>
    <label><span data-fr="Montant (vide : tous)">Amount (empty: any)</span> <input name="amount" inputmode="decimal"></label>
    <label><span data-fr="Quatre derniers (vide : toutes)">Last four (empty: any)</span> <input name="last4" inputmode="numeric" maxlength="4"></label>
    <button data-fr="Prévoir">Plan</button>
  </form>
  <form id="cardManner">
    <label><span data-fr="Page de la banque">Bank’s page</span> <select name="page">${options(CARD_PAGES)}</select></label>
    <label><span data-fr="Refus">Decline</span> <select name="decline"><option value="">—</option>${options(DECLINE_NAMES)}</select></label>
    <label><span data-fr="Identifiants">Ids</span> <select name="ids">${options(CARD_IDS)}</select></label>
    <label><span data-fr="Adresse sous">Address under</span> <select name="urlKey">${options(URL_KEYS)}<option value="">—</option></select></label>
    <label><span data-fr="Dans les listes">In lists</span> <select name="listed">${options(CARD_LISTED)}</select></label>
    <label><span data-fr="Réglé après (ms)">Settles after (ms)</span> <input name="settlesInMs" inputmode="numeric"></label>
    <button data-fr="Appliquer à tous">Set for all</button>
  </form>
  <table><thead><tr><th data-fr="Suivi">Track id</th><th data-fr="Par">By</th><th data-fr="Compte">Account</th><th data-fr="Carte">Card</th><th class="n" data-fr="Montant">Amount</th><th class="n" data-fr="Frais">Fee</th><th data-fr="État">Status</th><th class="n" data-fr="Exécutions">Executions</th><th></th></tr></thead><tbody id="deposits"></tbody></table>
</section>
<section><h2 data-fr="Cartes enregistrées">Saved cards</h2><table><thead><tr><th>Id</th><th data-fr="Compte">Account</th><th data-fr="Carte">Card</th><th data-fr="Nom">Name</th><th></th></tr></thead><tbody id="cards"></tbody></table></section>
<section>
  <h2>Webhooks</h2>
  <form id="target">
    <label><span data-fr="Adresse">Address</span> <input name="url" type="url" required></label>
    <label><span data-fr="Clé (X-Api-Key)">Key (X-Api-Key)</span> <input name="key" type="password" autocomplete="off" required></label>
    <button data-fr="Ajouter">Add</button><button type="button" id="forget" data-fr="Tout oublier">Forget all</button>
  </form>
  <p id="targets" aria-live="polite"></p>
  <form id="hookManner">
    <label><span data-fr="Moment">When</span> <select name="when">${options(WEBHOOK_TIMES)}</select></label>
    <label><span data-fr="Délai (ms)">Delay (ms)</span> <input name="delayMs" inputmode="numeric"></label>
    <label><span data-fr="Fois">Times</span> <input name="times" inputmode="numeric"></label>
    <label><span data-fr="Ordre">Order</span> <select name="order">${options(WEBHOOK_ORDERS)}</select></label>
    <label><span data-fr="Forme">Form</span> <select name="form">${options(['documented', 'examples'])}</select></label>
    <button data-fr="Appliquer">Set</button><button type="button" id="release" data-fr="Lâcher les retenus">Release the held</button>
  </form>
  <form id="send">
    <label><span data-fr="Événement">Event</span> <select name="event">${options(WEBHOOK_EVENTS)}</select></label>
    <label><span data-fr="Compte (vide : l’agent)">Account (empty: the agent)</span> <input name="phone"></label>
    <label><span data-fr="Montant (MAD)">Amount (MAD)</span> <input name="amount" inputmode="decimal"></label>
    <button data-fr="Envoyer">Send</button>
    <output id="sent" aria-live="polite"></output>
  </form>
  <table><thead><tr><th>WebhookId</th><th data-fr="Événement">Event</th><th class="n" data-fr="Opération">Operation</th><th data-fr="État">State</th><th data-fr="Réponses">Answers</th><th></th></tr></thead><tbody id="deliveries"></tbody></table>
</section>
<section><h2 data-fr="Agents">Agents</h2><table><thead><tr><th>Code</th><th data-fr="Nom">Name</th><th data-fr="Téléphone">Phone</th><th class="n" data-fr="Solde">Float</th></tr></thead><tbody id="agents"></tbody></table></section>
<section><h2 data-fr="Clients">Wallets</h2><table><thead><tr><th data-fr="Nom">Name</th><th data-fr="Téléphone">Phone</th><th data-fr="Niveau">Level</th><th class="n" data-fr="Solde">Balance</th></tr></thead><tbody id="wallets"></tbody></table></section>
<script>
const french = navigator.language.startsWith('fr')
const say = (fr, en) => french ? fr : en
if (french) { document.documentElement.lang = 'fr'; for (const one of document.querySelectorAll('[data-fr]')) one.textContent = one.dataset.fr }
const by = (id) => document.getElementById(id)
const STATES = say(['', 'ouverte', 'exécutée', 'échouée', 'annulée'], ['', 'open', 'completed', 'failed', 'canceled'])
const ACTS = [['execute-elsewhere', say('Ailleurs', 'Elsewhere')], ['cancel', say('Annuler', 'Cancel')], ['expire', say('Expirer', 'Expire')], ['fail', say('Échouer', 'Fail')]]
const ask = async (method, path, body) => {
  const answer = await fetch(path, { method, headers: body ? { 'content-type': 'application/json' } : {}, body: body && JSON.stringify(body) })
  return answer.json()
}
const row = (cells) => { const tr = document.createElement('tr'); for (const [text, n] of cells) { const td = document.createElement('td'); td.append(text); if (n) td.className = 'n'; tr.append(td) } return tr }
const buttons = (where, acts) => { const all = document.createElement('span'); for (const [act, name] of acts) { const button = document.createElement('button'); button.textContent = name; button.onclick = async () => { await ask('POST', where + act, {}); look() }; all.append(button) } return all }
const acts = (reference) => buttons('/sandbox/references/' + reference + '/', ACTS)
const ENDS = [['complete', say('Terminer', 'Complete')], ['decline', say('Refuser', 'Decline')], ['cancel', say('Annuler', 'Cancel')], ['expire', say('Expirer', 'Expire')]]
const TOLD = [['webhook', 'Webhook'], ['double', say('Doubler', 'Double')], ['hide', say('Cacher', 'Hide')], ['reverse', say('Reprendre', 'Reverse')]]
const face = (c) => c.first6 + ' •••• ' + c.last4
const filled = (form, values) => { if (form.contains(document.activeElement)) return; for (const [name, value] of Object.entries(values)) if (form[name]) form[name].value = value ?? '' }
let last = ''
const show = async () => {
  const [books, hooks] = await Promise.all([ask('GET', '/sandbox/books'), ask('GET', '/sandbox/webhooks')])
  const now = JSON.stringify([books, hooks])
  if (now === last) return
  last = now
  by('manner').manner.value = books.manner
  by('on').textContent = books.faults.length ? say('Actives : ', 'On: ') + books.faults.map((f) => f.kind + ' · ' + f.call + (f.reference ? ' · ' + f.reference : '')).join(', ') : say('Aucune panne active.', 'No fault is on.')
  by('references').replaceChildren(...books.references.slice().reverse().slice(0, 100).map((r) => row([[r.reference], [r.direction === 'cash_in' ? say('Dépôt', 'Cash-in') : say('Retrait', 'Cash-out')], [r.amount, 1], [r.expired ? say('expirée', 'expired') : STATES[r.status]], [r.executedBy || ''], [String(r.executions), 1], [r.status === 1 && !r.expired ? acts(r.reference) : '']])))
  filled(by('cardManner'), books.cardManner)
  by('deposits').replaceChildren(...books.deposits.slice().reverse().slice(0, 100).map((d) => row([[d.trackId], [d.way], [d.phone], [face(d)], [d.amount, 1], [d.fee, 1], [STATES[d.status] + (d.reason ? ' · ' + d.reason : '')], [String(d.executions), 1], [d.status === 1 ? buttons('/sandbox/deposits/' + d.trackId + '/', ENDS) : d.status === 2 ? buttons('/sandbox/deposits/' + d.trackId + '/', TOLD) : '']])))
  by('cards').replaceChildren(...books.cards.map((c) => row([[String(c.id)], [c.phone], [face(c)], [c.name || ''], [buttons('/sandbox/cards/' + c.id + '/', [['delete', say('Oublier', 'Forget')]])]])))
  by('targets').textContent = hooks.targets.map((t) => t.url).join(', ') || say('Aucune adresse.', 'No address.')
  filled(by('hookManner'), { ...hooks.manner, form: hooks.manner.form.eventId ? 'documented' : 'examples' })
  by('deliveries').replaceChildren(...hooks.deliveries.slice().reverse().slice(0, 100).map((d) => row([[String(d.webhookId)], [d.event], [String(d.operationId), 1], [d.state], [d.attempts.map((a) => a.answer).join(', ')], [buttons('/sandbox/webhooks/deliveries/' + d.webhookId + '/', [['resend', say('Renvoyer', 'Send again')]])]])))
  by('agents').replaceChildren(...books.agents.map((a) => row([[a.code], [a.name], [a.phone], [a.float, 1]])))
  by('wallets').replaceChildren(...books.wallets.map((w) => row([[w.firstName + ' ' + w.lastName], [w.phone], [String(w.level)], [w.balance, 1]])))
}
const look = () => show().catch(() => { last = ''; by('on').textContent = say('Le bac à sable ne répond pas.', 'The sandbox does not answer.') })
const data = (form) => Object.fromEntries([...new FormData(form)].filter(([, v]) => v !== ''))
by('new').onsubmit = async (e) => { e.preventDefault(); const made = await ask('POST', '/sandbox/references', data(e.target)); by('made').textContent = made.reference || made.problem; look() }
by('manner').onsubmit = async (e) => { e.preventDefault(); await ask('POST', '/sandbox/manner', data(e.target)); look() }
by('fault').onsubmit = async (e) => { e.preventDefault(); const f = data(e.target); if (f.times) f.times = Number(f.times); await ask('POST', '/sandbox/faults', f); look() }
const numbers = (o, ...names) => { for (const name of names) if (o[name] !== undefined) o[name] = Number(o[name]); return o }
by('plan').onsubmit = async (e) => { e.preventDefault(); await ask('POST', '/sandbox/cards/next', data(e.target)); look() }
by('cardManner').onsubmit = async (e) => { e.preventDefault(); await ask('POST', '/sandbox/cards/manner', numbers({ decline: null, urlKey: null, ...data(e.target) }, 'settlesInMs')); document.activeElement.blur(); look() }
by('target').onsubmit = async (e) => { e.preventDefault(); await ask('POST', '/sandbox/webhooks/targets', data(e.target)); e.target.reset(); look() }
by('forget').onclick = async () => { await ask('DELETE', '/sandbox/webhooks/targets'); look() }
by('hookManner').onsubmit = async (e) => { e.preventDefault(); await ask('POST', '/sandbox/webhooks/manner', numbers(data(e.target), 'delayMs', 'times')); document.activeElement.blur(); look() }
by('release').onclick = async () => { await ask('POST', '/sandbox/webhooks/release', {}); look() }
by('send').onsubmit = async (e) => { e.preventDefault(); const sent = await ask('POST', '/sandbox/webhooks/send', data(e.target)); by('sent').textContent = sent.webhookId || sent.problem; look() }
by('clear').onclick = async () => { await ask('DELETE', '/sandbox/faults'); look() }
by('down').onclick = async () => { await ask('POST', '/sandbox/down', { forMs: 10000 }); look() }
look(); setInterval(look, 3000)
</script>
</body>
</html>
`
