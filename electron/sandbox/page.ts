/** The sandbox's own page: for the people who build against it, in English, with nothing fetched from elsewhere. */
export const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Guichet sandbox</title>
<style>
  body { font: 16px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #13201d; background: #e9edeb }
  h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin: 0 0 .75rem }
  section { background: #fff; border: 1px solid #c9d2cd; border-radius: .5rem; padding: 1rem; margin-bottom: 1rem }
  form { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end }
  label { display: grid; gap: .25rem; font-size: .875rem }
  input, select, button { font: inherit; padding: .5rem .75rem; border: 1px solid #6c7872; border-radius: .375rem; min-height: 2.75rem; background: #fff }
  button { background: #0b5a5e; color: #fff; border-color: #0b5a5e; font-weight: 600 }
  :focus-visible { outline: 3px solid #13201d; outline-offset: 2px }
  table { border-collapse: collapse; width: 100%; font-size: .875rem } th, td { text-align: start; padding: .375rem .5rem; border-bottom: 1px solid #c9d2cd }
  td.n { text-align: end; font-variant-numeric: tabular-nums } output { font-weight: 600; font-size: 1.25rem }
</style>
</head>
<body>
<h1>Guichet sandbox: a local Chari, no real money</h1>
<section>
  <h2>New reference</h2>
  <form id="new">
    <label>Direction <select name="direction"><option value="cash_in">Cash-in</option><option value="cash_out">Cash-out</option></select></label>
    <label>Amount (MAD) <input name="amount" value="500" inputmode="decimal" required></label>
    <label>Phone (empty: anybody) <input name="phone" placeholder="+212661248730"></label>
    <label>Scenario <select name="scenario"><option>fine</option><option>no_answer</option><option>refused</option><option>expired</option><option>status_one</option></select></label>
    <button>Create</button>
    <output id="made" aria-live="polite"></output>
  </form>
</section>
<section>
  <h2>Manner and faults</h2>
  <form id="manner"><label>Execute answers <select name="manner"><option value="at_once">2 at once</option><option value="one_first">1 without id, then 2</option></select></label><button>Set</button></form>
  <form id="fault">
    <label>Call <select name="call"><option value="*">every call</option><option>cashin.request.read</option><option>cashin.agent.execute</option><option>cashout.request.read</option><option>cashout.agent.execute</option><option>operations.all</option><option>agents.retail.one</option></select></label>
    <label>Fault <select name="kind"></select></label>
    <label>Times (empty: always) <input name="times" inputmode="numeric"></label>
    <button>Switch on</button><button type="button" id="clear">Switch all off</button>
  </form>
  <p id="on"></p>
</section>
<section><h2>References</h2><table><thead><tr><th>Reference</th><th>Direction</th><th>Amount</th><th>Status</th><th>By</th><th>Executions</th></tr></thead><tbody id="references"></tbody></table></section>
<section><h2>Wallets</h2><table><thead><tr><th>Name</th><th>Phone</th><th>Level</th><th>Balance</th></tr></thead><tbody id="wallets"></tbody></table></section>
<script>
const kinds = ['delay','reset_before','reset_after','hang_before','hang_after','error_500_before','error_500_after','throttle','deny','refuse','elsewhere','status_1_then_2','never_2','redirect','html','not_found','cut_body','empty_body','wrong_echo','error_code_on_200','other_casing','bare','text_amounts','clock_skew']
const by = (id) => document.getElementById(id)
for (const kind of kinds) by('fault').kind.append(new Option(kind))
const ask = async (method, path, body) => {
  const answer = await fetch(path, { method, headers: body ? { 'content-type': 'application/json' } : {}, body: body && JSON.stringify(body) })
  return answer.json()
}
const row = (cells) => { const tr = document.createElement('tr'); for (const [text, n] of cells) { const td = document.createElement('td'); td.textContent = text; if (n) td.className = 'n'; tr.append(td) } return tr }
const show = async () => {
  const books = await ask('GET', '/sandbox/books')
  by('manner').manner.value = books.manner
  by('on').textContent = books.faults.length ? 'On: ' + books.faults.map((f) => f.kind + ' on ' + f.call + (f.reference ? ' for ' + f.reference : '')).join(', ') : 'No fault is on.'
  by('references').replaceChildren(...books.references.slice().reverse().slice(0, 100).map((r) => row([[r.reference], [r.direction === 'cash_in' ? 'Cash-in' : 'Cash-out'], [r.amount, 1], [r.expired ? 'expired' : ['', 'open', 'completed', 'failed', 'canceled'][r.status]], [r.executedBy || ''], [String(r.executions), 1]])))
  by('wallets').replaceChildren(...books.wallets.map((w) => row([[w.firstName + ' ' + w.lastName], [w.phone], [String(w.level)], [w.balance, 1]])))
}
const data = (form) => Object.fromEntries([...new FormData(form)].filter(([, v]) => v !== ''))
by('new').onsubmit = async (e) => { e.preventDefault(); const made = await ask('POST', '/sandbox/references', data(e.target)); by('made').textContent = made.reference || made.problem; show() }
by('manner').onsubmit = async (e) => { e.preventDefault(); await ask('POST', '/sandbox/manner', data(e.target)); show() }
by('fault').onsubmit = async (e) => { e.preventDefault(); const f = data(e.target); if (f.times) f.times = Number(f.times); await ask('POST', '/sandbox/faults', f); show() }
by('clear').onclick = async () => { await ask('DELETE', '/sandbox/faults'); show() }
show(); setInterval(show, 3000)
</script>
</body>
</html>
`
