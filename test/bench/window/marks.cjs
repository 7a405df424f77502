// Loaded before the main script of both programs (`-r`), so that both are watched by the same few lines: says on
// stdout when each screen that BENCH_SCREENS names can be used and has been painted.
const { app } = require('electron')

/** Runs in the page. Resolves after the frame in which the element is there and can be used. */
function usable(selector) {
  return new Promise((resolve) => {
    const there = () => {
      const element = document.querySelector(selector)
      if (!element || element.disabled) return false
      if (element.matches('input') && document.activeElement !== element) return false
      const box = element.getBoundingClientRect()
      return box.width > 0 && box.height > 0
    }
    const painted = () =>
      document.fonts.ready.then(() =>
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now()))),
      )
    if (there()) return painted()
    const watch = new MutationObserver(look)
    function look() {
      if (!there()) return
      watch.disconnect()
      document.removeEventListener('focusin', look)
      painted()
    }
    watch.observe(document, { subtree: true, childList: true, attributes: true })
    document.addEventListener('focusin', look)
  })
}

/** Runs in the page: puts a PIN into the focused input, all at once. */
function fillPin(pin) {
  const input = document.activeElement
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, pin)
  input.dispatchEvent(new Event('input', { bubbles: true }))
  return new Promise((resolve) => requestAnimationFrame(() => resolve()))
}

const screens = JSON.parse(process.env.BENCH_SCREENS)

async function watch(contents) {
  for (const { name, selector, pin, afterMs } of screens) {
    await contents.executeJavaScript(`(${usable})(${JSON.stringify(selector)})`)
    process.stdout.write(`bench ${name}\n`)
    if (!pin) continue
    if (afterMs) await new Promise((resolve) => setTimeout(resolve, afterMs))
    await contents.executeJavaScript(`(${fillPin})(${JSON.stringify(pin)})`)
    for (const type of ['keyDown', 'char', 'keyUp']) contents.sendInputEvent({ type, keyCode: 'Return' })
  }
}

app.once('web-contents-created', (_event, contents) => {
  contents.once('dom-ready', () =>
    watch(contents).catch((error) => process.stdout.write(`bench failed ${error}\n`)),
  )
})
