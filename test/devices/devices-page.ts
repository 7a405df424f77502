const STYLE = `
  :root { color-scheme: light; font: 16px/1.45 "IBM Plex Sans", system-ui, sans-serif; }
  body { margin: 0; background: #e9edeb; color: #13201d; }
  header { background: #0f3335; color: #fff; padding: 16px 24px; }
  header h1 { margin: 0; font-size: 22px; }
  header code { color: #bcd3cf; user-select: all; }
  main { display: flex; flex-wrap: wrap; gap: 24px; padding: 24px; align-items: flex-start; }
  section { background: #fff; border: 1px solid #c9d2cd; border-radius: 6px; padding: 20px; flex: 1 1 360px; }
  section h2 { margin: 0; font-size: 18px; }
  section > p { margin: 0 0 12px; color: #56635d; font-size: 14px; overflow-wrap: anywhere; }
  .row { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0; align-items: center; }
  .row > span { min-width: 72px; color: #3c4a45; font-size: 14px; }
  button { font: inherit; min-height: 40px; padding: 0 14px; border: 1px solid #6c7872; border-radius: 4px;
    background: #fff; color: inherit; cursor: pointer; }
  button:hover { background: #f4f7f5; }
  button[aria-pressed=true] { background: #0b5a5e; border-color: #0b5a5e; color: #fff; }
  input, select { font: inherit; min-height: 38px; padding: 0 10px; border: 1px solid #6c7872; border-radius: 4px; }
  input.code { flex: 1 1 200px; font-family: "IBM Plex Mono", ui-monospace, monospace; }
  :focus-visible { outline: 3px solid #0b5a5e; outline-offset: 2px; }
  .paper { margin-top: 16px; max-height: 60vh; overflow: auto; background: #dde4e0; padding: 12px; }
  .paper img { display: block; width: 100%; max-width: 432px; margin: 0 auto; background: #fff; }
  [hidden] { display: none !important; }
  .paper p { margin: 0; color: #56635d; }
`

/** Codes that show each thing Guichet knows. */
const SAMPLES = [
  ['4182093756', ']C0'],
  ['https://pay.example/r?ref=4182093756', ']Q1'],
  [
    '00020101021252044131153137210116372101160123456789ABCDE6010Phnom Penh5913Merchant Shop5802KH540510.005303840622501081234567802090124444446304A0BA',
    ']Q1',
  ],
  ['6111245600014', ']E0'],
]

const SCRIPT = `
  const $ = (tag, props = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), props)
    made.append(...children)
    return made
  }
  const post = (path, body = {}) =>
    fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
      .then((answer) => answer.json()).then(show)
  const shown = new Map()
  const button = (text, act) => $('button', { type: 'button', textContent: text, onclick: act })

  function printerPanel({ key, name, where, plugged }) {
    const path = '/printers/' + key
    const set = (change) => post(path + '/switches', change)
    let last = {}
    const paper = ['ok', 'low', 'out'].map((one) => [button(one, () => set({ paper: one })), (s) => s.paper === one])
    const toggles = [
      ['cover open', 'coverOpen', true, false], ['cutter stuck', 'cutterError', true, false],
      ['offline', 'offline', true, false], ['mute', 'mute', true, false], ['no confirmation', 'noFence', true, false],
      ['slow', 'bytesPerSecond', 800, null], ['does not drain', 'stallAfter', 0, null],
      ['garbage', 'garbage', true, false], ['busy with another till', 'acceptAndClose', true, false],
    ].filter(([, field]) => plugged === null || field !== 'acceptAndClose')
      .map(([text, field, on, off]) =>
        [button(text, () => set({ [field]: last[field] === off ? on : off })), (s) => s[field] !== off])
    const power = button('power off and on', () => post(path + '/power'))
    const cable = button('', () => post(path + (cable.textContent === 'unplug' ? '/unplug' : '/plug')))
    const img = $('img', { alt: 'The newest paper' })
    const none = $('p', { textContent: 'No paper yet.' })
    const at = $('span')
    let wanted = null, count = 0, drawn = ''
    const step = (by) => { wanted = Math.min(count - 1, Math.max(0, (wanted ?? count - 1) + by)); if (wanted === count - 1) wanted = null; draw(true) }
    let bytes = 0
    const draw = () => {
      const now = (wanted ?? count - 1)
      none.hidden = count > 0; img.hidden = count === 0
      at.textContent = count === 0 ? '' : 'paper ' + (now + 1) + ' of ' + count
      const source = path + '/papers/' + now + '?' + (now === count - 1 ? bytes : 'whole')
      if (count > 0 && source !== drawn) { drawn = source; img.src = source }
    }
    const section = $('section', {},
      $('h2', { textContent: name }), $('p', { textContent: where }),
      $('div', { className: 'row' }, $('span', { textContent: 'Paper' }), ...paper.map(([b]) => b)),
      $('div', { className: 'row' }, ...toggles.map(([b]) => b)),
      $('div', { className: 'row' }, power, ...(plugged === null ? [] : [cable])),
      $('div', { className: 'row' }, button('older', () => step(-1)), button('newer', () => step(1)), at),
      $('div', { className: 'paper' }, none, img))
    return { section, update: (now) => {
      last = now.switches
      for (const [b, on] of [...paper, ...toggles]) b.setAttribute('aria-pressed', String(on(last)))
      cable.textContent = now.plugged ? 'unplug' : 'plug in'
      count = now.papers; bytes = now.bytes
      draw()
    } }
  }

  function scannersPanel(scanners) {
    const pick = $('select', { ariaLabel: 'Scanner' }, ...scanners.map(({ key, name }) => $('option', { value: key, textContent: name })))
    const code = $('input', { className: 'code', ariaLabel: 'Code', value: SAMPLES[0][0] })
    const suffix = $('select', { ariaLabel: 'Suffix' }, ...['cr', 'crlf', 'lf', 'tab', 'none'].map((one) => $('option', { value: one, textContent: 'suffix ' + one })))
    const aim = $('input', { ariaLabel: 'AIM identifier', size: 5, placeholder: ']Q1' })
    const scan = $('form', { className: 'row', onsubmit: (event) => {
      event.preventDefault()
      post('/scanners/' + pick.value + '/scan', { text: code.value, suffix: suffix.value, aim: aim.value })
    } }, pick, code, suffix, aim, $('button', { textContent: 'scan' }))
    const samples = $('div', { className: 'row' }, ...SAMPLES.map(([text, id]) => button(text.length > 40 ? text.slice(0, 39) + '…' : text, () => { code.value = text; aim.value = id })))
    const cables = scanners.map(({ key, name, where }) => {
      const cable = button('', () => post('/scanners/' + key + (cable.textContent === 'unplug' ? '/unplug' : '/plug')))
      return [key, cable, $('div', { className: 'row' }, cable, $('span', { textContent: name + ' (' + where + ')' }))]
    })
    const section = $('section', {}, $('h2', { textContent: 'Scanners' }),
      $('p', { textContent: 'The suffix is what a serial scanner adds; an HID scanner needs none.' }),
      scan, samples, ...cables.map(([, , row]) => row))
    return { section, update: (all) => {
      for (const [key, cable] of cables) cable.textContent = all.find((one) => one.key === key).plugged ? 'unplug' : 'plug in'
    } }
  }

  function show(state) {
    if (!state.printers) return
    document.querySelector('header code').textContent = 'GUICHET_DEVICES=' + state.folder + ' npm start'
    const main = document.querySelector('main')
    const panel = (key, make) => {
      if (!shown.has(key)) { shown.set(key, make()); main.append(shown.get(key).section) }
      return shown.get(key)
    }
    for (const printer of state.printers) panel('printer ' + printer.key, () => printerPanel(printer)).update(printer)
    if (state.scanners.length > 0) panel('scanners', () => scannersPanel(state.scanners)).update(state.scanners)
    if (state.leftOut.length > 0) panel('left out', () => ({ update: () => {}, section: $('section', {},
      $('h2', { textContent: 'Not on this system' }), ...state.leftOut.map((line) => $('p', { textContent: line }))) }))
  }
  const look = () => fetch('/state').then((answer) => answer.json()).then(show).catch(() => {})
  look()
  setInterval(look, 500)
`

/** The page of the virtual devices: a tool for developers, in English, without anything from the network. */
export const devicesPage = (): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="content-security-policy"
  content="default-src 'self'; img-src 'self' data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<link rel="icon" href="data:,">
<title>Virtual devices</title>
<style>${STYLE}</style>
<header><h1>Virtual devices</h1><code></code></header>
<main></main>
<script>
const SAMPLES = ${JSON.stringify(SAMPLES)}
${SCRIPT}
</script>
</html>
`
